"""Train the trigger, type and status models: `python -m extract.predicates_train GOLD… [--own …] [--more …] [--out FOLDER]`.

Reads annotated lines and our own examples (`data/constructions.tsv`), parses them and writes the weights with a record
of data, seed and scores by cross-validation, whole files left out (own and further lines always stay in).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from extract.constructions import constructions
from extract.countries import find_countries
from extract.event_types import type_features
from extract.gold import GoldEvent, GoldLine
from extract.learned import LinearModel, train
from extract.modality import status_features
from extract.names import find_actors
from extract.pipeline import load_pipeline
from extract.predicates import THRESHOLD
from extract.times import find_times
from extract.training import ALWAYS, FOLDS, Annotated, Sources, parser_of, sources_of
from extract.triggers_candidates import Candidate, candidates
from extract.triggers_features import features
from extract.triggers_view import View, view

CLOSE = 0.4
FAINT = 0.03  # features that tell the labels apart by less add nothing but size (files left out: log loss .1614 → .1619, F1 equal)
HABITS = ("w=", "k=", "k,f=", "w,f=", "f1=")  # what annotators of different sources take differently: 実施 or 訓練


@dataclass(frozen=True, slots=True)
class Item:
    """One candidate of an annotated line with the event it names, if any; `fold`, `weight` and `habits` are its line's."""

    fold: int
    weight: float
    line: View
    candidate: Candidate
    event: GoldEvent | None
    habits: int


def _closeness(line: View, candidate: Candidate, event: GoldEvent) -> float:
    start, end = line.start[candidate.first], line.end(candidate.head)
    both = min(end, event.end_char) - max(start, event.start_char)
    return both / (max(end, event.end_char) - min(start, event.start_char)) if both > 0 else 0.0


def pair(line: View, found: Sequence[Candidate], events: Sequence[GoldEvent]) -> list[GoldEvent | None]:
    """The event each candidate names, one to one, closest spans first."""
    near = sorted(((_closeness(line, c, e), -k, -j) for k, c in enumerate(found) for j, e in enumerate(events)), reverse=True)
    paired: dict[int, int] = {}
    for closeness, k, j in near:
        if closeness >= CLOSE and -k not in paired and -j not in paired.values():
            paired[-k] = -j
    return [events[paired[k]] if k in paired else None for k in range(len(found))]


def items(told: Sequence[Annotated], docs: Iterable[Doc]) -> Iterator[Item]:
    """Every candidate of the lines that carry annotation."""
    for source, doc in zip(told, docs, strict=True):
        row = source.line
        if row.kind in ("boilerplate", "duplicate"):
            continue
        line = view(doc, row.times, row.countries, row.actors)
        found = list(candidates(line))
        for candidate, event in zip(found, pair(line, found, row.events), strict=True):
            yield Item(source.fold, source.weight, line, candidate, event, source.habits)


def detection(scores: Sequence[float], truth: Sequence[bool], total: int, threshold: float) -> float:
    """F1 of the candidates at or above `threshold`; `total` counts the gold events."""
    got = [t for s, t in zip(scores, truth, strict=True) if s >= threshold]
    return 2 * sum(got) / (len(got) + total)


@dataclass(frozen=True, slots=True)
class Task:
    """What one model learns: features and label of every item."""

    name: str
    folds: Sequence[int]
    features: Sequence[list[str]]
    labels: Sequence[str]
    weights: Sequence[float]
    c: float
    seen: int = 2

    def fit(self, kept: Sequence[int]) -> LinearModel:
        """A model of some of the items, without what only tells sources apart and without the lightest features."""
        features, labels = [self.features[k] for k in kept], [self.labels[k] for k in kept]
        model = train(features, labels, c=self.c, seen=self.seen, weight=[self.weights[k] for k in kept])
        apart = np.abs(model.weights - model.weights.mean(axis=1, keepdims=True)).max(axis=1)
        used = [row for row, name in enumerate(model.features) if apart[row] > FAINT and not name.startswith("~")]
        return replace(model, features=tuple(model.features[row] for row in used), weights=model.weights[used])


def cross_validate(task: Task) -> list[np.ndarray[Any, Any]]:
    """Probabilities of every item by a model that never saw its file, in the order of the sorted labels."""
    found: list[np.ndarray[Any, Any]] = [np.zeros(0)] * len(task.folds)
    for fold in range(FOLDS):
        model = task.fit([k for k, f in enumerate(task.folds) if f != fold])
        for k, f in enumerate(task.folds):
            if f == fold:
                found[k] = model.probabilities(task.features[k])
    return found


def _with_habits(item: Item) -> list[str]:
    """The trigger's features; for lines that are not scored once more for their kind of source, whose habits so stay its own."""
    found = features(item.line, item.candidate)
    if item.habits == 0:
        return found
    return found + [f"~{item.habits}{name}" for name in found if name.startswith(HABITS)]


def _tasks(found: Sequence[Item]) -> tuple[Task, Task, Task]:
    named = [(i, i.event) for i in found if i.event]
    folds, weights = [i.fold for i, _ in named], [i.weight for i, _ in named]
    return (
        Task(
            "trigger", [i.fold for i in found], [_with_habits(i) for i in found],
            ["yes" if i.event else "no" for i in found], [i.weight for i in found], 0.4, 3,
        ),
        Task("type", folds, [type_features(i.line, i.candidate) for i, _ in named], [e.type for _, e in named], weights, 0.6, 2),
        Task("status", folds, [status_features(i.line, i.candidate) for i, _ in named], [e.status for _, e in named], weights, 0.6),
    )  # fmt: skip


def _score(task: Task, total: int) -> dict[str, float]:
    labels = sorted(set(task.labels))
    probabilities = cross_validate(task)
    held = [k for k, fold in enumerate(task.folds) if fold != ALWAYS]
    if task.name == "trigger":
        yes = [float(probabilities[k][labels.index("yes")]) for k in held]
        return {"F1": round(detection(yes, [task.labels[k] == "yes" for k in held], total, THRESHOLD), 3)}
    right = [labels[int(probabilities[k].argmax())] == task.labels[k] for k in held]
    return {"accuracy": round(sum(right) / len(right), 3)}


def with_mentions(doc: Doc, row: GoldLine) -> GoldLine:
    """An example sentence with the mentions that the earlier stages find in it."""
    countries = find_countries(doc)
    return replace(row, countries=countries, times=tuple(find_times(row.text)), actors=find_actors(doc, countries))


def read_items(sources: Sources) -> list[Item]:
    """The candidates of the annotated lines and of our own examples, parsed."""
    nlp = load_pipeline()
    told, own = sources.lines(), list(constructions())
    parsed = list(nlp.pipe([row.text for row in own]))
    examples = [Annotated("constructions", with_mentions(doc, row), ALWAYS, 1) for doc, row in zip(parsed, own, strict=True)]
    return list(items(told + examples, chain(nlp.pipe([source.line.text for source in told]), parsed)))


def main() -> None:
    """Read the arguments, train, write weights and records."""
    parser = parser_of(__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "models")
    chosen = parser.parse_args()
    sources = sources_of(chosen)
    found = read_items(sources)
    total = sum(len(source.line.events) for source in sources.lines() if source.fold != ALWAYS)
    for task in _tasks(found):
        record = {
            "task": task.name, "data": sources.record() | {"own examples": ["constructions.tsv"]}, "items": len(task.labels),
            "model": "log-linear, L2", "c": task.c, "seen": task.seen, "seed": "none (deterministic)", "threshold": THRESHOLD,
            "cross-validation": {"folds": FOLDS, "left out": "whole files", "events": total, **_score(task, total)},
        }  # fmt: skip
        task.fit(range(len(task.labels))).save(chosen.out / f"{task.name}.npz", record)
        print(record)


if __name__ == "__main__":
    main()
