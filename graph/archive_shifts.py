"""When other rules read a line again: ids and corrections follow the mentions to where they now begin."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

Connection = sqlite3.Connection
Span = tuple[int, int]


def follow(connection: Connection, line: int, before: str, now: str) -> None:
    """Carry over what points to mentions of a line, from one annotation of it (JSON) to the next."""
    old, new = json.loads(before), json.loads(now)
    for start, there in _moves(_spans(old[4]), _spans(new[4])):
        connection.execute("UPDATE OR IGNORE actor_id SET start_char = ? WHERE line = ? AND start_char = ?", (there, line, start))
    for start, there in _moves(_spans(old[5]), _spans(new[5])):
        first = origin(connection, line, start)
        connection.execute("INSERT OR REPLACE INTO shift VALUES (?, ?, ?)", (line, first, there))


def _spans(found: Iterable[Sequence[int]]) -> list[Span]:
    return [(fields[0], fields[1]) for fields in found]


def _moves(old: Sequence[Span], new: Sequence[Span]) -> list[tuple[int, int]]:
    """Starts that are no longer there, with the start of the mention that overlaps most and is not an old one."""
    stay = {start for start, _ in old} & {start for start, _ in new}
    moves, taken = [], set(stay)
    for start, end in old:
        free = [span for span in new if span[0] not in taken and span[0] < end and start < span[1]]
        if start not in stay and free:
            best = max(free, key=lambda span: (min(end, span[1]) - max(start, span[0]), -span[0]))
            taken.add(best[0])
            moves.append((start, best[0]))
    return moves


def origin(connection: Connection, line: int, start: int) -> int:
    """Where the event mention that now begins here began when it was first read: its id says so."""
    row = connection.execute("SELECT start_char FROM shift WHERE line = ? AND now = ?", (line, start)).fetchone()
    return int(row[0]) if row else start


def current(connection: Connection, line: int, start: int) -> int:
    """Where the event mention that first began there begins now."""
    row = connection.execute("SELECT now FROM shift WHERE line = ? AND start_char = ?", (line, start)).fetchone()
    return int(row[0]) if row else start
