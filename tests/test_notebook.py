"""What a notebook shows of events: a plain table and a sandboxed page."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from makers import event, events, mention
from selenium.webdriver.common.by import By

from graph.build import build
from graph.notebook import SHOWN_ROWS, show
from tests.browser import CHROMEDRIVER, CHROMIUM, chromium, complaints, requests, settled
from tests.pages import small_graph


def test_table_is_plain_and_the_page_is_in_a_sandbox() -> None:
    run = events(
        event("e1", label="<script>alert(1)</script>", agents=("US",), start=date(2026, 1, 3), end=date(2026, 1, 4)),
        event("e2", label="報道だけ", published=date(2026, 1, 2), mentions=(mention("p:2"),)),
    )
    shown = run._repr_html_()
    table, rest = shown.split("<iframe", 1)
    assert "<script" not in table
    assert "&lt;script&gt;alert(1)" in table
    assert "2026-01-03〜2026-01-04" in table
    assert table.index("2026-01-02（報道日）") < table.index("2026-01-03")
    assert "米国" in table
    frame, hint = rest.split("</iframe>", 1)
    assert "allow-same-origin" not in frame.split("srcdoc")[0]
    assert "信頼" in hint
    assert "<!DOCTYPE html>" in unescape(frame) or "<html" in unescape(frame)


def test_a_long_run_shows_its_first_rows() -> None:
    table = show(build(events(*(event(f"e{n:03}", published=date(2026, 1, 1)) for n in range(40)))))._repr_html_()
    assert table.split("<iframe")[0].count("<tr>") == SHOWN_ROWS + 1
    assert "40件" in table


def test_events_give_frames() -> None:
    run = events(event("e1", agents=("US",)))
    assert run.to_frame()["agents"].tolist() == ["米国"]
    assert run.mentions()["line"].tolist() == ["p:1"]
    assert run.actors()["label"].tolist() == ["米国"]


@pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromium-driver (Debian packages)")
def test_the_timeline_draws_inside_a_notebook_page(tmp_path: Path) -> None:
    """As nbconvert writes it: the output's HTML in a page; the sandboxed frame draws and asks nothing of the network."""
    page = tmp_path / "notebook.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8>{show(small_graph())._repr_html_()}", encoding="utf-8")
    with chromium(tmp_path / "profile", "--lang=ja") as driver:
        driver.get("about:blank")
        requests(driver)  # those of the browser's own first page
        driver.get(page.as_uri())
        driver.switch_to.frame(driver.find_element(By.TAG_NAME, "iframe"))
        stats = settled(driver)
        assert stats["events"] == sum(data["kind"] == "event" for _, data in small_graph().nodes(data=True))
        assert stats["shown"] > 0
        assert requests(driver) == []
        assert complaints(driver) == []
