"""Actor mentions → actors: each document for itself (graph.identity_local), then over documents (graph.identity_link)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from extract.model import Annotation
from graph.identity_actor import LocalActor
from graph.identity_aliases import Alias, read_aliases
from graph.identity_cast import Cast
from graph.identity_link import link
from graph.identity_local import tell_apart
from graph.identity_naming import Spans, local_actors
from graph.identity_portrait import Portrait, portrait
from graph.identity_scene import document_of
from graph.model import Actor

__all__ = ["Alias", "Identities", "cast_of", "document_of", "identify", "read_aliases"]


@dataclass(frozen=True, slots=True)
class Identities:
    """Actors by id, and the actor id of every mention: (line id, start_char) → id."""

    actors: dict[str, Actor]
    actor_of: dict[tuple[str, int], str]


def cast_of(annotations: Sequence[Annotation], aliases: Mapping[str, Alias]) -> list[tuple[LocalActor, Spans]]:
    """The actors of each document with the places of their mentions."""
    documents: defaultdict[str, list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        documents[document_of(annotation.line)].append(annotation)
    return [found for lines in documents.values() for found in local_actors(tell_apart(lines), aliases)]


def _linked(told: Sequence[tuple[LocalActor, Spans]]) -> Cast:
    cast = Cast()
    for number, (actor, _) in enumerate(told):
        cast.add(number, actor)
    link(cast, range(len(told)))
    return cast


def groups_of(annotations: Sequence[Annotation], aliases: Mapping[str, Alias]) -> dict[tuple[str, int], str]:
    """The group of every actor mention: (line id, start_char) → a name for all that are the same."""
    told = cast_of(annotations, aliases)
    cast = _linked(told)
    return {span: cast.group[number] for number, (_, spans) in enumerate(told) for span in spans}


def identify(annotations: Sequence[Annotation], aliases: Mapping[str, Alias] | None = None) -> Identities:
    """Who each actor mention of the run is. Linear in the mentions; the same input gives the same ids."""
    told = cast_of(annotations, aliases or {})
    return _identities(_linked(told), [spans for _, spans in told])


def _identities(cast: Cast, spans: Sequence[Spans]) -> Identities:
    """Name the groups, those that were read first before others."""
    actors: dict[str, Actor] = {}
    actor_of: dict[tuple[str, int], str] = {}
    seen: set[str] = set()
    for group in dict.fromkeys(cast.group[number] for number in range(len(spans))):
        members = cast.members(group)
        seen_as = portrait([cast.actors[number] for number in members])
        actor = Actor(new_id(seen_as, seen), seen_as.name, seen_as.kind, seen_as.country, seen_as.surfaces, seen_as.mentions)
        actors[actor.id] = actor
        actor_of.update((span, actor.id) for number in members for span in spans[number])
    return Identities(actors, actor_of)


def ids(found: Portrait) -> Iterator[str]:
    """Ids that an actor may have: kind and name; for namesakes also the country, the line of one known in a line, a number."""
    base = f"{found.kind}:{found.name}"
    yield from (f"{base}（{own}）" if own else base for own in (None, found.country, found.spot))
    yield from (f"{base}#{number}" for number in count(2))


def new_id(found: Portrait, seen: set[str]) -> str:
    """The first id that nobody has."""
    chosen = next(id_ for id_ in ids(found) if id_ not in seen)
    seen.add(chosen)
    return chosen
