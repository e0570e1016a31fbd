"""The mentions of one happening → the event: its label, parties, day, status, and where its lines disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.model import Status
from graph.coreference import Candidate, date_sources, readings
from graph.model import Event, Mention

# Of an event's mentions the firmest tells its status: a plan that one line reports as done was done.
_FIRMEST: tuple[Status, ...] = ("occurred", "denied", "planned", "possible")


def happening(id_: str, told: Sequence[tuple[Mention, Candidate]]) -> Event:
    """The event of these mentions, which are given by place; one without a day takes that of another line."""
    mentions, candidates = [mention for mention, _ in told], [candidate for _, candidate in told]
    members = range(len(told))
    for index, source in date_sources(candidates, [members]).items():
        mentions[index] = _dated(mentions[index], mentions[source])
    event = _event(id_, mentions, [day for candidate in candidates if (day := candidate.published)])
    return replace(event, readings=readings(candidates, members))


def _dated(mention: Mention, source: Mention) -> Mention:
    """The mention with the day that another line states for the same happening."""
    day = source.event
    reason = f"日付: 同じ出来事を伝える {source.line} の「{day.text}」から"
    event = replace(
        mention.event, value=day.value, start=day.start, end=day.end, grain=day.grain, basis="coreference",
        reasons=(*mention.event.reasons, reason),
    )  # fmt: skip
    return replace(mention, event=event)


def _event(id_: str, mentions: Sequence[Mention], published: Sequence[date]) -> Event:
    """One event of all its mentions: label and parties from the one that tells most, its day from the one that states it."""
    best = max(mentions, key=lambda m: (bool(m.agents) + bool(m.targets), m.event.score))
    dated = max(
        mentions, key=lambda m: (m.event.start is not None, m.event.basis != "coreference", m.event.value is not None)
    ).event
    statuses = {mention.event.status for mention in mentions}
    kinds = Counter(mention.event.type for mention in mentions)
    return Event(
        id_,
        best.event.label,
        max(kinds, key=lambda kind: (kinds[kind], kind == best.event.type)),
        next(status for status in _FIRMEST if status in statuses),
        best.agents or next((m.agents for m in mentions if m.agents), ()),
        best.targets or next((m.targets for m in mentions if m.targets), ()),
        tuple(dict.fromkeys(place for mention in mentions for place in mention.event.places)),
        dated.value,
        dated.start,
        dated.end,
        dated.grain,
        dated.basis,
        min(published, default=None),
        tuple(mentions),
    )
