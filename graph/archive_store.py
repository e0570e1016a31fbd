"""What linking made of the mentions, as rows and back: actors, events, their mentions, parties and causes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.model import Annotation, EventMention
from graph.archive_codec import day, dumps, iso
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


def write_event(connection: Connection, event: Event, rows: Mapping[str, int]) -> None:
    """Put an event with its mentions and parties in place of what its id stood for; `rows` maps line ids to rows."""
    days, _ = event_days({"start": event.start, "end": event.end, "published": event.published})
    first, last = (iso(days[0]), iso(days[1])) if days else (None, None)
    connection.execute(
        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET label = excluded.label,"
        " type = excluded.type, status = excluded.status, first = excluded.first, last = excluded.last,"
        " published = excluded.published, told = excluded.told",
        (event.id, event.label, event.type, event.status, first, last, iso(event.published), _told(event)),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO event_mention VALUES (?, ?, ?, ?)",
        ((rows[m.line], m.event.start_char, event.id, _mention(m)) for m in event.mentions),
    )
    connection.execute("DELETE FROM party WHERE event = ?", (event.id,))
    connection.executemany(
        "INSERT OR IGNORE INTO party VALUES (?, ?, ?, ?, ?)", ((p, event.id, r, first, last) for p, r in parties(event))
    )


def parties(event: Event) -> Iterator[tuple[str, str]]:
    """(id, role) of everybody who takes part."""
    yield from ((party, "agent") for party in event.agents)
    yield from ((party, "target") for party in event.targets)
    yield from ((mention.speaker, "speaker") for mention in event.mentions if mention.speaker)


def _told(event: Event) -> str:
    readings = [[reading.field, reading.value, reading.line] for reading in event.readings]
    when = [event.value, iso(event.start), iso(event.end), event.grain, event.basis]
    return dumps([*when, event.places, event.agents, event.targets, readings, event.corrected])


def _mention(mention: Mention) -> str:
    """Who fills the roles and, where another line or the user dated the mention, that day."""
    said = mention.event
    dated = [said.value, iso(said.start), iso(said.end), said.grain, said.reasons[-1]] if said.basis == "coreference" else None
    return dumps([mention.agents, mention.targets, mention.speaker, dated])


def mention_of(line: str, said: EventMention, told: str) -> Mention:
    """The mention as it was linked, from what its line says and what `write_event` kept."""
    agents, targets, speaker, dated = json.loads(told)
    if dated:
        value, start, end, grain, reason = dated
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
