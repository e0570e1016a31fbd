"""What a training of the encoder begins with: names for its rows, pieces of words, and weights, afresh or from one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from sentencepiece import SentencePieceProcessor
from torch import Tensor

from extract.contexts_train import choose_pieces, packed
from extract.encoder import COLUMNS, DILATIONS, FEATURES
from extract.encoder_examples import Example, vocabularies
from extract.learned import Floats


@dataclass(frozen=True)
class Start:
    """The values of every column, the labels, the pieces of words with their rows in the packed transformer, and known weights."""

    values: Mapping[str, Sequence[str]]
    types: Sequence[str]
    states: Sequence[str]
    pieces: bytes
    rows: Sequence[int]
    weights: Mapping[str, Tensor]


def afresh(examples: Sequence[Example]) -> Start:
    """What the examples show, and no weights but those of the packed transformer."""
    events = [i.event for e in examples for i in e.items if i.event]
    pieces, rows = choose_pieces(packed(), ("".join(e.words) for e in examples))
    types, states = sorted({e.type for e in events}), sorted({e.status for e in events})
    return Start(vocabularies(examples), types, states, pieces, rows, {})


def further(model: Path) -> Start:
    """A network that was written before (`encoder.npz`, with `contexts.onnx` and `pieces.model` beside it), as it was rounded.

    It no longer tells the annotators of different sources apart: only the scored lines' habits were written.
    """
    pieces = model.with_name("pieces.model").read_bytes()
    with np.load(model, allow_pickle=False) as arrays:
        known = {name: arrays[name] for name in arrays.files}
    values = {column: known[f"values.{column}"].tolist() for column in (*COLUMNS, FEATURES)}
    weights = {name: array.astype(np.float32) for name, array in known.items() if array.dtype == np.float16}
    weights = _blocks_apart(weights) | {
        f"contexts.{name}": array for name, array in _unpacked(model.with_name("contexts.onnx")).items()
    }
    return Start(
        values, known["types"].tolist(), known["states"].tolist(), pieces,
        range(len(SentencePieceProcessor(model_proto=pieces))),  # rows as good as any: their weights are known
        {name: torch.tensor(array) for name, array in weights.items()},
    )  # fmt: skip


def _blocks_apart(weights: Mapping[str, Floats]) -> dict[str, Floats]:
    """Each block's convolution and head, which `encoder_train.arrays` writes as one matrix."""
    out = dict(weights)
    for k in range(len(DILATIONS)):
        *sides, up = np.split(out.pop(f"blocks.{k}.weight"), 4)
        out[f"blocks.{k}.conv.weight"] = np.stack([side.T for side in sides], axis=2)
        out[f"blocks.{k}.conv.bias"], out[f"blocks.{k}.up.weight"] = out.pop(f"blocks.{k}.bias"), up.T
    return out


def _unpacked(path: Path) -> dict[str, Floats]:
    """The transformer's weights by its own names from the eight-bit ones that `contexts_train.export` writes."""
    graph = onnx.load(path).graph
    told = {array.name: numpy_helper.to_array(array) for array in graph.initializer}

    def plain(name: str) -> Floats:
        rounded, zero, scale = (told[f"{name}_{part}"] for part in ("quantized", "zero_point", "scale"))
        return np.asarray((rounded.astype(np.float32) - zero.astype(np.float32)) * scale, dtype=np.float32)

    products = {"/".join(n.output[0].split("/")[1:3]): n.input[1] for n in graph.node if n.op_type == "MatMulInteger"}
    out = {name: array for name, array in told.items() if array.dtype == np.float32 and not name.endswith("_scale")}
    out |= {f"{name.replace('/', '.')}.weight": plain(array.removesuffix("_quantized")).T for name, array in products.items()}
    return out | {"word.weight": plain("word.weight")}
