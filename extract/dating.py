"""Publication days of a page's lines, and their times closed with these days.

A record's own timestamp wins. On a text page the days come from the dates told in full, the order of the lines and
their neighbours. Where the neighbours leave at most three days the later bound is the day; where they leave more, it is
the day of the line's own event, else unknown. A page without any full date leaves its years open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from extract.dating_order import FAR, Clue, order_of, own_days
from extract.model import Line, LineDate, Page, Time
from extract.times import find_times
from extract.times.context import tense_after
from extract.times.numerals import fold

DATED = 0.3  # share of dated lines from which a page of few days is of its newest one
CLOSE = 3  # days that neighbours may leave for the later bound to hold
_AS_OF = re.compile(r"(?:の)?(?:時点|現在)")
_EDTF_DAY = re.compile(r"([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class _Dating:
    """A line's publication day, the days between which it lies where unknown, and the reason in words."""

    published: date | None
    basis: str
    newest: date | None = None
    oldest: date | None = None


def date_page(page: Page) -> tuple[LineDate, ...]:
    """One LineDate for each line, in order; titles and boilerplate have no day, a duplicate has its original's."""
    body = [line for line in page.lines if line.kind == "summary"]
    dated = dict(zip([line.id for line in body], _date_lines(body), strict=True))
    newest = max((d.published or d.newest or date.min for d in dated.values()), default=date.min)
    rest = _Dating(None, "見出し・定型文のため報道日なし", *((newest, newest) if newest > date.min else ()))
    return tuple(_close(line, dated.get(line.of if line.kind == "duplicate" and line.of else line.id, rest)) for line in page.lines)


def _date_lines(body: Sequence[Line]) -> list[_Dating]:
    if all(line.published for line in body):
        return [_Dating(line.published, "記録の日時による") for line in body]
    clues = [_clues(line) for line in body]
    order = order_of(clues)
    if order in ("none", "one time"):
        return _unordered(body, clues)
    if order == "oldest first":
        return _ordered(body[::-1], clues[::-1])[::-1]
    return _ordered(body, clues)


def _clues(line: Line) -> list[Clue]:
    """The days that the line tells as past, the day of its record first."""
    if line.published:
        return [Clue(line.published.year, line.published.month, line.published.day)]
    return list(_past_days(line.text))


def _past_days(text: str) -> Iterator[Clue]:
    folded = fold(text)
    for time in find_times(text):
        if time.grain not in ("day", "hour") or (
            tense_after(folded, time.end_char) > 0 and not _AS_OF.match(folded, time.end_char)
        ):
            continue
        if found := _EDTF_DAY.match(time.value.rpartition("/")[2]):
            year, month, number = (0 if "X" in part else int(part) for part in found.groups())
            yield Clue(year, month, number)


def _unordered(body: Sequence[Line], clues: Sequence[Sequence[Clue]]) -> list[_Dating]:
    """Lines in no order keep their own full dates; they lend each other a year only when all are of one time."""
    sure = sorted(c.sure for line in clues for c in line if c.sure)
    if _is_narrow([max((c.sure for c in line if c.sure), default=None) for line in clues]):
        return [_narrow(line, sure[-1]) for line in body]
    told, full = sum(map(bool, clues)), sum(any(c.sure for c in line) for line in clues)
    one_time = bool(sure) and (sure[-1] - sure[0]).days <= FAR // 4 and (told <= 3 or full >= max(3, 0.3 * told))
    bounds = (sure[-1], sure[0]) if one_time else (None, None)
    found = []
    for line, own in zip(body, clues, strict=True):
        days = [c.sure for c in own if c.sure]
        if line.published:
            found.append(_Dating(line.published, "記録の日時による"))
        elif days and one_time:
            found.append(_Dating(max(days), "本文の日付による"))
        else:
            found.append(
                _Dating(None, "ページの並びに順序がなく、報道日は不明" if sure else "ページに年月日がなく、報道日は不明", *bounds)
            )
    return found


def _ordered(body: Sequence[Line], clues: Sequence[Sequence[Clue]]) -> list[_Dating]:
    """Lines listed newest first (the caller has turned them where they are not)."""
    own = own_days(clues)
    if _is_narrow(own):
        newest = max(d for d in own if d)
        return [_narrow(line, newest) for line in body]
    latest = [*list(accumulate(reversed(own), _later))[::-1], None]  # of each line and those below it
    above: date | None = None
    found = []
    for i, line in enumerate(body):
        found.append(_place(line, clues[i], own[i], above, latest[i + 1]))
        above = latest[i] if own[i] else above
    return found


def _later(one: date | None, other: date | None) -> date | None:
    return max((d for d in (one, other) if d), default=None)


def _is_narrow(own: Sequence[date | None]) -> bool:
    """Do enough lines tell their day, and all within three days?"""
    known = [d for d in own if d]
    return len(known) >= max(2, DATED * len(own)) and (max(known) - min(known)).days <= CLOSE


def _narrow(line: Line, newest: date) -> _Dating:
    return _Dating(line.published or newest, "記録の日時による" if line.published else "ページの日付がこの日までの数日に収まる")


def _place(line: Line, clues: Sequence[Clue], day: date | None, above: date | None, below: date | None) -> _Dating:
    """One line between its dated neighbours (ruling: at most three days apart, the later; else its own day; else unknown)."""
    if line.published:
        return _Dating(line.published, "記録の日時による")
    if above and below and (above - below).days <= CLOSE:
        return _Dating(above, "前後の行の日付から判断", above, below)
    if day:
        return _Dating(day, _own_basis(day, clues), above, below)
    return _Dating(None, "前後の行の日付が離れており、報道日は不明", above or below, below or above)


def _own_basis(day: date, clues: Sequence[Clue]) -> str:
    if any(c.sure == day for c in clues):
        return "本文の日付による"
    told = any(c.month == day.month and c.day == day.day for c in clues)
    return f"ページの並びから{day.year}年と判断" if told else f"ページの並びから{day.year}年{day.month}月と判断"


def _close(line: Line, dating: _Dating) -> LineDate:
    """The line's times closed with its day; without one, only as far as both bounds agree."""
    if dating.published or not (dating.newest and dating.oldest):
        times = find_times(line.text, dating.published)
    else:
        times = _agreed(line.text, dating.newest, dating.oldest)
    published = dating.published if line.kind in ("summary", "duplicate") else None
    return LineDate(published, dating.basis, tuple(_as_of(line.text, t) for t in times))


def _agreed(text: str, newest: date, oldest: date) -> list[Time]:
    """The times that mean the same whichever of the two days the line was written on; the others stay open."""
    readings = zip(find_times(text, newest), find_times(text, oldest), find_times(text), strict=True)
    return [a if (a.start, a.end) == (b.start, b.end) and _may_close(a, newest, oldest) else c for a, b, c in readings]


def _may_close(time: Time, newest: date, oldest: date) -> bool:
    """A relative day or week needs the very day of writing."""
    return time.basis != "relative" or newest != oldest or time.grain == "year"


def _as_of(text: str, time: Time) -> Time:
    return replace(time, basis="as-of") if time.start and _AS_OF.match(text, time.end_char) else time
