"""A part of the graph: by actor, country, type, status, days or words.

Filters are joined by "and", several values of one filter by "or".
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import networkx as nx

from extract.country_tables import code_of
from extract.model import EventType, Status
from graph.build import count_events
from graph.days import bounds, event_days

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]
    Test = Callable[[str, Mapping[str, Any]], bool]
    Name = TypeVar("Name", bound=str)


class NoEvents(UserWarning):
    """No event meets the filters of a selection."""


_PARTS = re.compile("[・＝= ]")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _several(value: Name | Collection[Name]) -> tuple[Name, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _names(node: str, data: Mapping[str, Any]) -> set[str]:
    """What somebody is called: id, name, every surface, and the parts of a name in katakana (トランプ)."""
    return {_folded(name) for name in (node, data["label"], *data["surfaces"], *_PARTS.split(data["label"]))}


def _called(node: str, data: Mapping[str, Any], wanted: str) -> bool:
    """Whether somebody is called so; a Japanese person's name also by its beginning (高市)."""
    begins = data.get("actor_kind") == "person" and len(wanted) > 1 and _folded(data["label"]).startswith(wanted)
    return begins or wanted in _names(node, data)


def find(G: Graph, name: str) -> frozenset[str]:
    """The ids of every actor and country with this id, name or surface, or a person's surname; empty when there is none."""
    wanted, code = _folded(name), code_of(name)
    return frozenset(
        node for node, data in G.nodes(data=True) if data["kind"] != "event" and (node == code or _called(node, data, wanted))
    )


def find_country(G: Graph, name: str) -> frozenset[str]:
    """The codes of every country of the graph, an actor's too, with this code, name or surface."""
    wanted, code = _folded(name), code_of(name)
    parties = [(node, data) for node, data in G.nodes(data=True) if data["kind"] != "event" and data["country"]]
    named = {data["country"] for node, data in parties if data["kind"] == "country" and wanted in _names(node, data)}
    return frozenset(
        named | {data["country"] for _, data in parties if wanted == _folded(data["country"]) or data["country"] == code}
    )


def side(G: Graph, name: str) -> frozenset[str]:
    """The ids that act for `name`: a country with all its actors, else the actors so called.

    ValueError, with names that look alike, when nobody in the graph is called so.
    """
    if codes := find_country(G, name):
        return frozenset(node for node, data in G.nodes(data=True) if data.get("country") in codes)
    if found := find(G, name):
        return found
    raise unknown(G, name)


def unknown(G: Graph, name: str) -> ValueError:
    """The error for a name that nobody in the graph has, with those that look alike."""
    known = sorted({data["label"] for _, data in G.nodes(data=True) if data["kind"] != "event"})
    close = [other for other in known if name in other] or get_close_matches(name, known, cutoff=0.4)
    return ValueError(f"nobody in this graph is called {name!r}" + (f"; there is {'、'.join(close[:5])}" if close else ""))


def none_meets(country: str | Collection[str] | None = None) -> str:
    """That no event meets the filters, and which countries asked for are none."""
    named = () if country is None else _several(country)
    lost = [name for name in named if not code_of(name) and not (len(name) == 2 and name.isascii())]
    why = f"; country {'、'.join(map(repr, lost))} is unknown, write an ISO code such as JP or a name such as 日本" if lost else ""
    return f"no event meets the filters{why}"


def _takes_part(G: Graph, ids: Collection[str]) -> Test:
    wanted = frozenset(ids)
    return lambda node, _: not wanted.isdisjoint(G.predecessors(node)) or not wanted.isdisjoint(G.successors(node))


def _actor(G: Graph, names: Collection[str]) -> Test:
    return _takes_part(G, frozenset().union(*(find(G, name) for name in names)))


def _country(G: Graph, names: Collection[str]) -> Test:
    codes = frozenset().union(*(find_country(G, name) for name in names)) | {code_of(name) or name.upper() for name in names}
    takes_part = _takes_part(G, [node for node, data in G.nodes(data=True) if data.get("country") in codes])
    return lambda node, data: takes_part(node, data) or not codes.isdisjoint(data["places"])


def _one_of(field: str, values: Collection[str], allowed: Collection[str]) -> Test:
    for value in values:
        if value not in allowed:
            raise ValueError(f"{value!r} is no {field}; there are {', '.join(allowed)}")
    return lambda _, data: data[field] in values


def _between(since: str | date | None, until: str | date | None) -> Test:
    first = bounds(since)[0] if since else date.min
    last = bounds(until)[1] if until else date.max

    def test(_: str, data: Mapping[str, Any]) -> bool:
        days, _basis = event_days(data)
        return days is not None and days[0] <= last and days[1] >= first

    return test


def _text(G: Graph, text: str) -> Test:
    wanted = _folded(text)
    annotations = G.graph.get("annotations", {})

    def test(node: str, data: Mapping[str, Any]) -> bool:
        lines = (annotations[m.line].line.text for m in data["mentions"] if m.line in annotations)
        parties = (G.nodes[n]["label"] for n in {*G.predecessors(node), *G.successors(node)})
        return any(wanted in _folded(part) for part in (data["label"], *data["places"], *parties, *lines))

    return test


def _part(G: Graph, kept: set[str]) -> Graph:
    """The events `kept`, everybody in them, and the lines they come from."""
    parties = {n for event in kept for n in (*G.predecessors(event), *G.successors(event)) if G.nodes[n]["kind"] != "event"}
    part: Graph = nx.MultiDiGraph(**G.graph)
    part.add_nodes_from((node, dict(data)) for node, data in G.nodes(data=True) if node in kept or node in parties)
    # The graph's own order, so that the same selection gives the same file.
    for u, v, key, data in G.edges(keys=True, data=True):
        if u in part and v in part:
            part.add_edge(u, v, key=key, **data)
    count_events(part)
    lines = {mention.line for event in kept for mention in G.nodes[event]["mentions"]}
    part.graph["annotations"] = {id_: a for id_, a in G.graph.get("annotations", {}).items() if id_ in lines}
    part.graph["actor_of"] = {place: id_ for place, id_ in G.graph.get("actor_of", {}).items() if place[0] in lines}
    return part


def select(
    G: Graph,
    *,
    actor: str | Collection[str] | None = None,
    country: str | Collection[str] | None = None,
    type: EventType | Collection[EventType] | None = None,
    status: Status | Collection[Status] | None = None,
    since: str | date | None = None,
    until: str | date | None = None,
    text: str | None = None,
) -> Graph:
    """The events that meet every filter given, with everybody in them and their sources; a new graph, `G` stays as it is.

    `actor`: id, name, surname or any surface (米国 finds the country too). `country`: code or name; finds the events of the
    country, of its actors, and those that happened there. `since`, `until`: day, month or year, inclusive; an event without a
    day of its own counts at its publication day, one without either is left out. `text`: in labels, names, places or the
    source lines.
    Weights of actors count the events of the selection. A warning says when no event is left. ValueError for an unknown
    type or status and for what is no day.

    >>> part = select(G, country="ベネズエラ", status="occurred", since="2026-01")
    >>> {data["status"] for _, data in part.nodes(data=True) if data["kind"] == "event"}
    {'occurred'}
    >>> select(G, type="WAR")
    Traceback (most recent call last):
    ValueError: 'WAR' is no type; there are AGREE, CONSULT, SUPPORT, ...
    """
    tests: list[Test] = []
    if actor is not None:
        tests.append(_actor(G, _several(actor)))
    if country is not None:
        tests.append(_country(G, _several(country)))
    if type is not None:
        tests.append(_one_of("type", _several(type), get_args(EventType)))
    if status is not None:
        tests.append(_one_of("status", _several(status), get_args(Status)))
    if since or until:
        tests.append(_between(since, until))
    if text:
        tests.append(_text(G, text))
    if not tests:
        return G.copy()
    kept = {node for node, data in G.nodes(data=True) if data["kind"] == "event" and all(t(node, data) for t in tests)}
    if not kept:
        lost = [name for name in (() if actor is None else _several(actor)) if not find(G, name)]
        why = [none_meets(country), *(str(unknown(G, name)) for name in lost)]
        warnings.warn("; ".join(why), NoEvents, stacklevel=2)
    return _part(G, kept)
