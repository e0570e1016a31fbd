"""Full-text search that finds one and two characters: every line indexed by its pairs of neighbouring characters."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator

_GAP = "\ue000"  # stands for what is neither letter nor digit; the tokenizer takes it for part of a word


def folded(text: str) -> str:
    """The text as it is compared: full-width and half-width, capital and small letters alike."""
    return unicodedata.normalize("NFKC", text).casefold()


def _pairs(text: str) -> Iterator[str]:
    characters = [char if char.isalnum() else _GAP for char in folded(text)]
    yield from (a + b for a, b in zip(characters, [*characters[1:], _GAP], strict=True))


def pairs_of(text: str) -> str:
    """The words that a line is indexed by: each character with the next one."""
    return " ".join(_pairs(text))


def query_of(text: str) -> str:
    """What to ask the index for a text: its pairs in a row, or of a single character every pair that it begins."""
    found = list(_pairs(text.strip()))
    return f'"{found[0][0]}" *' if len(found) == 1 else '"' + " ".join(found[:-1]) + '"'


def lines_with(connection: sqlite3.Connection, text: str) -> list[int]:
    """The rows of the lines that hold the text; letters' case and width make no difference."""
    if not folded(text).strip():
        return []
    rows = connection.execute(
        "SELECT line.id, text FROM search JOIN line ON line.id = search.rowid WHERE search MATCH ? ORDER BY line.id",
        (query_of(text),),
    )
    wanted = folded(text.strip())
    return [key for key, told in rows if wanted in folded(told)]
