"""Time and memory of the exports: `python -m tests.bench.exports [events] [folder]`; 100,000 events, a temporary folder.

Prints one line a step: seconds (and those of its own CPU time), size of the file, highest memory of the process so far.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from extract.model import Annotation, EventMention, EventType, Line
from graph.build import build
from graph.gephi import write_gexf, write_graphml
from graph.model import Actor, Event, Events, Mention
from graph.projection import project
from graph.tables import write_csv

CODES = ("US", "CN", "JP", "RU", "UA", "KR", "KP", "TW", "IR", "IL", "GB", "FR", "DE", "IN", "VE", "EU")


def synthetic(count: int, seed: int = 1) -> Events:
    """Events over ten years; few actors take part in many of them, many in few, as in the news."""
    chance = random.Random(seed)
    actors = {
        f"a{n}": Actor(f"a{n}", f"人物{n}", "person", chance.choice(CODES), (f"人物{n}", f"人物{n}氏"), 1)
        for n in range(count // 5)
    }

    def parties() -> tuple[str, ...]:
        found = (chance.choice(CODES) if chance.random() < 0.4 else f"a{int(len(actors) * chance.random() ** 3)}" for _ in range(2))
        return tuple(dict.fromkeys(list(found)[: chance.choice((0, 1, 1, 2))]))

    lines, events = [], []
    for number in range(count):
        day = date(2016, 1, 1) + timedelta(days=chance.randrange(3650))
        stated = day if chance.random() < 0.3 else None
        line = Line(f"p{number // 50}.txt", number % 50 + 1, f"{number}件目の出来事について、政府は記者会見で見解を発表した。")
        said = EventMention(
            0, 2, "発表", "政府が見解を発表", chance.choice(get_args(EventType)), "occurred", (), (), ("東京",),
            None, stated, stated, "day" if stated else None, "stated" if stated else "unresolved", None, 0.9, ("bench",),
        )  # fmt: skip
        agents, targets = parties(), parties()
        mention = Mention(line.id, said, agents, targets, None)
        causes = (f"e{number - 1}",) if number and chance.random() < 0.1 else ()
        lines.append(Annotation(line, day, "bench", events=(said,)))
        events.append(
            Event(
                f"e{number}", said.label, said.type, "occurred", agents, targets, said.places, stated and stated.isoformat(),
                stated, stated, said.grain, said.basis, day, (mention,), causes,
            )
        )  # fmt: skip
    return Events(tuple(events), actors, tuple(lines))


def peak() -> float:
    """Highest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="nenpyo-bench-"))
    events = synthetic(count)
    print(f"{count:,} events, {peak():.0f} MB before the first step")

    def step(name: str, run: Callable[[], object]) -> object:
        start, busy = time.perf_counter(), time.process_time()
        result = run()
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        size = f"{(folder / name).stat().st_size / 1e6:6.1f} MB" if (folder / name).is_file() else " " * 9
        print(f"{name:<16} {seconds:6.1f} s  {busy:6.1f} s CPU  {size}  peak {peak():5.0f} MB")
        return result

    G = build(events)
    step("build", lambda: build(events))
    step("graph.graphml", lambda: write_graphml(G, folder / "graph.graphml"))
    step("graph.gexf", lambda: write_gexf(G, folder / "graph.gexf"))
    P = project(G)
    step("project", lambda: project(G))
    step("actors.graphml", lambda: write_graphml(P, folder / "actors.graphml"))
    step("countries", lambda: project(G, "country"))
    step("events.csv", lambda: write_csv(G, folder / "events.csv"))
    step("mentions.csv", lambda: write_csv(G, folder / "mentions.csv", "mentions"))


if __name__ == "__main__":
    main()
