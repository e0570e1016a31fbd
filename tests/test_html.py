"""The page as a file: self-contained, safe with any text, whole or not there."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Annotation, Line
from graph import html
from graph.build import build
from graph.html import bundle, to_html, write_html
from graph.outputs import write_all
from tests.makers import event, events
from tests.pages import small_graph


def block(page: str, name: str) -> dict[str, object]:
    """A data element's content, unpacked."""
    found = re.search(rf'<script type="([^"]+)" id="data-{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    text = gzip.decompress(base64.b64decode(found[2])).decode() if found[1] == "application/gzip" else found[2]
    read: dict[str, object] = json.loads(text)
    return read


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(small_graph(), title="春の年表")


def test_the_page_carries_its_title_language_and_every_line(page: str) -> None:
    assert '<html lang="ja">' in page
    assert "<title>春の年表</title>" in page
    assert "桜が満開だ。" in page


def test_nothing_is_fetched(page: str) -> None:
    assert not re.search(
        r"<(?:script|img|iframe)[^>]+src=|<link(?![^>]+href=\"data:,\")|@import|url\(", page.split("vis-network")[0]
    )
    assert "sourceMappingURL" not in page
    assert "default-src 'none'" in page


def test_the_policy_names_the_scripts_that_may_run(page: str) -> None:
    scripts = re.findall(r"<script(?: type=\"text/plain\" id=\"vis-network\")?>(.*?)</script>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert len(digests) == 2
    assert all(f"'sha256-{digest}'" in page for digest in digests)


def test_the_modules_are_joined_without_module_syntax() -> None:
    assert not re.search(r"^(?:import|export)\b", bundle(), re.MULTILINE)


def test_no_two_modules_name_the_same_thing() -> None:
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", bundle(), re.MULTILINE)
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))


def test_no_module_sets_html_or_runs_text() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", bundle())


def test_every_module_file_is_in_the_page() -> None:
    folder = Path(html.__file__).parent / "templates" / "js"
    assert {path.stem for path in folder.glob("*.js")} == set(html.MODULES)


def test_pyvis_hands_over_every_node_and_edge_of_a_small_graph(page: str) -> None:
    graph, network = small_graph(), block(page, "network")
    assert isinstance(network["nodes"], list)
    assert isinstance(network["edges"], list)
    assert {node["id"] for node in network["nodes"]} == set(graph)
    assert len(network["edges"]) == graph.number_of_edges()


def test_a_large_graph_hands_over_its_weightiest_events_only() -> None:
    graph = build(events(*(event(f"e{i:04}", agents=("US",)) for i in range(400))))
    graph.nodes["e0399"]["weight"] = 9
    network = block(to_html(graph), "network")
    assert isinstance(network["nodes"], list)
    ids = {node["id"] for node in network["nodes"]}
    assert len(ids) == html.NETWORK_EVENTS + 1
    assert {"e0399", "US"} <= ids


def test_long_columns_are_packed_and_come_back(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setattr(html, "PLAIN_LIMIT", 10)
    packed = to_html(small_graph(), title="春の年表")
    assert 'type="application/gzip" id="data-core"' in packed
    assert block(packed, "core") == block(page, "core")


def test_the_graph_is_left_as_it_was() -> None:
    graph = small_graph()
    before = (dict(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)))
    to_html(graph)
    assert before == (dict(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)))


def test_same_graph_same_bytes(page: str) -> None:
    assert to_html(small_graph(), title="春の年表") == page


def test_an_empty_graph_makes_a_page() -> None:
    assert block(to_html(nx.MultiDiGraph()), "core")["types"]


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        to_html(small_graph(), lang="fr")


@settings(max_examples=25, deadline=None)
@given(st.text())
def test_any_label_comes_back_from_the_page(label: str) -> None:
    graph = build(events(event("e1", label=label)))
    page = to_html(graph, title=label)
    core = block(page, "core")
    assert isinstance(core["events"], dict)
    assert core["events"]["label"] == [label or "e1"]


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "{{ 7 * 7 }}", "&lt;b&gt;", "\u2028", "]]>"]
)
def test_hostile_text_stays_text(text: str) -> None:
    page = to_html(build(events(event("e1", label=text))), title=text)
    assert len(re.findall(r"</script>", page)) == 5
    core = block(page, "core")
    assert isinstance(core["events"], dict)
    assert core["events"]["label"] == [text]


def test_a_lone_surrogate_does_not_stop_the_file(tmp_path: Path) -> None:
    write_html(build(events(event("e1", label="\ud800"))), tmp_path / "t.html")
    assert (tmp_path / "t.html").read_bytes().decode("utf-8")


def test_the_file_is_utf8_and_alone(tmp_path: Path, page: str) -> None:
    write_html(small_graph(), tmp_path / "t.html", title="春の年表")
    assert (tmp_path / "t.html").read_bytes().decode("utf-8") == page
    assert [path.name for path in tmp_path.iterdir()] == ["t.html"]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "t.html"
    target.write_text("old")
    with pytest.raises(ValueError, match="lang"):
        write_html(small_graph(), target, lang="xx")
    assert target.read_text() == "old"


@pytest.mark.parametrize(
    ("pages", "lang", "title"),
    [
        (["春"], "ja", "春の会談"),
        (["春", "夏"], "ja", "春の会談 ほか1ページ"),
        (["春", "夏", "秋"], "en", "春の会談 and 2 more pages"),
    ],
)
def test_the_title_is_the_first_headline_and_says_how_many_pages_follow(
    tmp_path: Path, pages: list[str], lang: str, title: str
) -> None:
    read = tuple(Annotation(Line(f"{page}.txt", 1, f"{page}の会談", "title"), None, "") for page in pages)
    write_all(events(event("e1"), annotations=read), tmp_path, lang=lang)
    assert f"<title>{title}</title>" in (tmp_path / "timeline.html").read_text(encoding="utf-8")
