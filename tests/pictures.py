"""Pictures of fixed states of the page, and how unlike two pictures are: `python -m tests.pictures` renews those in tests/pictures.

Two pictures are compared by where there is ink (text, marks, lines) and by how bright the ground is, cell by cell, each
cell with its neighbours: another font or another browser moves a letter, a missing lane or panel leaves cells empty.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from selenium import webdriver

from graph.html import write_html
from tests.browser import chromium, opened, resize, still
from tests.pages import crowded_graph, small_graph

FOLDER = Path(__file__).parent / "pictures"
CELL = 10
"""Pixels of a cell's side in a stored picture, which is half as large as the screen."""
INK, GROUND = 9.0, 7.0
WINDOW = (4, 8)
"""Rows and columns of cells that are judged together: 80 by 160 pixels of the screen."""
LIKE = 0.6
"""Share of differing cells in a window up to which two pictures show the same."""


@dataclass(frozen=True, slots=True)
class State:
    """A page, the address within it, the size of the screen and the colour scheme."""

    graph: Callable[[], nx.MultiDiGraph[str]]
    fragment: str = ""
    size: tuple[int, int] = (1400, 900)
    scheme: str = "light"


STATES = {
    "opening": State(crowded_graph),
    "dark": State(crowded_graph, scheme="dark"),
    "narrow": State(crowded_graph, size=(390, 780)),
    "event": State(small_graph, "#event=sign"),
    "network": State(small_graph, "#view=network"),
    "list": State(crowded_graph, "#view=list"),
}


def take(driver: webdriver.Chrome, state: State, folder: Path) -> Image.Image:
    """The state's picture, half as large as the screen."""
    page = folder / f"{state.graph.__name__}.html"
    if not page.exists():
        write_html(state.graph(), page, title="春の年表")
    scheme = {"name": "prefers-color-scheme", "value": state.scheme}
    calm = {"name": "prefers-reduced-motion", "value": "reduce"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, calm]})
    resize(driver, *state.size)
    opened(driver, page, state.fragment)
    still(driver)
    return shot(driver)


def shot(driver: webdriver.Chrome) -> Image.Image:
    """What the screen shows, half as large."""
    data = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    picture = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    half = picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BOX)
    return ImageOps.posterize(half, 6)  # nobody sees it, and the file is half as large


def _cells(picture: Image.Image) -> NDArray[np.float64]:
    grey = np.asarray(picture.convert("L"), dtype=np.float64)
    rows, columns = grey.shape[0] // CELL, grey.shape[1] // CELL
    return grey[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL).swapaxes(1, 2).reshape(rows, columns, -1)


def _around(found: NDArray[np.bool_]) -> NDArray[np.bool_]:
    wide = np.pad(found, 1)
    rows, columns = found.shape
    return np.any([wide[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)


def _differing(a: NDArray[np.float64], b: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Cells that differ, and cells that count: inked in either picture, or differing."""
    ink_a, ink_b = a.std(axis=2) > INK, b.std(axis=2) > INK
    alone = (ink_a & ~_around(ink_b)) | (ink_b & ~_around(ink_a))
    ground = np.abs(np.median(a, axis=2) - np.median(b, axis=2)) > GROUND
    other = alone | (ground & ~_around(ink_a) & ~_around(ink_b))
    return other, ink_a | ink_b | other


def unlike(expected: Image.Image, actual: Image.Image) -> float:
    """The share of differing cells where two pictures are most unlike: 0 the same, 1 another size or nothing alike."""
    if expected.size != actual.size:
        return 1.0
    other, counted = _differing(_cells(expected), _cells(actual))
    worst, (tall, wide) = 0.0, WINDOW
    for y in range(other.shape[0] - tall + 1):
        for x in range(other.shape[1] - wide + 1):
            # At least a row of the window: a single mark that moved is no missing part.
            all_ = max(int(counted[y : y + tall, x : x + wide].sum()), wide)
            worst = max(worst, int(other[y : y + tall, x : x + wide].sum()) / all_)
    return worst


def main() -> None:
    """Takes every picture anew and says how much each has changed."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary, chromium(Path(temporary) / "profile") as driver:
        for name, state in STATES.items():
            path, picture = FOLDER / f"{name}.png", take(driver, state, Path(temporary))
            before = unlike(Image.open(path).convert("RGB"), picture) if path.exists() else 1.0
            picture.save(path, optimize=True)
            print(f"{path.name}: {before:.0%} unlike the last, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
