"""The mentions of one happening → the event: its label, parties, day, status, and where its lines disagree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.model import Annotation, Status
from graph.coreference import Candidate, date_sources, readings
from graph.model import Event, Mention

WHO, WHOM = "誰が", "誰に"
BY_OTHERS = "同じ出来事を伝える他の行から"  # ends the reason for a party that another line tells
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


def with_parties(
    events: Iterable[Event], annotations: Iterable[Annotation], actor_of: Mapping[tuple[str, int], str]
) -> Iterator[Event]:
    """The events; a mention that leaves out who or whom takes whom the event's other lines tell and its own line names too.

    What is linked and kept stays what each line says by itself: this is for those who read the outcome.
    """
    named: defaultdict[str, set[str]] = defaultdict(set)
    for annotation in annotations:
        named[annotation.line.id].update(country.code for country in annotation.countries)
    for (line, _), actor in actor_of.items():
        named[line].add(actor)
    for event in events:
        told = [_completed(mention, event.mentions, named[mention.line]) for mention in event.mentions]
        yield replace(event, mentions=tuple(told))


def _completed(mention: Mention, told: Sequence[Mention], named: set[str]) -> Mention:
    agents = mention.agents or _party([m.agents for m in told], named.difference(mention.targets))
    targets = mention.targets or _party([m.targets for m in told], named.difference(agents))
    taken = [word for word, own, all_ in ((WHO, mention.agents, agents), (WHOM, mention.targets, targets)) if all_ and not own]
    if not taken:
        return mention
    reason = f"{'・'.join(taken)}: {BY_OTHERS}"
    said = replace(mention.event, reasons=(*mention.event.reasons, reason))
    return replace(mention, event=said, agents=agents, targets=targets)


def _party(told: Sequence[tuple[str, ...]], named: set[str]) -> tuple[str, ...]:
    """Whom most mentions tell, as far as named here."""
    counts = Counter(ids for ids in told if ids)
    return tuple(id_ for id_ in max(counts, key=counts.__getitem__) if id_ in named) if counts else ()
