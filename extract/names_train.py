"""Train the actor tagger: python -m extract.names_train GOLD_DIR… [--dev GOLD_DIR…] [--folds N] [--penalty P] [--recall R].

GOLD_DIR holds annotated lines (`gold.py`), *.jsonl; each file is one source of a fold. Needs the extra `train`.
Writes data/models/names.npz with its record; with --folds the figures of leaving whole files out, with --dev those on other gold.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extract.chain import train_chain, viterbi
from extract.countries import find_countries
from extract.gold import GoldLine, read_gold
from extract.learned import LinearModel
from extract.model import ActorMention
from extract.names import found
from extract.names_features import actor_features

OUT = Path(__file__).parent / "data" / "models" / "names.npz"
Sample = tuple[list[list[str]], list[str], "Doc", GoldLine]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the tagger is fitted; `recall` is taken off the score of "no mention", which training on few lines favours."""

    penalty: float = 1.0
    recall: float = 0.0
    seen: int = 3
    steps: int = 70


DEFAULTS = Settings()


def bioes(doc: Doc, actors: Iterable[ActorMention]) -> list[str]:
    """The labels of a line's tokens; a mention that cuts through tokens takes those it covers whole."""
    labels = ["O"] * len(doc)
    for actor in actors:
        span = doc.char_span(*actor.span, alignment_mode="contract")
        if span is None or not len(span) or any(labels[token.i] != "O" for token in span):
            continue
        inner = ["B", *["I"] * (len(span) - 2), "E"] if len(span) > 1 else ["S"]
        labels[span.start : span.end] = [f"{position}-{actor.kind}" for position in inner]
    return labels


def samples(nlp: Language, path: Path) -> list[Sample]:
    """Features and labels of a gold file's lines."""
    lines = [line for line in read_gold(path) if line.kind in ("title", "summary")]
    docs = nlp.pipe([line.text for line in lines], batch_size=32)
    return [
        (actor_features(doc, find_countries(doc), outside=True), bioes(doc, line.actors), doc, line)
        for doc, line in zip(docs, lines, strict=True) if len(doc)
    ]  # fmt: skip


def fit(data: Iterable[Sample], settings: Settings) -> LinearModel:
    """A tagger of these samples."""
    rows, labels, *_ = zip(*data, strict=True)
    model = train_chain(rows, labels, penalty=settings.penalty, seen=settings.seen, steps=settings.steps)
    shift = [-settings.recall if label == "O" else 0.0 for label in model.labels]
    return replace(prune(model), bias=model.bias + np.array(shift, dtype=np.float32))


def prune(model: LinearModel, least: float = 0.02) -> LinearModel:
    """Without the features that move no score by as much as `least`; "bias" stays, every token has it."""
    kept = [i for i, name in enumerate(model.features) if name == "bias" or abs(model.weights[i]).max() >= least]
    return replace(model, features=tuple(model.features[i] for i in kept), weights=model.weights[kept])


def measure(model: LinearModel, data: Iterable[Sample]) -> Counter[str]:
    """Counts of gold, got and right spans."""
    counts: Counter[str] = Counter()
    for rows, _, doc, line in data:
        got = {(start, end) for start, end, _ in found(doc, viterbi(model, rows))}
        gold = {actor.span for actor in line.actors}
        counts += Counter(gold=len(gold), got=len(got), right=len(gold & got))
    return counts


def f1(counts: Counter[str]) -> float:
    return round(2 * counts["right"] / max(1, counts["gold"] + counts["got"]), 3)


def cross_validate(files: Sequence[list[Sample]], folds: int, settings: Settings) -> float:
    """F1 of exact spans when whole files are left out in turn."""
    counts: Counter[str] = Counter()
    for fold in range(folds):
        model = fit((s for i, data in enumerate(files) if i % folds != fold for s in data), settings)
        counts += measure(model, (s for data in files[fold::folds] for s in data))
    return f1(counts)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; see the module's head."""
    parser = argparse.ArgumentParser(prog="python -m extract.names_train")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--dev", nargs="*", type=Path, default=[])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--penalty", type=float, default=DEFAULTS.penalty)
    parser.add_argument("--recall", type=float, default=DEFAULTS.recall)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(arguments)
    from extract.pipeline import load_pipeline

    nlp, settings = load_pipeline(), Settings(penalty=options.penalty, recall=options.recall)
    train = [samples(nlp, path) for folder in options.gold for path in sorted(folder.glob("*.jsonl"))]
    model = fit((s for data in train for s in data), settings)
    scores = {
        path.stem: f1(measure(model, samples(nlp, path))) for folder in options.dev for path in sorted(folder.glob("*.jsonl"))
    }
    record: dict[str, object] = {
        "command": "python -m extract.names_train GOLD_DIR --dev GOLD_DIR --folds N",
        "data": "news summaries and Wikinews leads (CC BY 2.5) annotated for actors by language models reading guidelines",
        "files": len(train),
        "lines": sum(map(len, train)), "mentions": sum(len(line.actors) for data in train for *_, line in data),
        "model": "linear-chain conditional random field, BIOES, L-BFGS; deterministic",
        "span F1": scores, **asdict(settings),
    }  # fmt: skip
    if options.folds:
        found = cross_validate(train, options.folds, settings)
        record["cross-validation"] = {"left out": "whole files", "folds": options.folds, "span F1": found}
    model.save(options.out, record)


if __name__ == "__main__":
    main()
