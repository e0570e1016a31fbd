"""What the user set right, as the archive keeps it: it points to mentions, so that it survives other readings of the lines.

action       subject                      value
merge-actors actor id                     [other actor's id]: the other one is this one too
name         surface                      [name, kind, country, line id or null]: what the surface stands for (there)
merge-events event id                     [other event's id]
split-event  event id                     [line id]: what that line tells is another event
date         event id                     [EDTF value or null, first day, last day]
type, status event id                     [type or status]
reject       event id                     []
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.archive_shifts import current
from graph.identity_aliases import Alias

Connection = sqlite3.Connection
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing set right; `id` is its number in the archive."""

    id: int
    action: str
    subject: str
    value: tuple[Any, ...]
    note: str = ""


def corrections(connection: Connection, *actions: str) -> Iterator[Correction]:
    """The archive's corrections, in order; of some actions when these are given."""
    for id_, action, subject, value, note in connection.execute(
        "SELECT id, action, subject, value, note FROM correction ORDER BY id"
    ).fetchall():
        if not actions or action in actions:
            yield Correction(id_, action, subject, tuple(json.loads(value)), note)


def aliases(connection: Connection) -> dict[str, Alias]:
    """The user's names by surface, or by line and surface."""
    found = {}
    for correction in corrections(connection, "name"):
        name, kind, country, line = correction.value
        found[f"{line}\t{correction.subject}" if line else correction.subject] = Alias(name, kind, country)
    return found


def place_of_actor(connection: Connection, id_: str) -> Place | None:
    """Row and start of the mention that an actor's id was given for, that of a former id too."""
    row = connection.execute("SELECT line, start_char FROM actor_id WHERE id = ?", (id_,)).fetchone()
    return (row[0], row[1]) if row else _first_mention(connection, id_)


def _first_mention(connection: Connection, id_: str) -> Place | None:
    query = "SELECT line, start_char FROM local_actor JOIN actor_mention ON local = local_actor.id WHERE actor = ? ORDER BY 1, 2"
    row = connection.execute(query, (id_,)).fetchone()
    return (row[0], row[1]) if row else None


def place_of_event(connection: Connection, id_: str) -> Place | None:
    """Row and start of the mention that an event's id names."""
    name, _, start = id_.removeprefix("event:").rpartition(":")
    line = row_of(connection, name)
    return (line, current(connection, line, int(start))) if line is not None and start.isdigit() else None


def row_of(connection: Connection, line: str) -> int | None:
    """The row of a line by its id."""
    stem, _, number = line.rpartition(":")
    row = connection.execute(
        "SELECT line.id FROM line JOIN document ON document.id = document WHERE stem = ? AND number = ?", (stem, number)
    ).fetchone()
    return int(row[0]) if row else None


class Merges:
    """Groups of actors that the user joined: each has one that gives it name and id."""

    def __init__(self, connection: Connection) -> None:
        self._of: dict[str, str] = {}
        self._parts: defaultdict[str, list[str]] = defaultdict(list)
        self._ids: dict[str, str] = {}
        for correction in corrections(connection, "merge-actors"):
            here, there = (_group_at(connection, id_) for id_ in (correction.subject, correction.value[0]))
            if here and there and self.of(here) != self.of(there):
                self._join(self.of(here), self.of(there), correction.subject)

    def _join(self, kept: str, other: str, id_: str) -> None:
        self._parts[kept] = [*self.parts(kept), *self.parts(other)]
        for part in self._parts[kept]:
            self._of[part] = kept
        self._ids.setdefault(kept, id_)

    def of(self, group: str) -> str:
        """The group that this one was joined to, or itself."""
        return self._of.get(group, group)

    def parts(self, group: str) -> list[str]:
        """The groups that are one with this one."""
        return self._parts.get(group) or [group]

    def id_of(self, group: str) -> str | None:
        """The id that the user joined others to."""
        return self._ids.get(group)

    def named(self, group: str) -> str | None:
        """The group whose name the joined one has."""
        return group if len(self.parts(group)) > 1 else None


def _group_at(connection: Connection, id_: str) -> str | None:
    place = place_of_actor(connection, id_)
    row = (
        place
        and connection.execute(
            "SELECT grp FROM actor_mention JOIN local_actor ON local_actor.id = local WHERE line = ? AND start_char = ?", place
        ).fetchone()
    )
    return row[0] if row else None
