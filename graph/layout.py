"""Where nodes stand and how they look in a network's first picture; the same graph gives the same picture."""

from __future__ import annotations

import colorsys
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any
from zlib import crc32

import networkx as nx

from graph.quad import quads

if TYPE_CHECKING:
    Point = tuple[float, float]

CENTRES = 300
"""How many of the strongest actors are laid out by forces; everything else is placed around them."""
SPACING = 45.0
_GOLDEN = (math.sqrt(5) - 1) / 2
_GREY = "#999999"
_SALT = 3698


def country_colour(code: str | None) -> str:
    """A colour for a country, the same in every file; grey for none."""
    if not code:
        return _GREY
    # A hash of our own: that of Python differs between runs. This start keeps the countries most in the news apart.
    number = crc32(f"{_SALT}{code}".encode())
    red, green, blue = colorsys.hls_to_rgb(
        number % 360 / 360, (0.38, 0.5, 0.62)[number // 360 % 3], (0.45, 0.7)[number // 1080 % 2]
    )
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def colour(data: Mapping[str, Any]) -> str:
    """An event's by quad class, an actor's by country, a relation's by sign."""
    if data.get("quad") in quads():
        return quads()[data["quad"]].colour
    if "sign" in data:
        return {1: "#0072B2", 0: _GREY, -1: "#D55E00"}[data["sign"]]
    return country_colour(data.get("country"))


def size(data: Mapping[str, Any]) -> float:
    """Area by number of events or mentions."""
    base = 6.0 if data.get("kind") == "event" else 10.0
    return round(min(120.0, base * math.sqrt(max(1, data.get("weight", 1)))), 1)


def _middle(points: Iterable[Point]) -> Point | None:
    known = list(points)
    return (sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)) if known else None


def _spread(anchors: Iterable[tuple[str, Point]]) -> dict[str, Point]:
    """Nodes that want the same place, in a sunflower around it."""
    taken: Counter[Point] = Counter()
    places = {}
    for node, (x, y) in anchors:
        # Neighbouring places share a flower, so that crowds do not pile up.
        key = (round(x / SPACING), round(y / SPACING))
        taken[key] += 1
        turn, radius = taken[key] * _GOLDEN * math.tau, SPACING * math.sqrt(taken[key])
        places[node] = key[0] * SPACING + radius * math.cos(turn), key[1] * SPACING + radius * math.sin(turn)
    return places


def _parties(G: nx.Graph[str], event: str) -> list[str]:
    around = nx.all_neighbors(G, event)
    return sorted({node for node in around if G.nodes[node].get("kind") != "event"})


def _ties(G: nx.Graph[str], parties: Mapping[str, list[str]]) -> nx.Graph[str]:
    """What the forces act on: the graph itself while it is small, else its strongest actors joined by shared events."""
    T: nx.Graph[str] = nx.Graph()
    if len(G) <= CENTRES:
        T.add_nodes_from(G)
        T.add_edges_from((u, v) for u, v in G.edges() if u != v)
        return T
    others = [node for node in G if node not in parties]
    strong = set(sorted(others, key=lambda node: (-G.nodes[node].get("weight", 1), node))[:CENTRES])
    T.add_nodes_from(node for node in others if node in strong)
    T.add_edges_from((u, v) for u, v in G.edges() if u in strong and v in strong and u != v)
    for around in parties.values():
        T.add_edges_from(combinations([node for node in around if node in strong], 2))
    return T


def _forces(T: nx.Graph[str], scale: float) -> dict[str, Point]:
    """Each connected part by forces, the largest in the middle, the others in rings around it."""
    places: dict[str, Point] = {}
    parts = sorted(nx.connected_components(T), key=lambda part: (-len(part), min(part)))
    ring, turn, rim = 0.0, 0.0, 0.0
    for part in parts:
        own = scale * (len(part) / len(T)) ** 0.6
        if places:
            if turn + own / (ring + own) > math.tau:
                ring, turn = rim, 0.0
            turn += own / (ring + own)
            middle = (ring + own) * math.cos(turn), (ring + own) * math.sin(turn)
            turn += own / (ring + own)
            rim = max(rim, ring + 2 * own)
        else:
            middle, ring, rim = (0.0, 0.0), own, own
        # A subgraph view has the order of a set, which differs between runs.
        H: nx.Graph[str] = nx.Graph()
        H.add_nodes_from(node for node in T if node in part)
        H.add_edges_from((u, v) for u, v in T.edges() if u in part)
        found = nx.spring_layout(H, k=3 / math.sqrt(len(H)), seed=1, center=middle, scale=own * 0.8, iterations=150)
        places.update((node, (float(x), float(y))) for node, (x, y) in found.items())
    return places


def positions(G: nx.Graph[str]) -> dict[str, Point]:
    """x and y of every node: strong actors by forces, events between their actors, weaker actors near their events."""
    scale = SPACING * math.sqrt(max(1, len(G)))
    parties = {node: _parties(G, node) for node, data in G.nodes(data=True) if data.get("kind") == "event"}
    places = _forces(_ties(G, parties), scale)
    below = (0.0, min((y for _, y in places.values()), default=0.0) - scale)
    for wave in (parties, [node for node in G if node not in parties], parties):
        anchors = [
            (node, middle)
            for node in wave
            if node not in places and (middle := _middle(places[other] for other in _around(G, parties, node) if other in places))
        ]
        places.update(_spread(anchors))
    places.update(_spread((node, below) for node in G if node not in places))
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in places.items()}


def _around(G: nx.Graph[str], parties: Mapping[str, list[str]], node: str) -> list[str]:
    return parties[node] if node in parties else sorted(set(nx.all_neighbors(G, node)))
