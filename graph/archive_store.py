"""What linking made of the mentions, as rows and back: actors, events, their mentions, parties and causes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from extract.model import Annotation, EventMention
from graph.archive_codec import day, dumps, iso
from graph.archive_rows import rows_in
from graph.days import event_days
from graph.model import Actor, Event, Mention, Reading

Connection = sqlite3.Connection


def write_actor(connection: Connection, actor: Actor) -> None:
    """Put an actor in place of what its id stood for, with every surface as an alias."""
    row = (actor.id, actor.name, actor.kind, actor.country, dumps(actor.surfaces), actor.mentions, dumps(actor.corrected))
    connection.execute(
        "INSERT INTO actor VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,"
        " country = excluded.country, surfaces = excluded.surfaces, mentions = excluded.mentions, corrected = excluded.corrected",
        row,
    )
    connection.execute("DELETE FROM alias WHERE actor = ?", (actor.id,))
    connection.executemany(
        "INSERT OR IGNORE INTO alias VALUES (?, ?)", ((surface, actor.id) for surface in (actor.name, *actor.surfaces))
    )


def write_event(connection: Connection, event: Event, rows: Sequence[int]) -> set[str]:
    """Put an event, whose mentions have these rows, in place of what its id stood for; the events that lose mentions to it."""
    days, _ = event_days({"start": event.start, "end": event.end, "published": event.published})
    first, last = (iso(days[0]), iso(days[1])) if days else (None, None)
    rejected = "rejected" in event.corrected
    connection.execute(
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET label = excluded.label,"
        " type = excluded.type, status = excluded.status, first = excluded.first, last = excluded.last,"
        " published = excluded.published, told = excluded.told, rejected = excluded.rejected",
        (event.id, event.label, event.type, event.status, first, last, iso(event.published), _told(event), rejected),
    )
    before = {row[0] for row in rows_in(connection, "SELECT event FROM candidate WHERE id IN ({})", rows)}
    connection.executemany(
        "UPDATE candidate SET event = ?, dated = ? WHERE id = ?",
        ((event.id, _dated(mention), row) for row, mention in zip(rows, event.mentions, strict=True)),
    )
    connection.execute("DELETE FROM party WHERE event = ?", (event.id,))
    told = () if rejected else parties(event)
    connection.executemany("INSERT OR IGNORE INTO party VALUES (?, ?, ?, ?, ?)", ((p, event.id, r, first, last) for p, r in told))
    return before - {None, event.id}


def delete_event(connection: Connection, id_: str) -> None:
    """Take out an event that no mention tells of any longer."""
    connection.execute("DELETE FROM party WHERE event = ?", (id_,))
    connection.execute("DELETE FROM event WHERE id = ?", (id_,))


def parties(event: Event) -> Iterator[tuple[str, str]]:
    """(id, role) of everybody who takes part, and of the countries where it happens."""
    yield from ((place, "place") for place in event.places if len(place) == 2 and place.isascii() and place.isupper())
    yield from ((party, "agent") for party in event.agents)
    yield from ((party, "target") for party in event.targets)
    yield from ((mention.speaker, "speaker") for mention in event.mentions if mention.speaker)


def _told(event: Event) -> str:
    readings = [[reading.field, reading.value, reading.line] for reading in event.readings]
    when = [event.value, iso(event.start), iso(event.end), event.grain, event.basis]
    return dumps([*when, event.places, event.agents, event.targets, readings, event.corrected])


def encode_roles(mention: Mention) -> str:
    """Who fills the roles of a mention, as JSON."""
    return dumps([mention.agents, mention.targets, mention.speaker])


def _dated(mention: Mention) -> str | None:
    """The day that another line tells of the mention's event."""
    said = mention.event
    if said.basis != "coreference":
        return None
    return dumps([said.value, iso(said.start), iso(said.end), said.grain, said.reasons[-1]])


def mention_of(line: str, said: EventMention, roles: str, dated: str | None) -> Mention:
    """The mention as it was linked, from what its line says and what was kept."""
    agents, targets, speaker = json.loads(roles)
    if dated:
        value, start, end, grain, reason = json.loads(dated)
        said = replace(
            said, value=value, start=day(start), end=day(end), grain=grain, basis="coreference", reasons=(*said.reasons, reason)
        )
    return Mention(line, said, tuple(agents), tuple(targets), speaker)


def event_of(row: Sequence[Any], mentions: Iterable[Mention], causes: Iterable[str]) -> Event:
    """The event of a row of the table with its mentions and causes."""
    id_, label, type_, status, published, told = row
    value, start, end, grain, basis, places, agents, targets, readings, corrected = json.loads(told)
    return Event(
        id_, label, type_, status, tuple(agents), tuple(targets), tuple(places), value, day(start), day(end), grain, basis,
        day(published), tuple(mentions), tuple(causes), tuple(Reading(*reading) for reading in readings), tuple(corrected),
    )  # fmt: skip


def actor_of(row: Sequence[Any]) -> Actor:
    """The actor of a row of the table."""
    id_, name, kind, country, surfaces, mentions, corrected = row
    return Actor(id_, name, kind, country, tuple(json.loads(surfaces)), mentions, tuple(json.loads(corrected)))


def said_at(annotation: Annotation, start: int) -> EventMention:
    """The event mention of a line that starts there."""
    return next(event for event in annotation.events if event.start_char == start)
