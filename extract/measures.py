"""Measures of agreement between found and gold items: F1 tallies, shares, B-cubed, links, closest pairs of spans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

Bounds = tuple[int, int]


@dataclass
class Tally:
    """Counts of what is right, of what was found and of what there is."""

    right: int = 0
    got: int = 0
    gold: int = 0

    def add(self, right: int, got: int, gold: int) -> None:
        self.right, self.got, self.gold = self.right + right, self.got + got, self.gold + gold

    def compare(self, gold: Iterable[Any], got: Iterable[Any]) -> None:
        wanted, found = Counter(gold), Counter(got)
        self.add((wanted & found).total(), found.total(), wanted.total())

    @property
    def figure(self) -> float:
        return 2 * self.right / (self.got + self.gold) if self.got + self.gold else 0.0

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.got), self.right / max(1, self.gold)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.figure:.3f}  (gold {self.gold}, got {self.got})"


@dataclass
class Share:
    """How many of the compared items are right."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right, self.of = self.right + right, self.of + 1

    @property
    def figure(self) -> float:
        return self.right / max(1, self.of)

    def __str__(self) -> str:
        return f"{self.figure:.3f}  (of {self.of})"


@dataclass(frozen=True)
class BCubed:
    """B-cubed precision and recall over `gold` and `got` items."""

    precision: float
    recall: float
    gold: int
    got: int

    @property
    def figure(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.figure:.3f}  (gold {self.gold}, got {self.got})"


def match(gold: Sequence[Bounds], got: Sequence[Bounds], close: float = 0.0) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping spans, the closest first; `close` is the least share of their union."""
    scored = sorted(
        ((-share, i, j) for i, a in enumerate(gold) for j, b in enumerate(got) if (share := _share(a, b)) > 0 and share >= close)
    )
    pairs: dict[int, int] = {}
    for _, i, j in scored:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return list(pairs.items())


def _share(a: Bounds, b: Bounds) -> float:
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (a[1] - a[0] + b[1] - b[0] - both) if both else 0.0


def b_cubed(gold: Mapping[Any, str], got: Mapping[Any, str], total_gold: int, total_got: int) -> BCubed:
    """B-cubed over the items both sides found; what one side lacks counts as wrong."""
    wanted, found = members(gold), members(got)
    shared = [(len(wanted[gold[item]] & found[got[item]]), gold[item], got[item]) for item in gold]
    precision = sum(both / len(found[b]) for both, _, b in shared) / max(1, total_got)
    recall = sum(both / len(wanted[a]) for both, a, _ in shared) / max(1, total_gold)
    return BCubed(precision, recall, total_gold, total_got)


def members(cluster_of: Mapping[Any, str]) -> dict[str, set[Any]]:
    members: defaultdict[str, set[Any]] = defaultdict(set)
    for item, cluster in cluster_of.items():
        members[cluster].add(item)
    return members


def links(cluster_of: Mapping[Any, str]) -> set[frozenset[Any]]:
    return {frozenset(pair) for group in members(cluster_of).values() for pair in combinations(sorted(group, key=str), 2)}
