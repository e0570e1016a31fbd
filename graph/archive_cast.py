"""The archive's cast: who the actors of its documents are, fetched by key and group as linking asks for them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

from graph.archive_codec import day, dumps, iso
from graph.archive_rows import rows_in
from graph.identity_actor import LocalActor
from graph.identity_cast import Cast

Connection = sqlite3.Connection
_DAYS = (3, 4)  # first and last among a local actor's fields


def encode_local(actor: LocalActor) -> str:
    """A local actor as JSON; `decode_local` gives the same back."""
    return dumps([iso(value) if isinstance(value, date) else value for value in astuple(actor)])


def decode_local(told: str) -> LocalActor:
    """The local actor that `encode_local` wrote."""
    fields = [_tuples(value) for value in json.loads(told)]
    for at in _DAYS:
        fields[at] = day(fields[at])
    return LocalActor(*fields)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


class StoredCast(Cast):
    """A cast that fetches from the archive what it is asked for, each key and group once."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection
        self._keys: set[str] = set()
        self._groups: set[str] = set()
        self.removed: set[int] = set()
        self.left: set[str] = set()

    def _take(self, rows: Iterable[Sequence[Any]]) -> None:
        for number, told, group in rows:
            if number not in self.actors and number not in self.removed:
                self.add(number, decode_local(told), group)

    def fetch_keys(self, keys: Iterable[str]) -> None:
        fresh = set(keys) - self._keys
        self._keys |= fresh
        query = "SELECT id, told, grp FROM local_key JOIN local_actor ON id = local WHERE key IN ({}) AND grp IS NOT NULL"
        self._take(rows_in(self.connection, query, sorted(fresh)))

    def fetch_group(self, group: str) -> None:
        if group not in self._groups:
            self._groups.add(group)
            self._take(self.connection.execute("SELECT id, told, grp FROM local_actor WHERE grp = ?", (group,)))

    def fetch_documents(self, documents: Sequence[int]) -> list[int]:
        """Bring in everybody of these documents."""
        rows = list(rows_in(self.connection, "SELECT id, told, grp FROM local_actor WHERE document IN ({})", documents))
        self._take(rows)
        return [row[0] for row in rows]

    def drop(self, number: int) -> None:
        """Forget an actor, here and in the archive."""
        self.remove(number)
        self.removed.add(number)
        self.left.update(
            row[0] for row in self.connection.execute("SELECT actor FROM local_actor WHERE id = ?", (number,)) if row[0]
        )
        self.connection.execute("DELETE FROM actor_mention WHERE local = ?", (number,))
        self.connection.execute("DELETE FROM local_key WHERE local = ?", (number,))
        self.connection.execute("DELETE FROM local_actor WHERE id = ?", (number,))

    def enter(self, document: int, actor: LocalActor, spans: Sequence[tuple[str, int]], rows: Mapping[str, int]) -> int:
        """Take a new actor into the archive, not yet in a group; `rows` maps line ids to rows."""
        cursor = self.connection.execute("INSERT INTO local_actor(document, told) VALUES (?, ?)", (document, encode_local(actor)))
        number = cursor.lastrowid or 0
        self.connection.executemany("INSERT INTO local_key VALUES (?, ?)", ((key, number) for key in actor.found_by))
        self.connection.executemany(
            "INSERT INTO actor_mention VALUES (?, ?, ?)", ((rows[line], start, number) for line, start in spans)
        )
        self.add(number, actor)
        return number

    def save_groups(self) -> None:
        """Keep the groups of those that moved."""
        moved = ((self.group[number], number) for number in sorted(self.moved))
        self.connection.executemany("UPDATE local_actor SET grp = ? WHERE id = ?", moved)
