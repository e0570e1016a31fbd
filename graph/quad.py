"""What a type of event means for a relation: its quad class, its weight and its names (data/types.tsv, data/quads.tsv)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from extract.model import EventType
from extract.tsv import entries

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "neutral"]


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """An event type: quad class, weight −10…+10 on Goldstein's scale, Japanese and English names."""

    type: EventType
    quad: Quad
    scale: float
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class QuadInfo:
    """A quad class: Japanese and English names, colour (#rrggbb)."""

    quad: Quad
    ja: str
    en: str
    colour: str


@cache
def types() -> dict[EventType, TypeInfo]:
    """Every event type, in the order of the PLOVER scheme (STATEMENT and OTHER last)."""
    rows = {row["type"]: row for row in entries("types", "graph")}
    return {
        name: TypeInfo(name, cast(Quad, row["quad"]), float(row["scale"]), row["ja"], row["en"])
        for name in cast("tuple[EventType, ...]", get_args(EventType))
        for row in [rows[name]]
    }


@cache
def quads() -> dict[Quad, QuadInfo]:
    """Every quad class, cooperation first."""
    rows = {cast(Quad, row["quad"]): row for row in entries("quads", "graph")}
    return {quad: QuadInfo(quad, row["ja"], row["en"], row["colour"]) for quad, row in rows.items()}
