"""Annotations → actors and events: who each mention is, which mentions are one happening, and what links them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from extract.model import Annotation, Argument, EventMention, Status
from graph.coreference import Candidate, causes, cluster, date_sources, named_around, readings
from graph.identity import Identities, identify
from graph.identity_aliases import Alias, read_aliases
from graph.model import Event, Events, Mention

# Of an event's mentions the firmest tells its status: a plan that one line reports as done was done.
_FIRMEST: tuple[Status, ...] = ("occurred", "denied", "planned", "possible")


def resolve(annotations: Iterable[Annotation], aliases: str | Path | Mapping[str, Alias] | None = None) -> Events:
    """The events and actors of a run.

    `aliases`: the user's own names of actors, a table or the path of one (surface, name, optional kind and country).
    """
    told = tuple(annotations)
    table = read_aliases(Path(aliases)) if isinstance(aliases, str | Path) else aliases
    who = identify(told, table)
    sources = [(annotation, event) for annotation in told for event in annotation.events]
    mentions = [_mention(annotation, event, who) for annotation, event in sources]
    candidates = [_candidate(annotation, mention, who) for (annotation, _), mention in zip(sources, mentions, strict=True)]
    groups = cluster(candidates)
    for index, source in date_sources(candidates, groups).items():
        mentions[index] = _dated(mentions[index], mentions[source])
    return Events(tuple(_events(mentions, candidates, groups)), who.actors, told, who.actor_of)


def _ids(arguments: Iterable[Argument], line: str, who: Identities) -> tuple[str, ...]:
    """Each filler once: a country's code, or the id of the actor mentioned there."""
    return tuple(dict.fromkeys(a.country or who.actor_of[line, a.start_char] for a in arguments))


def _mention(annotation: Annotation, event: EventMention, who: Identities) -> Mention:
    line = annotation.line.id
    speaker = _ids([event.speaker], line, who)[0] if event.speaker else None
    return Mention(line, event, _ids(event.agents, line, who), _ids(event.targets, line, who), speaker)


def _countries(ids: Iterable[str], who: Identities) -> tuple[str, ...]:
    """The countries behind ids: a code is its own, an actor has its country's."""
    codes = (who.actors[x].country if x in who.actors else x for x in ids)
    return tuple(dict.fromkeys(code for code in codes if code))


def _candidate(annotation: Annotation, mention: Mention, who: Identities) -> Candidate:
    line, event = annotation.line, mention.event
    return Candidate(
        line.id, line.page, line.text, event.start_char, event.end_char, event.type, event.status, mention.agents, mention.targets,
        _countries(mention.agents, who), _countries(mention.targets, who), event.places, annotation.published,
        event.start, event.end, event.grain, event.basis, named_around(line.text, event.span, _named(annotation, who)),
    )  # fmt: skip


def _named(annotation: Annotation, who: Identities) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The spans of a line's countries and actors, with code or id and the actor's country."""
    yield from ((country.start_char, country.end_char, (country.code,)) for country in annotation.countries)
    for actor in annotation.actors:
        known = who.actor_of[annotation.line.id, actor.start_char]
        yield actor.start_char, actor.end_char, (known, *_countries([known], who))


def _dated(mention: Mention, source: Mention) -> Mention:
    """The mention with the day that another line states for the same happening."""
    day = source.event
    reason = f"日付: 同じ出来事を伝える {source.line} の「{day.text}」から"
    event = replace(
        mention.event, value=day.value, start=day.start, end=day.end, grain=day.grain, basis="coreference",
        reasons=(*mention.event.reasons, reason),
    )  # fmt: skip
    return replace(mention, event=event)


def _events(mentions: Sequence[Mention], candidates: Sequence[Candidate], groups: Sequence[Sequence[int]]) -> list[Event]:
    ids = {index: _event_id(mentions[group[0]]) for group in groups for index in group}
    links: defaultdict[str, list[str]] = defaultdict(list)
    for cause, consequence in causes(candidates):
        if ids[cause] != ids[consequence]:
            links[ids[consequence]].append(ids[cause])
    days = [candidate.published for candidate in candidates]
    return [
        replace(
            _event([mentions[index] for index in group], [day for index in group if (day := days[index])]),
            causes=tuple(dict.fromkeys(links[ids[group[0]]])),
            readings=readings(candidates, group),
        )
        for group in groups
    ]


def _event_id(first: Mention) -> str:
    return f"event:{first.line}:{first.event.start_char}"


def _event(mentions: Sequence[Mention], published: Sequence[date]) -> Event:
    """One event of all its mentions: label and parties from the one that tells most, its day from the one that states it."""
    best = max(mentions, key=lambda m: (bool(m.agents) + bool(m.targets), m.event.score))
    dated = max(
        mentions, key=lambda m: (m.event.start is not None, m.event.basis != "coreference", m.event.value is not None)
    ).event
    statuses = {mention.event.status for mention in mentions}
    kinds = Counter(mention.event.type for mention in mentions)
    return Event(
        _event_id(mentions[0]),
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
