"""The predicate lexicon: what kind of happening (or none) a Japanese news verb or noun names. Read once from the tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


def rows(table: str) -> Iterator[list[str]]:
    """The cells of a table under `data/`, header and comment lines left out."""
    text = files("extract").joinpath("data", table).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    next(reader)
    yield from reader


@cache
def predicates() -> Mapping[str, str]:
    """Dictionary form → PLOVER type of the happening it names."""
    return {word: f"{kind}.{field}" for word, kind, field in rows("predicates.tsv")}


@cache
def commentary() -> Mapping[str, str]:
    """Dictionary form → class of words that name no happening by themselves (state, feeling, light, aspect, frame…)."""
    return {word: kind for word, kind, *_ in rows("commentary.tsv")}
