"""Which annotated lines a model learns from, how much each counts, and which of them cross-validation leaves out together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.gold import GoldLine, read_gold

FOLDS = 5
ALWAYS = -1  # the fold of lines that are in every fold's training and never scored
QUICK = 0.5  # what a line of one quick reading counts


@dataclass(frozen=True, slots=True)
class Annotated:
    """A line to learn from; `fold` is its file's, `weight` what an item of it counts."""

    file: str
    line: GoldLine
    fold: int
    weight: float

    @property
    def habits(self) -> int:
        """Whose manner of annotating it shows: 0 the scored lines', 1 our own, 2 quick readings'."""
        return 0 if self.fold != ALWAYS else 1 if self.weight == 1 else 2


@dataclass(frozen=True, slots=True)
class Sources:
    """Files or folders of annotated lines: scored ones, those always learned from, and those learned from at half weight."""

    gold: Sequence[Path]
    own: Sequence[Path] = ()
    more: Sequence[Path] = ()

    def lines(self) -> list[Annotated]:
        """Every line of the sources, the scored first."""
        scored = [Annotated(p.stem, line, k % FOLDS, 1) for k, p in enumerate(_files(self.gold)) for line in read_gold(p)]
        own = [Annotated(p.stem, line, ALWAYS, 1) for p in _files(self.own) for line in read_gold(p)]
        return scored + own + [Annotated(p.stem, line, ALWAYS, QUICK) for p in _files(self.more) for line in read_gold(p)]

    def record(self) -> dict[str, list[str]]:
        """The names of the files, for the record beside the weights."""
        named = {"scored": self.gold, "always in": self.own, "at half weight": self.more}
        return {name: [path.name for path in _files(paths)] for name, paths in named.items() if paths}


def _files(paths: Sequence[Path]) -> list[Path]:
    return sorted(found for path in paths for found in (path.glob("*.jsonl") if path.is_dir() else (path,)))


def parser_of(description: str | None) -> argparse.ArgumentParser:
    """The arguments that every trainer shares."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="annotated lines (.jsonl or a folder), scored file by file")
    parser.add_argument("--own", nargs="*", type=Path, default=[], help="learned from in every fold, never scored")
    parser.add_argument("--more", nargs="*", type=Path, default=[], help="the same, at half weight")
    return parser


def sources_of(chosen: argparse.Namespace) -> Sources:
    """The sources that the arguments name."""
    return Sources(chosen.gold, chosen.own, chosen.more)
