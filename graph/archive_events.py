"""Rows → Events: the events chosen, everybody in them and the lines that tell of them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from extract.model import Annotation
from graph.archive_read import annotated
from graph.archive_rows import rows_in
from graph.archive_store import actor_of, event_of, mention_of, said_at
from graph.happening import with_parties
from graph.identity_scene import document_of
from graph.model import Actor, Event, Events, Mention

Connection = sqlite3.Connection


def load(connection: Connection, ids: Sequence[str] | None = None, *, silent_lines: bool = False) -> Events:
    """The events with these ids (all when None) in their order, with actors and annotations.

    `silent_lines`: also the lines that tell of no event.
    """
    chosen = [row[0] for row in connection.execute(_IN_ORDER)] if ids is None else ids
    told = list(rows_in(connection, "SELECT event, line, start_char, roles, dated FROM candidate WHERE event IN ({})", chosen))
    lines = None if silent_lines else {row[1] for row in told}
    found = dict(annotated(connection, lines))
    places = {(found[line].line.id, start): actor for line, start, actor in rows_in(connection, _ACTORS_OF, found)}
    events = tuple(with_parties(_events(connection, chosen, told, found), found.values(), places))
    return Events(events, _actors(connection, events, places.values()), tuple(found.values()), places)


_IN_ORDER = (
    "SELECT event FROM candidate JOIN event ON event.id = event WHERE NOT rejected"
    " GROUP BY event ORDER BY min(line * 1000000 + start_char)"
)
_ACTORS_OF = "SELECT line, start_char, actor FROM actor_mention JOIN local_actor ON local_actor.id = local WHERE line IN ({})"


def _events(
    connection: Connection, ids: Sequence[str], told: Iterable[Sequence[Any]], found: dict[int, Annotation]
) -> Iterator[Event]:
    mentions: defaultdict[str, list[tuple[date, str, int, int, Mention]]] = defaultdict(list)
    for event, line, start, roles, dated in told:
        annotation = found[line]
        mentions[event].append(
            (*_place(annotation, start), mention_of(annotation.line.id, said_at(annotation, start), roles, dated))
        )
    causes: defaultdict[str, list[str]] = defaultdict(list)
    for event, cause in rows_in(connection, _CAUSES, ids):
        causes[event].append(cause)
    rows = {
        row[0]: row
        for row in rows_in(connection, "SELECT id, label, type, status, published, told FROM event WHERE id IN ({})", ids)
    }
    for id_ in ids:
        ordered = [mention for *_, mention in sorted(mentions[id_], key=lambda entry: entry[:4])]
        yield event_of(rows[id_], ordered, dict.fromkeys(causes[id_]))


def _place(annotation: Annotation, start: int) -> tuple[date, str, int, int]:
    """Mentions stand in an event by day, page and line, as they were linked."""
    return annotation.published or date.max, document_of(annotation.line), annotation.line.number, start


_CAUSES = (
    "SELECT told.event, cause.event FROM candidate AS told"
    " JOIN cause AS link ON link.line = told.line AND link.start_char = told.start_char"
    " JOIN candidate AS cause ON cause.line = link.line AND cause.start_char = link.cause_start"
    " WHERE told.event IN ({}) AND cause.event <> told.event ORDER BY told.line, link.cause_start, told.start_char"
)


def _actors(connection: Connection, events: Sequence[Event], mentioned: Iterable[str]) -> dict[str, Actor]:
    ids = {id_ for event in events for mention in event.mentions for id_ in (*mention.agents, *mention.targets, mention.speaker)}
    ids |= {id_ for event in events for id_ in (*event.agents, *event.targets)}
    rows = rows_in(connection, "SELECT * FROM actor WHERE id IN ({})", sorted({*filter(None, ids), *mentioned}))
    return {row[0]: actor_of(row) for row in rows}
