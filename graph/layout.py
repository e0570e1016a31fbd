"""Where nodes stand and how they look in a network's first picture; the same graph gives the same picture."""

from __future__ import annotations

import colorsys
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any, cast
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


def _evened(places: dict[str, Point], radius: float) -> dict[str, Point]:
    """The same directions, but as dense in the middle as at the rim: forces leave the rim to a few stragglers."""
    x, y = _middle(places.values()) or (0.0, 0.0)
    order = sorted(places, key=lambda node: math.hypot(places[node][0] - x, places[node][1] - y))
    evened = {}
    for rank, node in enumerate(order):
        turn = math.atan2(places[node][1] - y, places[node][0] - x)
        distance = radius * math.sqrt((rank + 0.5) / len(order))
        evened[node] = distance * math.cos(turn), distance * math.sin(turn)
    return evened


def _forces(T: nx.Graph[str], radius: float) -> dict[str, Point]:
    if len(T) == 1:
        return dict.fromkeys(T, (0.0, 0.0))
    found = nx.spring_layout(T, k=3 / math.sqrt(len(T)), seed=1, scale=radius, iterations=50 if len(T) < 50 else 150)
    places = {node: (float(x), float(y)) for node, (x, y) in found.items()}
    return _evened(places, radius) if len(T) > 20 else places


def _star(G: nx.Graph[str], part: list[str]) -> dict[str, Point]:
    """The node with most neighbours in the middle, the others around it, the first above: labels run from left to right."""
    middle, *others = sorted(part, key=lambda node: -G.degree(node))
    turns = [(number / len(others) + 0.25) * math.tau for number in range(len(others))]
    ring = {node: (SPACING * math.cos(turn), SPACING * math.sin(turn)) for node, turn in zip(others, turns, strict=True)}
    return {middle: (0.0, 0.0), **ring}


def _around(G: nx.Graph[str], node: str) -> list[str]:
    """The neighbours, each once, in an order that does not change between runs."""
    return sorted(set(nx.all_neighbors(G, node)))


def _shape(G: nx.Graph[str], part: list[str]) -> dict[str, Point]:
    """A connected part around the origin: by forces while it is small, else its strongest actors, then what hangs on them."""
    if len(part) <= 5:
        return _star(G, part)
    radius = SPACING * math.sqrt(len(part))
    T: nx.Graph[str] = nx.Graph()
    if len(part) <= CENTRES:
        T.add_nodes_from(part)
        T.add_edges_from((u, v) for u in part for v in _around(G, u) if u != v)
        return _forces(T, radius)
    parties = [node for node in part if G.nodes[node].get("kind") != "event"]
    T.add_nodes_from(sorted(parties, key=lambda node: (-G.nodes[node].get("weight", 1), node))[:CENTRES])
    for node in part:
        strong = [other for other in _around(G, node) if other in T]
        T.add_edges_from(combinations(strong, 2) if G.nodes[node].get("kind") == "event" else ())
        T.add_edges_from((node, other) for other in strong if node in T and node != other)
    return _hung(G, part, _forces(T, radius))


def _hung(G: nx.Graph[str], part: list[str], places: dict[str, Point]) -> dict[str, Point]:
    """Wave by wave, the others each amid those of their neighbours that have a place: events first, then weaker actors."""
    left = [node for node in part if node not in places]
    while left:
        anchors = [(node, at) for node in left if (at := _middle(places[n] for n in _around(G, node) if n in places))]
        if not anchors:
            break
        places.update(_spread(anchors))
        left = [node for node in left if node not in places]
    return places


def _packed(shapes: Iterable[dict[str, Point]]) -> dict[str, Point]:
    """Shapes side by side: the first in the middle, the others in rings around it."""
    places: dict[str, Point] = {}
    ring = turn = rim = 0.0
    for shape in shapes:
        own = max(math.hypot(x, y) for x, y in shape.values()) + SPACING
        if not places:
            x, y, ring, rim = 0.0, 0.0, own, own
        else:
            if turn + 2 * own / (ring + own) > math.tau:
                ring, turn = rim, 0.0
            half = own / (ring + own)
            x, y = (ring + own) * math.cos(turn + half), (ring + own) * math.sin(turn + half)
            turn, rim = turn + 2 * half, max(rim, ring + 2 * own)
        places.update((node, (x + a, y + b)) for node, (a, b) in shape.items())
    return places


def positions(G: nx.Graph[str]) -> dict[str, Point]:
    """x and y of every node: connected parts side by side, in each the actors by forces; what is alone, in a field below."""
    number = {node: at for at, node in enumerate(G)}
    connected = nx.weakly_connected_components(cast("nx.DiGraph[str]", G)) if G.is_directed() else nx.connected_components(G)
    parts = sorted((sorted(part, key=number.__getitem__) for part in connected), key=lambda part: (-len(part), number[part[0]]))
    places = _packed(_shape(G, part) for part in parts if len(part) > 1)
    alone = [part[0] for part in parts if len(part) == 1]
    below = min((y for _, y in places.values()), default=0.0) - SPACING * (2 + math.sqrt(len(alone)))
    places.update(_spread((node, (0.0, below)) for node in alone))
    return {node: (round(x, 1) + 0.0, round(y, 1) + 0.0) for node, (x, y) in places.items()}  # no -0.0, which JSON lacks
