"""The public function: text → times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from extract.model import Time
from extract.times import tables
from extract.times.chunks import Chunk, chunks
from extract.times.context import NOWHERE, Anchor, Context, counted_year, tense_after
from extract.times.numerals import fold
from extract.times.reading import Reading
from extract.times.resolve import resolve

BESIDE = 16  # characters after a date within which a plan is told of it
_ABOUT = ("頃", "ごろ", "ころ", "前後")


def find_times(text: str, reference: date | None = None) -> list[Time]:
    """The expressions of time in a text, in order and not overlapping.

    `reference` is the day of writing; without it years and months that the text does not tell stay open
    (value `XXXX-12-10`, start and end None, basis "unresolved"). Never raises for any text.

    >>> [(time.text, time.value) for time in find_times("5〜8日に会談し、来月中旬に合意する。", date(2026, 1, 5))]
    [('5〜8日', '2026-01-05/2026-01-08'), ('来月中旬', '2026-02-11/2026-02-20')]
    >>> [(time.value, time.start) for time in find_times("12月10日に合意した。")]
    [('XXXX-12-10', None)]
    """
    folded = fold(text)
    found: list[Time] = []
    anchor = NOWHERE
    day = reference.date() if isinstance(reference, datetime) else reference
    year = counted_year(folded) if "ぶり" in folded else None
    for chunk in chunks(folded):
        context = Context(folded, day, anchor, year, chunk.start, chunk.end)
        reading = resolve(chunk, context)
        anchor = _next_anchor(anchor, reading, context)
        found.append(_time(text, folded, chunk, reading))
    return found


def _next_anchor(anchor: Anchor, reading: Reading, context: Context) -> Anchor:
    """What the next expression may inherit: a bare month or year does not push out a full date's year."""
    new = reading.anchor
    if context.reference is None and new.day and tense_after(context.text, context.end, BESIDE) > 0:
        new = replace(new, ahead=True)
    if new.year and anchor.month and not anchor.year and context.text.startswith("の", context.end):
        return anchor  # 1973年9月11日の事件 is told aside
    if new == NOWHERE or (anchor.named and not new.day):
        return anchor
    return new if new.named or not anchor.named else replace(new, named=True)


def _time(text: str, folded: str, chunk: Chunk, reading: Reading) -> Time:
    start = chunk.start
    if zone := tables.zones().search(folded, max(0, start - 20), start):
        start = zone.start()
    value = reading.value
    if reading.span and "/" not in value and folded.startswith(_ABOUT, chunk.end):
        value += "~"
    first, last = reading.span or (None, None)
    return Time(start, chunk.end, text[start : chunk.end], value, first, last, reading.grain, reading.basis)
