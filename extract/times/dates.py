"""Expressions that name a year, month or day, with what divides them (2026年1月5日, 来年1月末, 2025年度後半)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.model import Grain
from extract.times import days, tables
from extract.times.chunks import divided
from extract.times.context import Anchor, Context
from extract.times.days import Interval
from extract.times.lexer import Token
from extract.times.named import SEASONS, part_of
from extract.times.partial import Date, complete, span_of
from extract.times.reading import Reading, between, edtf, on, open_


def calendar(tokens: tuple[Token, ...], context: Context) -> Reading:
    """A chain of year, month and day, from any of which it may begin."""
    head, rest = Date(), list(tokens)
    while rest and rest[0].kind in _FIELDS:
        head = _FIELDS[rest[0].kind](head, rest.pop(0), context)
    if rest and rest[0].kind not in ("weekday",):
        return _divide(head, tokens[len(tokens) - len(rest) - 1], rest[0], context)
    if tokens[-1].word == "月期" and len(tokens) <= 2 and not context.ranged:
        return _business_year(complete(head, context))
    if tokens[0].word == "年度" or tokens[0].kind == "rel_fiscal":
        return _whole_fiscal(head, tokens[-1])
    return plain_date(complete(head, context), context, bare=tokens[0].kind == "bare" or context.headline)


def _year(head: Date, token: Token, context: Context) -> Date:
    return replace(head, year=token.value)


def _rel_year(head: Date, token: Token, context: Context) -> Date:
    base = context.anchor.year if token.word == "antecedent" else None
    if token.word == "antecedent" and base is None and context.reference:
        base = context.reference.year
    if token.word == "reference":
        base = context.reference.year if context.reference else context.told_year
    if base is None:
        return replace(head, basis="unresolved", closed=False)
    if token.kind == "rel_fiscal" and context.reference and context.reference.month < 4:
        base -= 1
    return replace(head, year=base + token.value, basis="carried" if token.word == "antecedent" else "relative")


def _month(head: Date, token: Token, context: Context) -> Date:
    return replace(head, month=token.value)


def _rel_month(head: Date, token: Token, context: Context) -> Date:
    anchor = context.anchor
    if token.word == "antecedent" and anchor.month:
        return replace(head, year=anchor.year, month=anchor.month, basis="carried", closed=anchor.year is not None)
    base = days.add_months(context.reference, token.value) if context.reference else None
    if base is None:
        return replace(head, basis="unresolved", closed=False)
    return replace(head, year=base.year, month=base.month, basis="relative")


def _day(head: Date, token: Token, context: Context) -> Date:
    return replace(head, day=token.value)


def _shift_year(head: Date, token: Token, context: Context) -> Date:
    sign = -1 if token.word.split("|")[1] == "前" else 1
    if context.reference is None or token.value < 1:
        return replace(head, basis="unresolved", closed=False)
    return replace(head, year=context.reference.year + sign * token.value, basis="relative")


_FIELDS: dict[str, Callable[[Date, Token, Context], Date]] = {
    "year": _year, "year_2": _year, "bare": _year, "rel_year": _rel_year, "rel_fiscal": _rel_year, "shift": _shift_year,
    "month": _month, "rel_month": _rel_month, "day": _day,
}  # fmt: skip


def _longest(month: int | None) -> int:
    """Days that a month may have at most; 0 for one that no calendar has."""
    return 31 if month is None else days.last_of(2024, month) if 1 <= month <= 12 else 0


def plain_date(head: Date, context: Context, bare: bool) -> Reading:
    """The reading of a date without anything that divides it; `bare` when its year is an edition's."""
    grain: Grain = "day" if head.day else "month" if head.month else "year"
    span = span_of(head)
    possible = span or (head.year is None and (not head.day or head.day <= _longest(head.month)))
    anchor = replace(head.anchor, named=bare)
    return Reading(head.edtf() if possible else "", span, grain, head.basis if span else "unresolved", anchor)


def _divide(head: Date, before: Token, tail: Token, context: Context) -> Reading:
    """A year or month with what follows it: 上旬, 末, 春, 元日, 第2土曜日, 最初の3カ月."""
    if tail.kind == "modifier":
        return _modified(head, before, tail, context)
    if tail.kind == "nth_weekday":
        return _nth_weekday(complete(head, context), tail)
    if tail.kind == "window":
        return _window_of_year(head, tail)
    if tail.kind in ("rel_monthstart", "rel_monthend"):
        tail = replace(tail, kind="modifier", word="初め" if tail.kind == "rel_monthstart" else "末")
        return _modified(head, before, tail, context)
    if head.year is None:
        return open_("XXXX", "other")
    span = part_of(tail, head.year)
    return replace(between(span, head.basis), value=_season_value(tail, head.year, span), anchor=Anchor(head.year))


def _season_value(tail: Token, year: int, span: Interval | None) -> str:
    if tail.kind == "season":
        return f"{year:04d}-{SEASONS[tail.word][0]}"
    if not span:
        return ""
    return edtf(span)


def _modified(head: Date, before: Token, tail: Token, context: Context) -> Reading:
    of = divided(before)
    first, last = tables.modifiers()[tail.word, of]
    if context.as_of and tail.word == "末" and of in ("month", "fiscal"):
        first = "31" if of == "month" else "03-31"
    if of == "month":
        head = complete(head, context)
        span = days.month_span(head.year, head.month, int(first), int(last)) if head.year and head.month else None
    elif head.year is None:
        span = None
    else:
        span = (days.part_of_fiscal if of == "fiscal" else days.part_of_year)(head.year, first, last)
    whole: Grain = "other" if (first, last) not in (("1", "31"), ("01-01", "12-31")) else "month" if of == "month" else "year"
    if span is None:
        return open_(head.edtf() if head.month or of != "month" else "XXXX-XX", whole, Anchor(head.year, head.month))
    value = head.edtf() if whole != "other" else edtf(span)
    return Reading(value, span, whole, head.basis, Anchor(head.year, head.month))


def _nth_weekday(head: Date, tail: Token) -> Reading:
    if not (head.year and head.month):
        return open_(head.edtf(), "day")
    first = days.day(head.year, head.month, 1)
    if first is None:
        return open_(head.edtf(), "day")
    nth = "12345一二三四五".index(tail.word) % 5
    one = days.day(head.year, head.month, 1 + (tail.value - first.weekday()) % 7 + 7 * nth)
    return on(one, head.basis)


def _window_of_year(head: Date, tail: Token) -> Reading:
    unit, prefix, _ = tail.word.split("|")
    if head.year is None or unit != "月" or not 1 <= tail.value <= 12:
        return open_(head.edtf(), "other")
    first = 1 if prefix.startswith("最初") else 13 - tail.value
    begin, end = days.month_span(head.year, first), days.month_span(head.year, first + tail.value - 1)
    return between((begin[0], end[1]) if begin and end else None, head.basis)


def _business_year(head: Date) -> Reading:
    """2026年3月期: the twelve months that end with that month."""
    end = span_of(head)
    first = days.add_months(end[0], -11) if end else None
    return between((first, end[1]) if first and end else None, head.basis) if end else open_(head.edtf(), "other")


def _whole_fiscal(head: Date, last: Token) -> Reading:
    if head.year is None:
        return open_("XXXX", "other")
    span = days.part_of_fiscal(head.year, "04-01", "03-31")
    return replace(between(span, head.basis), anchor=Anchor(head.year))
