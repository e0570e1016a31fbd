"""Speed of `annotate` in one process against the stock GiNZA pipeline on the same lines, in turn, in one run.

python -m tests.bench.annotate NEWS.jsonl [LINES] [ROUNDS]

Prints lines a second (of processor time and of the clock) of both for each round, and the median ratios.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import spacy

from extract.model import Page
from extract.pipeline import annotate, load_pipeline
from extract.readers import read


def timed(work: Callable[[], int]) -> tuple[float, float]:
    """Lines a second by the clock and by processor time."""
    begin, busy = perf_counter(), process_time()
    lines = work()
    return lines / (perf_counter() - begin), lines / (process_time() - busy)


def main(path: str, count: str = "1000", rounds: str = "3") -> None:
    summaries = (line for page in read(Path(path)) for line in page.lines if line.kind == "summary")
    part = Page(Path(path).stem, tuple(islice(summaries, int(count))))
    texts = [line.text for line in part.lines]
    stock = spacy.load("ja_ginza")
    load_pipeline()
    clock, busy = [], []
    for _ in range(int(rounds)):
        theirs = timed(lambda: sum(1 for _ in stock.pipe(texts)))
        ours = timed(lambda: sum(1 for _ in annotate([part])))
        clock.append(ours[0] / theirs[0])
        busy.append(ours[1] / theirs[1])
        print(f"stock ja_ginza {theirs[0]:6.1f} lines/s ({theirs[1]:6.1f} of processor time)   "
              f"annotate {ours[0]:6.1f} lines/s ({ours[1]:6.1f})   ratio {clock[-1]:.2f} ({busy[-1]:.2f})")  # fmt: skip
    print(f"median ratio, {len(texts):,} lines: {median(clock):.2f} by the clock, {median(busy):.2f} of processor time")


if __name__ == "__main__":
    main(*sys.argv[1:])
