"""Parts of the graph, and the graph folded to actors or countries."""

import doctest
from datetime import date

import networkx as nx
import pytest
from makers import actor, event, events, line, mention

import graph.days
from graph.build import build
from graph.days import bounds, event_days, following, merged
from graph.projection import exchange, project, strongest
from graph.select import NoEvents, find, select

D = date


@pytest.fixture
def G() -> "nx.MultiDiGraph[str]":
    """US army strikes VE on 3 Jan 2026; JP and KR talk (reported 10 Feb); Maduro may be asked; Iranians protest without a day."""
    army = actor("a1", "米軍", kind="org", country="US", surfaces=("米軍", "アメリカ軍"))
    maduro = actor("a2", "ニコラス・マドゥロ", country="VE", surfaces=("マドゥロ大統領", "マドゥロ氏"))
    return build(
        events(
            event(
                "strike",
                label="米軍が攻撃",
                type="ASSAULT",
                agents=("a1",),
                targets=("VE",),
                start=D(2026, 1, 3),
                end=D(2026, 1, 4),
                places=("カラカス",),
                mentions=(mention("p:1", agents=("a1",), targets=("VE",)), mention("p:2")),
            ),
            event(
                "talks",
                label="日韓が協議",
                type="CONSULT",
                agents=("JP", "KR"),
                published=D(2026, 2, 10),
                mentions=(mention("p:3"),),
                causes=("strike",),
            ),
            event(
                "ask",
                label="退陣を求める",
                type="REQUEST",
                status="possible",
                agents=("US",),
                targets=("a2",),
                published=D(2025, 12, 31),
                mentions=(mention("p:4"),),
            ),
            event("protest", label="抗議", type="PROTEST", places=("IR",), mentions=(mention("p:5"),)),
            actors=(army, maduro),
            annotations=tuple(
                line(f"p:{n}", text, countries)
                for n, text, countries in (
                    (1, "米軍がベネズエラを攻撃した。", {"ベネズエラ": "VE"}),
                    (2, "首都で爆発が相次いだ。", {}),
                    (3, "日本と韓国が協議した。", {"日本": "JP", "韓国": "KR"}),
                    (4, "米国が退陣を求める。", {"米国": "US"}),
                    (5, "抗議が起きた。", {}),
                    (6, "出来事のない行。", {}),
                )
            ),
        )
    )


def chosen(G: "nx.MultiDiGraph[str]") -> set[str]:
    return {node for node, data in G.nodes(data=True) if data["kind"] == "event"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"strike", "talks", "ask", "protest"}),
        ({"actor": "米軍"}, {"strike"}),
        ({"actor": "a1"}, {"strike"}),
        ({"actor": "ｱﾒﾘｶ軍"}, {"strike"}),
        ({"actor": "マドゥロ氏"}, {"ask"}),
        ({"actor": "米国"}, {"ask"}),
        ({"actor": "アメリカ合衆国"}, {"ask"}),
        ({"actor": ["米軍", "日本"]}, {"strike", "talks"}),
        ({"country": "US"}, {"strike", "ask"}),
        ({"country": "米国"}, {"strike", "ask"}),
        ({"country": "アメリカ"}, {"strike", "ask"}),
        ({"country": "ベネズエラ"}, {"strike", "ask"}),
        ({"country": "ir"}, {"protest"}),
        ({"type": "ASSAULT"}, {"strike"}),
        ({"type": ["ASSAULT", "CONSULT"]}, {"strike", "talks"}),
        ({"status": "possible"}, {"ask"}),
        ({"since": "2026"}, {"strike", "talks"}),
        ({"since": D(2026, 1, 4)}, {"strike", "talks"}),
        ({"until": "2025-12"}, {"ask"}),
        ({"since": "2026-01-05", "until": "2026-02"}, {"talks"}),
        ({"text": "爆発"}, {"strike"}),
        ({"text": "カラカス"}, {"strike"}),
        ({"text": "マドゥロ"}, {"ask"}),
        ({"country": "US", "type": "ASSAULT", "since": "2026-01"}, {"strike"}),
    ],
)
def test_filters(G: "nx.MultiDiGraph[str]", filters: dict[str, object], expected: set[str]) -> None:
    assert chosen(select(G, **filters)) == expected  # type: ignore[arg-type]


def test_a_selection_is_whole_and_leaves_the_graph_alone(G: "nx.MultiDiGraph[str]") -> None:
    before = nx.to_dict_of_dicts(G), dict(G.nodes(data=True))
    part = select(G, actor="米軍")
    assert set(part) == {"strike", "a1", "VE"}
    assert list(part.graph["annotations"]) == ["p:1", "p:2"]
    assert part.nodes["VE"]["weight"] == 1
    part.nodes["a1"]["label"] = "changed"
    assert (nx.to_dict_of_dicts(G), dict(G.nodes(data=True))) == before
    assert G.nodes["a1"]["label"] == "米軍"
    assert len(G.graph["annotations"]) == len(select(G).graph["annotations"]) == 6


def test_selections_compose(G: "nx.MultiDiGraph[str]") -> None:
    once = select(G, country="US", status="occurred", since="2026")
    steps = select(select(select(G, since="2026"), status="occurred"), country="US")
    assert nx.utils.graphs_equal(once, steps)
    assert dict(once.nodes(data=True)) == dict(steps.nodes(data=True))
    assert ("strike", "talks", "cause") in select(G, since="2026").edges(keys=True)


@pytest.mark.parametrize(
    ("filters", "word"),
    [({"type": "WAR"}, "WAR"), ({"status": "done"}, "done"), ({"since": "昨日"}, "昨日"), ({"until": "2026-13"}, "2026-13")],
)
def test_wrong_filters_are_refused(G: "nx.MultiDiGraph[str]", filters: dict[str, object], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        select(G, **filters)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"actor": "マドゥ"}, "nobody in this graph is called 'マドゥ'; there is ニコラス・マドゥロ"),
        ({"country": "アトランティス"}, "no event meets the filters; country 'アトランティス' is unknown"),
        ({"country": "US", "until": "1999"}, "no event meets the filters$"),
    ],
)
def test_a_selection_of_nothing_says_so(G: "nx.MultiDiGraph[str]", filters: dict[str, str], words: str) -> None:
    with pytest.warns(NoEvents, match=words) as told:
        assert chosen(select(G, **filters)) == set()  # type: ignore[arg-type]
    assert told[0].filename == __file__


def test_find_knows_every_name(G: "nx.MultiDiGraph[str]") -> None:
    assert find(G, "マドゥロ大統領") == find(G, "ニコラス・マドゥロ") == find(G, "a2") == {"a2"}
    assert find(G, "米国") == {"US"}


def test_actors_act_on_each_other(G: "nx.MultiDiGraph[str]") -> None:
    P = project(G)
    assert set(P.edges) == {("a1", "VE"), ("JP", "KR"), ("US", "a2")}
    strike = P.edges["a1", "VE"]
    assert (strike["weight"], strike["sign"], strike["first"], strike["last"]) == (1, -1, D(2026, 1, 3), D(2026, 1, 4))
    assert strike["types"] == {"ASSAULT": 1}
    assert strike["events"] == ("strike",)
    # Asked for, but not done: the relation is there, its sum is not moved.
    assert (P.edges["US", "a2"]["weight"], P.edges["US", "a2"]["scale"]) == (1, 0)
    assert P.nodes["a1"]["label"] == "米軍"
    assert nx.pagerank(P).keys() == {"a1", "VE", "JP", "KR", "US", "a2"}


def test_countries_stand_for_their_actors(G: "nx.MultiDiGraph[str]") -> None:
    P = project(G, by="country")
    assert set(P.edges) == {("US", "VE"), ("JP", "KR")}
    assert P.edges["US", "VE"]["weight"] == 2
    assert P.nodes["US"]["weight"] == 2
    with pytest.raises(ValueError, match="city"):
        project(G, by="city")  # type: ignore[arg-type]


def test_nobody_acts_on_himself() -> None:
    own = actor("a1", "政府", kind="org", country="JP")
    G = build(events(event("e1", type="COERCE", agents=("a1",), targets=("JP", "a1")), actors=(own,)))
    assert set(project(G).edges) == {("a1", "JP")}
    assert len(project(G, by="country")) == 0


def test_exchange_is_signed_each_way_and_without_gaps() -> None:
    G = build(
        events(
            event("e1", type="ASSAULT", agents=("US",), targets=("VE",), start=D(2025, 11, 30), end=D(2025, 11, 30)),
            event("e2", type="ACCUSE", agents=("VE",), targets=("US",), published=D(2026, 1, 5)),
            event("e3", type="AID", agents=("US",), targets=("VE",), status="planned", published=D(2026, 1, 6)),
        )
    )
    series = exchange(G, "米国", "VE")
    assert [(row.start, row.events) for row in series] == [(D(2025, 11, 1), 1), (D(2025, 12, 1), 0), (D(2026, 1, 1), 2)]
    assert [(row.a_to_b, row.b_to_a) for row in series] == [(-9.5, 0), (0, 0), (0, -2)]
    assert [(r.a_to_b, r.b_to_a) for r in exchange(G, "VE", "US")] == [(r.b_to_a, r.a_to_b) for r in series]
    assert [row.start for row in exchange(G, "US", "VE", by="year")] == [D(2025, 1, 1), D(2026, 1, 1)]


def test_exchange_names_who_is_meant(G: "nx.MultiDiGraph[str]") -> None:
    assert sum(row.events for row in exchange(G, "米国", "ベネズエラ")) == 2
    assert exchange(G, "米軍", "日本") == []
    with pytest.raises(ValueError, match=r"there is .*マドゥロ"):
        exchange(G, "マドゥ", "米国")


def test_a_surname_finds_its_bearer(G: "nx.MultiDiGraph[str]") -> None:
    assert [G.nodes[id_]["label"] for id_ in find(G, "マドゥロ")] == ["ニコラス・マドゥロ"]
    assert find(G, "ゥロ") == frozenset()


def test_strongest_come_first(G: "nx.MultiDiGraph[str]") -> None:
    G.nodes["VE"]["weight"] = 5
    assert [party.label for party in strongest(G, 1)] == ["ベネズエラ"]
    assert len(strongest(G, 100)) == 6


def test_days() -> None:
    assert event_days({"start": None, "end": None, "published": None}) == (None, "none")
    assert event_days({"start": D(2026, 1, 3), "end": None, "published": D(2026, 1, 5)}) == ((D(2026, 1, 3),) * 2, "stated")
    assert merged([(D(2026, 1, 3), D(2026, 1, 3)), (D(2026, 1, 1), D(2026, 1, 2)), (D(2026, 1, 5), D(2026, 1, 5))]) == (
        (D(2026, 1, 1), D(2026, 1, 3)),
        (D(2026, 1, 5), D(2026, 1, 5)),
    )
    assert bounds("2024-02") == (D(2024, 2, 1), D(2024, 2, 29))
    assert following(D(2025, 1, 1), "year") == D(2026, 1, 1)
    assert following(D(2026, 1, 1), "month") == D(2026, 2, 1)


def test_examples_in_docstrings_hold() -> None:
    failed, tried = doctest.testmod(graph.days)
    assert tried
    assert not failed
