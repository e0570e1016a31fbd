"""Seasons and named days and periods of a year."""

from __future__ import annotations

from datetime import date

from extract.times import days, tables
from extract.times.days import Interval
from extract.times.lexer import Token

SEASONS = {"春": (21, "03-01", "05-31"), "夏": (22, "06-01", "08-31"), "秋": (23, "09-01", "11-30"), "冬": (24, "12-01", "02-28")}

SEASON_OF = {"spring": "春", "summer": "夏", "autumn": "秋", "winter": "冬"}


def part_of(tail: Token, year: int) -> Interval | None:
    """A season or named day of a year."""
    if tail.kind == "season":
        _, first, last = SEASONS[tail.word]
        return _winter(year) if tail.word == "冬" else days.part_of_year(year, first, last)
    if tail.kind in ("rel_yearstart", "rel_yearend"):
        return days.part_of_year(year, *(("01-01", "01-10") if tail.kind == "rel_yearstart" else ("12-01", "12-31")))
    return named_span(tail.word, year)


def _winter(year: int) -> Interval | None:
    begin, end = days.day(year, 12, 1), days.month_span(year + 1, 2)
    return (begin, end[1]) if begin and end else None


def named_span(name: str, year: int, orthodox: bool = False) -> Interval | None:
    """The days of a named day or period in a year."""
    entry = tables.named()[name]
    if entry.kind == "fixed":
        return days.part_of_year(year, entry.first, entry.last)
    if entry.kind == "lunar":
        first = tables.lunar_new_year().get(year)
        return (first, first) if first else None
    if entry.kind == "period":
        return date.fromisoformat(entry.first), date.fromisoformat(entry.last)
    base = {"easter": days.orthodox_easter if orthodox else days.easter, "ramadan": days.ramadan, "thanksgiving": _thanksgiving}[
        entry.kind
    ](year)
    begin, end = (days.add_days(base, int(entry.first)), days.add_days(base, int(entry.last))) if base else (None, None)
    return (begin, end) if begin and end else None


def _thanksgiving(year: int) -> date | None:
    first = days.day(year, 11, 1)
    return days.day(year, 11, 22 + (3 - first.weekday()) % 7) if first else None
