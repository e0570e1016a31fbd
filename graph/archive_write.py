"""Documents → rows: what is new, what changed, and each document's lines and annotations in one transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from extract.model import Annotation, Line, Page
from graph.archive_codec import encode, iso
from graph.archive_documents import Document, stem_of
from graph.archive_read import line_of
from graph.archive_search import pairs_of
from graph.archive_shifts import follow

Connection = sqlite3.Connection


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document goes: the row it is a new reading of, or none, and the name that its lines get."""

    document: int | None
    name: str
    hash: str | None


def place(connection: Connection, found: Document) -> Place:
    """Where the document stands in the archive; a changed hash means a new reading."""
    return _record_place(connection, found) if found.records else _page_place(connection, found)


def _record_place(connection: Connection, found: Document) -> Place:
    for key in found.keys:
        row = connection.execute("SELECT document FROM document_key WHERE key = ?", (key,)).fetchone()
        if row:
            return _known(connection, row[0], found)
    return Place(None, _free(connection, found.name), None)


def _page_place(connection: Connection, found: Document) -> Place:
    """The same content under whatever name, else the latest page of that name with a line in common, else a new one."""
    row = connection.execute("SELECT document FROM reading WHERE hash = ? ORDER BY id DESC", (found.hash,)).fetchone()
    if row and _last_hash(connection, row[0]) == found.hash:
        return _known(connection, row[0], found)
    texts = {line.text for line in found.lines}
    known = connection.execute(
        "SELECT id FROM document WHERE origin = ? AND records = 0 ORDER BY id DESC", (found.stem,)
    ).fetchall()
    for (document,) in known:
        lines = connection.execute("SELECT text FROM line WHERE document = ?", (document,))
        if any(text in texts for (text,) in lines):
            return _known(connection, document, found)
    return Place(None, _free(connection, found.name), None)


def _known(connection: Connection, document: int, found: Document) -> Place:
    name = connection.execute("SELECT name FROM document WHERE id = ?", (document,)).fetchone()[0]
    return Place(document, name, _last_hash(connection, document))


def _last_hash(connection: Connection, document: int) -> str | None:
    row = connection.execute("SELECT hash FROM reading WHERE document = ? ORDER BY id DESC LIMIT 1", (document,)).fetchone()
    return row[0] if row else None


def _free(connection: Connection, name: str) -> str:
    """The name, numbered where another document's lines have it: page~2.txt."""
    path, number = PurePath(name), 1
    while connection.execute("SELECT 1 FROM document WHERE stem = ?", (stem_of(str(path)),)).fetchone():
        number += 1
        path = PurePath(name).with_name(f"{PurePath(name).stem}~{number}{PurePath(name).suffix}")
    return path.as_posix()


def as_page(connection: Connection, found: Document, where: Place) -> Page:
    """The page to annotate: the document's lines with the numbers that the archive knows or will know them by."""
    numbers = _numbers(connection, where.document, found.lines)
    ids = {line.id: f"{stem_of(where.name)}:{number}" for line, number in zip(found.lines, numbers, strict=True)}
    lines = (
        replace(line, page=where.name, number=number, of=ids.get(line.of) if line.of else None)
        for line, number in zip(found.lines, numbers, strict=True)
    )
    return Page(where.name, tuple(lines), found.records)


def _numbers(connection: Connection, document: int | None, lines: Sequence[Line]) -> list[int]:
    """A line that was there keeps its number, whatever its place now; a new one has its place's, or the next that is free."""
    known = connection.execute("SELECT number, text FROM line WHERE document = ? ORDER BY number", (document,)).fetchall()
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in reversed(known):
        waiting[text].append(number)
    kept = [waiting[line.text].pop() if waiting[line.text] else None for line in lines]
    taken = {number for number, _ in known}
    given = []
    for line, number in zip(lines, kept, strict=True):
        if number is None:
            number = line.number if line.number not in taken else max(taken) + 1
        taken.add(number)
        given.append(number)
    return given


def store(
    connection: Connection, found: Document, where: Place, told: Sequence[Annotation], version: str, at: datetime | None
) -> list[int]:
    """Write one reading of a document with its annotations, within the caller's transaction; the rows of its lines."""
    document = where.document or _new_document(connection, found, where.name)
    for key in found.keys:
        connection.execute("INSERT OR IGNORE INTO document_key VALUES (?, ?)", (key, document))
    stamp = at.isoformat(timespec="seconds") if at else None
    connection.execute("INSERT OR IGNORE INTO pending VALUES (?)", (document,))
    cursor = connection.execute("INSERT INTO reading(document, hash, read_at) VALUES (?, ?, ?)", (document, found.hash, stamp))
    reading = cursor.lastrowid or 0
    return [_store_line(connection, document, reading, at, annotation, version) for at, annotation in enumerate(told, 1)]


def _new_document(connection: Connection, found: Document, name: str) -> int:
    cursor = connection.execute(
        "INSERT INTO document(name, stem, origin, records) VALUES (?, ?, ?, ?)", (name, stem_of(name), found.stem, found.records)
    )
    return cursor.lastrowid or 0


def _store_line(connection: Connection, document: int, reading: int, position: int, told: Annotation, version: str) -> int:
    line = told.line
    row = connection.execute("SELECT id FROM line WHERE document = ? AND number = ?", (document, line.number)).fetchone()
    if row:
        connection.execute(
            "UPDATE line SET position = ?, kind = ?, of = ?, published = ?, title = ?, url = ?, source = ?, record = ?,"
            " last_reading = ? WHERE id = ?",
            (position, line.kind, _of(connection, document, line), *_given(line), reading, row[0]),
        )
        key = int(row[0])
    else:
        cursor = connection.execute(
            "INSERT INTO line(document, number, position, text, kind, of, published, title, url, source, record, first_reading,"
            " last_reading) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document,
                line.number,
                position,
                line.text,
                line.kind,
                _of(connection, document, line),
                *_given(line),
                reading,
                reading,
            ),
        )
        key = cursor.lastrowid or 0
        connection.execute("INSERT INTO search(rowid, pairs) VALUES (?, ?)", (key, pairs_of(line.text)))
    annotate_line(connection, key, told, version)
    return key


def _given(line: Line) -> tuple[str | None, ...]:
    return iso(line.published), line.title, line.url, line.source, line.record


def _of(connection: Connection, document: int, line: Line) -> int | None:
    if not line.of:
        return None
    number = int(line.of.rpartition(":")[2])
    row = connection.execute("SELECT id FROM line WHERE document = ? AND number = ?", (document, number)).fetchone()
    return row[0] if row else None


def annotate_line(connection: Connection, line: int, told: Annotation, version: str) -> None:
    """Keep what was found in a line, in place of what was found before."""
    found = encode(told)
    before = connection.execute("SELECT found FROM annotation WHERE line = ?", (line,)).fetchone()
    if before and before[0] != found:
        follow(connection, line, before[0], found)
    connection.execute("INSERT OR REPLACE INTO annotation VALUES (?, ?, ?)", (line, version, found))


def current_page(connection: Connection, document: int, reading: int) -> Page:
    """A document's page as it was at a reading, in its order."""
    name, records = connection.execute("SELECT name, records FROM document WHERE id = ?", (document,)).fetchone()
    rows = connection.execute(
        "SELECT id FROM line WHERE document = ? AND first_reading <= ? AND last_reading >= ? ORDER BY position, id",
        (document, reading, reading),
    )
    return Page(name, tuple(line_of(connection, key) for (key,) in rows.fetchall()), bool(records))


def outdated(connection: Connection, version: str) -> list[tuple[int, int]]:
    """(document, reading) of every page with lines last read there that another version annotated."""
    return connection.execute(
        "SELECT DISTINCT document, last_reading FROM line JOIN annotation ON annotation.line = line.id WHERE version <> ?"
        " ORDER BY document, last_reading",
        (version,),
    ).fetchall()


def count_outdated(connection: Connection, version: str) -> int:
    """How many lines another version annotated."""
    return int(connection.execute("SELECT count(*) FROM annotation WHERE version <> ?", (version,)).fetchone()[0])


def refresh_lines(connection: Connection, document: int, reading: int, told: Iterable[Annotation], version: str) -> list[int]:
    """Replace the annotations of the lines that were last on this reading of the document."""
    done = []
    connection.execute("INSERT OR IGNORE INTO pending VALUES (?)", (document,))
    for annotation in list(told):
        row = connection.execute(
            "SELECT id FROM line WHERE document = ? AND number = ? AND last_reading = ?",
            (document, annotation.line.number, reading),
        ).fetchone()
        if row:
            annotate_line(connection, row[0], annotation, version)
            done.append(int(row[0]))
    return done
