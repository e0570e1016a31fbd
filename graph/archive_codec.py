"""Annotations as JSON for the archive and back: spans by their characters only, since the line has the text."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from extract.model import ActorMention, Annotation, Argument, Country, EventMention, Line, Time

Fields = list[Any]


def encode(annotation: Annotation) -> str:
    """What was found in a line, without the line. `decode` gives the same annotation back."""
    return dumps(
        [
            iso(annotation.published),
            annotation.published_basis,
            [[*t.span, t.value, iso(t.start), iso(t.end), t.grain, t.basis] for t in annotation.times],
            [[*c.span, c.code, c.rule] for c in annotation.countries],
            [[*a.span, a.kind, a.name, a.title, a.country, a.rule] for a in annotation.actors],
            [_event(e) for e in annotation.events],
        ]
    )


def dumps(value: Any) -> str:
    """JSON without needless characters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def iso(value: date | None) -> str | None:
    """A day in ISO 8601."""
    return value.isoformat() if value else None


def day(value: str | None) -> date | None:
    """The day of an ISO 8601 string."""
    return date.fromisoformat(value) if value else None


def _argument(argument: Argument) -> Fields:
    return [*argument.span, argument.country, argument.basis]


def _event(event: EventMention) -> Fields:
    return [
        *event.span, event.label, event.type, event.status, [_argument(a) for a in event.agents],
        [_argument(a) for a in event.targets], event.places, event.value, iso(event.start), iso(event.end), event.grain,
        event.basis, _argument(event.speaker) if event.speaker else None, event.score, event.reasons,
    ]  # fmt: skip


def decode(line: Line, found: str) -> Annotation:
    """The annotation of a line from what `encode` wrote."""
    published, basis, times, countries, actors, events = json.loads(found)
    text = line.text
    return Annotation(
        line,
        day(published),
        basis,
        tuple(Time(*_span(text, t), t[2], day(t[3]), day(t[4]), t[5], t[6]) for t in times),
        tuple(Country(*_span(text, c), *c[2:]) for c in countries),
        tuple(ActorMention(*_span(text, a), *a[2:]) for a in actors),
        tuple(decode_event(text, e) for e in events),
    )


def _span(text: str, fields: Fields) -> tuple[int, int, str]:
    start, end = fields[:2]
    return start, end, text[start:end]


def decode_event(text: str, fields: Fields) -> EventMention:
    """One event mention of a line with this text."""
    label, type_, status, agents, targets, places, value, start, end, grain, basis, speaker, score, reasons = fields[2:]
    return EventMention(
        *_span(text, fields), label, type_, status, _arguments(text, agents), _arguments(text, targets), tuple(places), value,
        day(start), day(end), grain, basis, _arguments(text, [speaker])[0] if speaker else None, score, tuple(reasons),
    )  # fmt: skip


def _arguments(text: str, found: list[Fields]) -> tuple[Argument, ...]:
    return tuple(Argument(*_span(text, a), *a[2:]) for a in found)
