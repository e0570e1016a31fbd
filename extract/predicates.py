"""Triggers: the words of a line that name happenings, with PLOVER type, status, probability and reasons.

Candidates (every content word) → trigger models → type and status models. Lexicon and modality grammar enter as features,
so that the tables rule where a word is known and the models where structure decides. The encoder answers every question first;
where it leaves a doubt, a log-linear model is asked too, and their logarithms are averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import as_file, files
from math import exp, log
from operator import itemgetter
from typing import cast

import numpy as np
from spacy.tokens import Doc

from extract.capitals import enters_capital
from extract.encoder import Reading, encoder, read
from extract.event_types import type_features
from extract.learned import Floats, LinearModel
from extract.modality import cue_words, negated, status_features
from extract.model import ActorMention, Country, EventType, Status, Time, Trigger
from extract.triggers_candidates import Candidate, candidates
from extract.triggers_features import features, word_class
from extract.triggers_view import View

THRESHOLD = 0.42  # probability from which a candidate is a trigger; F1 is flat from .40 to .50 on held-out lines
HOPELESS = -2.5  # log odds by the encoder up to which the log-linear model is not asked: no F1 lost on files left out
SURE = log(0.9)  # log probability by the encoder from which a type or state stands: no accuracy lost on files left out
TINY, LOWEST = 1e-9, -20.0


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


def _averaged(model: LinearModel, found: Callable[[], Sequence[str]], labels: Sequence[str], votes: Floats) -> tuple[str, float]:
    """The likeliest label with its probability: the mean of the log-linear model's log probabilities and the encoder's.

    Where the encoder is sure, the features that `found` makes are not asked for.
    """
    sure = int(votes.argmax())
    if votes[sure] > SURE:
        return labels[sure], exp(votes[sure])
    mine = dict(zip(model.labels, np.log(model.probabilities(found()) + TINY).tolist(), strict=True))
    powers = np.exp([(mine.get(label, LOWEST) + vote) / 2 for label, vote in zip(labels, votes.tolist(), strict=True)])
    best = int(powers.argmax())
    return labels[best], float(powers[best] / powers.sum())


def _odds(model: LinearModel, found: Sequence[str]) -> float:
    """Log odds of being a trigger by the log-linear model."""
    scores = dict(zip(model.labels, model.scores(found).tolist(), strict=True))
    return float(scores["yes"] - scores["no"])


def _reasons(line: View, candidate: Candidate, score: float, kind: float, status: float) -> tuple[str, ...]:
    known = word_class(line, candidate.head)
    cues = "・".join(cue_words(line, candidate.head)) or "-"
    return (
        f"trigger {line.lemma[candidate.head]}: p={score:.2f}",
        f"type: lexicon {known}, p={kind:.2f}",
        f"status: cues {cues}, p={status:.2f}",
    )


def _trigger(text: str, line: View, candidate: Candidate, score: float, votes: tuple[Floats, Floats]) -> Trigger:
    trained = models()
    kind, sure_kind = _averaged(trained.type, partial(type_features, line, candidate), encoder().types, votes[0])
    status, sure_status = _averaged(trained.status, partial(status_features, line, candidate), encoder().states, votes[1])
    start, end = line.start[candidate.first], line.end(candidate.head)
    plain = kind != "REJECT" and negated(line, candidate.head)  # who does not agree (同調しない) has refused
    if enters_capital(text[start:end]):
        kind = "CONSULT"
    reasons = _reasons(line, candidate, score, sure_kind, sure_status)
    if plain:
        status, reasons = "denied", (*reasons[:-1], f"status: negated, {''.join(line.chain(candidate.head))}")
    return Trigger(start, end, text[start:end], cast(EventType, kind), cast(Status, status), score, reasons)


def find_triggers(
    doc: Doc,
    times: tuple[Time, ...],
    countries: tuple[Country, ...],
    actors: tuple[ActorMention, ...],
    reading: Reading | None = None,
) -> tuple[Trigger, ...]:
    """The triggers of a GiNZA doc in text order; the mentions found before help to tell happenings from talk."""
    reading = reading or read([doc], [(times, countries, actors)])[0]
    line, model = reading.line, models().trigger
    possible = list(candidates(line))
    if not possible:
        return ()
    odds, types, states = reading.votes([candidate.head for candidate in possible])
    doubtful = [k for k, vote in enumerate(odds.tolist()) if vote > HOPELESS]
    votes = {possible[k]: (types[k], states[k]) for k in doubtful}
    scores = [1 / (1 + exp(-(_odds(model, features(line, possible[k])) + float(odds[k])) / 2)) for k in doubtful]
    likely = [(possible[k], score) for k, score in zip(doubtful, scores, strict=True) if score >= THRESHOLD]
    text = doc.text  # joined anew each time it is asked for
    return tuple(_trigger(text, line, candidate, score, votes[candidate]) for candidate, score in _apart(likely))


def _apart(likely: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """Of candidates that share a token (転落 and 転落死) the likelier."""
    kept: list[tuple[Candidate, float]] = []
    for candidate, score in likely:
        if kept and candidate.first <= kept[-1][0].head:
            kept[-1] = max(kept[-1], (candidate, score), key=itemgetter(1))
        else:
            kept.append((candidate, score))
    return kept
