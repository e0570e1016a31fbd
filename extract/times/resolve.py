"""Expressions → EDTF values and intervals, with what the text and the reference day tell about open years and months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.model import Basis, Grain
from extract.times import days, tables
from extract.times.chunks import Chunk, divided
from extract.times.context import Anchor, Context, nearest
from extract.times.days import Interval
from extract.times.lexer import Token

SEASONS = {"春": (21, "03-01", "05-31"), "夏": (22, "06-01", "08-31"), "秋": (23, "09-01", "11-30"), "冬": (24, "12-01", "02-28")}
SEASON_OF = {"spring": "春", "summer": "夏", "autumn": "秋", "winter": "冬"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; `anchor` is what later expressions of the text may inherit."""

    value: str
    span: Interval | None
    grain: Grain
    basis: Basis
    anchor: Anchor


def resolve(chunk: Chunk, context: Context) -> Reading:
    """The reading of one expression."""
    left = _side(chunk.tokens, context)
    if not chunk.until:
        return left
    right = _side(_full_years(chunk), replace(context.at(left.anchor), ranged=True))
    if not left.span and right.span and right.anchor.year and not left.anchor.year:
        left = _side(chunk.tokens, replace(context.at(right.anchor), tense=-1))
    return _range(left, right)


def _full_years(chunk: Chunk) -> tuple[Token, ...]:
    """The right side, its two-digit year put after the left one (1995〜05年 → 2005)."""
    first, left = chunk.until[0], chunk.tokens[0]
    if first.kind == "year_2" and left.kind == "year":
        return (replace(first, value=left.value + (first.value - left.value) % 100), *chunk.until[1:])
    return chunk.until


def _range(left: Reading, right: Reading) -> Reading:
    span = None
    if left.span and right.span and left.span[0] <= right.span[1]:
        span = left.span[0], right.span[1]
    value = f"{left.value}/{right.value}" if left.value != right.value else left.value
    grain = left.grain if left.grain == right.grain else "other"
    return Reading(value, span, grain, left.basis, right.anchor)


def _side(tokens: tuple[Token, ...], context: Context) -> Reading:
    """One side of a range, or a whole expression; a clock time keeps the day and tells the grain."""
    core = tuple(t for t in tokens if t.kind not in ("part", "clock", "weekday_paren", "this"))
    clock = any(t.kind == "clock" or t.word == "正午" for t in tokens)
    if len(core) > 1 and core[0].kind == "same" and core[1].kind == "month":
        core = core[1:]
    reading = _HANDLERS.get(core[0].kind, _calendar)(core, context) if core else _same_day(0, context)
    return replace(reading, grain="hour") if clock and reading.grain == "day" else reading


def _of(span: Interval | None, value: str, grain: Grain, basis: Basis, anchor: Anchor | None = None) -> Reading:
    if anchor is None:
        anchor = Anchor(span[0].year, span[0].month, span[0].day if span[0] == span[1] else None) if span else Anchor()
    return Reading(value, span, grain, basis if span else "unresolved", anchor)


def _open(value: str, grain: Grain, anchor: Anchor | None = None) -> Reading:
    return Reading(value, None, grain, "unresolved", anchor or Anchor())


def _on(one: days.date | None, basis: Basis) -> Reading:
    return _of((one, one), one.isoformat(), "day", basis) if one else _open("XXXX-XX-XX", "day")


def _between(span: Interval | None, basis: Basis, grain: Grain = "other") -> Reading:
    return _of(span, f"{span[0]}/{span[1]}", grain, basis) if span else _open("", grain)


# ── years, months, days ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is known; `closed` is False when a missing year may not be inherited (来年 without a reference)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    basis: Basis = "stated"
    closed: bool = True

    def edtf(self) -> str:
        parts = [f"{self.year:04d}" if self.year else "XXXX"]
        if self.month or self.day:
            parts.append(f"{self.month:02d}" if self.month else "XX")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def anchor(self, context: Context) -> Anchor:
        return Anchor(self.year, self.month, self.day, context.tense > 0)


def _calendar(tokens: tuple[Token, ...], context: Context) -> Reading:
    head, rest = Date(), list(tokens)
    while rest and rest[0].kind in _FIELDS:
        head = _FIELDS[rest[0].kind](head, rest.pop(0), context)
    if rest and rest[0].kind not in ("weekday",):
        return _divide(head, tokens[len(tokens) - len(rest) - 1], rest[0], context)
    if tokens[0].word == "年度" or tokens[0].kind == "rel_fiscal":
        return _whole_fiscal(head, tokens[-1])
    return _plain_date(complete(head, context), context, bare=tokens[0].kind == "bare" or context.headline)


def _year(head: Date, token: Token, context: Context) -> Date:
    return replace(head, year=token.value if token.value > 99 or token.kind == "year" and token.value > 99 else 2000 + token.value)


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
    spans = [s for y in (-1, 0, 1) if (s := _span(replace(head, year=reference.year + y)))]
    return replace(head, year=nearest(spans, reference, context.tense)[0].year, basis="page") if spans else _impossible(head, reference.year)


def _impossible(head: Date, year: int) -> Date:
    """29 February is looked for in the leap years around; any other day that no year has stays without a year."""
    leap = [y for y in (year, year - 1, year + 1, year - 2, year + 2, year - 3, year + 3) if _span(replace(head, year=y))]
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
        return head.month == anchor.month or (head.month > anchor.month and not anchor.ahead) or (_wraps(head, anchor) == 1 and not anchor.ahead)
    old = anchor.date is not None and (context.reference - anchor.date).days > 300
    return old and head.month >= anchor.month


def _complete_month(head: Date, context: Context) -> Date:
    anchor, reference = context.anchor, context.reference
    number = head.day or 1
    near = anchor.date and reference and abs((reference - anchor.date).days) <= 45
    if anchor.month and anchor.year and anchor.day and (reference is None or near or context.ranged):
        spans = _around(anchor.year, anchor.month, number)
        if spans and anchor.date:
            found = nearest(spans, anchor.date, 1 if context.ranged else 0)[0]
            return replace(head, year=found.year, month=found.month, basis="carried")
    if reference is not None:
        spans = _around(reference.year, reference.month, number)
        if not spans:
            return replace(head, basis="unresolved")
        found = nearest(spans, reference, context.tense)[0]
        return replace(head, year=found.year, month=found.month, basis="page")
    if anchor.month and anchor.day and number >= anchor.day:
        return replace(head, month=anchor.month, basis="unresolved")
    return replace(head, basis="unresolved")


def _around(year: int, month: int, number: int) -> list[Interval]:
    """That day of the month before, the month itself and the month after."""
    found = []
    for shift in (-1, 0, 1):
        if first := days.add_months(days.date(year, month, 1), shift):
            one = days.day(first.year, first.month, number)
            found += [(one, one)] if one else []
    return found


def _anniversary(month: int, number: int, context: Context) -> int | None:
    for year, cue in tables.anniversaries().get((month, number), ()):
        if cue.search(context.text):
            return year
    return None


def _span(head: Date) -> Interval | None:
    if head.year is None or not 1 <= head.year <= 9999:
        return None
    if head.month is None:
        return days.year_span(head.year) if head.day is None else None
    if head.day is None:
        return days.month_span(head.year, head.month)
    one = days.day(head.year, head.month, head.day)
    return (one, one) if one else None


def _plain_date(head: Date, context: Context, bare: bool) -> Reading:
    grain: Grain = "day" if head.day else "month" if head.month else "year"
    span = _span(head)
    possible = span or head.year is None and (not head.day or head.day <= (days.last_of(2024, head.month) if head.month else 31))
    anchor = replace(head.anchor(context), named=bare)
    return Reading(head.edtf() if possible else "", span, grain, head.basis if span else "unresolved", anchor)


# ── parts of years and months ────────────────────────────────────────────────────────────────────


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
        return _open("XXXX", "other")
    span = _part_of(tail, head.year)
    return replace(_between(span, head.basis), value=_season_value(tail, head.year, span), anchor=Anchor(head.year))


def _season_value(tail: Token, year: int, span: Interval | None) -> str:
    if tail.kind == "season":
        return f"{year:04d}-{SEASONS[tail.word][0]}"
    if not span:
        return ""
    return span[0].isoformat() if span[0] == span[1] else f"{span[0]}/{span[1]}"


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
        return _open(head.edtf(), whole, Anchor(head.year, head.month))
    value = head.edtf() if whole != "other" else f"{span[0]}/{span[1]}"
    return Reading(value, span, whole, head.basis, Anchor(head.year, head.month))


def _nth_weekday(head: Date, tail: Token) -> Reading:
    if not (head.year and head.month):
        return _open(head.edtf(), "day")
    first = days.day(head.year, head.month, 1)
    if first is None:
        return _open(head.edtf(), "day")
    nth = "12345一二三四五".index(tail.word) % 5
    one = days.day(head.year, head.month, 1 + (tail.value - first.weekday()) % 7 + 7 * nth)
    return _on(one, head.basis)


def _window_of_year(head: Date, tail: Token) -> Reading:
    unit, prefix, _ = tail.word.split("|")
    if head.year is None or unit != "月" or not 1 <= tail.value <= 12:
        return _open(head.edtf(), "other")
    first = 1 if prefix.startswith("最初") else 13 - tail.value
    begin, end = days.month_span(head.year, first), days.month_span(head.year, first + tail.value - 1)
    return _between((begin[0], end[1]) if begin and end else None, head.basis)


def _whole_fiscal(head: Date, last: Token) -> Reading:
    if head.year is None:
        return _open("XXXX", "other")
    span = days.part_of_fiscal(head.year, "04-01", "03-31")
    return replace(_between(span, head.basis), anchor=Anchor(head.year))


def _part_of(tail: Token, year: int) -> Interval | None:
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
        return days.date.fromisoformat(entry.first), days.date.fromisoformat(entry.last)
    base = {"easter": days.orthodox_easter if orthodox else days.easter, "ramadan": days.ramadan, "thanksgiving": _thanksgiving}[entry.kind](year)
    begin, end = (days.add_days(base, int(entry.first)), days.add_days(base, int(entry.last))) if base else (None, None)
    return (begin, end) if begin and end else None


def _thanksgiving(year: int) -> days.date | None:
    first = days.day(year, 11, 1)
    return days.day(year, 11, 22 + (3 - first.weekday()) % 7) if first else None


# ── expressions without a year or month of their own ─────────────────────────────────────────────


def _yearless(spans_of: Callable[[int], Interval | None], context: Context, open_value: str) -> Reading:
    """Something that comes once a year, near the reference."""
    reference = context.reference
    if reference is None:
        year = context.told_year
        return _between(spans_of(year), "carried") if year else _open(open_value, "other")
    spans = [s for y in (-1, 0, 1) if (s := spans_of(reference.year + y))]
    return _between(nearest(spans, reference, context.tense, 1.0), "page") if spans else _open(open_value, "other")


def _season(tokens: tuple[Token, ...], context: Context) -> Reading:
    return _yearless(lambda y: _part_of(tokens[0], y), context, f"XXXX-{SEASONS[tokens[0].word][0]}")


def _rel_season(tokens: tuple[Token, ...], context: Context) -> Reading:
    """今夏, 昨秋, 来春; この冬 in January is the one that began in December."""
    name = SEASON_OF[tokens[0].kind.removeprefix("rel_")]
    reference = context.reference
    year = reference.year if reference else context.told_year
    if year is None:
        return _open(f"XXXX-{SEASONS[name][0]}", "other")
    if name == "冬" and reference and reference.month < 6:
        year -= 1
    year += tokens[0].value
    span = _part_of(Token("season", 0, 0, 0, name), year)
    return replace(_between(span, "relative"), value=f"{year:04d}-{SEASONS[name][0]}")


def _named(tokens: tuple[Token, ...], context: Context) -> Reading:
    name = tokens[0].word
    if tables.named()[name].kind == "period":
        return _between(named_span(name, 1), "stated")
    reading = _yearless(lambda y: named_span(name, y, "正教" in context.text), context, "XXXX")
    if reading.span and reading.span[0] == reading.span[1]:
        return replace(reading, value=reading.span[0].isoformat(), grain="day")
    return reading


def _year_edge(tokens: tuple[Token, ...], context: Context) -> Reading:
    return _yearless(lambda y: _part_of(tokens[0], y), context, "XXXX")


def _month_edge(tokens: tuple[Token, ...], context: Context) -> Reading:
    reference = context.reference
    if reference is None:
        return _open("XXXX-XX", "other")
    first, last = (1, 10) if tokens[0].kind == "rel_monthstart" else (21, 31)
    spans = [s for k in (-1, 0, 1) if (m := days.add_months(reference, k)) and (s := days.month_span(m.year, m.month, first, last))]
    return _between(nearest(spans, reference, context.tense, 1.0), "page")


def _fiscal_edge(tokens: tuple[Token, ...], context: Context) -> Reading:
    edges = ("04-01", "04-10") if tokens[0].kind == "rel_fiscalstart" else ("03-01", "03-31")
    return _yearless(lambda y: days.part_of_year(y, *edges), context, "XXXX")


def _decade(tokens: tuple[Token, ...], context: Context) -> Reading:
    return _years(tokens, tokens[0].value, 10, f"{tokens[0].value // 10:03d}X", "stated")


def _century(tokens: tuple[Token, ...], context: Context) -> Reading:
    if tokens[0].kind == "rel_century":
        year = context.reference.year if context.reference else None
        if year is None:
            return _open("XXXX", "other")
        first = (year - 1) // 100 * 100 + 1 + 100 * tokens[0].value
        return _years(tokens, first, 100, f"{first // 100:02d}XX", "relative")
    first = (tokens[0].value - 1) * 100 + 1
    return _years(tokens, first, 100, f"{first // 100:02d}XX", "stated")


def _years(tokens: tuple[Token, ...], first: int, count: int, value: str, basis: Basis) -> Reading:
    """A decade or century, or the part that a modifier takes of it."""
    if len(tokens) > 1:
        low, high = (int(x) for x in tables.modifiers()[tokens[1].word, divided(tokens[0])])
        span = days.year_span(first + low, high - low + 1)
        return replace(_between(span, basis), value=f"{first + low:04d}/{first + high:04d}", anchor=Anchor())
    return replace(_of(days.year_span(first, count), value, "other", basis), anchor=Anchor())


def _before_christ(tokens: tuple[Token, ...], context: Context) -> Reading:
    token = tokens[0]
    return _open(f"-{max(token.value - 1, 0):04d}" if token.word == "年" else "", "year")


# ── relative days, weeks, shifts ─────────────────────────────────────────────────────────────────


def _base(word: str, context: Context) -> tuple[days.date | None, Basis]:
    """The day that a relative expression counts from."""
    if word == "antecedent":
        anchor = context.anchor
        if anchor.date:
            return anchor.date, "carried"
        if anchor.day:
            return None, "unresolved"
    return context.reference, "relative"


def _same_day(shift: int, context: Context) -> Reading:
    """A clock time without a day (午後3時): the day named before, else the day of writing."""
    base, basis = _base("antecedent", context)
    if base is None:
        return _open(Date(context.anchor.year, context.anchor.month, context.anchor.day).edtf(), "day", context.anchor)
    return _on(days.add_days(base, shift), basis)


def _rel_day(tokens: tuple[Token, ...], context: Context) -> Reading:
    token = tokens[0]
    base, basis = _base(token.word or "antecedent", context)
    numbers = [t.value for t in tokens[1:] if t.kind == "day"]
    if basis == "relative" and token.word == "antecedent" and context.counts_from_event:
        return _open("XXXX-XX-XX", "day")
    one = days.add_days(base, token.value) if base else None
    if numbers:
        return _numbered(numbers[0], one, basis, context)
    if one is None:
        return _open("XXXX-XX-XX", "day", context.anchor if token.word != "reference" else None)
    return _on(one, basis)


def _numbered(number: int, near: days.date | None, basis: Basis, context: Context) -> Reading:
    """A day of the month next to a word that says which (昨日16日, 翌5日)."""
    if near is None:
        head = complete(Date(day=number), context)
        return _plain_date(replace(head, basis=head.basis), context, bare=False)
    spans = _around(near.year, near.month, number)
    return _on(nearest(spans, near, 0, 1.0)[0], basis) if spans else _open("", "day")


def _rel_week(tokens: tuple[Token, ...], context: Context) -> Reading:
    token, reference = tokens[0], context.reference
    numbers = [t.value for t in tokens if t.kind == "day"]
    if reference is None:
        return _plain_date(complete(Date(day=numbers[0]), context), context, bare=False) if numbers else _open("XXXX-XX-XX/XXXX-XX-XX", "other")
    looks_back = token.value == 0 and reference.weekday() == 0 and context.tense <= 0 and len(tokens) == 1
    week = days.week_of(reference, token.value - looks_back)
    if week is None:
        return _open("", "other")
    if numbers:
        return _numbered(numbers[0], days.add_days(week[0], 3), "relative", context)
    weekdays = [t.value for t in tokens if t.kind == "weekday"]
    if weekdays:
        return _on(days.add_days(week[0], weekdays[0]), "relative")
    modifiers = [t.word for t in tokens if t.kind == "modifier"]
    if modifiers:
        first, last = (int(x) for x in tables.modifiers()[modifiers[0], "week"])
        begin, end = days.add_days(week[0], first), days.add_days(week[0], last)
        return _between((begin, end) if begin and end else None, "relative")
    return _between(week, "relative")


def _weekend(tokens: tuple[Token, ...], context: Context) -> Reading:
    """Saturday and Sunday; 週末 alone is the one just past, or the next when the sentence looks ahead."""
    if context.reference is None:
        return _open("XXXX-XX-XX/XXXX-XX-XX", "other")
    shift = tokens[0].value
    if tokens[0].word == "nearest" and context.tense <= 0 and context.reference.weekday() < 5:
        shift = -1
    week = days.week_of(context.reference, shift)
    saturday = days.add_days(week[0], 5) if week else None
    return _between((saturday, week[1]) if saturday and week else None, "relative")


def _monday(tokens: tuple[Token, ...], context: Context) -> Reading:
    """週明け: the Monday ahead; told on a Monday or Tuesday, that week's."""
    early = context.reference is not None and context.reference.weekday() < 2 and context.tense <= 0
    week = days.week_of(context.reference, 0 if early else tokens[0].value) if context.reference else None
    return _on(week[0] if week else None, "relative")


def _weekday(tokens: tuple[Token, ...], context: Context) -> Reading:
    numbers = [t.value for t in tokens if t.kind == "day"]
    if numbers:
        return _plain_date(complete(Date(day=numbers[0]), context), context, bare=False)
    reference = context.reference
    if reference is None:
        return _open("XXXX-XX-XX", "day")
    back = (reference.weekday() - tokens[0].value) % 7
    ahead = (tokens[0].value - reference.weekday()) % 7
    return _on(days.add_days(reference, ahead if context.tense > 0 else -back), "relative")


def _shift(tokens: tuple[Token, ...], context: Context) -> Reading:
    """3日前, 2週間後, 半年前, 1年半前; an unknown number (数日後) and a rounded one (10年以上前) stay open."""
    unit, direction, extra = tokens[0].word.split("|")
    number = tokens[0].value
    if len(tokens) > 1:
        return _calendar(tokens, context)
    base = context.reference
    if context.anchor.date and (direction == "後" or base is None or context.points_back):
        base = context.anchor.date
    elif context.counts_from_event:
        base = None
    grain: Grain = "day" if unit == "日" else "month" if unit == "月" or number == 0 else "year" if unit == "年" else "other"
    if base is None or number < 0 or extra not in ("", "半", "ほど", "くらい", "ぐらい"):
        return _open({"day": "XXXX-XX-XX", "month": "XXXX-XX"}.get(grain, "XXXX"), grain)
    return _shifted(base, unit, number, extra == "半", -1 if direction == "前" else 1)


def _shifted(base: days.date, unit: str, number: int, and_half: bool, sign: int) -> Reading:
    if unit == "日":
        return _on(days.add_days(base, sign * number), "relative")
    if unit == "週":
        return _between(days.week_of(base, sign * number) if number < 5000 else None, "relative")
    if unit == "年" and number and not and_half:
        year = base.year + sign * number
        return _of(days.year_span(year), f"{year:04d}", "year", "relative", Anchor(year))
    months = (number * 12 if unit == "年" else number) + (6 if unit == "年" and (and_half or not number) else 0)
    one = days.add_months(base, sign * months)
    return _of(days.month_span(one.year, one.month), one.isoformat()[:7], "month", "relative", Anchor(one.year, one.month)) if one else _open("", "month")


def _window(tokens: tuple[Token, ...], context: Context) -> Reading:
    """過去5年間, 今後3カ月, 48時間以内: from or up to the reference day."""
    unit, prefix, _ = tokens[0].word.split("|")
    base, number = context.reference, tokens[0].value
    if base is None or number < 1 or prefix in ("最初の", "最後の"):
        return _open("", "other")
    back = prefix in ("過去", "ここ", "この", "直近")
    sign = -1 if back else 1
    if unit in "月年":
        other = days.add_months(base, sign * number * (12 if unit == "年" else 1))
    else:
        other = days.add_days(base, sign * {"時": -(-number // 24), "日": number, "週": 7 * number}[unit])
    return _between((min(base, other), max(base, other)) if other else None, "relative")


def _sports_season(tokens: tuple[Token, ...], context: Context) -> Reading:
    """今季: August to May, as the leagues of Europe play."""
    reference = context.reference
    if reference is None:
        return _open("XXXX", "other")
    year = reference.year - (reference.month < 7) + tokens[0].value
    begin, end = days.day(year, 8, 1), days.day(year + 1, 5, 31)
    return _between((begin, end) if begin and end else None, "relative")


def _quarter(tokens: tuple[Token, ...], context: Context) -> Reading:
    reference = context.reference
    if reference is None:
        return _open("XXXX", "other")
    first = days.add_months(reference.replace(month=(reference.month - 1) // 3 * 3 + 1, day=1), 3 * tokens[0].value)
    last = days.add_months(first, 2) if first else None
    end = days.month_span(last.year, last.month) if last else None
    return _between((first, end[1]) if first and end else None, "relative")


_HANDLERS: dict[str, Callable[[tuple[Token, ...], Context], Reading]] = {
    "rel_day": _rel_day, "same": _rel_day, "rel_week": _rel_week, "rel_weekend": _weekend, "rel_monday": _monday, "weekday": _weekday,
    "shift": _shift, "window": _window, "within": _window, "named": _named, "season": _season, "decade": _decade, "century": _century,
    "rel_century": _century, "before_christ": _before_christ, "rel_yearstart": _year_edge, "rel_yearend": _year_edge,
    "rel_monthstart": _month_edge, "rel_monthend": _month_edge, "rel_fiscalstart": _fiscal_edge, "rel_fiscalend": _fiscal_edge,
    "rel_season": _sports_season, "rel_quarter": _quarter,
    **{f"rel_{name}": _rel_season for name in SEASON_OF},
}  # fmt: skip
