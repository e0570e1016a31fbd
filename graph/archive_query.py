"""Questions to the archive: which events meet the filters of `select`, answered by the tables alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from typing import Any, get_args

from extract.country_tables import code_of
from extract.model import EventType, Status
from graph.archive_codec import dumps
from graph.archive_rows import rows_in
from graph.archive_search import folded, lines_with
from graph.days import bounds

Connection = sqlite3.Connection
Clause = tuple[str, list[Any]]
_PERSON_PARTS = "・＝= "


def chosen_events(
    connection: Connection,
    *,
    actor: str | Collection[str] | None = None,
    country: str | Collection[str] | None = None,
    type: EventType | Collection[EventType] | None = None,
    status: Status | Collection[Status] | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    text: str | None = None,
) -> list[str]:
    """Ids of the events that meet every filter given, by day; the filters are those of `graph.select`.

    ValueError for an unknown type, status or actor and for what is no day.
    """
    first = bounds(since)[0].isoformat() if since else None
    last = bounds(until)[1].isoformat() if until else None
    clauses: list[Clause] = []
    if actor is not None:
        clauses.append(_party([id_ for name in _several(actor) for id_ in named(connection, name)], first, last))
    if country is not None:
        clauses.append(_country(connection, _several(country)))
    if type is not None:
        clauses.append(_one_of("type", _several(type), get_args(EventType)))
    if status is not None:
        clauses.append(_one_of("status", _several(status), get_args(Status)))
    if first or last:
        clauses.append(("event.first <= ? AND event.last >= ?", [last or "9999-12-31", first or ""]))
    if text:
        clauses.append(_text(connection, text))
    where = " AND ".join(["NOT rejected", *(f"({clause})" for clause, _ in clauses)])
    values = [value for _, some in clauses for value in some]
    return [row[0] for row in connection.execute(f"SELECT id FROM event WHERE {where} ORDER BY first IS NULL, first, id", values)]


def _several(value: str | Collection[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _marks(values: Collection[Any]) -> str:
    return ",".join("?" * len(values))


def _party(ids: list[str], first: str | None = None, last: str | None = None) -> Clause:
    clause = f"id IN (SELECT event FROM party WHERE party IN ({_marks(ids)})"
    if first or last:
        return clause + " AND first <= ? AND last >= ?)", [*ids, last or "9999-12-31", first or ""]
    return clause + ")", list(ids)


def _country(connection: Connection, names: Collection[str]) -> Clause:
    codes = [code_of(name) or name.upper() for name in names]
    actors = [row[0] for row in connection.execute(f"SELECT id FROM actor WHERE country IN ({_marks(codes)})", codes)]
    party, values = _party([*codes, *actors])
    places = " OR ".join("EXISTS (SELECT 1 FROM json_each(told, '$[5]') WHERE value = ?)" for _ in codes)
    return f"{party} OR {places}", [*values, *codes]


def _one_of(field: str, values: Collection[str], allowed: Collection[str]) -> Clause:
    for value in values:
        if value not in allowed:
            raise ValueError(f"{value!r} is no {field}; there are {', '.join(allowed)}")
    return f"{field} IN ({_marks(values)})", list(values)


def _text(connection: Connection, text: str) -> Clause:
    """Events whose lines, label, places or parties have the text."""
    lines = lines_with(connection, text)
    told = [row[0] for row in rows_in(connection, "SELECT event FROM candidate WHERE line IN ({})", lines)]
    parties = [row[0] for row in connection.execute("SELECT id, name FROM actor") if folded(text) in folded(row[1])]
    named_parties = [row[0] for row in rows_in(connection, "SELECT event FROM party WHERE party IN ({})", parties)]
    like = f"%{text.replace('%', '')}%"
    return (
        "id IN (SELECT value FROM json_each(?)) OR label LIKE ?",
        [dumps([*told, *named_parties]), like],
    )


def named(connection: Connection, name: str) -> list[str]:
    """The ids of every actor and country with this id, name or surface, or a person's surname; ValueError when there is none."""
    wanted, code = folded(name), code_of(name)
    rows = connection.execute(
        "SELECT DISTINCT actor.id FROM alias JOIN actor ON actor.id = alias.actor WHERE surface = ?1 OR actor.id = ?1", (name,)
    )
    found = [row[0] for row in rows] or _formerly(connection, name)
    for id_, label, kind in connection.execute("SELECT id, name, kind FROM actor"):
        own = folded(label)
        parts = own.replace("＝", "・").replace("=", "・").replace(" ", "・").split("・")
        if wanted in (own, *parts) or (kind == "person" and len(wanted) > 1 and own.startswith(wanted)):
            found.append(id_)
    if code and connection.execute("SELECT 1 FROM party WHERE party = ?", (code,)).fetchone():
        found.append(code)
    if not found:
        raise _unknown(connection, name)
    return list(dict.fromkeys(found))


def _formerly(connection: Connection, id_: str) -> list[str]:
    """The actor that one with this former id has become."""
    rows = connection.execute(
        "SELECT actor FROM actor_id JOIN actor_mention USING (line, start_char) JOIN local_actor ON local_actor.id = local"
        " WHERE actor_id.id = ?",
        (id_,),
    )
    return [row[0] for row in rows if row[0]]


def _unknown(connection: Connection, name: str) -> ValueError:
    known = sorted({row[0] for row in connection.execute("SELECT name FROM actor")})
    close = [other for other in known if name in other] or get_close_matches(name, known, cutoff=0.4)
    return ValueError(f"nobody in this archive is called {name!r}" + (f"; there is {'、'.join(close[:5])}" if close else ""))
