"""The order of a page's lines and the day that each line's own date means, found out from the dates that are told in full.

A page lists its lines newest first, oldest first or in no order; nothing is assumed. Days without year or month are
placed by the cheapest monotone path through the page (Viterbi), so that December stands between 10 January and 25 November.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Order = Literal["newest first", "oldest first", "one time", "unclear", "none"]

NARROW = 7  # days within which a page is of one time, whatever its order
FAR = 400  # days beyond which an unordered page tells nothing about another line's year
AGREED = 0.4  # Kendall's tau from which the full dates show an order
DISORDER = 0.7  # cost of a dated line above which the page has no order
EDGE = 200  # days beyond the first or last full date within which a month tells its year
CLEAR = 1.0  # difference of cost from which few dates show the order
SLACK = 4  # days by which a line may stand out of its page's order
TIDY = 1.5  # cost up to which days surely run in order: they fall by 75 days in all, or less with a slip
MANY = 5  # dated lines from which such order is no chance
SKIP = 5.0  # cost of taking no day of a line for its own (an anniversary, a report of old)


@dataclass(frozen=True, slots=True)
class Clue:
    """A day that a line tells as past: year, month (0 = not told), day; `sure` has all three, `as_of` is a day of writing."""

    year: int
    month: int
    day: int
    as_of: bool = False

    @property
    def sure(self) -> date | None:
        """The day, when it is told in full."""
        return _date(self.year, self.month, self.day) if self.year and self.month else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def order_of(clues: Sequence[Sequence[Clue]]) -> Order:
    """The order of the lines, judged by their full dates, and by all dates where these are few; "unclear" where both fit."""
    days = [max(sure) for line in clues if (sure := [c.sure for c in line if c.sure])]
    if not days:
        return "none"
    recent = [d for d in days if (max(days) - d).days <= FAR]
    agreement = _agreement(recent)
    if len(recent) > 1 and (max(recent) - min(recent)).days <= NARROW and abs(agreement) < AGREED:
        return "one time"
    if len(days) >= 4 and abs(agreement) < AGREED:
        return "none"
    newest, oldest = _cost(clues), _cost(clues[::-1])
    if min(newest, oldest) > DISORDER * sum(map(bool, clues)) + 2:
        return "none"
    if len(days) >= 3 and abs(agreement) >= AGREED:
        return "newest first" if agreement > 0 else "oldest first"
    if len(days) == 3 or (len(days) < 3 and abs(newest - oldest) < CLEAR):
        return "unclear"
    return "newest first" if newest <= oldest else "oldest first"


def run_in_order(clues: Sequence[Sequence[Clue]]) -> bool:
    """Whether the days of many lines, full or not, run through the page within a season: no chance, whatever the themes."""
    return sum(map(bool, clues)) >= MANY and min(_cost(clues), _cost(clues[::-1])) <= TIDY


def _agreement(days: list[date]) -> float:
    """Kendall's tau of the days against newest first; 1 newest first, -1 oldest first."""
    days = days[:: max(1, len(days) // 300)]  # pairs grow with the square
    signs = [(a > b) - (a < b) for i, a in enumerate(days) for b in days[i + 1 :]]
    return sum(signs) / max(1, sum(map(abs, signs)))


def own_days(clues: Sequence[Sequence[Clue]]) -> list[date | None]:
    """The own day of each line of a page that lists them newest first; None where two days would fit as well."""
    chosen = _path(clues)[1]
    settled = [day if day and any(c.sure == day for c in line) else None for day, line in zip(chosen, clues, strict=True)]
    for with_month in (True, False):
        settled = [
            fixed or (day if day and _is_only(day, clues[i], settled, i, with_month) else None)
            for i, (day, fixed) in enumerate(zip(chosen, settled, strict=True))
        ]
    return settled


def _is_only(day: date, line: Sequence[Clue], settled: Sequence[date | None], at: int, with_month: bool) -> bool:
    """Is this the one reading of the line's date that its settled neighbours allow?"""
    clue = next((c for c in line if c.day == day.day and c.month in (0, day.month)), None)
    if clue is None or bool(clue.month) != with_month:
        return False
    above = next((d for k in range(at - 1, -1, -1) if (d := settled[k])), None)
    below = next((d for k in range(at + 1, len(settled)) if (d := settled[k])), None)
    if not (above and below):
        beside = above or below
        return beside is not None and abs((day - beside).days) <= (EDGE if with_month else 31)
    fitting = [d for d in readings(clue, below, above) if (d - below).days >= -SLACK and (above - d).days >= -SLACK]
    return fitting == [day]


def _cost(clues: Sequence[Sequence[Clue]]) -> float:
    return _path(clues)[0]


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    day: date | None
    before: _Step | None
    line: int


def _path(clues: Sequence[Sequence[Clue]]) -> tuple[float, list[date | None]]:
    sure = [c.sure for line in clues for c in line if c.sure]
    chosen: list[date | None] = [None] * len(clues)
    if not sure:
        return 0.0, chosen
    states: dict[date | None, _Step] = {None: _Step(0.0, None, None, -1)}
    for number, line in enumerate(clues):
        days = {d for clue in line for d in readings(clue, min(sure), max(sure))}
        if days:
            states = _advance(states, days, number)
    step: _Step | None = min(states.values(), key=lambda s: s.cost)
    cost = step.cost if step else 0.0
    while step and step.line >= 0:
        chosen[step.line] = step.day
        step = step.before
    return cost, chosen


def _advance(states: dict[date | None, _Step], days: set[date], number: int) -> dict[date | None, _Step]:
    """Every state stays at the cost of skipping the line, or moves to one of its days."""
    new = {key: _Step(s.cost + SKIP, s.day, s.before, s.line) for key, s in states.items()}
    for one in days:
        best = min(states.values(), key=lambda s: s.cost + _move(s.day, one))
        step = _Step(best.cost + _move(best.day, one), one, best, number)
        if one not in new or step.cost < new[one].cost:
            new[one] = step
    bound = min(s.cost for s in new.values()) + 3 * SKIP
    return {key: s for key, s in new.items() if s.cost <= bound}


def _move(above: date | None, below: date) -> float:
    """Cheap downwards in time, a little dearer for some days upwards, dear for more."""
    if above is None:
        return 0.0
    gap = (above - below).days
    if gap >= 0:
        return 0.02 * gap
    return -0.3 * gap if gap >= -4 else 4.0 - 0.02 * gap


def readings(clue: Clue, first: date, last: date) -> list[date]:
    """The days that a clue may mean on a page whose full dates run from first to last."""
    if clue.sure:
        return [clue.sure]
    if clue.year:
        return []
    first = max(first, last - timedelta(days=FAR * 3)) if first < last - timedelta(days=FAR * 3) else first
    low, high = max(first.year - 1, 1), min(last.year + 1, 9999)
    months = [clue.month] if clue.month else range(1, 13)
    days = [d for y in range(low, high + 1) for m in months if (d := _date(y, m, clue.day))]
    return [d for d in days if (d - first).days >= -FAR and (d - last).days <= FAR]
