"""Expressions that come once a year, quarter or century: seasons, holidays, 年末, 今季, 19世紀."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.model import Basis
from extract.times import days, tables
from extract.times.chunks import divided
from extract.times.context import Anchor, Context, nearest
from extract.times.days import Interval
from extract.times.lexer import Token
from extract.times.named import SEASON_OF, SEASONS, named_span, part_of
from extract.times.reading import Reading, between, of, open_


def _yearless(spans_of: Callable[[int], Interval | None], context: Context, open_value: str) -> Reading:
    """Something that comes once a year, near the reference."""
    reference = context.reference
    if reference is None:
        year = context.told_year
        return between(spans_of(year), "carried") if year else open_(open_value, "other")
    spans = [s for y in (-1, 0, 1) if (s := spans_of(reference.year + y))]
    return between(nearest(spans, reference, context.tense, 1.0), "page") if spans else open_(open_value, "other")


def season(tokens: tuple[Token, ...], context: Context) -> Reading:
    """夏 alone: the one nearest to the reference."""
    return _yearless(lambda y: part_of(tokens[0], y), context, f"XXXX-{SEASONS[tokens[0].word][0]}")


def rel_season(tokens: tuple[Token, ...], context: Context) -> Reading:
    """今夏, 昨秋, 来春; この冬 in January is the one that began in December."""
    name = SEASON_OF[tokens[0].kind.removeprefix("rel_")]
    reference = context.reference
    year = reference.year if reference else context.told_year
    if year is None:
        return open_(f"XXXX-{SEASONS[name][0]}", "other")
    if name == "冬" and reference and reference.month < 6:
        year -= 1
    year += tokens[0].value
    span = part_of(Token("season", 0, 0, 0, name), year)
    return replace(between(span, "relative"), value=f"{year:04d}-{SEASONS[name][0]}")


def named(tokens: tuple[Token, ...], context: Context) -> Reading:
    """A holiday or named period; one that lasts a day has the grain of a day."""
    name = tokens[0].word
    if tables.named()[name].kind == "period":
        return between(named_span(name, 1), "stated")
    reading = _yearless(lambda y: named_span(name, y, "正教" in context.text), context, "XXXX")
    if reading.span and reading.span[0] == reading.span[1]:
        return replace(reading, value=reading.span[0].isoformat(), grain="day")
    return reading


def year_edge(tokens: tuple[Token, ...], context: Context) -> Reading:
    """年初 and 年末 of the nearest year."""
    return _yearless(lambda y: part_of(tokens[0], y), context, "XXXX")


def alone(tokens: tuple[Token, ...], context: Context) -> Reading:
    """上旬 of the month named before or that of writing; 上半期 and 第3四半期 of the year."""
    word = tokens[0].word
    if not word.endswith("旬"):
        begin, end = tables.modifiers()[word, "year"]
        return _yearless(lambda y: days.part_of_year(y, begin, end), context, "XXXX")
    first, last = (int(x) for x in tables.modifiers()[word, "month"])
    anchor, reference = context.anchor, context.reference
    if anchor.month and anchor.year:
        return between(days.month_span(anchor.year, anchor.month, first, last), "carried")
    if reference is None or anchor.month:
        return open_(f"XXXX-{anchor.month:02d}" if anchor.month else "XXXX-XX", "other")
    months = [m for k in (-1, 0, 1) if (m := days.add_months(reference, k))]
    spans = [s for m in months if (s := days.month_span(m.year, m.month, first, last))]
    return between(nearest(spans, reference, context.tense, 1.0), "page")


def month_edge(tokens: tuple[Token, ...], context: Context) -> Reading:
    """月初 and 月末 of the nearest month."""
    reference = context.reference
    if reference is None:
        return open_("XXXX-XX", "other")
    first, last = (1, 10) if tokens[0].kind == "rel_monthstart" else (21, 31)
    spans = [s for k in (-1, 0, 1) if (m := days.add_months(reference, k)) and (s := days.month_span(m.year, m.month, first, last))]
    return between(nearest(spans, reference, context.tense, 1.0), "page")


def fiscal_edge(tokens: tuple[Token, ...], context: Context) -> Reading:
    """年度初め and 年度末 of the nearest fiscal year."""
    edges = ("04-01", "04-10") if tokens[0].kind == "rel_fiscalstart" else ("03-01", "03-31")
    return _yearless(lambda y: days.part_of_year(y, *edges), context, "XXXX")


def sports_season(tokens: tuple[Token, ...], context: Context) -> Reading:
    """今季: August to May, as the leagues of Europe play."""
    reference = context.reference
    if reference is None:
        return open_("XXXX", "other")
    year = reference.year - (reference.month < 7) + tokens[0].value
    begin, end = days.day(year, 8, 1), days.day(year + 1, 5, 31)
    return between((begin, end) if begin and end else None, "relative")


def quarter(tokens: tuple[Token, ...], context: Context) -> Reading:
    """今四半期: a calendar quarter counted from that of writing."""
    reference = context.reference
    if reference is None:
        return open_("XXXX", "other")
    first = days.add_months(reference.replace(month=(reference.month - 1) // 3 * 3 + 1, day=1), 3 * tokens[0].value)
    last = days.add_months(first, 2) if first else None
    end = days.month_span(last.year, last.month) if last else None
    return between((first, end[1]) if first and end else None, "relative")


def decade(tokens: tuple[Token, ...], context: Context) -> Reading:
    """1980年代, 1990年代後半."""
    return _years(tokens, tokens[0].value, 10, f"{tokens[0].value // 10:03d}X", "stated")


def century(tokens: tuple[Token, ...], context: Context) -> Reading:
    """19世紀 (1801 to 1900), 今世紀."""
    if tokens[0].kind == "rel_century":
        year = context.reference.year if context.reference else None
        if year is None:
            return open_("XXXX", "other")
        first = (year - 1) // 100 * 100 + 1 + 100 * tokens[0].value
        return _years(tokens, first, 100, f"{first // 100:02d}XX", "relative")
    first = (tokens[0].value - 1) * 100 + 1
    return _years(tokens, first, 100, f"{first // 100:02d}XX", "stated")


def _years(tokens: tuple[Token, ...], first: int, count: int, value: str, basis: Basis) -> Reading:
    """A decade or century, or the part that a modifier takes of it."""
    if len(tokens) > 1:
        low, high = (int(x) for x in tables.modifiers()[tokens[1].word, divided(tokens[0])])
        span = days.year_span(first + low, high - low + 1)
        return replace(between(span, basis), value=f"{first + low:04d}/{first + high:04d}", anchor=Anchor())
    return replace(of(days.year_span(first, count), value, "other", basis), anchor=Anchor())


def before_christ(tokens: tuple[Token, ...], context: Context) -> Reading:
    """紀元前44年: a value (year 0 is 1 BC) but no interval, for `date` has none."""
    token = tokens[0]
    return open_(f"-{max(token.value - 1, 0):04d}" if token.word == "年" else "", "year")
