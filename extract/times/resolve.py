"""Expressions → readings: which kind of expression reads how, and how the two sides of a range go together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.times import days, recurring, relative
from extract.times.chunks import Chunk
from extract.times.context import Context
from extract.times.dates import calendar
from extract.times.lexer import Token
from extract.times.named import SEASON_OF
from extract.times.reading import Reading, on


def resolve(chunk: Chunk, context: Context) -> Reading:
    """The reading of one expression."""
    left = _side(chunk.tokens, context)
    if not chunk.until:
        return left
    right = _side(_full_years(chunk), replace(context.at(left.anchor), ranged=True))
    if not left.span and right.span and right.anchor.year and not left.anchor.year:
        left = _side(chunk.tokens, replace(context.at(right.anchor), told_tense=-1))
    return _range(left, right, chunk.until[0].kind == "weekday")


def _full_years(chunk: Chunk) -> tuple[Token, ...]:
    """The right side, its two-digit year put after the left one (1995〜05年 → 2005)."""
    first, left = chunk.until[0], chunk.tokens[0]
    if first.kind == "year_2" and left.kind == "year":
        return (replace(first, value=left.value + (first.value - left.value) % 100), *chunk.until[1:])
    return chunk.until


def _range(left: Reading, right: Reading, weekdays: bool) -> Reading:
    """From the first day of the left side to the last of the right; 月曜から金曜 runs on into the next week."""
    span = None
    if left.span and right.span and left.span[0] > right.span[1] and weekdays:
        right = on(days.add_days(right.span[1], 7), "relative")
    if left.span and right.span and left.span[0] <= right.span[1]:
        span = left.span[0], right.span[1]
    value = f"{left.value}/{right.value}" if left.value != right.value else left.value
    grain = left.grain if left.grain == right.grain else "other"
    return Reading(value, span, grain, left.basis, right.anchor)


def _side(tokens: tuple[Token, ...], context: Context) -> Reading:
    """One side of a range, or a whole expression; a clock time keeps the day and tells the grain."""
    core = tuple(t for t in tokens if t.kind not in ("part", "clock", "weekday_paren", "this"))
    clock = any(t.kind == "clock" or t.word == "正午" for t in tokens)
    if len(core) > 1 and core[0].kind == "same" and core[1].kind in ("month", "year"):
        core = core[1:]
    named = next((t.value for t in tokens if t.kind in ("weekday", "weekday_paren")), None)
    if named is not None and any(t.kind == "day" for t in core):
        context = replace(context, weekday=named)
    reading = _HANDLERS.get(core[0].kind, calendar)(core, context) if core else relative.same_day(0, context)
    return replace(reading, grain="hour") if clock and reading.grain == "day" else reading


_HANDLERS: dict[str, Callable[[tuple[Token, ...], Context], Reading]] = {
    "rel_day": relative.rel_day,
    "same": relative.rel_day,
    "rel_week": relative.rel_week,
    "rel_weekend": relative.weekend,
    "rel_monday": relative.monday,
    "weekday": relative.weekday,
    "next": relative.weekday,
    "alone": recurring.alone,
    "shift": relative.shift,
    "window": relative.window,
    "within": relative.window,
    "named": recurring.named,
    "season": recurring.season,
    "decade": recurring.decade,
    "century": recurring.century,
    "rel_century": recurring.century,
    "before_christ": recurring.before_christ,
    "rel_yearstart": recurring.year_edge,
    "rel_yearend": recurring.year_edge,
    "rel_monthstart": recurring.month_edge,
    "rel_monthend": recurring.month_edge,
    "rel_fiscalstart": recurring.fiscal_edge,
    "rel_fiscalend": recurring.fiscal_edge,
    "rel_season": recurring.sports_season,
    "rel_quarter": recurring.quarter,
    **{f"rel_{name}": recurring.rel_season for name in SEASON_OF},
}
