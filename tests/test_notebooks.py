"""What we ship beside code: notebooks stripped and free of definitions, pages that name what there is (`--nbmake` runs them)."""

import ast
import json
import re
from pathlib import Path

import pytest

import graph

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stripped_and_defines_nothing(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    for cell in cells:
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        tree = ast.parse("".join(cell["source"]))
        assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["explore", "pair", "quality"]


@pytest.mark.parametrize("path", [*NOTEBOOKS, ROOT / "docs" / "gephi.md"], ids=lambda path: path.name)
def test_every_function_named_is_there(path: Path) -> None:
    named = set(re.findall(r"\bgraph\.([a-z_]+)\(", path.read_text(encoding="utf-8")))
    assert named
    assert not [name for name in named if not callable(getattr(graph, name, None))]
