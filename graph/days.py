"""The days of an event on a calendar: those it is said to have, else the day it was reported (報道日)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

DayBasis = Literal["stated", "published", "none"]
Period = Literal["day", "week", "month", "year"]
Spell = tuple[date, date]


def event_days(data: Mapping[str, Any]) -> tuple[Spell | None, DayBasis]:
    """First and last day of an event node and what they rest on; (None, "none") when it has no day at all.

    >>> event_days({"start": None, "end": None, "published": date(2026, 1, 5)})
    ((datetime.date(2026, 1, 5), datetime.date(2026, 1, 5)), 'published')
    """
    start, end, published = data["start"], data["end"], data["published"]
    if start or end:
        return (start or end, end or start), "stated"
    if published:
        return (published, published), "published"
    return None, "none"


def merged(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """The same days in as few spells as possible, in order; neighbouring days join."""
    joined: list[Spell] = []
    for start, end in sorted(spells):
        if joined and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def bounds(value: str | date) -> Spell:
    """First and last day of a day, month or year; ValueError for anything else.

    >>> bounds("2026-02")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    if isinstance(value, date):
        day = date(value.year, value.month, value.day)
        return day, day
    parts = value.strip().split("-")
    by: Period = "year" if len(parts) == 1 else "month" if len(parts) == 2 else "day"
    try:
        first = date.fromisoformat("-".join([*parts, "01", "01"][: max(3, len(parts))]))
        return first, following(first, by) - timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{value!r} is no day: write 2026, 2026-01 or 2026-01-05") from error


def period_of(day: date, by: Period) -> date:
    """The first day of the day, week (Monday), month or year around `day`."""
    return {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "year": day.replace(month=1, day=1),
    }[by]


def following(start: date, by: Period) -> date:
    """The first day of the period after the one that starts on `start`."""
    return period_of(start + timedelta(days={"day": 1, "week": 7, "month": 31, "year": 366}[by]), by)
