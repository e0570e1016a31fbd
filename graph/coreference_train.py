"""Train the same-event model: `python -m graph.coreference_train GOLD… [--records GOLD…] [--found FOUND…] [-o FILE]`.

GOLD are annotated pages (one JSON object a line, events with `cluster`), those after --records files whose lines are texts of
their own. The pairs are those that a run would weigh; an event's day is kept only where its own line states it. FOUND, matched
by name, are what `nenpyo annotate` writes for the same pages with event models that never saw them (else its events are better
than they will be): the program's own events are learned from too, with the gold's clusters. The record beside the weights has
the link F1 of cross-validation, whole pages left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np

from extract.gold import read_gold
from extract.learned import Floats, LinearModel, train
from graph.coreference import FLOOR, THRESHOLD, Pair, group_all, pairs
from graph.coreference_data import candidates_of, found_candidates, read_rows
from graph.coreference_features import Candidate, dense, sparse, views

FOLDS = 6
KINDS = ("gold", "blurred", "found")
LOST = 0.25  # how often a role is left out of the blurred copy of a page
C = 1.0
SEEN = 8
SEED = 0


class Example:
    """A page's candidates with their gold clusters, and every pair with its features."""

    def __init__(self, candidates: Sequence[Candidate], clusters: Sequence[str]) -> None:
        order = sorted(range(len(candidates)), key=lambda index: candidates[index].place)
        self.candidates = [candidates[index] for index in order]
        self.clusters = [clusters[index] for index in order]
        told = views(self.candidates)
        self.pairs = list(pairs(told))
        self.sparse = [sparse(told[i], told[j]) for i, j in self.pairs]
        self.dense = np.array([dense(told[i], told[j]) for i, j in self.pairs], dtype=np.float32)
        self.labels = ["1" if self.clusters[i] == self.clusters[j] else "0" for i, j in self.pairs]

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
        return {pair for members in group_all(self.candidates, scored) for pair in combinations(members, 2)}


Page = dict[str, Example]


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


def fit(examples: Sequence[Example]) -> LinearModel:
    """One model over the pairs of all pages."""
    numbers: Floats = np.vstack([example.dense for example in examples if example.pairs])
    names = [names for example in examples for names in example.sparse]
    labels = [label for example in examples for label in example.labels]
    return train(names, labels, numbers, c=C, seen=SEEN)


def f1(gold: Sequence[set[Pair]], found: Sequence[set[Pair]]) -> float:
    """Link F1 over pages."""
    hits = sum(len(a & b) for a, b in zip(gold, found, strict=True))
    total = sum(map(len, gold)) + sum(map(len, found))
    return 2 * hits / total if total else 0.0


def cross_validated(pages: Sequence[Page]) -> dict[str, float]:
    """Link F1 with whole pages left out, for each kind of example."""
    gold: dict[str, list[set[Pair]]] = {kind: [] for kind in KINDS}
    found: dict[str, list[set[Pair]]] = {kind: [] for kind in KINDS}
    for fold in range(FOLDS):
        model = fit([example for at, page in enumerate(pages) if at % FOLDS != fold for example in page.values()])
        for page in pages[fold::FOLDS]:
            for kind, example in page.items():
                gold[kind].append(example.links())
                found[kind].append(example.found(model))
    return {kind: round(f1(gold[kind], found[kind]), 3) for kind in KINDS if gold[kind]}


def examples_of(gold: Path, found: Path | None, chance: Random, *, records: bool) -> Page:
    """A page's examples: its gold events, the same blurred, and the program's own."""
    lines = list(read_gold(gold))
    told = {"gold": candidates_of(lines)} | ({"found": found_candidates(read_rows(found), lines)} if found else {})
    told["blurred"] = [blurred(candidate, chance) for candidate in told["gold"][0]], told["gold"][1]
    return {kind: Example(_apart(candidates) if records else candidates, clusters) for kind, (candidates, clusters) in told.items()}


def _apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The mentions of records, each line a page of its own."""
    return [replace(candidate, page=candidate.line) for candidate in candidates]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the given pages and write weights and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--records", nargs="*", type=Path, default=[])
    parser.add_argument("--found", nargs="*", type=Path, default=[])
    parser.add_argument("-o", "--output", type=Path, default=Path("graph/data/coreference.npz"))
    options = parser.parse_args(arguments)
    chance = Random(SEED)
    annotated = {path.name: path for path in options.found}
    paths = [(path, False) for path in options.gold] + [(path, True) for path in options.records]
    pages = [examples_of(path, annotated.get(path.name), chance, records=records) for path, records in paths]
    record = {
        "task": "are two event mentions of a run the same happening",
        "data": [path.name for path, _ in paths],
        "annotated": sorted(annotated),
        "mentions": sum(len(page["gold"].candidates) for page in pages),
        "pairs": sum(len(page["gold"].pairs) for page in pages),
        "links": sum(len(page["gold"].links()) for page in pages),
        "C": C, "seen": SEEN, "lost": LOST, "seed": SEED, "threshold": THRESHOLD, "floor": FLOOR, "folds": FOLDS,
        "link F1, pages left out": cross_validated(pages),
    }  # fmt: skip
    fit([example for page in pages for example in page.values()]).save(options.output, record)


if __name__ == "__main__":
    main()
