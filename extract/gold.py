"""Gold annotations (stand-off by n-th occurrence) as the records of this package, for scoring and training.

{"id": "000:5", "text": …, "times": [{"text": "1月4日", "n": 1, "start": …}], "events": [{"trigger": "発表", "n": 1, …}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from extract.model import ActorMention, Country, EventType, Kind, Status, Time


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of the gold; `agents` and `targets` are ISO codes or canonical actor names, `cluster` its real-world happening."""

    start_char: int
    end_char: int
    trigger: str
    label: str
    type: EventType
    status: Status
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    start: date | None
    end: date | None
    cluster: str


@dataclass(frozen=True, slots=True)
class GoldLine:
    """One annotated line; an actor mention's `name` is the gold's canonical name."""

    id: str
    text: str
    kind: Kind
    published: date | None
    times: tuple[Time, ...]
    countries: tuple[Country, ...]
    actors: tuple[ActorMention, ...]
    events: tuple[GoldEvent, ...]


def nth(text: str, needle: str, n: int) -> int:
    """Offset of the n-th occurrence (1 = first, overlapping counted); ValueError when there are fewer."""
    at = -1
    for _ in range(n):
        at = text.index(needle, at + 1)
    return at


def day(value: str | None) -> date | None:
    """An ISO day or None."""
    return date.fromisoformat(value) if value else None


def _span(text: str, item: dict[str, Any], key: str = "text") -> tuple[int, int, str]:
    at = nth(text, item[key], item.get("n", 1))
    return at, at + len(item[key]), item[key]


def _line(row: dict[str, Any]) -> GoldLine:
    text = row["text"]
    times = tuple(
        Time(*_span(text, t), t["start"] or "", day(t["start"]), day(t["end"]), t["grain"], "stated") for t in row.get("times", ())
    )
    countries = tuple(Country(*_span(text, c), c["code"], "gold") for c in row.get("countries", ()))
    actors = tuple(
        ActorMention(*_span(text, a), a["kind"], a["name"], None, a.get("country"), "gold") for a in row.get("actors", ())
    )
    events = tuple(
        GoldEvent(
            *_span(text, e, "trigger"), e.get("label", ""), e["type"], e["status"], tuple(e["agents"]), tuple(e["targets"]),
            tuple(e.get("places", ())), day(e["start"]), day(e["end"]), e["cluster"],
        )
        for e in row.get("events", ())
    )  # fmt: skip
    return GoldLine(row["id"], text, row["kind"], day(row.get("published")), times, countries, actors, events)


def read_gold(path: Path) -> Iterator[GoldLine]:
    """The annotated lines of one gold file."""
    for raw in path.read_text(encoding="utf-8").splitlines():
        if raw.strip():
            yield _line(json.loads(raw))
