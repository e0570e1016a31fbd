"""Events → `nx.MultiDiGraph`: events, actors and countries are nodes, roles are edges.

Nodes (`kind` tells them apart; keys are ids):
    event    label, type, quad, scale, status, value, start, end, grain, basis, published, places (tuple), agents (tuple),
             targets (tuple), mentions (tuple of graph.model.Mention), causes (tuple), readings (tuple), weight (number of mentions)
    actor    label, actor_kind ("person" | "org"), country (ISO code or None), surfaces (tuple), weight (number of events)
    country  label (Japanese name), code, country (the same code), surfaces (tuple), weight (number of events)
Edges (key = `role`): actor or country → event `agent`, `speaker`; event → actor or country `target`; event → event `cause`
    (from the cause to its consequence). Every edge has `role` and `weight` (number of mentions that say so, 1 for a cause).
Graph: `G.graph["annotations"]` {line id: Annotation} of every line read; `G.graph["actor_of"]` {(line id, start_char): actor id}.
`quad` is "verbal cooperation" | "material cooperation" | "verbal conflict" | "material conflict" | "neutral" (STATEMENT, OTHER);
`scale` −10…+10 is the type's weight on the PLOVER/Goldstein scale (0 for neutral).
What the user set right in an archive has `corrected`, in words (日付、種別).
Days are `datetime.date` or None; only exporters flatten.
Only actors and countries that take part in an event are nodes. A cause that is no event of the run has no edge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import networkx as nx

from extract.country_tables import country_name
from graph.quad import types

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.model import Annotation
    from graph.model import Event, Events


_CORRECTED = {
    "date": "日付", "type": "種別", "status": "状態", "merged": "統合", "split": "分割", "named": "名前", "rejected": "取り消し",
}  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    info = types()[event.type]
    return {
        "kind": "event",
        "label": event.label,
        "type": event.type,
        "quad": info.quad,
        "scale": info.scale,
        "status": event.status,
        "value": event.value,
        "start": event.start,
        "end": event.end,
        "grain": event.grain,
        "basis": event.basis,
        "published": event.published,
        "places": event.places,
        "agents": event.agents,
        "targets": event.targets,
        "mentions": event.mentions,
        "causes": event.causes,
        "readings": event.readings,
        "weight": len(event.mentions),
        **_corrected(event.corrected),
    }


def _corrected(marks: tuple[str, ...]) -> dict[str, str]:
    """What the user set right, in words; nothing for what was left as it was read."""
    return {"corrected": "、".join(_CORRECTED[mark] for mark in marks)} if marks else {}


def _surfaces(annotations: Iterable[Annotation]) -> dict[str, tuple[str, ...]]:
    """Every surface of every country, in reading order."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for annotation in annotations:
        for country in annotation.countries:
            found[country.code].setdefault(country.text)
    return {code: tuple(surfaces) for code, surfaces in found.items()}


def _party(id_: str, events: Events, surfaces: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    if actor := events.actors_by_id.get(id_):
        return {
            "kind": "actor",
            "label": actor.name,
            "actor_kind": actor.kind,
            "country": actor.country,
            "surfaces": actor.surfaces,
            "weight": 0,
            **_corrected(actor.corrected),
        }
    if len(id_) == 2 and id_.isascii() and id_.isupper():
        return {
            "kind": "country",
            "label": country_name(id_),
            "code": id_,
            "country": id_,
            "surfaces": surfaces.get(id_, ()),
            "weight": 0,
        }
    raise ValueError(f"an event names {id_!r}, which is neither an actor of these events nor a country's code")


def _roles(event: Event) -> Iterator[tuple[str, str, int]]:
    """(party, role, number of mentions that say so) of one event, each party and role once."""
    counts = {
        "agent": Counter(id_ for mention in event.mentions for id_ in mention.agents),
        "target": Counter(id_ for mention in event.mentions for id_ in mention.targets),
        "speaker": Counter(mention.speaker for mention in event.mentions if mention.speaker),
    }
    fillers = {"agent": event.agents, "target": event.targets, "speaker": tuple(counts["speaker"])}
    for role, ids in fillers.items():
        for id_ in dict.fromkeys(ids):
            yield id_, role, max(1, counts[role][id_])


def count_events(G: nx.MultiDiGraph[str]) -> None:
    """Sets `weight` of every actor and country to the number of events of `G` it takes part in."""
    for node, data in G.nodes(data=True):
        if data["kind"] != "event":
            data["weight"] = len({*G.predecessors(node), *G.successors(node)})


def build(events: Events) -> nx.MultiDiGraph[str]:
    """The graph of `events`; ValueError when an id is used twice or an event names an unknown actor.

    >>> G = build(events)
    >>> sorted({data["kind"] for _, data in G.nodes(data=True)})
    ['actor', 'country', 'event']
    >>> centrality = nx.degree_centrality(G)
    >>> {G.nodes[node]["label"] for node in sorted(centrality, key=centrality.get)[-4:]} >= {"日本", "ドナルド・トランプ"}
    True
    """
    surfaces = _surfaces(events.annotations)
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        annotations={annotation.line.id: annotation for annotation in events.annotations}, actor_of=dict(events.actor_of)
    )
    for event in events:
        if event.id in G or event.id in events.actors_by_id:
            raise ValueError(f"the id {event.id!r} is used twice")
        G.add_node(event.id, **_event(event))
    for event in events:
        for id_, role, weight in _roles(event):
            if id_ not in G:
                G.add_node(id_, **_party(id_, events, surfaces))
            ends = (event.id, id_) if role == "target" else (id_, event.id)
            G.add_edge(*ends, key=role, role=role, weight=weight)
        for cause in dict.fromkeys(event.causes):
            if cause in G:
                G.add_edge(cause, event.id, key="cause", role="cause", weight=1)
    count_events(G)
    return G
