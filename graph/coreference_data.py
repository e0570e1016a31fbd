"""What the same-event model learns from: the events of gold pages, and those that the program itself finds on them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.gold import GoldEvent, GoldLine, day
from graph.coreference_features import Candidate, named_around
from graph.happening import BY_OTHERS, WHO, WHOM

ISO = re.compile(r"[A-Z]{2}")
Row = dict[str, Any]


def candidates_of(lines: Sequence[GoldLine]) -> tuple[list[Candidate], list[str]]:
    """The gold events of a page as candidates, with their clusters."""
    countries = {actor.name: actor.country for line in lines for actor in line.actors if actor.country}
    found = [(_candidate(line, event, countries), event.cluster) for line in lines for event in line.events]
    return [candidate for candidate, _ in found], [name for _, name in found]


def _candidate(line: GoldLine, event: GoldEvent, countries: dict[str, str]) -> Candidate:
    stated = any(time.start == event.start for time in line.times)
    return Candidate(
        line.id, line.id.rpartition(":")[0], line.text, event.start_char, event.end_char, event.type, event.status,
        event.agents, event.targets, sides(event.agents, countries), sides(event.targets, countries), event.places,
        line.published, event.start if stated else None, event.end if stated else None,
        around=named_around(line.text, (event.start_char, event.end_char), _named(line)),
    )  # fmt: skip


def _named(line: GoldLine) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    yield from ((country.start_char, country.end_char, (country.code,)) for country in line.countries)
    for actor in line.actors:
        yield actor.start_char, actor.end_char, (actor.name, actor.country) if actor.country else (actor.name,)


def sides(ids: Sequence[str], countries: dict[str, str]) -> tuple[str, ...]:
    """The countries behind the fillers of a role."""
    codes = (name if ISO.fullmatch(name) else countries.get(name) for name in ids)
    return tuple(dict.fromkeys(code for code in codes if code))


def read_rows(path: Path) -> list[Row]:
    """The lines that `nenpyo annotate` wrote of a page."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def found_candidates(rows: Iterable[Row], gold: Sequence[GoldLine]) -> tuple[list[Candidate], list[str]]:
    """The events of an annotated page with the gold clusters of the triggers that they overlap; others stand alone."""
    lines = {line.id.rpartition(":")[2]: line for line in gold}
    candidates, clusters = [], []
    for row in rows:
        countries = {actor["id"]: actor["country"] for actor in row["actors"] if actor["country"]}
        for event in row["events"]:
            candidates.append(_found(row, event, countries))
            clusters.append(_cluster(event, lines.get(str(row["line"]))) or f"{row['id']}:{event['start_char']}")
    return candidates, clusters


def _found(row: Row, event: Row, countries: dict[str, str]) -> Candidate:
    own = event["basis"] != "coreference"
    span = event["start_char"], event["end_char"]
    taken = next((reason for reason in event["reasons"] if reason.endswith(BY_OTHERS)), "")
    agents, targets = (() if word in taken else tuple(event[role]) for word, role in ((WHO, "agents"), (WHOM, "targets")))
    return Candidate(
        row["id"], row["page"], row["text"], *span, event["type"], event["status"], agents, targets,
        sides(agents, countries), sides(targets, countries), tuple(event["places"]), day(row["published"]),
        day(event["start"]) if own else None, day(event["end"]) if own else None, event["grain"], event["basis"],
        named_around(row["text"], span, _spans(row)),
    )  # fmt: skip


def _spans(row: Row) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    yield from ((country["start_char"], country["end_char"], (country["code"],)) for country in row["countries"])
    for actor in row["actors"]:
        yield actor["start_char"], actor["end_char"], (actor["id"], actor["country"]) if actor["country"] else (actor["id"],)


def _cluster(event: Row, line: GoldLine | None) -> str | None:
    told = line.events if line else ()
    overlapping = (gold for gold in told if gold.start_char < event["end_char"] and event["start_char"] < gold.end_char)
    return next((gold.cluster for gold in overlapping), None)
