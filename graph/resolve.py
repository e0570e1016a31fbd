"""Annotations → actors and events: who each mention is, which mentions are one happening, and what links them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from extract.model import Annotation
from graph.coreference import Candidate, causes, cluster
from graph.happening import happening, with_parties
from graph.identity import identify
from graph.identity_aliases import Alias, read_aliases
from graph.mentions import mentions_of
from graph.model import Event, Events, Mention


def resolve(annotations: Iterable[Annotation], aliases: str | Path | Mapping[str, Alias] | None = None) -> Events:
    """The events and actors of a run.

    `aliases`: the user's own names of actors, a table or the path of one (surface, name, optional kind and country).
    """
    lines = tuple(annotations)
    table = read_aliases(Path(aliases)) if isinstance(aliases, str | Path) else aliases
    who = identify(lines, table)
    told = [found for annotation in lines for found in mentions_of(annotation, who)]
    groups = cluster([candidate for _, candidate in told])
    events = with_parties(_events(told, groups), lines, who.actor_of)
    return Events(tuple(events), who.actors, lines, who.actor_of)


def _events(told: Sequence[tuple[Mention, Candidate]], groups: Sequence[Sequence[int]]) -> list[Event]:
    """The events in the order of their first mentions, which give them their ids."""
    ids = {index: event_id(told[group[0]][0]) for group in groups for index in group}
    links: defaultdict[str, list[str]] = defaultdict(list)
    for cause, consequence in causes([candidate for _, candidate in told]):
        if ids[cause] != ids[consequence]:
            links[ids[consequence]].append(ids[cause])
    by_place = ([told[index] for index in sorted(group, key=lambda i: told[i][1].place)] for group in groups)
    events = (happening(ids[group[0]], found) for group, found in zip(groups, by_place, strict=True))
    return [replace(event, causes=tuple(dict.fromkeys(links[event.id]))) for event in events]


def event_id(first: Mention) -> str:
    """What an event is called by the mention that was read first."""
    return f"event:{first.line}:{first.event.start_char}"
