"""The page looks as it did: pictures of fixed states, like enough whatever the font, unlike when something is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from selenium import webdriver

from tests.browser import CHROMEDRIVER, CHROMIUM, chromium
from tests.pictures import FOLDER, LIKE, STATES, shot, take, unlike

pytestmark = pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromium-driver (Debian packages)")


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def stored(name: str) -> Image.Image:
    return Image.open(FOLDER / f"{name}.png").convert("RGB")


@pytest.mark.parametrize("name", STATES)
def test_a_fixed_state_looks_as_it_did(driver: webdriver.Chrome, folder: Path, name: str) -> None:
    actual = take(driver, STATES[name], folder)
    share = unlike(stored(name), actual)
    actual.save(folder / f"{name}.png")
    assert share <= LIKE, f"{share:.0%} of a part differs: look at {folder / name}.png; make pictures renews {FOLDER / name}.png"


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("opening", "document.querySelector('.lane').style.visibility = 'hidden'; nenpyo.app().wishes.hidden.add(LANE); TELL"),
        ("opening", "document.getElementById('overview').style.visibility = 'hidden'"),
        ("opening", "document.getElementById('legend').style.visibility = 'hidden'"),
        ("opening", "document.getElementById('tools').style.visibility = 'hidden'"),
        ("opening", "document.getElementById('lanes').style.visibility = 'hidden'"),
        ("dark", "document.documentElement.dataset.theme = 'light'; nenpyo.app().tell('surface')"),
        ("narrow", "document.getElementById('lanes').style.visibility = 'hidden'"),
        ("event", "document.getElementById('details').style.visibility = 'hidden'"),
        ("event", "document.querySelector('#details dl').style.visibility = 'hidden'"),
        ("event", "document.querySelector('#details .readings').style.visibility = 'hidden'"),
        ("event", "document.getElementById('tray').style.visibility = 'hidden'"),
        ("network", "document.querySelector('#network canvas').style.visibility = 'hidden'"),
        ("list", "document.querySelectorAll('#list td.type').forEach((cell) => (cell.style.visibility = 'hidden'))"),
    ],
)
def test_a_missing_part_is_noticed(driver: webdriver.Chrome, folder: Path, name: str, script: str) -> None:
    take(driver, STATES[name], folder)
    lane = "nenpyo.app().model.actorAt && 'g' + nenpyo.app().model.actors.id[0]"
    script = script.replace("LANE", lane).replace("TELL", "nenpyo.app().tell('lanes')")
    driver.execute_async_script(f"{script}; const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))")
    assert unlike(stored(name), shot(driver)) > LIKE
