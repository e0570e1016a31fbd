"""Annotations of a resolved run as JSON lines: one object a line read, with actor ids and events' ids."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from extract.model import ActorMention, Annotation, Span
from graph.model import Event, Events, Mention

Row = dict[str, Any]


def rows(events: Events) -> Iterator[Row]:
    """One row for each annotation, in reading order; mentions of events that were not chosen are left out."""
    happenings = {(mention.line, mention.event.start_char): (event, mention) for event in events for mention in event.mentions}
    for annotation in events.annotations:
        yield _row(annotation, events, happenings)


def dumps(row: Row) -> str:
    """The row as one line of JSON without its line end."""
    return json.dumps(row, ensure_ascii=False)


def _row(annotation: Annotation, events: Events, happenings: dict[tuple[str, int], tuple[Event, Mention]]) -> Row:
    line = annotation.line
    told = {
        "times": [
            _span(t) | {"value": t.value, "start": _iso(t.start), "end": _iso(t.end), "grain": t.grain, "basis": t.basis}
            for t in annotation.times
        ],
        "countries": [_span(c) | {"code": c.code, "rule": c.rule} for c in annotation.countries],
        "actors": [_actor(a, line.id, events) for a in annotation.actors],
        "events": [_event(*found) for e in annotation.events if (found := happenings.get((line.id, e.start_char)))],
    }
    known = {key: value for key in ("of", "title", "url", "source") if (value := getattr(line, key))}
    return {
        "id": line.id, "page": line.page, "line": line.number, "kind": line.kind, **known, "text": line.text,
        "published": _iso(annotation.published), "published_basis": annotation.published_basis, **told,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(item: Span) -> Row:
    return {"start_char": item.start_char, "end_char": item.end_char, "text": item.text}


def _actor(mention: ActorMention, line: str, events: Events) -> Row:
    actor = events.actors_by_id[events.actor_of[line, mention.start_char]]
    return _span(mention) | {"kind": actor.kind, "id": actor.id, "name": actor.name, "country": actor.country, "rule": mention.rule}


def _event(event: Event, mention: Mention) -> Row:
    said = mention.event
    own = {"label": said.label, "type": said.type, "status": said.status}
    roles = {"agents": list(mention.agents), "targets": list(mention.targets), "places": list(said.places)}
    when = {"value": said.value, "start": _iso(said.start), "end": _iso(said.end), "grain": said.grain, "basis": said.basis}
    how = {"speaker": mention.speaker, "event": event.id, "score": round(said.score, 3), "reasons": list(said.reasons)}
    return {"start_char": said.start_char, "end_char": said.end_char, "trigger": said.text} | own | roles | when | how
