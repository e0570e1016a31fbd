"""The first picture: everything has a place of its own, near to what it belongs to, and the same every time."""

import math
from itertools import combinations

import networkx as nx
from makers import event, events

from graph.build import build
from graph.layout import CENTRES, colour, country_colour, positions, size

COUNTRIES = ("US", "CN", "JP", "RU", "KR", "UA", "TW", "IR", "IL", "GB", "FR", "DE")


def graph(count: int) -> "nx.MultiDiGraph[str]":
    """Events of pairs of countries, more and more of them far from the hub; each tenth event has nobody."""
    found = []
    for n in range(count):
        parties = () if n % 10 == 9 else (COUNTRIES[n % 3], COUNTRIES[n * n % len(COUNTRIES)])
        found.append(event(f"e{n}", agents=parties[:1], targets=parties[1:]))
    return build(events(*found))


def test_every_node_has_a_place_of_its_own() -> None:
    for G in (graph(0), graph(1), graph(40), graph(CENTRES * 2)):
        places = positions(G)
        assert places.keys() == set(G)
        assert len(set(places.values())) == len(places)
        assert all(math.isfinite(value) for place in places.values() for value in place)


def test_what_belongs_together_stands_together() -> None:
    first = [event(f"a{n}", agents=("US",)) for n in range(8)]
    second = [event(f"b{n}", agents=("JP",)) for n in range(8)]
    places = positions(build(events(*first, *second)))
    for n in range(8):
        assert math.dist(places[f"a{n}"], places["US"]) < math.dist(places[f"a{n}"], places["JP"])
        assert math.dist(places[f"b{n}"], places["JP"]) < math.dist(places[f"b{n}"], places["US"])


def test_the_same_graph_has_the_same_picture() -> None:
    assert positions(graph(120)) == positions(graph(120))


def test_colours_tell_countries_kinds_and_signs() -> None:
    colours = [country_colour(code) for code in COUNTRIES]
    channels = [[int(text[at : at + 2], 16) for at in (1, 3, 5)] for text in colours]
    assert min(math.dist(a, b) for a, b in combinations(channels, 2)) > 40
    assert colour({"quad": "material conflict"}) == colour({"sign": -1}) != colour({"sign": 1})
    assert colour({"country": None}) == country_colour(None)


def test_more_events_make_a_larger_disc() -> None:
    assert size({"weight": 1}) < size({"weight": 9}) <= 120
    assert size({"weight": 10**6}) == 120
