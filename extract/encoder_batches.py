"""Examples of the encoder as the padded tensors that `extract.encoder_train` learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from sentencepiece import SentencePieceProcessor
from torch import Tensor
from torch.nn import functional

from extract.contexts import LONGEST, PAD, pieces_of
from extract.encoder import COLUMNS, FEATURES, clauses, columns, distance, relation
from extract.encoder_examples import MARKS, Example, Halves

UNKNOWN = -1  # in place of the mark of a word that nobody annotated


@dataclass(frozen=True)
class Batcher:
    """Examples as padded tensors, by the ids of values and labels."""

    ids: Mapping[str, Mapping[str, int]]
    types: Sequence[str]
    states: Sequence[str]
    processor: SentencePieceProcessor

    def of(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        width = max(len(e.line) for e in examples)
        told = [columns(e.line) for e in examples]
        b = {c: _padded([[self.ids[c].get(v, 0) for v in t[c]] for t in told], width) for c in COLUMNS}
        b["depth"] = _padded([[min(2, d) for d in e.line.depth] for e in examples], width)
        b["head"] = _padded([e.line.head for e in examples], width)
        b["mask"] = _padded([[1] * len(e.line) for e in examples], width).float().unsqueeze(-1)
        b["vectors"] = _stacked([e.vectors for e in examples], width)
        b["tensor"] = _stacked([e.tensor for e in examples], width)
        b |= self._pieces(examples, width)
        found = [(k, item) for k, e in enumerate(examples) for item in e.items]
        b["line"], b["token"] = torch.tensor([k for k, _ in found]), torch.tensor([i.candidate.head for _, i in found])
        b["type"] = torch.tensor([self.types.index(i.event.type) if i.event else -1 for _, i in found])
        b["status"] = torch.tensor([self.states.index(i.event.status) if i.event else -1 for _, i in found])
        b["weight"] = torch.tensor([float(i.weight) for _, i in found])
        b["marks"] = _padded([[MARKS.index(m) for m in e.marks] or [UNKNOWN] * len(e.line) for e in examples], width, UNKNOWN)
        b["source"] = torch.tensor([e.source for e in examples])
        return b | self._roles(examples)

    def _pieces(self, examples: Sequence[Example], width: int) -> dict[str, Tensor]:
        """The pieces of the texts, and which of them each word begins and ends in."""
        told = [pieces_of("".join(e.words), self.processor) for e in examples]
        bounds = [pieces.of_words(e.words) for pieces, e in zip(told, examples, strict=True)]
        longest = -(-max(len(pieces.ids) for pieces in told) // 16) * 16  # products of few shapes are prepared but once
        ids = torch.tensor([[*pieces.ids, *([PAD] * (longest - len(pieces.ids)))] for pieces in told])[:, :LONGEST]
        first, last = (
            _padded([np.minimum(side, LONGEST - 1).tolist() for side in sides], width) for sides in zip(*bounds, strict=True)
        )
        return {"pieces": ids, "first": first, "last": last}

    def _roles(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        asked = [(k, e, *question) for k, e in enumerate(examples) for question in e.asked]
        if not asked:
            return {}
        width, before = max(len(e.fillers) for _, e, *_ in asked), [clauses(e.line) for e in examples]
        answers = [[[*row, *([None] * (width + 1 - len(row)))] for row in rows] for *_, rows in asked]
        return {
            "asked.line": torch.tensor([k for k, *_ in asked]),
            "asked.token": torch.tensor([token for _, _, token, _ in asked]),
            "fillers": _padded([e.fillers for _, e, *_ in asked], width),
            "apart": _padded([[distance(m - token) for m in e.fillers] for _, e, token, _ in asked], width),
            "lies": _padded([[relation(e.line, before[k], token, m) for m in e.fillers] for k, e, token, _ in asked], width),
            "rows": torch.tensor([[[answer is not None for answer in row] for row in rows] for rows in answers]),
            "right": torch.tensor([[[bool(answer) for answer in row] for row in rows] for rows in answers]),
            **self._told(examples),
            "asked.weight": torch.tensor([float(e.weight) for _, e, *_ in asked]),
        }

    def _told(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        """The features of all answers in one row of ids, where each answer's begin, and which answer to which question it is."""
        ids, starts, places = list[int](), list[int](), list[tuple[int, int]]()
        for number, rows in enumerate(rows for e in examples for rows in e.told):
            for k, features in enumerate(rows):
                starts.append(len(ids))
                ids += [self.ids[FEATURES].get(feature, 0) for feature in features]
                places.append((number, k))
        asked, row = torch.tensor(places).T
        return {"told.ids": torch.tensor(ids), "told.starts": torch.tensor(starts), "told.asked": asked, "told.row": row}


def _stacked(arrays: Sequence[Halves], width: int) -> Tensor:
    return torch.stack([functional.pad(torch.from_numpy(array).float(), (0, 0, 0, width - len(array))) for array in arrays])


def _padded(rows: Sequence[Sequence[int]], width: int, filler: int = 0) -> Tensor:
    return torch.tensor([[*row, *([filler] * (width - len(row)))] for row in rows])
