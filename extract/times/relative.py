"""Expressions that count from the day of writing or the day named before: 昨日, 先週末, 3日前, 過去5年間."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extract.model import Basis, Grain
from extract.times import days, tables
from extract.times.context import Anchor, Context, nearest
from extract.times.dates import calendar, plain_date
from extract.times.lexer import Token
from extract.times.partial import Date, around, complete
from extract.times.reading import Reading, between, of, on, open_


def _base(word: str, context: Context) -> tuple[date | None, Basis]:
    """The day that a relative expression counts from."""
    if word == "antecedent":
        anchor = context.anchor
        if anchor.date:
            return anchor.date, "carried"
        if anchor.day:
            return None, "unresolved"
    return context.reference, "relative"


def same_day(shift: int, context: Context) -> Reading:
    """A clock time without a day (午後3時): the day named before, else the day of writing."""
    base, basis = _base("antecedent", context)
    if base is None:
        anchor = context.anchor
        return open_(Date(anchor.year, anchor.month, anchor.day).edtf() if anchor.day else "XXXX-XX-XX", "day", anchor)
    return on(days.add_days(base, shift), basis)


def rel_day(tokens: tuple[Token, ...], context: Context) -> Reading:
    """昨日, 同日, 昨日16日: a day counted from the day of writing or the one named before."""
    token = tokens[0]
    base, basis = _base(token.word or "antecedent", context)
    numbers = [t.value for t in tokens[1:] if t.kind == "day"]
    if basis == "relative" and token.word == "antecedent" and context.counts_from_event:
        return open_("XXXX-XX-XX", "day")
    one = days.add_days(base, token.value) if base else None
    if numbers:
        return _numbered(numbers[0], one, basis, context)
    if one is None:
        return open_("XXXX-XX-XX", "day", context.anchor if token.word != "reference" else None)
    return on(one, basis)


def _numbered(number: int, near: date | None, basis: Basis, context: Context) -> Reading:
    """A day of the month next to a word that says which (昨日16日, 翌5日)."""
    if near is None:
        head = complete(Date(day=number), context)
        return plain_date(replace(head, basis=head.basis), context, bare=False)
    spans = context.on_weekday(around(near.year, near.month, number))
    return on(nearest(spans, near, 0, 1.0)[0], basis) if spans else open_("", "day")


def rel_week(tokens: tuple[Token, ...], context: Context) -> Reading:
    """先週, 来週水曜, 先週24日, 今週半ば; 今週 told on a Monday that looks back is the week before."""
    token, reference = tokens[0], context.reference
    numbers = [t.value for t in tokens if t.kind == "day"]
    if reference is None:
        if numbers:
            return plain_date(complete(Date(day=numbers[0]), context), context, bare=False)
        one_day = any(t.kind == "weekday" for t in tokens)
        return open_("XXXX-XX-XX", "day") if one_day else open_("XXXX-XX-XX/XXXX-XX-XX", "other")
    looks_back = token.value == 0 and reference.weekday() == 0 and context.tense < 0 and len(tokens) == 1
    week = days.week_of(reference, token.value - looks_back)
    if week is None:
        return open_("", "other")
    if numbers:
        return _numbered(numbers[0], days.add_days(week[0], 3), "relative", context)
    weekdays = [t.value for t in tokens if t.kind == "weekday"]
    if weekdays:
        return on(days.add_days(week[0], weekdays[0]), "relative")
    modifiers = [t.word for t in tokens if t.kind == "modifier"]
    if modifiers:
        first, last = (int(x) for x in tables.modifiers()[modifiers[0], "week"])
        begin, end = days.add_days(week[0], first), days.add_days(week[0], last)
        return between((begin, end) if begin and end else None, "relative")
    return between(week, "relative")


def weekend(tokens: tuple[Token, ...], context: Context) -> Reading:
    """Saturday and Sunday; 週末 alone is the one just past, or the next when the sentence looks ahead."""
    if context.reference is None:
        return open_("XXXX-XX-XX/XXXX-XX-XX", "other")
    shift = tokens[0].value
    if tokens[0].word == "nearest" and context.tense <= 0 and context.reference.weekday() < 5:
        shift = -1
    week = days.week_of(context.reference, shift)
    saturday = days.add_days(week[0], 5) if week else None
    return between((saturday, week[1]) if saturday and week else None, "relative")


def monday(tokens: tuple[Token, ...], context: Context) -> Reading:
    """週明け: the Monday ahead; told on a Monday or Tuesday, that week's."""
    early = context.reference is not None and context.reference.weekday() < 2 and context.tense <= 0
    week = days.week_of(context.reference, 0 if early else tokens[0].value) if context.reference else None
    return on(week[0] if week else None, "relative")


def weekday(tokens: tuple[Token, ...], context: Context) -> Reading:
    """金曜: the last one, or the next when the sentence looks ahead; 次の金曜 is the next."""
    numbers = [t.value for t in tokens if t.kind == "day"]
    if numbers:
        return plain_date(complete(Date(day=numbers[0]), context), context, bare=False)
    reference = context.reference
    if reference is None:
        return open_("XXXX-XX-XX", "day")
    wanted = next(t.value for t in tokens if t.kind == "weekday")
    ahead = (wanted - reference.weekday()) % 7
    if tokens[0].kind == "next":
        return on(days.add_days(reference, ahead or 7), "relative")
    return on(days.add_days(reference, ahead if context.tense > 0 else ahead - 7 * (ahead > 0)), "relative")


def shift(tokens: tuple[Token, ...], context: Context) -> Reading:
    """3日前, 2週間後, 半年前, 1年半前; an unknown number (数日後) and a rounded one (10年以上前) stay open."""
    unit, direction, extra = tokens[0].word.split("|")
    number = tokens[0].value
    if len(tokens) > 1:
        return calendar(tokens, context)
    base = context.reference
    if context.anchor.date and (direction == "後" or base is None or context.points_back):
        base = context.anchor.date
    elif context.counts_from_event:
        base = None
    grain: Grain = "day" if unit == "日" else "month" if unit == "月" or number == 0 else "year" if unit == "年" else "other"
    if base is None or number < 0 or extra not in ("", "半", "ほど", "くらい", "ぐらい"):
        return open_({"day": "XXXX-XX-XX", "month": "XXXX-XX"}.get(grain, "XXXX"), grain)
    return _shifted(base, unit, number, extra == "半", -1 if direction == "前" else 1)


def _shifted(base: date, unit: str, number: int, and_half: bool, sign: int) -> Reading:
    if unit == "日":
        return on(days.add_days(base, sign * number), "relative")
    if unit == "週":
        return between(days.week_of(base, sign * number) if number < 5000 else None, "relative")
    if unit == "年" and number and not and_half:
        year = base.year + sign * number
        return of(days.year_span(year), f"{year:04d}", "year", "relative", Anchor(year))
    months = (number * 12 if unit == "年" else number) + (6 if unit == "年" and (and_half or not number) else 0)
    one = days.add_months(base, sign * months)
    return (
        of(days.month_span(one.year, one.month), one.isoformat()[:7], "month", "relative", Anchor(one.year, one.month))
        if one
        else open_("", "month")
    )


def window(tokens: tuple[Token, ...], context: Context) -> Reading:
    """過去5年間, 今後3カ月, 48時間以内: from or up to the reference day."""
    unit, prefix, _ = tokens[0].word.split("|")
    base, number = context.reference, tokens[0].value
    if base is None or number < 1 or prefix in ("最初の", "最後の"):
        return open_("XXXX-XX-XX/XXXX-XX-XX" if unit in "時日週" else "XXXX", "other")
    back = prefix in ("過去", "ここ", "この", "直近")
    sign = -1 if back else 1
    if unit in "月年":
        other = days.add_months(base, sign * number * (12 if unit == "年" else 1))
    else:
        other = days.add_days(base, sign * {"時": -(-number // 24), "日": number, "週": 7 * number}[unit])
    return between((min(base, other), max(base, other)) if other else None, "relative")
