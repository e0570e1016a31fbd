"""Hostile texts in every field run nothing and ask for nothing; the page has no serious fault of accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from extract.model import ActorMention, Annotation, Line
from graph.build import build
from graph.html import write_html
from graph.model import Reading
from tests.browser import CHROMEDRIVER, CHROMIUM, chromium, complaints, opened, requests
from tests.makers import actor, event, events, mention
from tests.pages import small_graph

pytestmark = pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromium-driver (Debian packages)")
HERE = Path(__file__).parent
HOSTILE = (HERE / "hostile.txt").read_text(encoding="utf-8").split("\n")[:-1]
AXE = HERE / "web" / "node_modules" / "axe-core" / "axe.min.js"
CLICK_EVERYTHING = """
    window.pwned = (n) => (window.hit = n);
    const app = nenpyo.app();
    const show = (event, actor) => { app.selected = event; app.actor = actor; app.tell("select"); };
    for (const view of ["timeline", "network", "list", "sources"]) document.getElementById("tab-" + view).click();
    for (let e = 0; e < app.model.count; e++) show(e, -1);
    for (let a = 0; a < app.model.actors.count; a++) show(-1, a);
    document.querySelector("[aria-controls=filters]").click();
    for (const node of document.querySelectorAll("body *")) {
        for (const type of ["mouseover", "focus"]) node.dispatchEvent(new Event(type));
    }
    return document.querySelectorAll("img, iframe, object, embed, base, form, template, noscript p, meta[content^='0']").length
"""


def hostile_graph() -> nx.MultiDiGraph[str]:
    """One event a payload; the payload is its label, actor, place, line, page, url, source, title, reason and reading."""
    found, actors, lines = [], [], []
    for number, text in enumerate(HOSTILE):
        line = Line(f"{text}.txt", number, text, url=text, source=text, title=text)
        spans = (ActorMention(0, len(text), text, "person", text, None, None, text),)
        lines.append(Annotation(line, None, text, actors=spans))
        said = mention(line.id, end_char=len(text), text=text, label=text, reasons=(text,))
        who = f"{text}-{number}"
        actors.append(actor(who, text, surfaces=(text,)))
        found.append(
            event(f"{text}+{number}", label=text, agents=(who,), places=(text,), mentions=(said,), value=text,
                  readings=(Reading("date", text, line.id), Reading(text, text, text)))
        )  # fmt: skip
    return build(events(*found, actors=tuple(actors), annotations=tuple(lines)))


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


def test_hostile_text_is_shown_and_runs_nothing(driver: webdriver.Chrome, tmp_path: Path) -> None:
    page = tmp_path / "t.html"
    write_html(hostile_graph(), page, title=HOSTILE[1])
    assert opened(driver, page)["events"] == len(HOSTILE)
    made = driver.execute_script(CLICK_EVERYTHING)
    assert driver.execute_script("return window.hit") is None
    assert made == 0
    links = {node.get_attribute("href") for node in driver.find_elements(By.CSS_SELECTOR, "a[href]")}
    assert all(link.startswith(("http://", "https://", "file:", "blob:")) for link in links if link)
    assert driver.find_element(By.TAG_NAME, "h1").text == HOSTILE[1]
    assert (requests(driver), complaints(driver)) == ([], [])


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: npm install in tests/web")
@pytest.mark.parametrize("fragment", ["", "#event=sign", "#who=yoshida", "#view=list", "#view=sources&event=talk", "#view=network"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_of_accessibility(driver: webdriver.Chrome, tmp_path: Path, fragment: str, scheme: str) -> None:
    page = tmp_path / "t.html"
    write_html(small_graph(), page, title="春の年表")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    opened(driver, page, fragment)
    driver.find_element(By.CSS_SELECTOR, "[aria-controls=filters]").click()
    driver.execute_script(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = driver.execute_async_script(
        "const done = arguments[0]; axe.run().then((r) => done(r.violations))"
    )
    serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []
