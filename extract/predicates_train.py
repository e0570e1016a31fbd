"""Train the trigger, type and status models: `python -m extract.predicates_train GOLD.jsonl… [--out FOLDER]`.

Reads gold annotations, parses their lines with GiNZA and writes the weights with a record of data, seed and scores by
cross-validation, whole files left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from extract.event_types import type_features
from extract.gold import GoldEvent, GoldLine, read_gold
from extract.learned import LinearModel, train
from extract.modality import status_features
from extract.predicates import THRESHOLD
from extract.triggers_candidates import Candidate, candidates
from extract.triggers_features import features
from extract.triggers_view import View, view

FOLDS = 5
CLOSE = 0.4


@dataclass(frozen=True, slots=True)
class Item:
    """One candidate of a gold line with the event it names, if any; `fold` is its file's."""

    fold: int
    line: View
    candidate: Candidate
    event: GoldEvent | None


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


def items(gold: Sequence[tuple[int, GoldLine]], docs: Iterator[Doc]) -> Iterator[Item]:
    """Every candidate of the lines that carry annotation."""
    for (fold, row), doc in zip(gold, docs, strict=True):
        if row.kind in ("boilerplate", "duplicate"):
            continue
        line = view(doc, row.times, row.countries, row.actors)
        found = list(candidates(line))
        for candidate, event in zip(found, pair(line, found, row.events), strict=True):
            yield Item(fold, line, candidate, event)


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
    c: float


def cross_validate(task: Task) -> list[np.ndarray[Any, Any]]:
    """Probabilities of every item by a model that never saw its file, in the order of the sorted labels."""
    found: list[np.ndarray[Any, Any]] = [np.zeros(0)] * len(task.folds)
    for fold in range(FOLDS):
        seen = [k for k, f in enumerate(task.folds) if f != fold]
        model = train([task.features[k] for k in seen], [task.labels[k] for k in seen], c=task.c)
        for k, f in enumerate(task.folds):
            if f == fold:
                found[k] = model.probabilities(task.features[k])
    return found


def _tasks(found: Sequence[Item]) -> tuple[Task, Task, Task]:
    named = [(i, i.event) for i in found if i.event]
    folds = [i.fold for i, _ in named]
    return (
        Task(
            "trigger", [i.fold for i in found], [features(i.line, i.candidate) for i in found],
            ["yes" if i.event else "no" for i in found], 0.2,
        ),
        Task("type", folds, [type_features(i.line, i.candidate) for i, _ in named], [e.type for _, e in named], 1.0),
        Task("status", folds, [status_features(i.line, i.candidate) for i, _ in named], [e.status for _, e in named], 0.3),
    )  # fmt: skip


def _score(task: Task, total: int) -> dict[str, float]:
    labels = sorted(set(task.labels))
    probabilities = cross_validate(task)
    if task.name == "trigger":
        yes = [float(p[labels.index("yes")]) for p in probabilities]
        return {"F1": round(detection(yes, [label == "yes" for label in task.labels], total, THRESHOLD), 3)}
    right = [labels[int(p.argmax())] == label for p, label in zip(probabilities, task.labels, strict=True)]
    return {"accuracy": round(sum(right) / len(right), 3)}


def _fit(task: Task) -> LinearModel:
    return train(task.features, task.labels, c=task.c)


def main() -> None:
    """Read the arguments, train, write weights and records."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "models")
    chosen = parser.parse_args()
    paths = sorted(chosen.gold)
    gold = [(k % FOLDS, row) for k, path in enumerate(paths) for row in read_gold(path)]
    docs = spacy.load("ja_ginza", exclude=["ner"]).pipe([row.text for _, row in gold], batch_size=32)
    found = list(items(gold, docs))
    total = sum(len(row.events) for _, row in gold)
    for task in _tasks(found):
        record = {
            "task": task.name, "data": [path.name for path in paths], "lines": len(gold), "events": total,
            "model": "log-linear, L2", "c": task.c, "seed": "none (deterministic)",
            "cross-validation": {"folds": FOLDS, "left out": "whole files", **_score(task, total)},
        }  # fmt: skip
        _fit(task).save(chosen.out / f"{task.name}.npz", record)
        print(record)


if __name__ == "__main__":
    main()
