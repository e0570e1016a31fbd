"""Tables of linguistic knowledge: tab-separated, one entry a line under a header row; lines that begin with # are remarks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def entries(name: str, package: str = "extract") -> list[dict[str, str]]:
    """The entries of `data/<name>.tsv` of a package by its header row; what a line leaves out is empty."""
    return list(csv.DictReader(_lines(name, package), delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def rows(name: str) -> Iterator[list[str]]:
    """The cells of every entry of a table of `extract`."""
    reader = csv.reader(_lines(name, "extract"), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(reader)
    yield from reader


def _lines(name: str, package: str) -> Iterator[str]:
    text = files(package).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
