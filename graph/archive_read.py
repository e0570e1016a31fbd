"""Rows → records: lines and annotations as they were stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extract.model import Annotation, Line
from graph.archive_codec import day, decode

_LINE = (
    "SELECT line.id, document.name, line.number, line.text, line.kind, document.stem || ':' || original.number, line.published,"
    " line.title, line.url, line.source, line.record{more} FROM line JOIN document ON document.id = line.document"
    " LEFT JOIN line AS original ON original.id = line.of"
)
_WITH_ANNOTATION = _LINE.format(more=", annotation.found") + " JOIN annotation ON annotation.line = line.id"


def _line(row: Sequence[Any]) -> Line:
    return Line(row[1], row[2], row[3], row[4], row[5], day(row[6]), *row[7:11])


def line_of(connection: sqlite3.Connection, key: int) -> Line:
    """One line by its row."""
    return _line(connection.execute(_LINE.format(more="") + " WHERE line.id = ?", (key,)).fetchone())


def annotated(connection: sqlite3.Connection, lines: Iterable[int] | None = None) -> Iterator[tuple[int, Annotation]]:
    """Row and annotation of the given lines, else of all, in the order in which they were first read."""
    if lines is None:
        for row in connection.execute(_WITH_ANNOTATION + " ORDER BY line.document, line.number"):
            yield row[0], decode(_line(row), row[-1])
        return
    wanted = sorted(set(lines))
    for some in (wanted[at : at + 500] for at in range(0, len(wanted), 500)):
        marks = ",".join("?" * len(some))
        for row in connection.execute(f"{_WITH_ANNOTATION} WHERE line.id IN ({marks}) ORDER BY line.id", some):
            yield row[0], decode(_line(row), row[-1])


@dataclass(frozen=True, slots=True)
class LineReadings:
    """A line of a document with the times (ISO 8601, where known) at which it was first and last read."""

    id: str
    text: str
    first: str | None
    last: str | None


def readings_of(connection: sqlite3.Connection, page: str) -> Iterator[LineReadings]:
    """The lines of a document by number."""
    rows = connection.execute(
        "SELECT stem || ':' || number, text, one.read_at, other.read_at FROM line JOIN document ON document.id = line.document"
        " JOIN reading AS one ON one.id = first_reading JOIN reading AS other ON other.id = last_reading"
        " WHERE name = ? ORDER BY number",
        (page,),
    )
    yield from (LineReadings(*row) for row in rows)
