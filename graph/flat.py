"""Attributes of nodes and edges as plain cells, for files that know only text, numbers and true or false."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from graph.days import event_days
from graph.model import Mention, Reading

if TYPE_CHECKING:
    import networkx as nx

Cell = str | int | float | bool

SEPARATOR = "|"
# What XML 1.0 cannot carry, not even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONG = 2**63


def clean(text: str) -> str:
    """The text without control characters, half surrogates and non-characters."""
    return text if text.isprintable() else _ILLEGAL.sub("", text)


def joined(parts: Iterable[object]) -> str:
    """The parts in one cell, between bars; a bar inside a part becomes a full-width one."""
    return SEPARATOR.join(str(part).replace(SEPARATOR, "｜") for part in parts)


def cell(value: Any) -> Cell | None:
    """One value as a cell: days in ISO 8601, lists between bars; None for what is absent, empty or no finite number."""
    if value.__class__ is str:  # by far the most frequent
        return clean(value) or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return cell(value.value)
    if isinstance(value, int):
        return value if -_LONG <= value < _LONG else str(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, (tuple, list)):
        return joined(part for part in map(cell, value) if part is not None) or None
    return _other(value)


def _other(value: Any) -> Cell | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return cell(sorted(value, key=str))
    if isinstance(value, Reading):
        return clean(f"{value.field}: {value.value} ({value.line})")
    if isinstance(value, Mention):
        return clean(value.line)
    if hasattr(value, "item"):
        return cell(value.item())  # a scalar of numpy
    return clean(str(value)) or None


def cells(data: Mapping[Any, Any]) -> Iterator[tuple[str, Cell]]:
    """Every attribute as (name, cell); a dictionary becomes one attribute for each of its keys."""
    for name, value in data.items():
        if isinstance(value, dict):
            yield from cells({f"{name}_{key}": item for key, item in value.items()})
        elif (found := cell(value)) is not None:
            yield clean(str(name)) or "attribute", found


def node_cells(G: nx.Graph[Any], data: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells of a node; of an event `agents` and `targets` are names, and what leads back to the text is added.

    `sources` line ids, `text` of the first, `day` (stated, else 報道日) and `day_basis` "stated", "published" or "none".
    """
    if data.get("kind") != "event":
        return dict(cells({key: value for key, value in data.items() if key != "spells"}))
    lines = list(dict.fromkeys(mention.line for mention in data["mentions"]))
    first = G.graph.get("annotations", {}).get(lines[0]) if lines else None
    days, basis = event_days(data)
    told = {
        "agents": [G.nodes[id_]["label"] for id_ in data["agents"] if id_ in G],
        "targets": [G.nodes[id_]["label"] for id_ in data["targets"] if id_ in G],
        "sources": lines,
        "text": first.line.text if first else None,
        "day": days[0] if days else None,
        "day_basis": basis,
    }
    return dict(cells({key: value for key, value in data.items() if key not in ("mentions", "spells")} | told))
