"""What other programs read from our files: networkx, igraph and the parsers of Gephi Lite, and the rules of Gephi's importer."""

import json
import math
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import igraph
import networkx as nx
import numpy as np
import pytest
from bench.reread import compare
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from makers import actor, event, events, line, mention

from graph.build import build
from graph.flat import cell, clean
from graph.gephi import write_gexf, write_graphml
from graph.model import Events
from graph.outputs import write_all
from graph.projection import project

D = date
WEB = Path(__file__).parent / "web"
HOSTILE = "\x00\x0b</data><script>alert('米')</script>]]>&amp;\"\r\n\t\ud800\ufffe𠮟る|＝"
G_ML = "{http://graphml.graphdrawing.org/xmlns}"
G_EXF = "{http://gexf.net/1.3}"
Writer = Callable[[Any, Path], None]
WRITERS: dict[str, Writer] = {"graphml": write_graphml, "gexf": write_gexf}


def run() -> "nx.MultiDiGraph[str]":
    """Stated, reported and open days; one actor in two roles; a cause; hostile text."""
    return build(
        events(
            event("e1", label="米軍が攻撃", type="ASSAULT", agents=("a1",), targets=("VE",), start=D(2026, 1, 3), end=D(2026, 1, 4),
                  published=D(2026, 1, 5), mentions=(mention("p:1", agents=("a1",), speaker="a1"),)),
            event("e2", label=HOSTILE, agents=("a2",), published=D(2026, 1, 8), causes=("e1",), mentions=(mention("p:2"),)),
            event("e3", agents=("a2",), targets=("a1",), mentions=()),
            actors=(actor("a1", "米軍", kind="org", country="US"), actor("a2", HOSTILE, surfaces=(HOSTILE, "甲|乙"))),
            annotations=(line("p:1", "米軍が攻撃した。"), line("p:2", HOSTILE)),
        )
    )  # fmt: skip


def shapes() -> dict[str, "nx.Graph[str]"]:
    return {"graph": run(), "actors": project(run()), "countries": project(run(), "country"), "empty": build(events())}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("gephi")
    written = {}
    for shape, G in shapes().items():
        for suffix, write in WRITERS.items():
            written[f"{shape}.{suffix}"] = folder / f"{shape}.{suffix}"
            write(G, written[f"{shape}.{suffix}"])
    return written


@pytest.fixture(scope="module")
def gephi_lite(files: dict[str, Path]) -> dict[str, Any]:
    """Every file as Gephi Lite's parsers read it."""
    if not shutil.which("node") or not (WEB / "node_modules" / "graphology").is_dir():
        pytest.skip("needs node and `npm install` in tests/web")
    told = subprocess.run(
        ["node", WEB / "parse.mjs", *files.values()], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    return dict(zip(files, json.loads(told.stdout), strict=True))


NAMES = [f"{shape}.{suffix}" for shape in ("graph", "actors", "countries", "empty") for suffix in WRITERS]


def read(path: Path) -> "nx.Graph[str]":
    return nx.read_graphml(path) if path.suffix == ".graphml" else nx.read_gexf(path)


@pytest.mark.parametrize("name", NAMES)
def test_counts_are_equal_everywhere(name: str, files: dict[str, Path], gephi_lite: dict[str, Any]) -> None:
    G = shapes()[name.split(".")[0]]
    lite = gephi_lite[name]
    assert len(lite["nodes"]) == len(G) == len(read(files[name]))
    assert len(lite["edges"]) == G.number_of_edges() == read(files[name]).number_of_edges()
    assert lite["directed"]
    if name.endswith(".graphml"):
        other = igraph.Graph.Read_GraphML(str(files[name]))
        assert (other.vcount(), other.ecount()) == (len(G), G.number_of_edges())
        assert other.is_directed()


@pytest.mark.parametrize("suffix", WRITERS)
def test_attributes_arrive(suffix: str, gephi_lite: dict[str, Any]) -> None:
    nodes = dict(gephi_lite[f"graph.{suffix}"]["nodes"])
    strike, unsaid, army = nodes["e1"], nodes["e2"], nodes["a1"]
    assert (strike["label"], strike["type"], strike["scale"], strike["quad"]) == (
        "米軍が攻撃",
        "ASSAULT",
        -9.5,
        "material conflict",
    )
    assert (strike["start"], strike["end"], strike["published"]) == ("2026-01-03", "2026-01-04", "2026-01-05")
    assert (strike["agents"], strike["targets"], strike["sources"]) == ("米軍", "ベネズエラ", "p:1")
    assert (strike["day"], strike["day_basis"], unsaid["day"], unsaid["day_basis"]) == (
        "2026-01-03", "stated", "2026-01-08", "published",
    )  # fmt: skip
    assert nodes["e3"]["day_basis"] == "none"
    assert "start" not in unsaid
    assert (army["kind"], army["actor_kind"], army["country"], army["weight"]) == ("actor", "org", "US", 2)
    assert nodes["a2"]["surfaces"].endswith("|甲｜乙")
    assert all({"x", "y", "size", "color"} <= data.keys() for data in nodes.values())
    edges = Counter((s, t, data["role"], data["label"], data["weight"]) for _, s, t, data in gephi_lite[f"graph.{suffix}"]["edges"])
    assert edges["a1", "e1", "agent", "agent", 1] == edges["a1", "e1", "speaker", "speaker", 1] == 1


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_relation_tells_its_sum_and_counts(suffix: str, gephi_lite: dict[str, Any]) -> None:
    edges = {(s, t): data for _, s, t, data in gephi_lite[f"actors.{suffix}"]["edges"]}
    strike = edges["a1", "VE"]
    assert (strike["weight"], strike["scale"], strike["sign"], strike["types_ASSAULT"]) == (1, -9.5, -1, 1)
    assert (strike["first"], strike["last"]) == ("2026-01-03", "2026-01-04")


def test_hostile_text_is_kept_without_what_xml_cannot_carry(gephi_lite: dict[str, Any]) -> None:
    for name in ("graph.graphml", "graph.gexf"):
        nodes = dict(gephi_lite[name]["nodes"])
        assert nodes["e2"]["text"] == nodes["a2"]["label"] == clean(HOSTILE)
        assert "</data><script>alert('米')</script>]]>&amp;\"" in nodes["e2"]["label"]


@pytest.mark.parametrize("name", NAMES)
def test_files_have_the_structure_of_their_format(name: str, files: dict[str, Path]) -> None:
    schema = etree.RelaxNG(file=Path(__file__).parent / "schemas" / f"{files[name].suffix[1:]}.rng")
    schema.assertValid(etree.parse(files[name]))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("graphml")])
def test_graphml_obeys_gephi(name: str, files: dict[str, Path]) -> None:
    root = ElementTree.parse(files[name]).getroot()
    keys = {key.get("id"): key for key in root.iter(f"{G_ML}key")}
    columns = [(key.get("for"), key.get("attr.name")) for key in keys.values()]
    assert len(columns) == len(set(columns)) == len(keys)
    assert {key.get("attr.type") for key in keys.values()} <= {"boolean", "long", "double", "string"}
    ids = [node.get("id") for node in root.iter(f"{G_ML}node")]
    edge_ids = [edge.get("id") for edge in root.iter(f"{G_ML}edge")]
    assert len(ids) == len(set(ids))
    assert len(edge_ids) == len(set(edge_ids))
    assert not set(ids) & set(edge_ids)
    # Gephi takes these two ids for the labels of another program.
    assert not {"d3", "d7"} & keys.keys()
    for item in (*root.iter(f"{G_ML}node"), *root.iter(f"{G_ML}edge")):
        data = {keys[found.get("key")].get("attr.name"): found.text for found in item}
        assert all(data.values())
        assert all(0 <= int(data[part] or "") <= 255 for part in "rgb")
    for edge in root.iter(f"{G_ML}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)
        assert edge.get("label")


def test_gexf_lives_on_the_days_of_its_events(files: dict[str, Path]) -> None:
    root = ElementTree.parse(files["graph.gexf"]).getroot()
    graph = root.find(f"{G_EXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat"), graph.get("defaultedgetype")) == ("dynamic", "date", "directed")

    def spells(item: ElementTree.Element) -> list[tuple[str | None, str | None]]:
        return [(spell.get("start"), spell.get("end")) for spell in item.iter(f"{G_EXF}spell")]

    nodes = {node.get("id"): spells(node) for node in root.iter(f"{G_EXF}node")}
    assert nodes["e1"] == nodes["VE"] == [("2026-01-03", "2026-01-04")]
    assert nodes["e2"] == nodes["a2"] == [("2026-01-08", "2026-01-08")]
    assert nodes["e3"] == []
    edges = {(edge.get("source"), edge.get("target"), edge.get("kind")): edge for edge in root.iter(f"{G_EXF}edge")}
    assert spells(edges["a1", "e1", "agent"]) == nodes["e1"]
    assert spells(edges["a2", "e3", "agent"]) == []
    assert all(edge.get("type") is None and edge.get("id") for edge in edges.values())
    # Where an event's own day is not known the file does not make one up.
    titles = {a.get("id"): a.get("title") for a in root.iter(f"{G_EXF}attribute")}
    told = {n.get("id"): {titles[v.get("for")] for v in n.iter(f"{G_EXF}attvalue")} for n in root.iter(f"{G_EXF}node")}
    assert "start" not in told["e2"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_relation_lives_on_its_days(suffix: str, tmp_path: Path) -> None:
    WRITERS[suffix](project(run()), tmp_path / "p")
    text = (tmp_path / "p").read_text(encoding="utf-8")
    assert "spells_" not in text
    assert ('<spell start="2026-01-03" end="2026-01-04"/>' in text) == (suffix == "gexf")


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_graph_gives_the_same_file(suffix: str, tmp_path: Path) -> None:
    for name in "ab":
        WRITERS[suffix](run(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize("suffix", WRITERS)
def test_attributes_of_your_own_are_written(suffix: str, tmp_path: Path) -> None:
    G = run()
    nx.set_node_attributes(G, nx.pagerank(G), "rank")
    G.nodes["e1"].update(mixed=1, none=None, when=D(2026, 1, 3), tint=Colour.RED, number=np.int64(3), nan=math.nan, yes=True)
    G.nodes["e2"].update(mixed="one", number=2.5, type="X")
    G.edges["a1", "e1", "agent"]["type"] = "mine"
    WRITERS[suffix](G, tmp_path / f"g.{suffix}")
    back = read(tmp_path / f"g.{suffix}")
    first, second = back.nodes["e1"], back.nodes["e2"]
    assert first["rank"] == pytest.approx(G.nodes["e1"]["rank"])
    assert (first["mixed"], second["mixed"]) == ("1", "one")
    assert (first["number"], second["number"]) == (3.0, 2.5)
    assert (first["when"], first["tint"], first["yes"]) == ("2026-01-03", "red", True)
    assert not {"none", "nan"} & first.keys()
    assert back.number_of_edges() == G.number_of_edges()


def test_undirected_graphs_are_written_too(tmp_path: Path) -> None:
    write_graphml(project(run()).to_undirected(), tmp_path / "u.graphml")
    write_gexf(project(run()).to_undirected(), tmp_path / "u.gexf")
    assert not nx.read_graphml(tmp_path / "u.graphml").is_directed()
    assert not nx.read_gexf(tmp_path / "u.gexf").is_directed()


hostile = st.one_of(st.text(), st.none(), st.integers(), st.floats(), st.booleans(), st.dates(), st.lists(st.text(), max_size=3))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(max_size=8).map(lambda name: f"own {name}"), hostile, max_size=4), st.text())
@pytest.mark.parametrize("suffix", WRITERS)
def test_any_attribute_comes_back(suffix: str, tmp_path: Path, own: dict[str, Any], label: str) -> None:
    G = build(events(event("e1", label=label, agents=("US",))))
    G.nodes["e1"].update(own)
    WRITERS[suffix](G, tmp_path / f"g.{suffix}")
    back = read(tmp_path / f"g.{suffix}")
    assert set(back) == {"e1", "US"}
    for name, value in own.items():
        expected = cell(value)
        if expected is None:
            assert clean(name) not in back.nodes["e1"] or clean(name) in {clean(n) for n in own if n != name}
        elif len({clean(n) for n in own}) == len(own):
            assert back.nodes["e1"][clean(name)] == expected


@given(st.lists(st.text(min_size=1), unique=True, min_size=2, max_size=6))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_node_keeps_an_id_of_its_own(tmp_path: Path, ids: list[str]) -> None:
    G: nx.DiGraph[str] = nx.path_graph(ids, create_using=nx.DiGraph)
    write_graphml(G, tmp_path / "g.graphml")
    back = nx.read_graphml(tmp_path / "g.graphml")
    assert (len(back), back.number_of_edges()) == (len(ids), len(ids) - 1)


def test_the_seeds_are_read_alike_by_every_program(seeds: Events, tmp_path: Path) -> None:
    if not shutil.which("node") or not (WEB / "node_modules" / "graphology").is_dir():
        pytest.skip("needs node and `npm install` in tests/web")
    write_all(seeds, tmp_path)
    found = [path for path in tmp_path.iterdir() if path.suffix in (".graphml", ".gexf")]
    assert len(found) == 4
    assert [path.name for path in found if not compare(path)] == []


def test_a_run_is_written_for_countries_too(seeds: Events, tmp_path: Path) -> None:
    write_all(seeds, tmp_path)
    back = nx.read_graphml(tmp_path / "countries.graphml")
    assert set(nx.get_node_attributes(back, "kind").values()) == {"country"}
    strike = back.edges["US", "VE"]
    assert strike["weight"] > 1
    assert strike["sign"] == -1
    assert strike["first"] <= strike["last"]
    assert sum(count for name, count in strike.items() if name.startswith("types_")) == strike["weight"]


def test_every_column_of_the_nodes_is_told(files: dict[str, Path]) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "gephi.md").read_text(encoding="utf-8")
    nodes = guide[guide.index("Nodes, as") : guide.index("Edges of")]
    told = {word for row in nodes.splitlines() if row.startswith("| `") for word in row.split("|")[1].split("`")[1::2]}
    for name in ("graph", "actors", "countries"):
        keys = ElementTree.parse(files[f"{name}.graphml"]).getroot().iter(f"{G_ML}key")
        assert {key.get("attr.name") for key in keys if key.get("for") == "node"} <= told | {"label"}
