"""What every word of a line is in its context: a small gated convolution over words and grammar, in numpy.

It votes beside the log-linear models on triggers, types, states, places and days (half and half) and on roles.
Weights and vocabularies: data/models/encoder.npz, trained by `python -m extract.encoder_train` (needs the extra
`encoder`) with the transformer of `contexts.py`, whose vectors it builds on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.contexts import PieceVectors, read_pieces
from extract.learned import Floats, log_softmax
from extract.model import ActorMention, Country, Time
from extract.triggers_view import View, view

MODEL = Path(__file__).parent / "data" / "models" / "encoder.npz"
COLUMNS = ("lemma", "tag", "dep", "kind", "mention", "begins", "ends", "again")
FEATURES = "told"  # of the answers to who and whom: case, path, slot … (`role_rows.py`)
QUESTIONS = ("agent", "target", "time", "place")
COMPARED = 2  # questions whose answers look at each other
DILATIONS = (1, 2, 4, 1)
CLAUSES = frozenset({"ROOT", "advcl", "acl", "ccomp"})  # what the head of a clause depends as
RELATIONS = 48  # classes of `relation`
GAP = max(DILATIONS)  # empty rows between two lines, so that no line sees into the next
DISTANCES = (0, 1, 2, 4, 8, 16, 32)
LEVEL = 1e-5  # what keeps the norm of a layer from division by zero
TENSOR = 256  # width of GiNZA's own reading of a token
SIDES = 4  # heads that compare the answers to a question
Mentions = tuple[tuple[Time, ...], tuple[Country, ...], tuple[ActorMention, ...]]


@dataclass(frozen=True)
class Encoder:
    """Weights by name; `ids` maps the values of each column and the features of answers to rows of their embedding (0: unknown)."""

    weights: Mapping[str, Floats]
    ids: Mapping[str, Mapping[str, int]]
    types: tuple[str, ...]
    states: tuple[str, ...]
    marks: tuple[str, ...]  # BIOES labels of the mentions of actors


@cache
def encoder() -> Encoder:
    """The shipped weights."""
    with np.load(MODEL, allow_pickle=False) as arrays:
        ids = {c: {value: row for row, value in enumerate(arrays[f"values.{c}"].tolist(), 1)} for c in (*COLUMNS, FEATURES)}
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files if arrays[name].dtype == np.float16}
        types, states, marks = (tuple(arrays[name].tolist()) for name in ("types", "states", "marks"))
        return Encoder(weights, ids, types, states, marks)


@dataclass(frozen=True)
class Reading:
    """A line as read: `hidden` (N, 128) its tokens in context, `inputs` (N, D) by themselves.

    `askers` and `fillers` (N, 96): every token as the one that asks who, whom, when and where, and as the one that answers.
    """

    line: View
    hidden: Floats
    inputs: Floats
    askers: Floats
    fillers: Floats

    def votes(self, tokens: Sequence[int]) -> tuple[Floats, Floats, Floats]:
        """Log odds (C) of being a trigger's head, log probabilities (C, types) and (C, states), for each of C tokens."""
        w, read = encoder().weights, encoder()
        heads = [self.line.head[i] for i in tokens]
        z = np.concatenate([self.hidden[tokens], self.inputs[tokens], self.hidden[heads]], axis=1)
        out = _affine(w, "out", np.maximum(_affine(w, "hid", z), 0))
        kinds = 1 + len(read.types)
        return out[:, 0], log_softmax(out[:, 1:kinds]), log_softmax(out[:, kinds:])

    def choice(self, trigger: int, tokens: Sequence[int], told: Sequence[Sequence[str]], *questions: str) -> Floats:
        """Log probabilities (1 + M, Q) of nothing and of M mentions, by their last tokens, as answers to some of QUESTIONS.

        `told` are the features of these answers, nothing first; none at all where the encoder knows none for the question.
        """
        w = encoder().weights
        apart = [distance(m - trigger) for m in tokens]
        lies = [relation(self.line, self._clauses, trigger, m) for m in tokens]
        rows = np.vstack([w["none"], self.fillers[list(tokens)] + w["dist.weight"][apart] + w["lies.weight"][lies]])
        rows += self.askers[trigger]
        if told:
            rows += _summed(told)
            rows += _compared(rows)
        asked = [QUESTIONS.index(question) for question in questions]
        return log_softmax(_affine(w, "ro", np.maximum(rows, 0))[:, asked].T).T

    @cached_property
    def _clauses(self) -> list[int]:
        return clauses(self.line)


def contexts_of(docs: Sequence[Doc], pieces: Sequence[PieceVectors] | None = None) -> list[Floats]:
    """The words of every doc in their context (N, 384); `pieces` are what `read_pieces` tells of the texts, where that is known."""
    pieces = read_pieces([doc.text for doc in docs]) if pieces is None else pieces
    return [found.of_words(words_of(doc)) for doc, found in zip(docs, pieces, strict=True)]


def mark_votes(context: Floats) -> Floats:
    """Log probabilities (N, marks) of every word's part in the mention of an actor, by its context alone."""
    w = encoder().weights
    return log_softmax(_affine(w, "marks", np.maximum(_affine(w, "mark", context), 0)))


def read(docs: Sequence[Doc], mentions: Sequence[Mentions], contexts: Sequence[Floats] | None = None) -> list[Reading]:
    """Read GiNZA docs with their mentions, all in one go: few large products cost less than many small ones.

    `contexts` are their `contexts_of`, where these are known already.
    """
    if not docs:
        return []
    contexts = contexts_of(docs) if contexts is None else contexts
    lines = [view(doc, *found) for doc, found in zip(docs, mentions, strict=True)]
    sizes = np.array([len(line) for line in lines])
    starts = np.cumsum(sizes + GAP) - sizes - GAP
    rows = np.concatenate([np.arange(len(line)) + at for line, at in zip(lines, starts, strict=True)])
    inputs = _inputs(docs, lines, contexts)
    heads = np.concatenate([np.array(line.head, dtype=np.intp) + at for line, at in zip(lines, starts, strict=True)])
    hidden = _convolved(inputs, rows, heads)[rows]
    z = np.concatenate([hidden, inputs], axis=1)
    sides = _affine(encoder().weights, "rt", z), z @ encoder().weights["rm.weight"].T
    told = (np.split(rows, np.cumsum(sizes)[:-1]) for rows in (hidden, inputs, *sides))
    return [Reading(*parts) for parts in zip(lines, *told, strict=True)]


def columns(line: View) -> dict[str, Sequence[str]]:
    """The values of a line that are embedded, by column."""
    return {
        "lemma": line.lemma, "tag": list(map(coarse, line.tag)), "dep": line.dep, "kind": line.kind, "mention": line.mention,
        "begins": [text[0] for text in line.text], "ends": [text[-1] for text in line.text], "again": again(line),
    }  # fmt: skip


def coarse(tag: str) -> str:
    """Three levels of a part of speech: the fourth says little and is often rare."""
    return "-".join(tag.split("-")[:3])


def again(line: View) -> list[str]:
    """Which time of how many the lemma stands in the line (up to 3), and whether in its first, last or a middle sentence."""
    total, seen, found = Counter(line.lemma), Counter[str](), list[str]()
    for lemma, sentence in zip(line.lemma, line.sentence, strict=True):
        seen[lemma] += 1
        place = "f" if sentence == 0 else "l" if sentence == line.sentence[-1] else "m"
        found.append(f"{min(seen[lemma], 3)}/{min(total[lemma], 3)}{place}")
    return found


def distance(tokens: int) -> int:
    """Class of a signed distance: 0, 1, 2, up to 4, 8, 16, 32, more; from 8 on the other way."""
    at = bisect_left(DISTANCES, abs(tokens))
    return at if tokens >= 0 else 8 + at


def clauses(line: View) -> list[int]:
    """How many heads of clauses stand before each token, and before the end."""
    return list(accumulate((dep in CLAUSES for dep in line.dep), initial=0))


def relation(line: View, before: Sequence[int], trigger: int, token: int) -> int:
    """Class of where a token lies to a trigger: side, clauses between (up to 3), same sentence, deeper or less deep in quotes."""
    low, high = sorted((trigger, token))
    between = min(3, before[high] - before[low + 1]) if high > low else 0
    quoted = (line.depth[token] > line.depth[trigger]) - (line.depth[token] < line.depth[trigger]) + 1
    return ((token > trigger) * 4 + between) * 6 + (line.sentence[trigger] == line.sentence[token]) * 3 + quoted


def words_of(doc: Doc) -> list[str]:
    """The tokens of a doc with the space behind them: together they are its text."""
    return [token.text_with_ws for token in doc]


def tensors(doc: Doc) -> Floats:
    """GiNZA's own reading of the tokens (N, 256); zeros where the doc has none."""
    if len(doc.tensor) < len(doc):
        return np.zeros((len(doc), TENSOR), dtype=np.float32)
    return np.asarray(doc.tensor[: len(doc)], dtype=np.float32)


def word_vectors(vocab: Vocab, words: Sequence[str]) -> Floats:
    """Word vectors of length 1 (N, 300); zeros for words that have none."""
    table = vocab.vectors
    rows = table.find(keys=[vocab.strings[word] for word in words]) if words else np.zeros(0, dtype=np.int64)
    found = np.asarray(table.data[rows], dtype=np.float32)
    found[rows < 0] = 0
    return np.asarray(found / (np.sqrt(np.einsum("ij,ij->i", found, found))[:, None] + 1e-6), dtype=np.float32)


def _inputs(docs: Sequence[Doc], lines: Sequence[View], contexts: Sequence[Floats]) -> Floats:
    """The tokens of all lines (N, D) by themselves."""
    w, ids, told = encoder().weights, encoder().ids, [columns(line) for line in lines]
    seen = [w[f"emb.{c}.weight"][[ids[c].get(value, 0) for of in told for value in of[c]]] for c in COLUMNS]
    quoted = w["depth.weight"][[min(2, d) for line in lines for d in line.depth]]
    context = np.maximum(_affine(w, "cproj", np.concatenate(contexts)), 0)
    own = np.maximum(_affine(w, "tproj", np.concatenate([tensors(doc) for doc in docs])), 0)
    return np.concatenate([*seen, quoted, _meanings(docs[0].vocab, lines), context, own], axis=1)


def _meanings(vocab: Vocab, lines: Sequence[View]) -> Floats:
    """What the word vectors of every token and of its lemma tell (N, 128); each word is looked up once."""
    w = encoder().weights
    order: dict[str, int] = {}
    texts = [order.setdefault(word, len(order)) for line in lines for word in line.text]
    lemmas = [order.setdefault(word, len(order)) for line in lines for word in line.lemma]
    vectors, sides = word_vectors(vocab, list(order)), w["proj.weight"].reshape(-1, 2, 300)
    told = (vectors @ sides[:, 0].T)[texts] + (vectors @ sides[:, 1].T)[lemmas]
    return np.maximum(told + w["proj.bias"], 0)


def _convolved(inputs: Floats, rows: NDArray[np.intp], heads: NDArray[np.intp]) -> Floats:
    """Each block adds what a word's neighbours on either side and its head say, through a gate."""
    w = encoder().weights
    h = np.zeros((int(rows[-1]) + 1 if len(rows) else 0, len(w["first.bias"])), dtype=np.float32)
    h[rows] = _affine(w, "first", inputs)
    above = np.arange(len(h))
    above[rows] = heads
    between = np.ones(len(h), dtype=bool)
    between[rows] = False
    for k, gap in enumerate(DILATIONS):
        z = _level(h) * w[f"blocks.{k}.norm.weight"] + w[f"blocks.{k}.norm.bias"]
        z[between] = 0
        around = np.concatenate([_moved(z, gap), z, _moved(z, -gap), z[above]], axis=1)
        value, gate = np.split(around @ w[f"blocks.{k}.weight"] + w[f"blocks.{k}.bias"], 2, axis=1)
        h += value / (1 + np.exp(-gate))
    return h


def _moved(z: Floats, by: int) -> Floats:
    """Rows shifted down (`by` > 0) or up, zeros where none come in."""
    out = np.zeros_like(z)
    if abs(by) < len(z):
        if by > 0:
            out[by:] = z[:-by]
        else:
            out[:by] = z[-by:]
    return out


def _level(h: Floats) -> Floats:
    centred = h - h.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", centred, centred)[:, None] / h.shape[1]
    return np.asarray(centred / np.sqrt(spread + LEVEL), dtype=np.float32)


def _summed(told: Sequence[Sequence[str]]) -> Floats:
    """The embeddings of each answer's features, added up (N, 96)."""
    known, table = encoder().ids[FEATURES].get, encoder().weights["told.weight"]
    ids, starts = list[int](), list[int]()
    for features in told:
        starts.append(len(ids))
        ids.append(0)  # so that no sum is empty; its row is zero
        ids += [row for row in map(known, features) if row]
    return np.add.reduceat(table[ids], starts, axis=0)


def _compared(rows: Floats) -> Floats:
    """What each of the answers (M, 96) learns from looking at all of them: attention of a few heads, to be added."""
    w, (count, width) = encoder().weights, rows.shape
    normed = _level(rows) * w["compare.norm.weight"] + w["compare.norm.bias"]
    queries, keys, values = _affine(w, "compare.sides", normed).reshape(count, 3, SIDES, width // SIDES).transpose(1, 2, 0, 3)
    shares = np.exp(log_softmax(queries @ keys.transpose(0, 2, 1) / (width // SIDES) ** 0.5))
    return np.asarray((shares @ values).transpose(1, 0, 2).reshape(count, width) @ w["compare.out.weight"].T, dtype=np.float32)


def _affine(w: Mapping[str, Floats], layer: str, x: Floats) -> Floats:
    return np.asarray(x @ w[f"{layer}.weight"].T + w[f"{layer}.bias"], dtype=np.float32)
