"""Graph → the columns of the HTML page: integers, flat lists and string tables, small enough to hold 100,000 events.

`Core` is what the first frame draws; `Texts` (source lines, marked spans, mentions) is decoded by the page after it.
Days are integers since 1970-01-01; an index of −1 means none; lists of lists are `Ragged` (lengths and one flat list).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from extract.country_tables import country_name
from extract.model import Annotation, Basis, EventType, Grain, Status
from graph.quad import quads, types

if TYPE_CHECKING:
    import networkx as nx

EPOCH = date(1970, 1, 1).toordinal()
TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
GRAINS: tuple[str, ...] = get_args(Grain)
BASES: tuple[str, ...] = get_args(Basis)
QUADS: tuple[str, ...] = tuple(quads())
MARKS = ("time", "country", "actor")
Node: TypeAlias = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ragged:
    """A list of integer lists: `n` their lengths, `v` all their values in a row."""

    n: list[int] = field(default_factory=list)
    v: list[int] = field(default_factory=list)

    def add(self, values: Iterable[int]) -> None:
        row = list(values)
        self.n.append(len(row))
        self.v.extend(row)


@dataclass(frozen=True, slots=True)
class Actors:
    """Actors and countries, most weighty first; `kind` is "person", "org" or "country"."""

    id: list[str]
    label: list[str]
    kind: list[str]
    country: list[str | None]
    weight: list[int]


@dataclass(frozen=True, slots=True)
class Events:
    """One value an event in each list; `agents`, `targets`, `speakers` index actors, `causes` index events."""

    id: list[str]
    label: list[str]
    type: list[int]
    quad: list[int]
    status: list[int]
    start: list[int | None]
    end: list[int | None]
    published: list[int | None]
    grain: list[int]
    basis: list[int]
    weight: list[int]
    agents: Ragged
    targets: Ragged
    speakers: Ragged
    causes: Ragged


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line read, in reading order; all but `text`, `number` and `published` index `Texts.words`.

    `marks` holds four integers a span: start, end, class (`MARKS`), reference: an actor's index (country, actor) or a word (time).
    A line's id is its page's stem and its number. Offsets are code points.
    """

    text: list[str]
    page: list[int]
    stem: list[int]
    number: list[int]
    kind: list[int]
    published: list[int | None]
    basis: list[int]
    title: list[int]
    url: list[int]
    source: list[int]
    marks: Ragged


@dataclass(frozen=True, slots=True)
class Core:
    """What is drawn first; `names` gives the Japanese and English names of types and quad classes."""

    names: Mapping[str, tuple[str, str]]
    types: Sequence[str]
    quads: Sequence[str]
    statuses: Sequence[str]
    grains: Sequence[str]
    bases: Sequence[str]
    actors: Actors
    events: Events


@dataclass(frozen=True, slots=True)
class Texts:
    """What is read on demand: `mentions` four integers a mention (line, start, end, basis), `reasons` the words of each.

    `value` is an event's EDTF date; `readings` are (field, value, line index) where an event's lines disagree; `notes` say
    what was corrected by hand. `words` is the table of every string that may come often; `surfaces` go with the actors.
    """

    lines: Lines
    mentions: Ragged
    reasons: Ragged
    value: list[int]
    places: Ragged
    readings: dict[int, list[tuple[str, str, int]]]
    notes: dict[int, str]
    actor_notes: dict[int, str]
    surfaces: Ragged
    words: list[str]


def _day(value: date | None) -> int | None:
    return value.toordinal() - EPOCH if value else None


def _index(values: Sequence[str], value: str | None) -> int:
    return values.index(value) if value in values else -1


def _nodes(G: nx.MultiDiGraph[str], *kinds: str) -> Iterator[Node]:
    return ((node, data) for node, data in G.nodes(data=True) if data.get("kind") in kinds)


def _by_time(item: Node) -> tuple[date, str]:
    return item[1].get("start") or item[1].get("published") or date.max, item[0]


def _actors(nodes: Sequence[Node]) -> Actors:
    return Actors(
        id=[node for node, _ in nodes],
        label=[data.get("label") or node for node, data in nodes],
        kind=["country" if data["kind"] == "country" else data.get("actor_kind", "org") for _, data in nodes],
        country=[data.get("code", node) if data["kind"] == "country" else data.get("country") for node, data in nodes],
        weight=[int(data.get("weight", 0)) for _, data in nodes],
    )


def _ragged(rows: Iterable[Iterable[str]], index: Mapping[str, int]) -> Ragged:
    ragged = Ragged()
    for row in rows:
        ragged.add(dict.fromkeys(index[key] for key in row if key in index))
    return ragged


def _speakers(data: Mapping[str, Any]) -> list[str]:
    return [mention.speaker for mention in data.get("mentions", ()) if mention.speaker]


def _events(nodes: Sequence[Node], actor_at: Mapping[str, int], event_at: Mapping[str, int]) -> Events:
    rows = [data for _, data in nodes]
    return Events(
        id=[node for node, _ in nodes],
        label=[data.get("label") or node for node, data in nodes],
        type=[_index(TYPES, data.get("type")) for data in rows],
        quad=[_index(QUADS, data.get("quad", "neutral")) for data in rows],
        status=[_index(STATUSES, data.get("status")) for data in rows],
        start=[_day(data.get("start")) for data in rows],
        end=[_day(data.get("end")) for data in rows],
        published=[_day(data.get("published")) for data in rows],
        grain=[_index(GRAINS, data.get("grain")) for data in rows],
        basis=[_index(BASES, data.get("basis")) for data in rows],
        weight=[int(data.get("weight", 1)) for data in rows],
        agents=_ragged((data.get("agents", ()) for data in rows), actor_at),
        targets=_ragged((data.get("targets", ()) for data in rows), actor_at),
        speakers=_ragged(map(_speakers, rows), actor_at),
        causes=_ragged((data.get("causes", ()) for data in rows), event_at),
    )


class _Words(dict[str, int]):
    """Strings numbered in the order they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]

    def at(self, word: str | None) -> int:
        return self[word] if word else -1

    def rows(self, rows: Iterable[Iterable[str]]) -> Ragged:
        ragged = Ragged()
        for row in rows:
            ragged.add(self[word] for word in row)
        return ragged


@dataclass(frozen=True, slots=True)
class _Names:
    """What spans and mentions are named by: actors' indices, mentions' actors, lines' indices, words."""

    actor_at: Mapping[str, int]
    actor_of: Mapping[tuple[str, int], str]
    line_at: Mapping[str, int]
    words: _Words


def _marks(annotation: Annotation, names: _Names) -> Iterator[int]:
    for time in annotation.times:
        yield from (time.start_char, time.end_char, 0, names.words[f"{time.value} {time.basis}"])
    for country in annotation.countries:
        yield from (country.start_char, country.end_char, 1, names.actor_at.get(country.code, -1))
    for actor in annotation.actors:
        node = names.actor_of.get((annotation.line.id, actor.start_char), "")
        yield from (actor.start_char, actor.end_char, 2, names.actor_at.get(node, -1))


def _lines(annotations: Iterable[Annotation], names: _Names) -> Lines:
    at, found = names.words.at, Lines([], [], [], [], [], [], [], [], [], [], Ragged())
    for annotation in annotations:
        line = annotation.line
        found.text.append(line.text)
        found.page.append(at(line.page))
        found.stem.append(at(PurePath(line.page).stem))
        found.number.append(line.number)
        found.kind.append(at(line.kind))
        found.published.append(_day(annotation.published))
        found.basis.append(at(annotation.published_basis))
        found.title.append(at(line.title))
        found.url.append(at(line.url))
        found.source.append(at(line.source))
        found.marks.add(_marks(annotation, names))
    return found


def _corrections(nodes: Sequence[Node]) -> dict[int, str]:
    return {index: str(data["corrected"]) for index, (_, data) in enumerate(nodes) if data.get("corrected")}


def _texts(annotations: Iterable[Annotation], events: Sequence[Node], actors: Sequence[Node], names: _Names) -> Texts:
    words, mentions, reasons = names.words, Ragged(), Ragged()
    for _, data in events:
        known = [(names.line_at[m.line], m.event) for m in data.get("mentions", ()) if m.line in names.line_at]
        mentions.add(n for line, m in known for n in (line, m.start_char, m.end_char, _index(BASES, m.basis)))
        for _, mention in known:
            reasons.add(words[reason] for reason in mention.reasons)
    return Texts(
        lines=_lines(annotations, names),
        mentions=mentions,
        reasons=reasons,
        value=[words.at(data.get("value")) for _, data in events],
        places=words.rows(data.get("places", ()) for _, data in events),
        readings={
            index: [(r.field, r.value, names.line_at.get(r.line, -1)) for r in data["readings"]]
            for index, (_, data) in enumerate(events)
            if data.get("readings")
        },
        notes=_corrections(events),
        actor_notes=_corrections(actors),
        surfaces=words.rows(data.get("surfaces", ()) for _, data in actors),
        words=list(words),
    )


def _homes(actors: Sequence[Node]) -> list[Node]:
    """Countries that are nobody's agent or target themselves, but home of an actor: their people share a lane."""
    known = {node for node, _ in actors}
    codes = dict.fromkeys(data.get("country") for _, data in actors if data.get("country"))
    return [(code, {"kind": "country", "label": country_name(code), "code": code}) for code in codes if code and code not in known]


def _type_names() -> dict[str, tuple[str, str]]:
    return {info.type: (info.ja, info.en.capitalize()) for info in types().values()} | {
        info.quad: (info.ja, info.en) for info in quads().values()
    }


def page_model(G: nx.MultiDiGraph[str]) -> tuple[Core, Texts]:
    """The columns of a graph of `graph.build`: events in the order of time, actors by falling weight."""
    events = sorted(_nodes(G, "event"), key=_by_time)
    actors = sorted(_nodes(G, "actor", "country"), key=lambda item: (-int(item[1].get("weight", 0)), item[0]))
    actors += _homes(actors)
    actor_at = {node: index for index, (node, _) in enumerate(actors)}
    event_at = {node: index for index, (node, _) in enumerate(events)}
    core = Core(_type_names(), TYPES, QUADS, STATUSES, GRAINS, BASES, _actors(actors), _events(events, actor_at, event_at))
    annotations: Mapping[str, Annotation] = G.graph.get("annotations", {})
    line_at = {key: index for index, key in enumerate(annotations)}
    names = _Names(actor_at, G.graph.get("actor_of", {}), line_at, _Words())
    return core, _texts(annotations.values(), events, actors, names)
