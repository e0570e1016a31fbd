"""Dates known in part, and how a missing year or month is inherited from the text or closed by the reference day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from extract.model import Basis
from extract.times import days, tables
from extract.times.context import Anchor, Context, nearest
from extract.times.days import Interval


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is known; `closed` is False when a missing year may not be inherited (来年 without a reference)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    basis: Basis = "stated"
    closed: bool = True

    def edtf(self) -> str:
        """The date in EDTF, `X` for what is not known."""
        parts = [f"{self.year:04d}" if self.year else "XXXX"]
        if self.month or self.day:
            parts.append(f"{self.month:02d}" if self.month else "XX")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def anchor(self) -> Anchor:
        """What later expressions may inherit; nothing of a month that no calendar has."""
        possible = self.month is None or 1 <= self.month <= 12
        return Anchor(self.year, self.month, self.day) if possible else Anchor(self.year)


def complete(head: Date, context: Context) -> Date:
    """The date with its year and month inherited from the text or closed by the reference, where they may be."""
    if head.year is not None or not head.closed or not (head.month or head.day):
        return head
    if head.month is None:
        return _complete_month(head, context)
    return _complete_year(head, context)


def _complete_year(head: Date, context: Context) -> Date:
    known = head.day and head.month and _anniversary(head.month, head.day, context)
    if known:
        return replace(head, year=known, basis="carried")
    anchor, reference = context.anchor, context.reference
    if anchor.year and _inherits(head, anchor, context):
        return replace(head, year=anchor.year + _wraps(head, anchor), basis="carried")
    if reference is None:
        return replace(head, year=context.year, basis="carried") if context.year else replace(head, basis="unresolved")
    spans = context.on_weekday([s for y in (-1, 0, 1) if (s := span_of(replace(head, year=reference.year + y)))])
    return (
        replace(head, year=nearest(spans, reference, context.tense)[0].year, basis="page")
        if spans
        else _impossible(head, reference.year)
    )


def _impossible(head: Date, year: int) -> Date:
    """29 February is looked for in the leap years around; any other day that no year has stays without a year."""
    leap = [y for y in (year, year - 1, year + 1, year - 2, year + 2, year - 3, year + 3) if span_of(replace(head, year=y))]
    return replace(head, year=leap[0], basis="page") if leap else replace(head, basis="unresolved")


def _wraps(head: Date, anchor: Anchor) -> int:
    """A month well before the last one named is of the next year (12月29日…1月3日)."""
    return int(bool(anchor.month and head.month and anchor.month - head.month > 6))


def _inherits(head: Date, anchor: Anchor, context: Context) -> bool:
    """Does the year named before hold for this month and day?"""
    if anchor.named:
        return True
    if context.ranged and anchor.year:
        return True
    if anchor.day is None or anchor.month is None or head.month is None or anchor.year is None:
        return False
    if context.reference is None:
        return (
            head.month == anchor.month
            or (head.month > anchor.month and not anchor.ahead)
            or (_wraps(head, anchor) == 1 and not anchor.ahead)
        )
    old = anchor.date is not None and (context.reference - anchor.date).days > 300
    return old and head.month >= anchor.month


def _complete_month(head: Date, context: Context) -> Date:
    anchor, reference = context.anchor, context.reference
    number = head.day or 1
    near = anchor.date and reference and abs((reference - anchor.date).days) <= 45
    if anchor.month and anchor.year and anchor.day and (reference is None or near or context.ranged):
        spans = context.on_weekday(around(anchor.year, anchor.month, number))
        if spans and anchor.date:
            found = nearest(spans, anchor.date, 1 if context.ranged else 0)[0]
            return replace(head, year=found.year, month=found.month, basis="carried")
    if reference is not None:
        spans = context.on_weekday(around(reference.year, reference.month, number))
        if not spans:
            return replace(head, basis="unresolved")
        found = nearest(spans, reference, context.tense)[0]
        return replace(head, year=found.year, month=found.month, basis="page")
    if anchor.month and anchor.day and number >= anchor.day:
        return replace(head, month=anchor.month, basis="unresolved")
    return replace(head, basis="unresolved")


def around(year: int, month: int, number: int) -> list[Interval]:
    """That day of the month before, the month itself and the month after."""
    found = []
    for shift in (-1, 0, 1):
        if first := days.add_months(date(year, month, 1), shift):
            one = days.day(first.year, first.month, number)
            found += [(one, one)] if one else []
    return found


def _anniversary(month: int, number: int, context: Context) -> int | None:
    for year, cue in tables.anniversaries().get((month, number), ()):
        if cue.search(context.text):
            return year
    return None


def span_of(head: Date) -> Interval | None:
    """The days that a date covers; None while it is open or when the calendar has none."""
    if head.year is None or not 1 <= head.year <= 9999:
        return None
    if head.month is None:
        return days.year_span(head.year) if head.day is None else None
    if head.day is None:
        return days.month_span(head.year, head.month)
    one = days.day(head.year, head.month, head.day)
    return (one, one) if one else None
