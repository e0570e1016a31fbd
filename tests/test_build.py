"""Events become nodes, roles become edges."""

from datetime import date
from typing import get_args

import networkx as nx
import pytest
from makers import actor, event, events, line, mention

from extract.country_tables import country_name
from extract.model import EventType
from graph.build import build
from graph.quad import quads, types


def test_roles_are_edges_in_their_direction() -> None:
    G = build(
        events(
            event("e1", agents=("US",), targets=("a1",), mentions=(mention("p:1", agents=("US",), targets=("a1",), speaker="a2"),)),
            actors=(actor("a1", "ニコラス・マドゥロ", country="VE"), actor("a2", "ロイター", kind="org")),
        )
    )
    assert sorted(G.edges(keys=True)) == [("US", "e1", "agent"), ("a2", "e1", "speaker"), ("e1", "a1", "target")]
    assert all(key == data["role"] for *_, key, data in G.edges(keys=True, data=True))
    assert (G.nodes["US"]["kind"], G.nodes["US"]["label"], G.nodes["US"]["code"]) == ("country", "米国", "US")
    assert (G.nodes["a1"]["actor_kind"], G.nodes["a1"]["country"]) == ("person", "VE")
    assert isinstance(G, nx.MultiDiGraph)


def test_an_actor_may_be_agent_and_speaker_of_one_event() -> None:
    G = build(events(event("e1", agents=("JP",), mentions=(mention("p:1", agents=("JP",), speaker="JP"),))))
    assert set(G["JP"]["e1"]) == {"agent", "speaker"}
    assert G.nodes["JP"]["weight"] == 1


def test_weights_count_mentions_and_events() -> None:
    twice = (mention("p:1", agents=("US",)), mention("p:2", agents=("US",), targets=("VE",)))
    G = build(
        events(
            event("e1", agents=("US",), targets=("VE",), mentions=twice), event("e2", agents=("US",), mentions=(mention("p:3"),))
        )
    )
    assert G.nodes["e1"]["weight"] == 2
    assert G["US"]["e1"]["agent"]["weight"] == 2
    assert G["e1"]["VE"]["target"]["weight"] == 1
    assert G["US"]["e2"]["agent"]["weight"] == 1
    assert (G.nodes["US"]["weight"], G.nodes["VE"]["weight"]) == (2, 1)


def test_causes_point_from_cause_to_consequence_and_unknown_ones_are_left_out() -> None:
    G = build(events(event("e1"), event("e2", causes=("e1", "gone"))))
    assert list(G.edges(keys=True)) == [("e1", "e2", "cause")]
    assert G.nodes["e2"]["causes"] == ("e1", "gone")


def test_days_and_scale_stay_as_they_are() -> None:
    G = build(events(event("e1", type="ASSAULT", start=date(2026, 1, 3), end=date(2026, 1, 4)), event("e2", type="STATEMENT")))
    assert (G.nodes["e1"]["start"], G.nodes["e1"]["end"]) == (date(2026, 1, 3), date(2026, 1, 4))
    assert G.nodes["e1"]["quad"] == "material conflict"
    assert G.nodes["e1"]["scale"] < 0 == G.nodes["e2"]["scale"]
    assert G.nodes["e2"]["start"] is None


def test_every_line_read_is_kept() -> None:
    G = build(events(annotations=(line("p:1", "米国と日本が協議した。", countries={"米国": "US"}), line("p:2", "何もない。"))))
    assert list(G.graph["annotations"]) == ["p:1", "p:2"]
    assert len(G) == 0


def test_a_country_knows_how_the_text_names_it() -> None:
    annotations = (line("p:1", "米国が協議した。", countries={"米国": "US"}), line("p:2", "対米批判", countries={"米": "US"}))
    G = build(events(event("e1", agents=("US",)), annotations=annotations))
    assert G.nodes["US"]["surfaces"] == ("米国", "米")


def test_wrong_ids_are_refused() -> None:
    with pytest.raises(ValueError, match="a9"):
        build(events(event("e1", agents=("a9",))))
    with pytest.raises(ValueError, match="e1"):
        build(events(event("e1"), event("e1")))


def test_every_type_has_its_class_and_every_class_its_colour() -> None:
    assert list(types()) == list(get_args(EventType))
    assert {info.quad for info in types().values()} == set(quads())
    for info in types().values():
        sign = 1 if "cooperation" in info.quad else -1 if "conflict" in info.quad else 0
        assert -10 <= info.scale <= 10
        assert (info.scale > 0) - (info.scale < 0) == sign
        assert info.ja
        assert info.en
    assert len({info.ja for info in types().values()}) == len(types())
    assert all(len(quad.colour) == 7 and int(quad.colour[1:], 16) >= 0 for quad in quads().values())


def test_countries_have_short_japanese_names() -> None:
    assert [country_name(code) for code in ("US", "GB", "TW", "HK", "KP", "MM", "EU", "Q1")] == [
        "米国", "英国", "台湾", "香港", "北朝鮮", "ミャンマー", "EU", "Q1",
    ]  # fmt: skip
