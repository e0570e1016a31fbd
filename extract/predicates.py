"""Triggers: the words of a line that name happenings, with PLOVER type, status, probability and reasons.

Candidates (every content word) → trigger model → type and status models. Lexicon and modality grammar enter as features,
so that the tables rule where a word is known and the models where structure decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from operator import itemgetter
from typing import cast

from spacy.tokens import Doc

from extract.capitals import enters_capital
from extract.event_types import type_features
from extract.learned import LinearModel
from extract.modality import cue_words, status_features
from extract.model import ActorMention, Country, EventType, Status, Time, Trigger
from extract.triggers_candidates import Candidate, candidates
from extract.triggers_features import features, word_class
from extract.triggers_view import View, view

THRESHOLD = 0.36


@dataclass(frozen=True)
class Models:
    """The three trained models: is it a trigger, of which type, with which status."""

    trigger: LinearModel
    type: LinearModel
    status: LinearModel


@cache
def models() -> Models:
    """The shipped weights."""
    with as_file(files("extract") / "data" / "models") as folder:
        return Models(*(LinearModel.load(folder / f"{name}.npz") for name in ("trigger", "type", "status")))


def scored(line: View, model: LinearModel) -> Iterator[tuple[Candidate, float]]:
    """Every candidate with its probability of being a trigger."""
    yes = model.labels.index("yes")
    for candidate in candidates(line):
        yield candidate, float(model.probabilities(features(line, candidate))[yes])


def _best(model: LinearModel, found: Sequence[str]) -> tuple[str, float]:
    probabilities = model.probabilities(found)
    best = int(probabilities.argmax())
    return model.labels[best], float(probabilities[best])


def _reasons(line: View, candidate: Candidate, score: float, kind: float, status: float) -> tuple[str, ...]:
    known = word_class(line, candidate.head)
    cues = "・".join(cue_words(line, candidate.head)) or "-"
    return (
        f"trigger {line.lemma[candidate.head]}: p={score:.2f}",
        f"type: lexicon {known}, p={kind:.2f}",
        f"status: cues {cues}, p={status:.2f}",
    )


def _trigger(text: str, line: View, candidate: Candidate, score: float, trained: Models) -> Trigger:
    kind, sure_kind = _best(trained.type, type_features(line, candidate))
    status, sure_status = _best(trained.status, status_features(line, candidate))
    start, end = line.start[candidate.first], line.end(candidate.head)
    if enters_capital(text[start:end]):
        kind = "CONSULT"
    reasons = _reasons(line, candidate, score, sure_kind, sure_status)
    return Trigger(start, end, text[start:end], cast(EventType, kind), cast(Status, status), score, reasons)


def find_triggers(
    doc: Doc, times: tuple[Time, ...], countries: tuple[Country, ...], actors: tuple[ActorMention, ...]
) -> tuple[Trigger, ...]:
    """The triggers of a GiNZA doc in text order; the mentions found before help to tell happenings from talk."""
    trained = models()
    text, line = doc.text, view(doc, times, countries, actors)
    likely = [(candidate, score) for candidate, score in scored(line, trained.trigger) if score >= THRESHOLD]
    return tuple(_trigger(text, line, candidate, score, trained) for candidate, score in _apart(likely))


def _apart(likely: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Of candidates that share a token (転落 and 転落死) the likelier."""
    kept: list[tuple[Candidate, float]] = []
    for candidate, score in likely:
        if kept and candidate.first <= kept[-1][0].head:
            kept[-1] = max(kept[-1], (candidate, score), key=itemgetter(1))
        else:
            kept.append((candidate, score))
    return kept
