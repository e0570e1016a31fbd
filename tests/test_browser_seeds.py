"""The two seed pages as a reader first sees them: every mark in sight, enough labels, every summary reachable."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By

from graph.build import build
from graph.html import write_html
from graph.model import Events
from tests.browser import CHROMEDRIVER, CHROMIUM, chromium, complaints, opened, requests

pytestmark = pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromium-driver (Debian packages)")


def test_the_seeds_open_legibly_in_a_small_file_without_a_request(seeds: Events, tmp_path: Path) -> None:
    page = tmp_path / "timeline.html"
    write_html(build(seeds), page)
    assert page.stat().st_size < 1_000_000
    with chromium(tmp_path / "profile") as driver:
        stats = opened(driver, page)
        assert stats["events"] == len(seeds)
        boxes: list[dict[str, Any]] = driver.execute_script("return nenpyo.boxes()")
        dated = [event for event in seeds if event.start or event.published]
        assert len(boxes) == stats["shown"] > len(dated) * 0.7
        height = driver.find_element(By.ID, "scroller").size["height"]
        assert all(46 <= box["y"] <= height for box in boxes)
        labelled = [box for box in boxes if box["text"]]
        assert len(labelled) >= 25
        for a, b in combinations(labelled, 2):
            assert a["right"] <= b["left"] or b["right"] <= a["left"] or abs(a["y"] - b["y"]) >= 14, (a["text"], b["text"])
        driver.find_element(By.ID, "tab-sources").click()
        listed = driver.execute_script("return [...document.querySelectorAll('[data-line]')].map((node) => node.dataset.line)")
        assert listed == [annotation.line.id for annotation in seeds.annotations]
        assert (requests(driver), complaints(driver)) == ([], [])
