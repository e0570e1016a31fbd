"""The examples in docstrings are true; in them `events` and `G` are those of the seeds."""

import doctest
from datetime import date
from importlib import import_module
from pathlib import Path

import networkx as nx
import pytest

import graph
from graph.model import Events

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("extract", "graph")
    for path in (ROOT / package).rglob("*.py")
    if "    >>> " in path.read_text(encoding="utf-8")
)


def test_the_public_functions_have_examples() -> None:
    assert {"extract.readers", "extract.times.find", "graph.build", "graph.projection", "graph.select", "graph.tables"} <= set(
        MODULES
    )


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str, seeds: Events, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = import_module(name)
    told = {**vars(module), "events": seeds, "G": graph.build(seeds), "date": date, "nx": nx}
    done = doctest.testmod(module, extraglobs=told, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert done.attempted
    assert not done.failed
