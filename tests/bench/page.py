"""The page in Chromium: `python -m tests.bench.page [page.html | number of events]`; 100,000 synthetic events by default.

Prints the file's size, the first frame (median of five, from navigation start), frames while panning and zooming
(median and worst but two of sixty), each search, the heap after everything was read, and the main thread's own CPU time
for a search and for a frame of panning, which other work on the machine lengthens less.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from selenium import webdriver

from extract.model import Annotation
from graph.build import build
from graph.html import write_html
from graph.model import Events
from tests.bench.exports import synthetic
from tests.browser import chromium, opened

WORDS = "会談 声明 制裁 攻撃 演習 協定 選挙 支援 抗議 裁判 決議 予算 関税 難民 停戦 首脳 交渉".split()
MEASURE = """
    const done = arguments[0], canvas = document.querySelector("canvas"), box = document.getElementById("search");
    const wheel = (deltaX, deltaY) =>
        canvas.dispatchEvent(new WheelEvent("wheel", { deltaX, deltaY, clientX: 700, clientY: 400, cancelable: true }));
    const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const timed = async (act) => { const from = performance.now(); act(); await frame(); return performance.now() - from; };
    const frames = async (act) => {
        const times = [];
        for (let i = 0; i < 60; i++) times.push(await timed(act));
        times.sort((a, b) => a - b);
        return [times[30], times[57]];
    };
    const run = async () => {
        const found = { pan: await frames(() => wheel(40, 0)), in: await frames(() => wheel(0, -40)) };
        found.out = await frames(() => wheel(0, 40));
        for (const word of ["米", "制裁", "首脳 会談", "人物1"]) {
            box.value = word;
            found[word] = [await timed(() => box.dispatchEvent(new Event("input")))];
        }
        done(found);
    };
    run();
"""


SEARCHES = """
    const done = arguments[0], box = document.getElementById("search");
    const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const run = async () => {
        for (let i = 0; i < 20; i++) {
            box.value = ["米", "制裁", "首脳 会談", "人物1"][i % 4];
            box.dispatchEvent(new Event("input"));
            await frame();
        }
        done();
    };
    run();
"""
PANS = """
    const done = arguments[0], canvas = document.querySelector("canvas");
    const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const run = async () => {
        for (let i = 0; i < 60; i++) {
            canvas.dispatchEvent(new WheelEvent("wheel", { deltaX: 40, deltaY: 0, clientX: 700, clientY: 400, cancelable: true }));
            await frame();
        }
        done();
    };
    run();
"""


def with_texts(events: Events, seed: int = 2) -> Events:
    """Every line gets a text of its own, about as long as a summary."""
    chance = random.Random(seed)

    def longer(annotation: Annotation) -> Annotation:
        text = annotation.line.text + "、".join(chance.choice(WORDS) + str(chance.randint(1, 99)) for _ in range(25)) + "。"
        return replace(annotation, line=replace(annotation.line, text=text))

    return replace(events, annotations=tuple(map(longer, events.annotations)))


def cpu(driver: webdriver.Chrome, script: str, times: int) -> float:
    """Milliseconds of the main thread's own time for one of `times` acts of a script."""

    def spent() -> float:
        metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")

    driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    before = spent()
    driver.execute_async_script(script)
    return (spent() - before) * 1000 / times


def measure(page: Path, folder: Path) -> None:
    """Prints what is measured of one page."""
    print(f"file {page.stat().st_size / 1e6:.1f} MB")
    with chromium(folder / "profile") as driver:
        first = [opened(driver, page)["firstFrameMs"] for _ in range(5)]
        print(f"first frame {statistics.median(first):.0f} ms ({min(first):.0f}–{max(first):.0f})")
        for name, times in driver.execute_async_script(MEASURE).items():
            print(name, " / ".join(f"{ms:.0f} ms" for ms in times))
        print(f"CPU of the main thread: pan {cpu(driver, PANS, 60):.0f} ms, search {cpu(driver, SEARCHES, 20):.0f} ms")
        driver.execute_cdp_cmd("HeapProfiler.enable", {})
        driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        heap = driver.execute_cdp_cmd("Runtime.getHeapUsage", {})
        print(f"heap {(heap['usedSize'] + heap['backingStorageSize']) / 1e6:.0f} MB")


def main(wanted: str = "100000") -> None:
    """Measures a page that is there, or one of so many synthetic events."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder, page = Path(temporary), Path(wanted)
        if wanted.isdecimal():
            page = folder / "timeline.html"
            write_html(build(with_texts(synthetic(int(wanted)))), page)
        measure(page.resolve(), folder)


if __name__ == "__main__":
    main(*sys.argv[1:2])
