"""docs/reference.md from the docstrings of the public API: `python -m tests.reference` (`make docs`) writes it."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import extract
import graph
from graph import build, tables

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"
HEAD = """# Reference

Everything public of the two packages, from its docstrings (`make docs` writes this page). In the examples `events` and `G`
are those of `seeds/`: `events = graph.resolve(extract.annotate(extract.read("seeds/")))`, `G = graph.build(events)`.
"""
ADDRESS = re.compile(r"<function \w+ at 0x[0-9a-f]+>")
ANNOTATION = re.compile(r"(: |-> )'([^']*)'")
EXAMPLE = re.compile(r"((?:^(?:>>> |\.\.\. ).*\n?(?:^(?!>>> |\.\.\. )\S.*\n?)*)+)", re.MULTILINE)


def page() -> str:
    """The page as Markdown."""
    parts = [HEAD, *_package(extract), *_package(graph)]
    for title, module in (("The graph", build), ("The tables", tables)):
        parts.append(f"## {title}\n\n```text\n{inspect.getdoc(module)}\n```\n")
    return "\n".join(parts)


def _package(module: ModuleType) -> Iterator[str]:
    yield f"## {module.__name__}\n\n{_text(inspect.getdoc(module) or '')}"
    for _, name in sorted((_rank(getattr(module, name)), name) for name in module.__all__):
        yield from _entry(f"{module.__name__}.{name}", getattr(module, name))


def _rank(thing: Any) -> int:
    """Functions first, then what is worked with, then records."""
    return 0 if not inspect.isclass(thing) else 1 + (dataclasses.is_dataclass(thing) and not any(_members(thing)))


def _entry(name: str, thing: Any) -> Iterator[str]:
    if inspect.isclass(thing):
        shown = "" if dataclasses.is_dataclass(thing) or issubclass(thing, Exception) else _signature(thing)
        yield f"### {name}{shown}\n\n{_text(inspect.getdoc(thing) or '')}"
        if dataclasses.is_dataclass(thing):
            yield "\n".join(f"- `{field.name}: {field.type}`" for field in dataclasses.fields(thing)) + "\n"
        yield from _members(thing)
    else:
        yield f"### {name}\n\n`{name.rpartition('.')[2]}{_signature(thing)}`\n\n{_text(inspect.getdoc(thing) or '')}"


def _members(thing: type) -> Iterator[str]:
    """The methods and properties of a class, in the order of its source, with the first paragraph of their docstrings."""
    for name, member in vars(thing).items():
        function = member.fget if isinstance(member, property) else member
        if not name.startswith("_") and inspect.isfunction(function) and function.__doc__:
            call = name if isinstance(member, property) else f"{name}{_signature(function)}"
            yield f"- `{call}`\n\n{_indented(_text(inspect.getdoc(function) or ''))}"


def _signature(thing: Any) -> str:
    told = str(inspect.signature(thing)).replace("(self, ", "(").replace("(self)", "()")
    return ANNOTATION.sub(r"\1\2", ADDRESS.sub("…", told))


def _text(doc: str) -> str:
    """A docstring as Markdown: examples fenced."""
    return EXAMPLE.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", doc) + "\n"


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
