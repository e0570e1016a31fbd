"""Who acts towards whom: the event graph folded to actors or countries, and the exchange between two of them over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx

from extract.country_tables import country_name
from graph.days import Period, event_days, following, merged, period_of
from graph.select import side

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

By = Literal["actor", "country"]

# Acts that those named together do with each other when nobody else is named.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or country with the number of events it takes part in."""

    id: str
    label: str
    kind: str
    country: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """What two sides did to each other in one period: number of events and summed scale, each way."""

    start: date
    events: int
    a_to_b: float
    b_to_a: float
    scale: float


def _scale(data: Mapping[str, Any]) -> float:
    # What is planned, feared or denied has not moved a relation yet.
    return float(data["scale"]) if data["status"] == "occurred" else 0.0


def pairs(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Who acts towards whom in one event node; those who agree, meet or work together without a target, towards each other."""
    if data["targets"]:
        yield from product(data["agents"], data["targets"])
    elif data["type"] in MUTUAL:
        yield from combinations(data["agents"], 2)


def _relations(G: Graph, by: By) -> dict[tuple[str, str], list[str]]:
    """The events of every relation, each event once."""
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for node, data in G.nodes(data=True):
        if data["kind"] == "event":
            for pair in pairs(data):
                a, b = pair if by == "actor" else (G.nodes[id_]["country"] for id_ in pair)
                if a and b and a != b:
                    found[a, b].setdefault(node)
    return {pair: list(ids) for pair, ids in found.items()}


def _edge(G: Graph, ids: list[str]) -> dict[str, Any]:
    events = [G.nodes[id_] for id_ in ids]
    scales = [_scale(data) for data in events]
    spells = merged(days for days, _ in map(event_days, events) if days)
    total = round(sum(scales), 2)
    return {
        "role": "acts on",
        "weight": len(events),
        "events": tuple(ids),
        "scale": total,
        "cooperation": round(sum(s for s in scales if s > 0), 2),
        "conflict": round(sum(s for s in scales if s < 0), 2),
        "sign": (total > 0) - (total < 0),
        "first": spells[0][0] if spells else None,
        "last": max(end for _, end in spells) if spells else None,
        "types": dict(sorted(Counter(data["type"] for data in events).items())),
        "spells": spells,
    }


def _members(G: Graph) -> dict[str, list[str]]:
    """The country and the actors of each country."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for node, data in G.nodes(data=True):
        if code := data.get("country"):
            found[code].append(node)
    return found


def _country_node(G: Graph, code: str, members: list[str]) -> dict[str, Any]:
    events = {event for n in members for event in (*G.predecessors(n), *G.successors(n))}
    return {"kind": "country", "label": country_name(code), "code": code, "country": code, "weight": len(events)}


def project(G: Graph, by: By = "actor") -> nx.DiGraph[str]:
    """One edge from every actor (or country, with its actors) to every one it acts towards; the same to itself is left out.

    Edges: `weight` number of events, `events` their ids, `scale` sum of the weights of what occurred (`cooperation`, `conflict`
    its two parts, `sign` −1, 0, 1), `first` and `last` day (報道日 where no day is stated), `types` {type: number of events},
    `spells` the days as merged (start, end) pairs. Nodes keep their attributes and get `spells`; who has no relation is no node.

    >>> countries = project(G, by="country")
    >>> countries.edges["US", "VE"]["sign"], countries.edges["US", "VE"]["first"]
    (-1, datetime.date(2026, 1, 3))
    """
    if by not in ("actor", "country"):
        raise ValueError(f'{by!r}: project by "actor" or "country"')
    P: nx.DiGraph[str] = nx.DiGraph()
    for (a, b), ids in _relations(G, by).items():
        P.add_edge(a, b, **_edge(G, ids))
    members = _members(G) if by == "country" else {}
    for node in P:
        data = dict(G.nodes[node]) if by == "actor" else _country_node(G, node, members[node])
        spells = merged(s for *_, d in (*P.in_edges(node, data=True), *P.out_edges(node, data=True)) for s in d["spells"])
        P.nodes[node].update(data, spells=spells)
    return P


def strongest(G: Graph, n: int = 10) -> list[Party]:
    """The `n` actors and countries with most events, by number of events, then by name.

    >>> "日本" in {party.label for party in strongest(G, 3)}
    True
    """
    parties = [
        Party(node, data["label"], data["kind"], data["country"], data["weight"])
        for node, data in G.nodes(data=True)
        if data["kind"] != "event"
    ]
    return sorted(parties, key=lambda party: (-party.events, party.label, party.id))[:n]


def exchange(G: Graph, a: str, b: str, by: Period = "month") -> list[Exchange]:
    """What `a` and `b` did to each other, period by period without gaps from the first to the last event; [] when nothing.

    A country stands for its actors too. Only what occurred counts in the sums; events without any day are left out.
    ValueError when nobody is called so. `pandas.DataFrame(exchange(...))` gives a table.

    >>> series = exchange(G, "米国", "ベネズエラ")
    >>> series[0].start, series[0].a_to_b < 0
    (datetime.date(2026, 1, 1), True)
    """
    sides = side(G, a), side(G, b)
    sums: defaultdict[date, list[tuple[float, float]]] = defaultdict(list)
    for _, data in G.nodes(data=True):
        if data["kind"] == "event" and (days := event_days(data)[0]):
            ways = [any(x in s and y in t for x, y in pairs(data)) for s, t in (sides, sides[::-1])]
            if any(ways):
                sums[period_of(days[0], by)].append((_scale(data) if ways[0] else 0.0, _scale(data) if ways[1] else 0.0))
    series = []
    start, last = min(sums, default=date.max), max(sums, default=date.min)
    while start <= last:
        there, back = (round(sum((pair[way] for pair in sums[start]), 0.0), 2) for way in (0, 1))
        series.append(Exchange(start, len(sums[start]), there, back, round(there + back, 2)))
        start = following(start, by)
    return series
