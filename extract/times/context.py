"""What is known where an expression stands: the reference day, the last date of the text, whether the act lies ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extract.times import days, tables


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last date that the text named, as far as it is known; `ahead` when it was told as still to come."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    ahead: bool = False
    named: bool = False

    @property
    def firm_year(self) -> int | None:
        """The year when it is surely the report's own: of a full date told as past, or of an edition (2014ワールドカップ)."""
        return self.year if self.named or (self.day and not self.ahead) else None

    @property
    def date(self) -> date | None:
        """The day, when it is known in full."""
        return days.day(self.year, self.month, self.day) if self.year and self.month and self.day else None


NOWHERE = Anchor()
_FROM_EVENT = re.compile(r"(?:(?<!今)から|(?<![そ今])の|[たる]|[一-龠ァ-ヴ])(?:わずか|ほんの|約)?$")
_HEADLINE = re.compile(r"の?[一-龠ァ-ヶー]{0,10}ニュース")
_AS_OF = re.compile(r"(?:\([^()]{0,16}\)|\))?(?:の)?(?:時点|現在)")


@dataclass(frozen=True, slots=True)
class Context:
    """Where one expression stands and what is known there; `weekday` is the one told beside the date."""

    text: str
    reference: date | None
    anchor: Anchor = NOWHERE
    year: int | None = None
    start: int = 0
    end: int = 0
    ranged: bool = False
    weekday: int | None = None
    told_tense: int | None = None

    @property
    def tense(self) -> int:
        """1 when the act of this expression lies ahead, -1 when it is past, 0 when nothing tells."""
        return tense_after(self.text, self.end) if self.told_tense is None else self.told_tense

    @property
    def points_back(self) -> bool:
        """その半年前 counts from the date before."""
        return self.text.endswith("その", 0, self.start)

    @property
    def counts_from_event(self) -> bool:
        """発表から2日後 and 選挙の3日前 count from a happening whose day is not told."""
        return bool(_FROM_EVENT.search(self.text, max(0, self.start - 6), self.start))

    @property
    def headline(self) -> bool:
        """2011年鉄道関連ニュース heads reports of that year."""
        return bool(_HEADLINE.match(self.text, self.end))

    @property
    def as_of(self) -> bool:
        """3月末時点 is its last day."""
        return bool(_AS_OF.match(self.text, self.end))

    @property
    def told_year(self) -> int | None:
        """The year of the report as the text itself tells it."""
        return self.year or self.anchor.firm_year

    def on_weekday(self, spans: list[days.Interval]) -> list[days.Interval]:
        """Of the days that a date may mean, those of the weekday told beside it, where there is one."""
        fitting = [s for s in spans if self.weekday is not None and s[0].weekday() == self.weekday]
        return fitting or spans

    def at(self, anchor: Anchor) -> Context:
        """The same place with another date named before it."""
        return replace(self, anchor=anchor)


_QUOTED = re.compile(r"[「『“][^「」『』“”]*[」』”]")


LONGEST = 240  # characters of a sentence that are read for its predicate
PREDICATE = 16  # characters at a sentence's end that hold its predicate


def tense_after(text: str, at: int, reach: int = LONGEST) -> int:
    """1 when the predicate that a date belongs to looks ahead, -1 when it looks back, 0 when nothing tells.

    A date with a comma belongs to the end of its sentence, whose last predicate tells (支持すると表明した); one without to
    the clause that follows it, whose first cue tells.
    """
    end = text.find("。", at, at + reach)
    rest = _QUOTED.sub("", text[at : end if end >= 0 else at + reach]) + "。"
    beside = not rest.startswith(("、", "に、", "は、"))
    first, comma, _ = rest.partition("、")
    clause = first + comma if beside else rest[max(2, len(rest) - PREDICATE) :]
    found = [(match, sign) for sign, pattern in tables.cues(beside) for match in pattern.finditer(clause)]
    if beside:
        return min(found, key=lambda f: f[0].start(), default=(None, 0))[1]
    return max(found, key=lambda f: f[0].end(), default=(None, 0))[1]


_SINCE = re.compile(
    r"(?<![0-9])([12][0-9]{3})年(?:[0-9]{1,2}月)?(?:(?![12][0-9]{3}年)[^。]){0,24}?以来[^。]{0,16}?(?<![0-9])([0-9]{1,3})年(?:[0-9]+[カかケヶヵ箇]月)?ぶり"
)


def counted_year(text: str) -> int | None:
    """The year of the report that 「2001年以来5年ぶり」 tells (2006)."""
    found = _SINCE.search(text)
    return int(found[1]) + int(found[2]) if found else None


def nearest(candidates: list[days.Interval], reference: date, tense: int, ahead_cost: float = 1.5) -> days.Interval:
    """The candidate nearest to the reference; what lies ahead counts more unless the sentence looks ahead."""
    weight_ahead = {1: 0.25, 0: ahead_cost, -1: 6.0}[tense]

    def cost(interval: days.Interval) -> tuple[float, date]:
        first, last = interval
        if first > reference:
            return (first - reference).days * weight_ahead, first
        return float(max(0, (reference - last).days)), first

    return min(candidates, key=cost)
