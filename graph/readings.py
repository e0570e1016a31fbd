"""Where the lines of one event disagree: its days, whether it happened at all, how many died or were taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from graph.coreference_features import Candidate, dated
from graph.figures import figure_of
from graph.model import Reading

WORDS = {"occurred": "起きた", "planned": "予定", "possible": "可能性", "denied": "否定"}
OPPOSED = ({"occurred", "denied"}, {"planned", "denied"}, {"occurred", "possible"})


def readings(candidates: Sequence[Candidate], members: Sequence[int]) -> tuple[Reading, ...]:
    """What each line says of the event where the lines disagree; empty when they agree."""
    told = [candidates[i] for i in members]
    return (*_dates(told), *_statuses(told), *_figures(told))


def _dates(told: Sequence[Candidate]) -> tuple[Reading, ...]:
    stated = [c for c in told if dated(c) and c.start and c.end]
    days = {(c.start, c.end) for c in stated}
    if not any(not _nested(a, b) for a in days for b in days):
        return ()
    return tuple(Reading("date", _period(c.start, c.end), c.line) for c in stated if c.start and c.end)


def _nested(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """One period within the other: a month and a day of it do not disagree."""
    (s, e), (t, f) = a, b
    assert s and e and t and f
    return (s <= t and f <= e) or (t <= s and e <= f)


def _period(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _statuses(told: Sequence[Candidate]) -> tuple[Reading, ...]:
    found = {c.status for c in told}
    if not any(pair <= found for pair in OPPOSED):
        return ()
    return tuple(Reading("status", WORDS[c.status], c.line) for c in told)


def _figures(told: Sequence[Candidate]) -> tuple[Reading, ...]:
    """Figures with one counter that differ, each as its line words it (少なくとも23人)."""
    by_counter: dict[str, list[tuple[float | None, Reading]]] = defaultdict(list)
    for candidate in told:
        if figure := figure_of(candidate.text, candidate.start_char, candidate.end_char):
            by_counter[figure.counter].append((figure.value, Reading("figure", figure.text, candidate.line)))
    return tuple(reading for items in by_counter.values() if len({value for value, _ in items}) > 1 for _, reading in items)
