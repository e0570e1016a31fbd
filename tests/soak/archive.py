"""An archive under stress: `python -m tests.soak.archive [KILLS] [SECONDS]`.

Writers killed with SIGKILL at random moments, after which the same command must leave a whole archive; then two writers and
four readers at once. Says what was tried and ends with 1 when anything was lost, doubled or wrong.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import extract.pipeline  # noqa: F401  # imported before the writers are forked, so that these write at once
from graph.archive import Archive
from tests.stand_in import annotate, news, write_news

KILLS = 100
SECONDS = 60.0
DOCUMENTS = 300
FORK = get_context("fork")


def write(archive: Path, *paths: Path) -> None:
    """Add paths, reading by words alone and linking often, so that a kill meets every step."""
    often = patch.multiple("graph.archive_add", LINES=8, STEP=64)
    with patch("extract.pipeline.annotate", annotate), often, Archive(archive) as kept:
        kept.add(paths)


def state(archive: Path) -> tuple[list[str], list[object]]:
    """What an archive holds: its lines, and its events by their mentions, whatever rows they are in."""
    with Archive(archive, write=False) as kept:
        found = kept.select()
        events = [(e.label, e.type, sorted((m.line, m.event.start_char) for m in e.mentions), e.agents, e.targets) for e in found]
        return sorted(a.line.id + a.line.text for a in found.annotations), sorted(map(repr, events))


def killed(archive: Path, news_file: Path, after: float) -> bool:
    """Start a writer and kill it after so many seconds; whether it was still at work."""
    writer = FORK.Process(target=write, args=(archive, news_file))
    writer.start()
    writer.join(after)
    at_work = writer.is_alive()
    if at_work and writer.pid:
        os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    return at_work


def faults_after_kill(folder: Path, news_file: Path, whole: tuple[list[str], list[object]], after: float) -> tuple[bool, list[str]]:
    """Whether the kill met the writer at work, and what is wrong once the same is added again."""
    archive = folder / "killed.nenpyo"
    for path in folder.glob("killed.nenpyo*"):
        path.unlink()
    met = killed(archive, news_file, after)
    write(archive, news_file)
    with Archive(archive, write=False) as kept:
        faults = list(kept.check())
    lines, events = state(archive)
    faults += [] if lines == whole[0] else [f"{len(lines)} lines, not the {len(whole[0])} written"]
    return met, faults + ([] if events == whole[1] else ["other events than without a kill"])


def kill_often(folder: Path, kills: int, seed: int = 0, documents: int = DOCUMENTS) -> list[str]:
    """Kill so many writers of some documents; every fault found."""
    news_file = write_news(folder / "news.jsonl", news(documents))
    start = time.monotonic()
    writer = FORK.Process(target=write, args=(folder / "whole.nenpyo", news_file))
    writer.start()
    writer.join()
    lasts = time.monotonic() - start
    whole = state(folder / "whole.nenpyo")
    chance, faults = Random(seed), []
    for number in range(kills):
        met, after = False, chance.uniform(0.02, lasts)
        while not met:  # a writer that was done already is no kill: sooner, then
            met, wrong = faults_after_kill(folder, news_file, whole, after)
            faults += [f"kill {number}: {fault}" for fault in wrong]
            after /= 2
    return faults


def _until_stopped(run: Callable[[int], None], stop: Path, failed: Path, rounds: int | None) -> None:
    number = 0
    try:
        while not stop.exists() and number != rounds:
            run(number)
            number += 1
    except BaseException as error:
        failed.write_text(repr(error), encoding="utf-8")
        raise
    failed.with_suffix(".count").write_text(str(number), encoding="utf-8")


def _write_some(archive: Path, folder: Path, writer: int) -> Callable[[int], None]:
    def run(number: int) -> None:
        own = [record | {"id": f"{writer:016x}{number:016x}{n:016x}"} for n, record in enumerate(news(20, 1000 * writer + number))]
        write(archive, write_news(folder / f"{writer}-{number}.jsonl", own))

    return run


def _ask(archive: Path) -> Callable[[int], None]:
    def run(number: int) -> None:
        with Archive(archive, write=False) as kept:
            kept.select(country="フィジー", since="2031-03")
            kept.search("港")
            kept.acts("トンガ", "フィジー")

    return run


def crowd(folder: Path, seconds: float = 0, rounds: int | None = None) -> list[str]:
    """Two writers and four readers on one archive, for some seconds or rounds of each writer; every fault found."""
    archive, stop = folder / "crowd.nenpyo", folder / "stop"
    write(archive, write_news(folder / "first.jsonl", news(200, 77)))
    jobs = [_write_some(archive, folder, writer) for writer in (1, 2)] + [_ask(archive)] * 4
    processes = [_started(job, stop, folder / f"job{n}", rounds if n < 2 else None) for n, job in enumerate(jobs)]
    for writer in processes[:2] if rounds else ():
        writer.join()
    time.sleep(seconds)
    stop.touch()
    for process in processes:
        process.join()
    faults = [f"job {n}: {(folder / f'job{n}').read_text(encoding='utf-8')}" for n in range(6) if (folder / f"job{n}").exists()]
    runs = [int((folder / f"job{n}.count").read_text()) for n in range(6) if (folder / f"job{n}.count").exists()]
    with Archive(archive, write=False) as kept:
        faults += list(kept.check())
        lines = sum(1 for _ in kept.annotations())
    print(f"writers added {runs[:2]} files of 20 records, readers asked {runs[2:]} times; {lines} lines")
    return faults + ([] if lines == 200 + 20 * sum(runs[:2]) else [f"{lines} lines in place of {200 + 20 * sum(runs[:2])}"])


def _started(job: Callable[[int], None], stop: Path, failed: Path, rounds: int | None) -> ForkProcess:
    process = FORK.Process(target=_until_stopped, args=(job, stop, failed, rounds))
    process.start()
    return process


def main(arguments: list[str]) -> int:
    """Both kinds of stress; 1 when anything was wrong."""
    kills = int(arguments[0]) if arguments else KILLS
    seconds = float(arguments[1]) if len(arguments) > 1 else SECONDS
    with TemporaryDirectory() as folder:
        faults = kill_often(Path(folder), kills)
        print(f"{kills} kills: {len(faults)} faults")
        faults += crowd(Path(folder), seconds)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
