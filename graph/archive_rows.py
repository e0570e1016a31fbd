"""Queries over many ids at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Connection = sqlite3.Connection
_MANY = 500


def chunks(ids: Sequence[Any]) -> Iterator[tuple[str, Sequence[Any]]]:
    """Marks and values for queries with IN, some hundreds at a time."""
    for at in range(0, len(ids), _MANY):
        some = ids[at : at + _MANY]
        yield ",".join("?" * len(some)), some


def rows_in(connection: Connection, query: str, ids: Iterable[Any]) -> Iterator[Any]:
    """The rows of a query whose {} takes the marks of IN, over all ids."""
    for marks, some in chunks(list(dict.fromkeys(ids))):
        yield from connection.execute(query.format(marks), some)
