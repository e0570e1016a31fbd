"""Corrections of events as they are carried out: mentions joined or parted, days, types and statuses set, events rejected."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.model import Grain
from graph.archive_codec import day
from graph.archive_corrections import Correction, corrections, place_of_event
from graph.model import Event

Connection = sqlite3.Connection


class Repairs:
    """What the user set right of events, by the rows of the mentions that the corrections point to."""

    def __init__(self, connection: Connection) -> None:
        self.merged: list[tuple[int, int]] = []
        self._kept: dict[int, str] = {}
        self._parted: list[tuple[int, str]] = []
        self._set: defaultdict[int, list[Correction]] = defaultdict(list)
        for correction in corrections(connection, "merge-events", "split-event", "date", "type", "status", "reject"):
            row = row_of_event(connection, correction.subject)
            if row is not None:
                self._take(connection, correction, row)

    def _take(self, connection: Connection, correction: Correction, row: int) -> None:
        if correction.action == "merge-events":
            other = row_of_event(connection, correction.value[0])
            if other is not None:
                self.merged.append((row, other))
                self._kept[row] = correction.subject
        elif correction.action == "split-event":
            self._parted.append((row, correction.value[0]))
        else:
            self._set[row].append(correction)

    def unsettled(self, connection: Connection) -> set[int]:
        """The rows of mentions whose events wait for a correction to be carried out, or undone."""
        rows = connection.execute("SELECT candidate.id FROM candidate JOIN unsettled ON unsettled.event = candidate.event")
        found = {row[0] for row in rows.fetchall()}
        connection.execute("DELETE FROM unsettled")
        return found

    def pointed(self) -> set[int]:
        """The rows of all mentions that are joined or parted."""
        return {row for pair in self.merged for row in pair} | {row for row, _ in self._parted}

    def joined(self, rows: Iterable[int]) -> set[int]:
        """The rows with those that the user joined to them."""
        found = set(rows)
        for pair in [*self.merged, *reversed(self.merged)]:
            if not found.isdisjoint(pair):
                found.update(pair)
        return found

    def regrouped(self, groups: Sequence[Sequence[int]], lines: Mapping[int, str]) -> list[list[int]]:
        """The groups of a component, joined and parted as the user says; members keep their order."""
        order = {row: at for at, row in enumerate(sorted(lines, key=list(lines).index))}
        found = [list(group) for group in groups]
        for pair in self.merged:
            touched = [group for group in found if not set(pair).isdisjoint(group)]
            if len(touched) > 1:
                found = [group for group in found if group not in touched]
                found.append(sorted((row for group in touched for row in group), key=order.__getitem__))
        for row, line in self._parted:
            found = [part for group in found for part in _parted(group, row, line, lines)]
        return found

    def id_of(self, rows: Sequence[int]) -> str | None:
        """The id that the user joined others to."""
        return next((self._kept[row] for row in rows if row in self._kept), None)

    def set_right(self, event: Event, rows: Sequence[int]) -> Event:
        """The event with what the user says of it, the later word before the earlier."""
        members = set(rows)
        marks = ["merged" for pair in self.merged if members.issuperset(pair)]
        marks += ["split" for row, _ in self._parted if row in members]
        for row in rows:
            for correction in self._set.get(row, ()):
                event = _set(event, correction)
                marks.append("rejected" if correction.action == "reject" else correction.action)
        return replace(event, corrected=tuple(dict.fromkeys(marks)))


def row_of_event(connection: Connection, id_: str) -> int | None:
    """The row of the mention that an event's id names."""
    place = place_of_event(connection, id_)
    row = place and connection.execute("SELECT id FROM candidate WHERE line = ? AND start_char = ?", place).fetchone()
    return int(row[0]) if row else None


def _parted(group: list[int], row: int, line: str, lines: Mapping[int, str]) -> Iterator[list[int]]:
    apart = [member for member in group if lines[member] == line]
    rest = [member for member in group if lines[member] != line]
    yield from (apart, rest) if row in group and apart and rest else (group,)


def _set(event: Event, correction: Correction) -> Event:
    if correction.action == "type":
        return replace(event, type=correction.value[0])
    if correction.action == "status":
        return replace(event, status=correction.value[0])
    if correction.action == "reject":
        return event
    value, first, last = correction.value
    start, end = day(first), day(last)
    return replace(event, value=value, start=start, end=end, grain=_grain(start, end), basis="corrected")


def _grain(start: date | None, end: date | None) -> Grain | None:
    if not start or not end:
        return None
    days = (end - start).days
    return "day" if days == 0 else "month" if 27 <= days <= 30 and start.day == 1 else "year" if days in (364, 365) else "other"
