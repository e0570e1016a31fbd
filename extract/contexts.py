"""What a line's words are in their context, by a small pretrained transformer: vectors that the encoder builds on.

multilingual-e5-small (MIT), taught further with the encoder (`python -m extract.encoder_train`): eight-bit
weights in data/models/contexts.onnx, its pieces of words in data/models/pieces.model. It needs nothing but the text, so it can
read while GiNZA parses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from sentencepiece import SentencePieceProcessor

from extract.learned import Floats

MODELS = Path(__file__).parent / "data" / "models"
WIDTH = 384
BEGIN, END, PAD = 1, 2, 3  # ids of the pieces that are no text
SLOWER = ["SkipLayerNormFusion"]  # what ONNX Runtime joins to something slower: a sixth of the time
LONGEST = 512  # pieces read together: the model knows no more places
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Pieces:
    """A text in pieces: their ids, and where in the text each ends; the first and the last stand for begin and end."""

    ids: Sequence[int]
    ends: Sequence[int]

    def of_words(self, words: Sequence[str]) -> tuple[Places, Places]:
        """The first and the last piece that each word has a share of, else the piece that follows.

        Together the words, with the spaces behind them, are the text.
        """
        bounds = np.fromiter(accumulate(map(len, words), initial=0), dtype=np.intp)
        last = len(self.ids) - 1
        first = np.minimum(np.searchsorted(self.ends, bounds[:-1], side="right"), last)
        return first, np.minimum(np.searchsorted(self.ends, bounds[1:], side="left"), last)


@dataclass(frozen=True)
class PieceVectors:
    """The pieces of a text with their vectors (P, 384)."""

    pieces: Pieces
    vectors: Floats

    def of_words(self, words: Sequence[str]) -> Floats:
        """The vectors of words (N, 384): the mean of their first and their last piece's."""
        first, last = self.pieces.of_words(words)
        return np.asarray((self.vectors[first] + self.vectors[last]) / 2, dtype=np.float32)


@cache
def _processor() -> SentencePieceProcessor:
    return SentencePieceProcessor(model_file=str(MODELS / "pieces.model"))


@cache
def _session() -> InferenceSession:
    options = SessionOptions()
    options.intra_op_num_threads = 1  # the other cores are GiNZA's, or other workers'
    return InferenceSession(MODELS / "contexts.onnx", options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER)


def pieces_of(text: str, processor: SentencePieceProcessor | None = None) -> Pieces:
    """Cut a text into pieces, the shipped ones unless told otherwise."""
    found = (processor or _processor()).encode(text, return_type="offset_mapping")
    ends = [end for _, end in found["offsets"]]
    return Pieces([BEGIN, *found["ids"], END], [0, *ends, ends[-1] if ends else 0])


def read_pieces(texts: Sequence[str]) -> list[PieceVectors]:
    """Every text by itself: eight-bit products depend on all that is multiplied together. A long text is read in windows."""
    told = [pieces_of(text) for text in texts]
    return [PieceVectors(pieces, _vectors(pieces.ids)) for pieces in told]


def _vectors(ids: Sequence[int]) -> Floats:
    windows = (np.array([ids[at : at + LONGEST]], dtype=np.int64) for at in range(0, len(ids), LONGEST))
    return np.concatenate([_session().run(None, {"ids": window})[0][0] for window in windows])
