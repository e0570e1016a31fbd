"""Is an archive sound? The file, its references, every annotation, the search index, and what linking made of it all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

Connection = sqlite3.Connection


def summary(connection: Connection) -> str:
    """How much is in an archive, in words."""
    told = ", ".join(f"{_count(connection, name):,} {name}s" for name in ("document", "line", "event", "actor", "correction"))
    waiting = _count(connection, "pending")
    return told + (f"; {waiting:,} documents wait to be linked: run nenpyo add again" if waiting else "")


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def check(connection: Connection) -> Iterator[str]:
    """What is wrong, a line for each."""
    yield from (row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok")
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: refers to a {other} that is not there"
    for table in ("document", "line"):
        missing = "annotation" if table == "line" else "reading"
        yield from (
            f"{table} {row[0]}: has no {missing}"
            for row in connection.execute(f"SELECT id FROM {table} WHERE id NOT IN (SELECT {table} FROM {missing})")
        )
