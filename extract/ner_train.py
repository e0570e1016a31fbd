"""Train the named-entity component: python -m extract.ner_train DATA.json [--plain N] [--swapped N] [--start FILE] [--out DIR]

DATA.json is a list of {"text": …, "entities": [{"span": [start, end], "type": "人名"}, …]} with code-point offsets, as
Stockmark's ner-wikipedia-dataset has it. First epochs read the sentences as they are; the later ones also copies whose
entities are exchanged for others of the same kind. `--start` goes on from earlier weights. Writes weights.msgpack and
record.json; sentences held out are never trained on.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import NumpyOps, Optimizer, fix_random_seed, set_current_ops

from extract.ner import LABELS, MODEL, component, dump_weights, load_weights

OUT = Path(__file__).parent / "data" / "ner"
LABEL_OF = {
    "人名": "PERSON", "法人名": "ORG", "政治的組織名": "ORG", "その他の組織名": "ORG",
    "地名": "PLACE", "施設名": "FAC", "製品名": "PRODUCT", "イベント名": "EVENT",
}  # fmt: skip
MEASURED = ("PERSON", "ORG", "PLACE")
Gold = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the component is trained; `swapped` epochs follow the `plain` ones, `share` is the part of sentences they copy."""

    seed: int = 1
    plain: int = 10
    swapped: int = 5
    share: float = 0.5
    rate: float = 0.001
    dropout: float = 0.3
    batch: int = 24


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence (with GiNZA's tensor), the same with its entities, and their spans as annotated."""

    bare: Doc
    marked: Doc
    gold: tuple[Gold, ...]


def read_sentences(nlp: Language, path: Path) -> list[Sentence]:
    """The sentences of a data file; an entity that cuts through a token keeps the tokens that it covers whole."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    docs = nlp.pipe([row["text"] for row in rows], batch_size=32)
    return [
        sentence(doc, tuple((*entity["span"], LABEL_OF[entity["type"]]) for entity in row["entities"]))
        for doc, row in zip(docs, rows, strict=True)
    ]  # fmt: skip


def sentence(doc: Doc, gold: tuple[Gold, ...]) -> Sentence:
    marked = doc.copy()
    spans = (marked.char_span(start, end, label=label, alignment_mode="contract") for start, end, label in gold)
    marked.ents = filter_spans([span for span in spans if span is not None and len(span)])
    return Sentence(doc, marked, gold)


def split(data: Sequence[Sentence], held_out: int) -> tuple[list[Sentence], list[Sentence]]:
    """(train, held out), the same for every run."""
    order = list(range(len(data)))
    random.Random(0).shuffle(order)
    return [data[i] for i in order[held_out:]], [data[i] for i in order[:held_out]]


def swap(data: Iterable[Sentence], nlp: Language, rng: random.Random, share: float) -> Iterator[Example]:
    """Copies of a share of the sentences, seven in ten of their entities exchanged for others of the same label."""
    data = list(data)
    pool: defaultdict[str, list[Span]] = defaultdict(list)
    for item in data:
        for span in item.marked.ents:
            pool[span.label_].append(span)
    tok2vec = nlp.get_pipe("tok2vec")
    for item in rng.sample(data, int(len(data) * share)):
        if item.marked.ents:
            bare, marked = _swapped(item.marked, pool, rng)
            yield Example(tok2vec(bare), marked)


def _swapped(doc: Doc, pool: dict[str, list[Span]], rng: random.Random) -> tuple[Doc, Doc]:
    words, tags, marks, at = [], [], [], 0
    starts = {span.start: span for span in doc.ents}
    while at < len(doc):
        span = starts.get(at)
        tokens = doc[at : at + 1] if span is None else rng.choice(pool[span.label_]) if rng.random() < 0.7 else span
        words += [token.text for token in tokens]
        tags += [token.tag_ for token in tokens]
        marks += ["O"] if span is None else [f"B-{span.label_}", *[f"I-{span.label_}"] * (len(tokens) - 1)]
        at = at + 1 if span is None else span.end
    spaces = [False] * len(words)
    return Doc(doc.vocab, words, spaces, tags=tags), Doc(doc.vocab, words, spaces, tags=tags, ents=marks)


def f1(counts: Counter[str], labels: Iterable[str]) -> float:
    right, got, gold = (sum(counts[f"{label} {what}"] for label in labels) for what in ("right", "got", "gold"))
    return round(2 * right / max(1, got + gold), 3)


def measure(ner: Language, data: Iterable[Sentence]) -> dict[str, float]:
    """F1 of exact character spans: micro over persons, organisations and places, then for each label."""
    counts: Counter[str] = Counter()
    for item in data:
        got = {(span.start_char, span.end_char, span.label_) for span in component(ner)(item.bare.copy()).ents}
        gold = set(item.gold)
        for what, found in (("right", got & gold), ("got", got), ("gold", gold)):
            counts.update(f"{label} {what}" for *_, label in found)
    return {"PERSON, ORG, PLACE": f1(counts, MEASURED), **{label: f1(counts, [label]) for label in LABELS}}


def train(nlp: Language, data: Sequence[Sentence], settings: Settings, start: bytes | None = None) -> tuple[Language, Optimizer]:
    """A pipeline that holds the trained component alone, and the optimizer with the averaged weights; from `start` on if given."""
    fix_random_seed(settings.seed)
    rng = random.Random(settings.seed)
    ner = Language(vocab=nlp.vocab)
    ner.add_pipe("ner", config={"model": MODEL})
    for label in LABELS:
        component(ner).add_label(label)
    plain = [Example(item.bare, item.marked) for item in data]
    ner.initialize(lambda: plain[:50])
    if start:
        load_weights(component(ner), start)
    optimizer: Optimizer = ner.create_optimizer()  # type: ignore[no-untyped-call]
    epochs = settings.plain + settings.swapped
    for epoch in range(epochs):
        examples = plain + (list(swap(data, nlp, rng, settings.share)) if epoch >= settings.plain else [])
        rng.shuffle(examples)
        optimizer.learn_rate = settings.rate * (1 - 0.9 * epoch / epochs)
        for at in range(0, len(examples), settings.batch):
            ner.update(examples[at : at + settings.batch], sgd=optimizer, drop=settings.dropout)
    return ner, optimizer


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; see the module's head."""
    parser = argparse.ArgumentParser(prog="python -m extract.ner_train")
    parser.add_argument("data", type=Path)
    parser.add_argument("--held-out", type=int, default=600)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    options = parser.parse_args(arguments)
    settings = Settings(**{name: getattr(options, name) for name in asdict(Settings())})
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load("ja_ginza", exclude=["ner"])
    kept, held = split(read_sentences(nlp, options.data), options.held_out)
    start = options.start.read_bytes() if options.start else None
    ner, optimizer = train(nlp, kept, settings, start)
    with ner.use_params(optimizer.averages):
        final = dump_weights(component(ner))
    load_weights(component(ner), final)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "weights.msgpack").write_bytes(dump_weights(component(ner)))
    record = {
        "command": "python -m extract.ner_train DATA.json",
        "data": "Stockmark, ner-wikipedia-dataset (Japanese Wikipedia), CC BY-SA 3.0",
        "sentences": len(kept), "held out": len(held), "exact span F1 on held out": measure(ner, held), **asdict(settings),
    }  # fmt: skip
    (options.out / "record.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
