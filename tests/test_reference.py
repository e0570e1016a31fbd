"""docs/reference.md is what the docstrings say, and every public name has one."""

import inspect
from types import ModuleType

import pytest
from reference import PAGE, page

import extract
import graph


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make docs"


@pytest.mark.parametrize("module", [extract, graph], ids=lambda module: module.__name__)
def test_every_public_name_is_documented(module: ModuleType) -> None:
    told = {name: inspect.getdoc(getattr(module, name)) or "" for name in module.__all__}
    assert [name for name, doc in told.items() if not doc or doc.startswith(f"{name}(")] == []  # a record's default is its call
