"""Calendar arithmetic on `datetime.date`, clipped to its years 1 to 9999 by returning None."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Interval = tuple[date, date]


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has none (2月30日)."""
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def last_of(year: int, month: int) -> int:
    """Days in a month."""
    return calendar.monthrange(year, month)[1]


def add_days(start: date, days: int) -> date | None:
    """The day so many days later; None beyond the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def add_months(start: date, months: int) -> date | None:
    """The same day of another month, its last day where it is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return day(year, month + 1, min(start.day, last_of(year, month + 1))) if 1 <= year <= 9999 else None


def month_span(year: int, month: int, first: int = 1, last: int = 31) -> Interval | None:
    """Days `first` to `last` of a month, cut at its end."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    end = min(last, last_of(year, month))
    return date(year, month, min(first, end)), date(year, month, end)


def year_span(year: int, years: int = 1) -> Interval | None:
    """A year, or several from it on."""
    begin, end = day(year, 1, 1), day(year + years - 1, 12, 31)
    return (begin, end) if begin and end else None


def part_of_year(year: int, first: str, last: str) -> Interval | None:
    """MM-DD to MM-DD; over New Year when the last is before the first."""
    begin = day(year, int(first[:2]), int(first[3:]))
    end = day(year + (last < first), int(last[:2]), int(last[3:]))
    return (begin, end) if begin and end else None


def part_of_fiscal(year: int, first: str, last: str) -> Interval | None:
    """MM-DD to MM-DD of the fiscal year that begins in April of `year`."""
    begin = day(year + (first < "04"), int(first[:2]), int(first[3:]))
    end = day(year + (last < "04"), int(last[:2]), int(last[3:]))
    return (begin, end) if begin and end else None


def week_of(one: date, weeks: int = 0) -> Interval | None:
    """Monday to Sunday."""
    monday = add_days(one, weeks * 7 - one.weekday())
    sunday = add_days(monday, 6) if monday else None
    return (monday, sunday) if monday and sunday else None


def easter(year: int) -> date | None:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, number = divmod(h + n - 7 * m + 114, 31)
    return day(year, month, number + 1)


def orthodox_easter(year: int) -> date | None:
    """Orthodox Easter Sunday: the Julian computus, put into the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, number = divmod(d + e + 114, 31)
    julian = day(year, month, number + 1)
    return add_days(julian, year // 100 - year // 400 - 2) if julian else None


def ramadan(year: int) -> date | None:
    """First day of the Ramadan that begins in a Gregorian year, by the tabular Islamic calendar (±1 day)."""
    for hijri in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        ordinal = (11 * hijri + 3) // 30 + 354 * hijri + 236 + 227_015
        if 1 <= ordinal <= date.max.toordinal() and date.fromordinal(ordinal).year == year:
            return date.fromordinal(ordinal)
    return None
