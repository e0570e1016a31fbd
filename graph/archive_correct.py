"""Setting right: corrections checked, kept, undone, and as a table that people can review.

The table has tab-separated columns: action, subject, value (its parts between bars "|"), note.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from extract.country_tables import code_of
from extract.model import EventType, Status
from graph.archive_codec import dumps, iso
from graph.archive_corrections import Correction, corrections, place_of_actor, place_of_event, row_of
from graph.archive_query import named
from graph.archive_search import lines_with
from graph.days import bounds
from graph.identity_actor import LocalActor

Connection = sqlite3.Connection
ACTIONS = {
    "merge-actors": "ACTOR OTHER: OTHER is ACTOR too",
    "split-actor": "ACTOR SURFACE [NAME]: mentions of ACTOR with this SURFACE are somebody else, called NAME",
    "name": "SURFACE NAME [person|org] [COUNTRY] [LINE]: what SURFACE stands for, anywhere or in one line",
    "merge-events": "EVENT OTHER: both are one happening",
    "split-event": "EVENT LINE: what LINE tells is another event",
    "date": "EVENT DAY: a day, month, year, two days with / between them, or none",
    "type": "EVENT TYPE",
    "status": "EVENT STATUS",
    "reject": "EVENT: no event",
}
NAME_FIELD = [field.name for field in fields(LocalActor)].index("name")
HEADINGS = ("action", "subject", "value", "note")


def correct(connection: Connection, action: str, words: Sequence[str], note: str, at: datetime | None) -> Correction:
    """Keep one correction within the caller's transaction; linking carries it out. ValueError when it makes no sense."""
    subject, value = _checked(connection, action, [word.strip() for word in words])
    action = "name" if action == "split-actor" else action
    stamp = at.isoformat(timespec="seconds") if at else None
    cursor = connection.execute(
        "INSERT INTO correction(action, subject, value, note, made_at) VALUES (?, ?, ?, ?, ?)",
        (action, subject, dumps(value), note, stamp),
    )
    made = Correction(cursor.lastrowid or 0, action, subject, tuple(value), note)
    _unsettle(connection, made)
    return made


def undo(connection: Connection, number: int) -> Correction:
    """Take a correction back. ValueError when there is none with this number."""
    made = next((one for one in corrections(connection) if one.id == number), None)
    if made is None:
        raise ValueError(f"no correction {number}; see the list of them")
    _unsettle(connection, made)
    connection.execute("DELETE FROM correction WHERE id = ?", (number,))
    return made


def _checked(connection: Connection, action: str, words: list[str]) -> tuple[str, list[Any]]:
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no correction; there are {', '.join(ACTIONS)}")
    least, most = {"name": (2, 5), "split-actor": (2, 3), "reject": (1, 1)}.get(action, (2, 2))
    if not least <= len(words) <= most or not all(words[:least]):
        raise ValueError(f"{action} takes {ACTIONS[action]}")
    if action == "name":
        return words[0], _name(connection, *words[1:])
    if action in ("merge-actors", "split-actor"):
        return _checked_actor(connection, action, words)
    event = _event(connection, words[0])
    if action == "merge-events":
        return event, [_event(connection, words[1])]
    if action == "split-event":
        return event, [_line(connection, words[1])]
    return event, _set(action, words[1:])


def _checked_actor(connection: Connection, action: str, words: list[str]) -> tuple[str, list[Any]]:
    actor = _actor(connection, words[0])
    if action == "merge-actors":
        other = _actor(connection, words[1])
        if other == actor:
            raise ValueError(f"{words[0]} and {words[1]} are one actor already")
        return actor, [other]
    if not connection.execute("SELECT 1 FROM alias WHERE actor = ? AND surface = ?", (actor, words[1])).fetchone():
        raise ValueError(f"{actor} is nowhere called {words[1]!r}")
    return words[1], _name(connection, words[2] if len(words) > 2 else words[1])


def _name(connection: Connection, name: str, kind: str = "", country: str = "", line: str = "") -> list[Any]:
    if kind not in ("", "person", "org"):
        raise ValueError(f"kind is {kind!r}; write person, org or nothing")
    code = country if len(country) == 2 and country.isascii() and country.isupper() else code_of(country) if country else None
    if country and code is None:
        raise ValueError(f"country {country!r} is unknown; write an ISO code such as JP or a name such as 日本")
    return [name, kind or None, code, _line(connection, line) if line else None]


def _set(action: str, words: Sequence[str]) -> list[Any]:
    if action == "date":
        return _date(words[0])
    allowed = get_args(EventType) if action == "type" else get_args(Status)
    if action != "reject" and words[0] not in allowed:
        raise ValueError(f"{words[0]!r} is no {action}; there are {', '.join(allowed)}")
    return list(words)


def _date(told: str) -> list[Any]:
    """EDTF value and first and last day of what the user writes."""
    if told in ("none", ""):
        return [None, None, None]
    first, _, last = told.partition("/")
    start, end = bounds(first)[0], bounds(last or first)[1]
    if end < start:
        raise ValueError(f"{told!r} ends before it begins")
    return [told, iso(start), iso(end)]


def _event(connection: Connection, id_: str) -> str:
    place = place_of_event(connection, id_)
    row = place and connection.execute("SELECT event FROM candidate WHERE line = ? AND start_char = ?", place).fetchone()
    if not row:
        raise ValueError(f"no event {id_!r}; nenpyo events --format csv shows the ids")
    return id_


def _line(connection: Connection, line: str) -> str:
    if row_of(connection, line) is None:
        raise ValueError(f"no line {line!r}; nenpyo events --format csv shows the lines of each event")
    return line


def _actor(connection: Connection, told: str) -> str:
    """The one actor with this id or name."""
    if place_of_actor(connection, told):
        return told
    found = [id_ for id_ in named(connection, told) if place_of_actor(connection, id_)]
    if len(found) != 1:
        raise ValueError(f"{told!r} may be {', '.join(found) or 'a country'}; give the id of one actor")
    return found[0]


def _unsettle(connection: Connection, made: Correction) -> None:
    """Let linking look again at whatever the correction is about."""
    if made.action == "merge-actors":
        places = (place_of_actor(connection, id_) for id_ in (made.subject, made.value[0]))
        _wait(connection, [place[0] for place in places if place])
    elif made.action == "name":
        line = made.value[3]
        _wait(connection, [row_of(connection, line) or 0] if line else lines_with(connection, made.subject))
        _wait_for_name(connection, made.value[0])
    else:
        ids = [made.subject, *([made.value[0]] if made.action == "merge-events" else [])]
        for place in filter(None, (place_of_event(connection, id_) for id_ in ids)):
            query = "SELECT event FROM candidate WHERE line = ? AND start_char = ? AND event IS NOT NULL"
            connection.execute(f"INSERT OR IGNORE INTO unsettled {query}", place)


def _wait(connection: Connection, lines: Iterable[int]) -> None:
    connection.executemany("INSERT OR IGNORE INTO pending SELECT document FROM line WHERE id = ?", ((line,) for line in lines))


def _wait_for_name(connection: Connection, name: str) -> None:
    """Whoever has the name already, in whatever words, is the one whom the user named."""
    _wait(connection, lines_with(connection, name))
    query = "INSERT OR IGNORE INTO pending SELECT document FROM local_actor WHERE json_extract(told, ?) = ?"
    connection.execute(query, (f"$[{NAME_FIELD}]", name))


def table(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    """Every correction as a row of the table."""
    for one in corrections(connection):
        value = one.value[:1] if one.action == "date" else one.value
        yield one.action, one.subject, "|".join("" if part is None else str(part) for part in value), one.note


def read_table(path: Path) -> Iterator[tuple[int, str, list[str], str]]:
    """Line number, action, words and note of each row of a table. ValueError names file, line and cure."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 (byte {error.start}); save the table as UTF-8") from error
    for number, raw in enumerate(lines, 1):
        if raw.strip() and not raw.startswith(("#", "action\t")):
            action, subject, value, note, *more = [*raw.split("\t"), "", "", ""]
            if any(more):
                raise ValueError(
                    f"{path}:{number}: more than {len(HEADINGS)} columns; separate action, subject, value, note by tabs"
                )
            yield number, action, [subject, *(value.split("|") if value else ())], note


def apply_table(connection: Connection, path: Path, at: datetime | None) -> int:
    """Keep the rows that are not there yet; how many. ValueError names file, line and cure; then none is kept."""
    known = set(table(connection))
    before = len(known)
    for number, action, words, note in read_table(path):
        if (action, words[0], "|".join(words[1:]), note) in known:
            continue
        try:
            correct(connection, action, words, note, at)
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {error}") from None
    return len(list(table(connection))) - before
