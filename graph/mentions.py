"""A line's event mentions with their parties, and what coreference sees of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.model import Annotation, Argument, EventMention
from graph.coreference_features import Candidate, named_around
from graph.identity import Identities
from graph.identity_scene import document_of
from graph.model import Mention


def mentions_of(annotation: Annotation, who: Identities) -> list[tuple[Mention, Candidate]]:
    """Every event mention of a line, in order."""
    mentions = [_mention(annotation, event, who) for event in annotation.events]
    return [(mention, _candidate(annotation, mention, who)) for mention in mentions]


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
        line.id, document_of(line), line.text, event.start_char, event.end_char, event.type, event.status, mention.agents,
        mention.targets, _countries(mention.agents, who), _countries(mention.targets, who), event.places, annotation.published,
        event.start, event.end, event.grain, event.basis, named_around(line.text, event.span, _named(annotation, who)),
    )  # fmt: skip


def _named(annotation: Annotation, who: Identities) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The spans of a line's countries and actors, with code or id and the actor's country."""
    yield from ((country.start_char, country.end_char, (country.code,)) for country in annotation.countries)
    for actor in annotation.actors:
        known = who.actor_of[annotation.line.id, actor.start_char]
        yield actor.start_char, actor.end_char, (known, *_countries([known], who))
