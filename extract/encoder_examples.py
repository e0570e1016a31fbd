"""What the encoder learns from: annotated lines, parsed, with the answers to its questions. `extract.encoder_train` uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.constructions import constructions
from extract.encoder import COLUMNS, FEATURES, columns, tensors, word_vectors, words_of
from extract.gold import GoldEvent
from extract.names_train import bioes
from extract.pipeline import load_pipeline
from extract.predicates_train import Item, items, with_mentions
from extract.role_rows import rows_of
from extract.roles_train import Sample, day_answers, place_answers, role_answers
from extract.training import ALWAYS, Annotated, Sources
from extract.trigger_view import TriggerView
from extract.triggers_view import View

SEEN = {"lemma": 8, "tag": 2, "dep": 2, "kind": 2, "mention": 1, "begins": 5, "ends": 5, "again": 1, FEATURES: 10}
MARKS = ("O", *(f"{part}-{kind}" for kind in ("person", "org") for part in "BIES"))
Halves = NDArray[np.float16]
Answers = Sequence[bool | None]  # of nothing and every filler: right, wrong, or no answer to this question at all


@dataclass(frozen=True)
class Example:
    """A line to learn from: its candidates' items, and for every event its token with the answers to each of QUESTIONS.

    `vectors` (N, 600) and `tensor` (N, 256) are halves of floats: all lines of a training stand in memory.
    """

    line: View
    words: Sequence[str]  # with the space behind them: together they are the text
    vectors: Halves
    tensor: Halves
    items: Sequence[Item]
    fillers: Sequence[int]
    asked: Sequence[tuple[int, Sequence[Answers]]]
    told: Sequence[Sequence[Sequence[str]]]  # features of every event's answers: nothing, then the mentions
    marks: Sequence[str]  # of every word, which part of an actor's mention it is; none where nobody annotated actors
    weight: float
    source: int  # whose habits it shows (`Annotated.habits`)


def read_examples(sources: Sources) -> list[Example]:
    """The annotated lines and our own example sentences, parsed."""
    nlp = load_pipeline()
    told = [*sources.lines(), *(Annotated("constructions", row, ALWAYS, 1) for row in constructions())]
    docs = nlp.pipe(source.line.text for source in told)
    return [example for source, doc in zip(told, docs, strict=True) if (example := example_of(source, doc))]


def example_of(source: Annotated, doc: Any) -> Example | None:
    """A parsed line to learn from; None where it has no candidate."""
    made = source.file == "constructions"
    row = with_mentions(doc, source.line) if made else source.line
    found = list(items([Annotated(source.file, row, source.fold, source.weight)], [doc]))
    if not found:
        return None
    line, fillers, asked = found[0].line, list[int](), list[tuple[int, Sequence[Answers]]]()
    told = list[Sequence[Sequence[str]]]()
    if row.events and not made:
        sample = Sample.of(source.fold, row, doc)
        groups = _fillers(sample)
        fillers = [token for group in groups for token in group]
        each = zip(sample.scene.triggers, sample.events, strict=True)
        asked = [(t.last, _answers(sample, event, list(map(len, groups)))) for t, event in each if fillers]
        told = [_told(sample, t) for t in sample.scene.triggers if fillers]
    vectors = np.concatenate([word_vectors(doc.vocab, line.text), word_vectors(doc.vocab, line.lemma)], axis=1).astype(np.float16)
    return Example(
        line, words_of(doc), vectors, tensors(doc).astype(np.float16), found, fillers, asked, told,
        () if made else bioes(doc, row.actors),
        source.weight, source.habits,
    )  # fmt: skip


def _told(sample: Sample, t: TriggerView) -> Sequence[Sequence[str]]:
    """The features of nothing and of the mentions as answers; times and places have none."""
    return [tuple(map(intern, row.simple())) for row in rows_of(sample.scene, t)]


def _fillers(sample: Sample) -> tuple[list[int], list[int], list[int]]:
    """The last tokens of mentions, times and places."""
    times = [c.last for c in sample.when.candidates]
    return [c.last for c in sample.scene.candidates], times, [c.last for c in sample.where.candidates]


def _answers(sample: Sample, event: GoldEvent, sizes: Sequence[int]) -> list[Answers]:
    """An event's answers by question; a question that only fillers of another kind stand for is not asked."""
    told = [*role_answers(sample, event), day_answers(sample, event), place_answers(sample, event)]
    rows: list[Answers] = []
    for right, group in zip(told, (0, 0, 1, 2), strict=True):
        if len(right) < 2:
            rows.append([None] * (1 + sum(sizes)))
            continue
        parts = [right[1:] if k == group else [None] * size for k, size in enumerate(sizes)]
        rows.append([right[0], *(answer for part in parts for answer in part)])
    return rows


def vocabularies(examples: Sequence[Example]) -> dict[str, list[str]]:
    """The values of every column that are frequent enough to learn, in order."""
    counts: dict[str, Counter[str]] = {c: Counter() for c in COLUMNS}
    for example in examples:
        for column, values in columns(example.line).items():
            counts[column].update(values)
    counts[FEATURES] = Counter(f for e in examples for rows in e.told for row in rows for f in row)
    return {c: sorted(v for v, n in counts[c].items() if n >= SEEN[c]) for c in counts}
