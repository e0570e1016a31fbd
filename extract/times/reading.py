"""What an expression means, and how readings are made: of a day, of an interval, open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.model import Basis, Grain
from extract.times.context import Anchor
from extract.times.days import Interval


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; `anchor` is what later expressions of the text may inherit."""

    value: str
    span: Interval | None
    grain: Grain
    basis: Basis
    anchor: Anchor


def of(span: Interval | None, value: str, grain: Grain, basis: Basis, anchor: Anchor | None = None) -> Reading:
    """A reading with an interval, or an open one where there is none."""
    if anchor is None:
        anchor = Anchor(span[0].year, span[0].month, span[0].day if span[0] == span[1] else None) if span else Anchor()
    return Reading(value, span, grain, basis if span else "unresolved", anchor)


def open_(value: str, grain: Grain, anchor: Anchor | None = None) -> Reading:
    """A reading without an interval."""
    return Reading(value, None, grain, "unresolved", anchor or Anchor())


def on(one: date | None, basis: Basis) -> Reading:
    """One day."""
    return of((one, one), one.isoformat(), "day", basis) if one else open_("XXXX-XX-XX", "day")


def edtf(span: Interval) -> str:
    """A day, or an interval of days."""
    return span[0].isoformat() if span[0] == span[1] else f"{span[0]}/{span[1]}"


def between(span: Interval | None, basis: Basis, grain: Grain = "other") -> Reading:
    """An interval of days."""
    return of(span, edtf(span), grain, basis) if span else open_("", grain)
