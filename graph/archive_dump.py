"""An archive as JSON lines and back: every table's rows, the search index made anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from graph.archive_codec import dumps
from graph.archive_schema import VERSION, ArchiveError, transaction
from graph.archive_search import pairs_of

Connection = sqlite3.Connection
TABLES = (
    "setting", "document", "document_key", "reading", "line", "annotation", "pending", "actor", "alias", "actor_id", "local_actor",
    "local_key", "actor_mention", "event", "event_id", "candidate", "pair", "cause", "party", "shift", "unsettled", "correction",
)  # fmt: skip
"""In an order in which a row's references are there before it."""


def dump(connection: Connection) -> Iterator[str]:
    """The lines of a dump; a head with the schema's version first."""
    yield dumps({"nenpyo": "archive", "schema": VERSION})
    for table in TABLES:
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {_key(connection, table)}"):
            yield dumps([table, *row])


def _key(connection: Connection, table: str) -> str:
    """The columns of the primary key."""
    keys = [(row[5], row[1]) for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
    return ", ".join(name for _, name in sorted(keys))


def load_dump(connection: Connection, lines: Iterable[str], name: str) -> int:
    """Fill an empty archive from the lines of a dump, wholly or not at all; the number of rows. ArchiveError names the line."""
    if connection.execute("SELECT 1 FROM document").fetchone():
        raise ArchiveError("the archive holds documents already; load the dump into a new one")
    count = 0
    with transaction(connection):
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for number, raw in enumerate(lines, 1):
            try:
                count += _load(connection, json.loads(raw), number)
            except (ValueError, TypeError, KeyError, IndexError, sqlite3.DatabaseError) as error:
                raise ArchiveError(f"{name}:{number}: no line of a dump ({error}); dump the archive again") from error
        if not count:
            raise ArchiveError(f"{name}: an empty dump; dump the archive again")
        lines_told = connection.execute("SELECT id, text FROM line").fetchall()
        connection.executemany(
            "INSERT INTO search(rowid, pairs) VALUES (?, ?)", ((key, pairs_of(text)) for key, text in lines_told)
        )
    return count


def _load(connection: Connection, told: Any, number: int) -> int:
    if number == 1:
        if told.get("nenpyo") != "archive" or told.get("schema") != VERSION:
            raise ValueError(f"not a dump of schema {VERSION}")
        return 0
    table, *row = told
    if table not in TABLES:
        raise ValueError(f"no table {table!r}")
    connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)
    return 1
