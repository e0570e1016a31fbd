"""Publication days of a page's lines, and their times closed with these days.

A record's own timestamp wins. On a text page the days come from the dates told in full, the order of the lines and
their neighbours. Where the neighbours leave at most three days the later bound is the day; where they leave more, it is
the day of the line's own event, else unknown. Where few dates show no order, years and months come by nearness, if the
lines tell of one theme. A page without any date that tells its year leaves its years open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from extract.dating_near import MONTH_REACH, near_days
from extract.dating_order import Clue, order_of, own_days, run_in_order
from extract.dating_theme import hang_together
from extract.model import Line, LineDate, Page, Time
from extract.times import find_times
from extract.times.context import tense_after
from extract.times.days import add_months
from extract.times.numerals import fold

DATED = 0.3  # share of dated lines from which a page of few days is of its newest one
CLOSE = 3  # days that neighbours may leave for the later bound to hold
FEW = 3  # full dates from which a page shows its order
ONE_TIME = 366  # days within which the full dates of a page lend their years
FAR_OFF = 150  # days from the bounds beyond which a date keeps its year open
AROUND = 7  # days about an anniversary in which it is kept
_RECORD = "記録の日時による"
_SPREAD = "ページの日付が一年を超えて散らばり、並びに順序もなく、報道日は不明"
_ANNIVERSARY = re.compile(
    r"(?:の[^、。]{1,16})?(?:から|以来)[^、。0-9]{0,5}(?P<since>[0-9]{1,3})年(?!間|ぶり)|の[^、。]{1,16}?(?P<nth>[0-9]{1,3})周年"
)
_BORN = re.compile(  # a clause without が: 動物園でパンダが生まれた is news
    r"、?[^、。が]{0,40}?生まれた?(?=[、。)]|$)|[^、。]{0,12}?(?:生まれ|生(?=[。、)]|$)|創業|創立|創刊)"
)
_AS_OF = re.compile(r"(?:の)?(?:時点|現在)")
_EDTF_DAY = re.compile(r"([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The newest and the oldest day between which something lies, as far as they are known."""

    newest: date | None = None
    oldest: date | None = None


@dataclass(frozen=True, slots=True)
class _Dating:
    """A line's publication day, the days between which its dates lie where it is unknown, and the reason in words."""

    published: date | None
    basis: str
    within: _Bounds = _Bounds()
    shared: bool = True  # whether the bounds are the page's, not those of a line by itself


def date_page(page: Page) -> tuple[LineDate, ...]:
    """One LineDate for each line, in order; titles and boilerplate have no day, a duplicate has its original's.

    Records lend each other nothing: what stands beside one in a feed or table is about something else.
    """
    body = [line for line in page.lines if line.kind == "summary"]
    heads = [line for line in page.lines if line.kind in ("title", "boilerplate")]
    days = [_date_lines([line], ())[0] for line in body] if page.records else _date_lines(body, heads)
    dated = dict(zip([line.id for line in body], days, strict=True))
    newest = max((d.published or (d.within.newest if d.shared else None) or date.min for d in dated.values()), default=date.min)
    rest = _Dating(None, "見出し・定型文のため報道日なし", _Bounds(newest, newest) if newest > date.min else _Bounds())
    return tuple(_close(line, dated.get(line.of if line.kind == "duplicate" and line.of else line.id, rest)) for line in page.lines)


def _date_lines(body: Sequence[Line], heads: Sequence[Line]) -> list[_Dating]:
    if all(line.published for line in body):
        return [_Dating(line.published, _RECORD) for line in body]
    clues = [_clues(line) for line in body]
    sure = sum(any(c.sure for c in line) for line in clues)
    titles = [line.text for line in heads if line.kind == "title"]
    few = sure < FEW and sum(map(bool, clues)) > sure and not run_in_order(clues)
    if few and not hang_together(titles, [line.text for line in body]):
        return [_apart(line, own) for line, own in zip(body, clues, strict=True)]
    if not sure:
        return _without_past(body, clues, heads)
    order = order_of(clues)
    if order == "oldest first":
        return _ordered(body[::-1], clues[::-1])[::-1]
    if order == "newest first":
        return _ordered(body, clues)
    anchors = [c.sure for line in clues for c in line if c.sure]
    if order == "unclear" and (max(anchors) - min(anchors)).days <= ONE_TIME:
        return _near(body, clues, anchors)
    return _unordered(body, clues)


def _apart(line: Line, clues: Sequence[Clue]) -> _Dating:
    """A line of a page whose lines have no common theme: only its own dates count, as its day if all of its past days are full."""
    day = max((c.sure for c in clues if c.sure), default=None) if all(c.sure for c in clues) else None
    if day and not line.published:
        return _Dating(day, "本文の日付による")
    return _unknown(line, "話題の異なる行が並び、年を他の行から取れず、報道日は不明", _by_itself(clues))


def _without_past(body: Sequence[Line], clues: Sequence[Sequence[Clue]], heads: Sequence[Line]) -> list[_Dating]:
    """A page without a past day in full: planned days, months and the dates of its title tell the years near them."""
    anchors = [day for line in (*heads, *body) for day in _anchors(line.text)]
    if not anchors:
        return [_unknown(line, "ページに年を決められる日付がなく、報道日は不明") for line in body]
    if (max(anchors) - min(anchors)).days > ONE_TIME:
        return [_unknown(line, _SPREAD) for line in body]
    return _near(body, clues, anchors)


def _anchors(text: str) -> Iterator[date]:
    """Planned days, the day kept of an anniversary, and the middle of the month that a line begins with."""
    folded = fold(text)
    for number, time in enumerate(find_times(text)):
        if time.basis != "stated" or not (time.start and time.end) or _BORN.match(folded, time.end_char):
            continue
        day = time.start + (time.end - time.start) / 2
        if since := _ANNIVERSARY.match(folded, time.end_char):
            day = add_months(day, 12 * int(since["since"] or since["nth"])) or day
        if time.grain in ("day", "hour") or (time.grain == "month" and not number):
            yield day


def _clues(line: Line) -> list[Clue]:
    """The days that the line tells as past, the day of its record first."""
    if line.published:
        return [Clue(line.published.year, line.published.month, line.published.day)]
    return list(_past_days(line.text))


def _past_days(text: str) -> Iterator[Clue]:
    folded, told = fold(text), False
    for time in find_times(text):
        found = _EDTF_DAY.match(time.value.rpartition("/")[2])
        if time.grain not in ("day", "hour") or not found or _is_aside(folded, time.end_char):
            continue
        as_of = bool(_AS_OF.match(folded, time.end_char))
        tense = -1 if as_of else tense_after(folded, time.end_char)
        if tense > 0 or (tense == 0 and told and "/" in time.value):
            continue  # still to come; 4日に出発。5〜8日滞在し、 runs on after the report
        year, month, number = (0 if "X" in part else int(part) for part in found.groups())
        told = True
        yield Clue(year, month, number, as_of)


def _is_aside(folded: str, at: int) -> bool:
    """Is the date before `at` one of old, from which years are counted or on which somebody was born?"""
    return bool(_ANNIVERSARY.match(folded, at) or _BORN.match(folded, at))


def _unordered(body: Sequence[Line], clues: Sequence[Sequence[Clue]]) -> list[_Dating]:
    """Lines in no order: their own days, the years taken from the full dates only when all of these are of one time."""
    sure = sorted(c.sure for line in clues for c in line if c.sure)
    if _is_narrow([max((c.sure for c in line if c.sure), default=None) for line in clues]):
        return [_narrow(line, sure[-1]) for line in body]
    told, full = sum(map(bool, clues)), sum(any(c.sure for c in line) for line in clues)
    if sure and (sure[-1] - sure[0]).days <= ONE_TIME and (told <= FEW or full >= max(FEW, DATED * told)):
        return _near(body, clues, sure)
    wide = bool(sure) and (sure[-1] - sure[0]).days > ONE_TIME
    why = _SPREAD if wide else "年まで分かる日付が少なく、並びに順序もなく、報道日は不明"
    return [_unknown(line, why, _by_itself(own)) for line, own in zip(body, clues, strict=True)]


def _by_itself(clues: Sequence[Clue]) -> _Bounds:
    """Between which days a line speaks whose own full dates tell the years of its others: 1月4日 beside 2011年12月30日.

    Not of the day of the month alone, nor of one in the same days of the year, which may be an anniversary's.
    """
    sure = [c.sure for c in clues if c.sure]
    read = [near_days([[c]], sure)[0] for c in clues if sure and not c.sure and c.month]
    days = [day for day in read if day and min(abs((day - other).days) for other in sure) > AROUND]
    return _Bounds(max(*days, *sure), min(*days, *sure)) if days else _Bounds()


def _near(body: Sequence[Line], clues: Sequence[Sequence[Clue]], anchors: Sequence[date]) -> list[_Dating]:
    """Lines of one time whose order tells nothing: their own day, else the later of two near neighbours'."""
    own = near_days(clues, anchors)
    if _is_of_newest(own, clues):
        newest = max(d for d in own if d)
        return [_narrow(line, newest) for line in body]
    found = []
    for i, (line, day) in enumerate(zip(body, own, strict=True)):
        above = next((d for d in reversed(own[:i]) if d), None)
        below = next((d for d in own[i + 1 :] if d), None)
        if line.published or not day:
            found.append(_beside(line, clues[i], own, _Bounds(above, below), _Bounds(max(anchors), min(anchors))))
        else:
            found.append(_Dating(day, _own_basis(day, clues[i], "ページの他の日付に近い")))
    return found


def _beside(line: Line, clues: Sequence[Clue], own: Sequence[date | None], beside: _Bounds, within: _Bounds) -> _Dating:
    """A line without a settled day of its own, between the days beside it; `within` bounds its other dates."""
    if line.published:
        return _Dating(line.published, _RECORD)
    if beside.newest and beside.oldest:
        if abs((beside.newest - beside.oldest).days) <= CLOSE:
            return _Dating(max(beside.newest, beside.oldest), "前後の行の日付から判断")
        return _Dating(None, "前後の行の日付が離れており、報道日は不明", within)
    if _is_narrow(own):
        return _narrow(line, max(d for d in own if d))
    why = "この行の日付の年や月が定まらず" if clues else "この行に報道日を示す日がなく"
    return _Dating(None, f"{why}、前後の行からも決まらず、報道日は不明", within)


def _unknown(line: Line, basis: str, alone: _Bounds | None = None) -> _Dating:
    return _Dating(line.published, _RECORD if line.published else basis, alone or _Bounds(), shared=alone is None)


def _ordered(body: Sequence[Line], clues: Sequence[Sequence[Clue]]) -> list[_Dating]:
    """Lines listed newest first (the caller has turned them where they are not)."""
    own = own_days(clues)
    if _is_of_newest(own, clues):
        newest = max(d for d in own if d)
        return [_narrow(line, newest) for line in body]
    latest = [*list(accumulate(reversed(own), _later))[::-1], None]  # of each line and those below it
    above: date | None = None
    found = []
    for i, (line, day) in enumerate(zip(body, own, strict=True)):
        below = latest[i + 1]
        if day and not (line.published or (above and below and (above - below).days <= CLOSE)):
            found.append(_Dating(day, _own_basis(day, clues[i])))
        else:
            found.append(_beside(line, clues[i], own, _Bounds(above, below), _Bounds(above or below, below or above)))
        above = latest[i] if day else above
    return found


def _later(one: date | None, other: date | None) -> date | None:
    return max((d for d in (one, other) if d), default=None)


def _is_narrow(own: Sequence[date | None]) -> bool:
    """Do enough lines tell their day, and all within three days?"""
    known = [d for d in own if d]
    return len(known) >= max(2, DATED * len(own)) and (max(known) - min(known)).days <= CLOSE


def _is_of_newest(own: Sequence[date | None], clues: Sequence[Sequence[Clue]]) -> bool:
    """A page of few days is of its newest, when many lines tell these or the newest is a day of writing (1月5日時点)."""
    if not _is_narrow(own):
        return False
    newest = max(d for d in own if d)
    written = {(c.month, c.day) for line in clues for c in line if c.as_of}
    return sum(map(bool, own)) > FEW or (newest.month, newest.day) in written


def _narrow(line: Line, newest: date) -> _Dating:
    return _Dating(line.published or newest, _RECORD if line.published else "ページの行の日付がこの日までの数日に集まる")


def _own_basis(day: date, clues: Sequence[Clue], how: str = "ページの並びから") -> str:
    if any(c.sure == day for c in clues):
        return "本文の日付による"
    told = any(c.month == day.month and c.day == day.day for c in clues)
    return f"{how}{day.year}年と判断" if told else f"{how}{day.year}年{day.month}月と判断"


def _close(line: Line, dating: _Dating) -> LineDate:
    """The line's times closed with its day; without one, only as far as both bounds agree."""
    newest, oldest = dating.within.newest, dating.within.oldest
    if dating.published or not (newest and oldest):
        times = find_times(line.text, dating.published)
    else:
        times = _agreed(line.text, newest, oldest)
    published = dating.published if line.kind in ("summary", "duplicate") else None
    return LineDate(published, dating.basis, tuple(_as_of(line.text, t) for t in times))


def _agreed(text: str, newest: date, oldest: date) -> list[Time]:
    """The times that mean the same whichever of the two days the line was written on; the others stay open."""
    readings = zip(find_times(text, newest), find_times(text, oldest), find_times(text), strict=True)
    return [a if (a.start, a.end) == (b.start, b.end) and _may_close(a, c, newest, oldest) else c for a, b, c in readings]


def _may_close(time: Time, open_: Time, newest: date, oldest: date) -> bool:
    """A relative day or week needs the very day of writing; a year or month taken from the page needs a day of it near by."""
    if time.basis == "page" and time.start and time.end:
        reach = MONTH_REACH if open_.value.startswith("XXXX-XX-") else FAR_OFF
        return (time.start - newest).days <= reach and (oldest - time.end).days <= reach
    return time.basis != "relative" or newest != oldest or time.grain == "year"


def _as_of(text: str, time: Time) -> Time:
    return replace(time, basis="as-of") if time.start and _AS_OF.match(text, time.end_char) else time
