"""Train the same-event model: `python -m graph.coreference_train GOLD… [-o graph/data/coreference.npz]`.

GOLD are annotated pages (one JSON object a line, events with `cluster`). Pairs are weighed within a page; an event's day is kept
only where its own line states it. The record beside the weights has the link F1 of cross-validation, whole pages left out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np

from extract.gold import GoldEvent, GoldLine, read_gold
from extract.learned import Floats, LinearModel, train
from graph.coreference import FLOOR, THRESHOLD, Pair, group
from graph.coreference_features import Candidate, View, alike, conflict, dense, named_around, sparse, views

FOLDS = 6
LOST = 0.25  # how often a role is left out of the blurred copy of a page
C = 0.3
SEEN = 8
SEED = 0
ISO = re.compile(r"[A-Z]{2}")


class Example:
    """A page's candidates with their gold clusters, and every pair with its features."""

    def __init__(self, candidates: Sequence[Candidate], clusters: Sequence[str]) -> None:
        self.candidates = candidates
        self.clusters = clusters
        told = views(candidates)
        self.pairs = comparable_pairs(told)
        self.sparse = [sparse(told[i], told[j]) for i, j in self.pairs]
        self.dense = np.array([dense(told[i], told[j]) for i, j in self.pairs], dtype=np.float32)
        self.labels = ["1" if clusters[i] == clusters[j] else "0" for i, j in self.pairs]

    def links(self) -> set[Pair]:
        """The gold's links, those too that are never weighed."""
        return {(i, j) for i, j in combinations(range(len(self.clusters)), 2) if self.clusters[i] == self.clusters[j]}

    def found(self, model: LinearModel) -> set[Pair]:
        """The links that the model makes."""
        same = model.labels.index("1")
        scored = {
            pair: float(model.probabilities(names, numbers)[same])
            for pair, names, numbers in zip(self.pairs, self.sparse, self.dense, strict=True)
        }
        return {pair for members in group(self.candidates, scored) for pair in combinations(members, 2)}


def blurred(candidate: Candidate, chance: Random) -> Candidate:
    """The mention as a parser might leave it: without its agents, targets or places."""
    return replace(
        candidate,
        agents=() if (lost := chance.random() < LOST) else candidate.agents,
        agent_countries=() if lost else candidate.agent_countries,
        targets=() if (missed := chance.random() < LOST) else candidate.targets,
        target_countries=() if missed else candidate.target_countries,
        places=() if chance.random() < LOST else candidate.places,
    )


def comparable_pairs(told: Sequence[View]) -> list[Pair]:
    """Every pair that could be one event."""
    every = combinations(range(len(told)), 2)
    return [(i, j) for i, j in every if alike(told[i], told[j]) and not conflict(told[i].candidate, told[j].candidate)]


def candidates_of(lines: Sequence[GoldLine]) -> tuple[list[Candidate], list[str]]:
    """The gold events of a page as candidates, with their clusters."""
    countries = {actor.name: actor.country for line in lines for actor in line.actors if actor.country}
    found = [(_candidate(line, event, countries), event.cluster) for line in lines for event in line.events]
    return [candidate for candidate, _ in found], [name for _, name in found]


def _candidate(line: GoldLine, event: GoldEvent, countries: dict[str, str]) -> Candidate:
    stated = any(time.start == event.start for time in line.times)
    return Candidate(
        line.id, line.id.rpartition(":")[0], line.text, event.start_char, event.end_char, event.type, event.status,
        event.agents, event.targets, sides(event.agents, countries), sides(event.targets, countries), event.places,
        line.published, event.start if stated else None, event.end if stated else None,
        around=named_around(line.text, (event.start_char, event.end_char), _named(line)),
    )  # fmt: skip


def _named(line: GoldLine) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    yield from ((country.start_char, country.end_char, (country.code,)) for country in line.countries)
    for actor in line.actors:
        yield actor.start_char, actor.end_char, (actor.name, actor.country) if actor.country else (actor.name,)


def sides(ids: Sequence[str], countries: dict[str, str]) -> tuple[str, ...]:
    """The countries behind the fillers of a role."""
    codes = (name if ISO.fullmatch(name) else countries.get(name) for name in ids)
    return tuple(dict.fromkeys(code for code in codes if code))


def fit(examples: Sequence[Example]) -> LinearModel:
    """One model over the pairs of all pages."""
    numbers: Floats = np.vstack([example.dense for example in examples])
    names = [names for example in examples for names in example.sparse]
    labels = [label for example in examples for label in example.labels]
    return train(names, labels, numbers, c=C, seen=SEEN)


def f1(gold: Sequence[set[Pair]], found: Sequence[set[Pair]]) -> float:
    """Link F1 over pages."""
    hits = sum(len(a & b) for a, b in zip(gold, found, strict=True))
    total = sum(map(len, gold)) + sum(map(len, found))
    return 2 * hits / total if total else 0.0


def cross_validated(pages: Sequence[tuple[Example, Example]]) -> tuple[float, float]:
    """Link F1 with whole pages left out: gold arguments, blurred ones."""
    gold: list[set[Pair]] = []
    sharp: list[set[Pair]] = []
    dull: list[set[Pair]] = []
    for fold in range(FOLDS):
        model = fit([example for at, both in enumerate(pages) if at % FOLDS != fold for example in both])
        for clear, unclear in pages[fold::FOLDS]:
            gold.append(clear.links())
            sharp.append(clear.found(model))
            dull.append(unclear.found(model))
    return f1(gold, sharp), f1(gold, dull)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the given pages and write weights and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("graph/data/coreference.npz"))
    options = parser.parse_args(arguments)
    chance = Random(SEED)
    told = [candidates_of(list(read_gold(path))) for path in options.gold]
    pages = [
        (Example(candidates, clusters), Example([blurred(candidate, chance) for candidate in candidates], clusters))
        for candidates, clusters in told
        if len(candidates) > 1
    ]
    clear, unclear = cross_validated(pages)
    record = {
        "task": "are two event mentions of a run the same happening",
        "data": [path.name for path in options.gold],
        "mentions": sum(len(example.candidates) for example, _ in pages),
        "pairs": sum(len(example.pairs) for example, _ in pages),
        "links": sum(len(example.links()) for example, _ in pages),
        "C": C, "seen": SEEN, "lost": LOST, "seed": SEED, "threshold": THRESHOLD, "floor": FLOOR, "folds": FOLDS,
        "link F1, pages left out, gold arguments": round(clear, 3),
        "link F1, pages left out, arguments blurred": round(unclear, 3),
    }  # fmt: skip
    fit([example for both in pages for example in both]).save(options.output, record)


if __name__ == "__main__":
    main()
