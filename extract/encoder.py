"""What every word of a line is in its context: a small gated convolution over words, tags and heads, in numpy.

It votes beside the log-linear models, half and half, on triggers, types, states and roles. Weights and vocabularies:
data/models/encoder.npz, trained by `python -m extract.encoder_train` (needs the extra `encoder`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.learned import Floats
from extract.model import ActorMention, Country, Time
from extract.triggers_view import View, view

MODEL = Path(__file__).parent / "data" / "models" / "encoder.npz"
COLUMNS = ("lemma", "tag", "dep", "kind", "mention")
DILATIONS = (1, 2, 4, 1)
DISTANCES = (0, 1, 2, 4, 8, 16, 32)
LEVEL = 1e-5  # what keeps the norm of a layer from division by zero


@dataclass(frozen=True)
class Encoder:
    """Weights by name; `ids` maps the values of each column to rows of its embedding (0: unknown)."""

    weights: Mapping[str, Floats]
    ids: Mapping[str, Mapping[str, int]]
    types: tuple[str, ...]
    states: tuple[str, ...]


@cache
def encoder() -> Encoder:
    """The shipped weights."""
    with np.load(MODEL, allow_pickle=False) as arrays:
        ids = {c: {value: row for row, value in enumerate(arrays[f"values.{c}"].tolist(), 1)} for c in COLUMNS}
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files if arrays[name].dtype == np.float16}
        return Encoder(weights, ids, tuple(arrays["types"].tolist()), tuple(arrays["states"].tolist()))


@dataclass(frozen=True)
class Reading:
    """A line as read: `hidden` (N, 128) its tokens in context, `inputs` (N, 260) by themselves."""

    line: View
    hidden: Floats
    inputs: Floats

    def votes(self, tokens: Sequence[int]) -> tuple[Floats, Floats, Floats]:
        """Log odds (C) of being a trigger's head, log probabilities (C, types) and (C, states), for each of C tokens."""
        w, read = encoder().weights, encoder()
        heads = [self.line.head[i] for i in tokens]
        z = np.concatenate([self.hidden[tokens], self.inputs[tokens], self.hidden[heads]], axis=1)
        out = _affine(w, "out", np.maximum(_affine(w, "hid", z), 0))
        kinds = 1 + len(read.types)
        return out[:, 0], log_softmax(out[:, 1:kinds]), log_softmax(out[:, kinds:])

    def roles(self, trigger: int, mentions: Sequence[int]) -> Floats:
        """Log probabilities (1 + M, 2) of nobody and of M mentions, by their last tokens, as agent and as target."""
        w, (askers, fillers) = encoder().weights, self._sides
        apart = [distance(m - trigger) for m in mentions]
        rows = np.vstack([w["none"], fillers[list(mentions)] + w["dist.weight"][apart]])
        scores = _affine(w, "ro", np.maximum(askers[trigger] + rows, 0))
        return log_softmax(scores.T).T

    @cached_property
    def _sides(self) -> tuple[Floats, Floats]:
        """Every token (N, 96) as the one that asks who and whom, and as the one that answers."""
        w, z = encoder().weights, np.concatenate([self.hidden, self.inputs], axis=1)
        return _affine(w, "rt", z), z @ w["rm.weight"].T


def read(doc: Doc, times: tuple[Time, ...], countries: tuple[Country, ...], actors: tuple[ActorMention, ...]) -> Reading:
    """Read a GiNZA doc with its mentions."""
    line = view(doc, times, countries, actors)
    w, ids = encoder().weights, encoder().ids
    columns = {
        "lemma": line.lemma,
        "tag": [coarse(t) for t in line.tag],
        "dep": line.dep,
        "kind": line.kind,
        "mention": line.mention,
    }
    seen = [w[f"emb.{c}.weight"][[ids[c].get(value, 0) for value in columns[c]]] for c in COLUMNS]
    words = np.concatenate([word_vectors(doc.vocab, line.text), word_vectors(doc.vocab, line.lemma)], axis=1)
    quoted = w["depth.weight"][[min(2, d) for d in line.depth]]
    inputs = np.concatenate([*seen, quoted, np.maximum(_affine(w, "proj", words), 0)], axis=1)
    return Reading(line, _contexts(w, inputs, list(line.head)), inputs)


def coarse(tag: str) -> str:
    """Three levels of a part of speech: the fourth says little and is often rare."""
    return "-".join(tag.split("-")[:3])


def distance(tokens: int) -> int:
    """Class of a signed distance: 0, 1, 2, up to 4, 8, 16, 32, more; from 8 on the other way."""
    at = int(np.searchsorted(DISTANCES, abs(tokens)))
    return at if tokens >= 0 else 8 + at


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def _contexts(w: Mapping[str, Floats], inputs: Floats, heads: Sequence[int]) -> Floats:
    """Each block adds what a word's neighbours on either side and its head say, through a gate."""
    h = _affine(w, "first", inputs)
    for k, gap in enumerate(DILATIONS):
        z = _level(h) * w[f"blocks.{k}.norm.weight"] + w[f"blocks.{k}.norm.bias"]
        around = np.concatenate([_moved(z, gap), z, _moved(z, -gap), z[heads]], axis=1)
        value, gate = np.split(around @ w[f"blocks.{k}.weight"] + w[f"blocks.{k}.bias"], 2, axis=1)
        h = h + value / (1 + np.exp(-gate))
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
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + LEVEL), dtype=np.float32)


def _affine(w: Mapping[str, Floats], layer: str, x: Floats) -> Floats:
    return np.asarray(x @ w[f"{layer}.weight"].T + w[f"{layer}.bias"], dtype=np.float32)


def word_vectors(vocab: Vocab, words: Sequence[str]) -> Floats:
    """Word vectors of length 1 (N, 300); zeros for words that have none."""
    table = vocab.vectors
    rows = table.find(keys=[vocab.strings[word] for word in words]) if words else np.zeros(0, dtype=np.int64)
    found = np.asarray(table.data[rows], dtype=np.float32)
    found[rows < 0] = 0
    return np.asarray(found / (np.sqrt(np.einsum("ij,ij->i", found, found))[:, None] + 1e-6), dtype=np.float32)
