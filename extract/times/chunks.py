"""Tokens → expressions: which tokens belong together (1月|4日|夜), which two make a range, where each span ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.times import tables
from extract.times.lexer import Token, follow, search

YEARS = ("year", "year_2", "rel_year", "rel_fiscal", "bare")
MONTHS = ("month", "rel_month")
DAYS = ("day", "rel_day", "same", "weekday", "weekday_paren", "nth_weekday")
CLOCKS = ("part", "clock")

# What may stand after what within one expression.
NEXT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(YEARS, ("month", "half_month", "modifier", "season", "named", "window", "rel_yearstart", "rel_yearend")),
    "shift": ("month",),
    **dict.fromkeys(MONTHS, ("day", "half_day", "modifier", "nth_weekday", "rel_monthend", "rel_monthstart")),
    "half_month": ("month",), "half_day": ("day",), "half_year": ("year", "year_2"),
    "rel_week": ("weekday", "day", "modifier", "half_day"),
    "day": ("weekday", "weekday_paren", "part", "clock"),
    "rel_day": ("day", "weekday", "weekday_paren", "part", "clock"),
    "weekday": ("day", "part", "clock"), "weekday_paren": ("part", "clock"), "nth_weekday": ("part", "clock"),
    "this": ("month",),
    "next": ("weekday",),
    "same": ("day", "month", "part", "clock"),
    "part": ("clock",), "named": ("part", "clock"),
    "decade": ("modifier",), "century": ("modifier",), "rel_century": ("modifier",),
}  # fmt: skip
LOOSE = frozenset(
    [
        "month",
        "day",
        "weekday",
        "season",
        "named",
        "rel_yearstart",
        "part",
        "clock",
        "modifier",
        "nth_weekday",
        "window",
        "rel_yearend",
    ]
)
TIGHT_MODIFIERS = frozenset(("中", "内", "末", "初", "頭", "明け", "いっぱい", "はじめ"))
INCOMPLETE = frozenset(("this", "next", "half_year", "half_month", "half_day", "same", "modifier", "part", "weekday_paren"))

TO = re.compile(r"(?:から|より|[~\-–—ー→])\s?")
_AFTER_MIDDLE = re.compile(r"[にのはもをへで、。,」)~]|から|まで|頃|ごろ|以降|$")
_NAMED_IN_TIME = re.compile(r"[にの、,。(]|中|期間|前|まで|から|以降|当日|休暇|休み|明け|$")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One expression: its tokens, and those of the right side when it is a range."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    until: tuple[Token, ...] = ()


def chunks(text: str) -> Iterator[Chunk]:
    """The expressions of folded text in order, not overlapping."""
    at = 0
    while first := search(text, at):
        found = _grow(text, first)
        at = max(found[-1].end, at + 1)
        if chunk := _close(text, found):
            at = chunk.end
            yield chunk


def _grow(text: str, found: list[Token]) -> list[Token]:
    """Take tokens on while they continue the expression."""
    while more := _continuation(text, found[-1]):
        found = [*found, *more]
    return found


def _continuation(text: str, last: Token) -> list[Token]:
    allowed = NEXT.get(last.kind, ())
    if not allowed:
        return []
    at = last.end
    more = follow(text, at)
    if more and _joins(text, last, more[0], allowed):
        return more
    if text.startswith("の", at) and (more := follow(text, at + 1)) and more[0].kind in allowed and more[0].kind in LOOSE:
        return [] if more[0].word in TIGHT_MODIFIERS or last.kind.startswith("half") else more
    if text.startswith("(", at) and last.kind in DAYS and (more := follow(text, at + 1)) and more[0].kind in ("day", "weekday"):
        inside = more[0]
        if inside.kind in allowed and text.startswith(")", inside.end):
            return [Token(inside.kind, inside.start, inside.end + 1, inside.value, inside.word)]
    return []


def _joins(text: str, last: Token, token: Token, allowed: tuple[str, ...]) -> bool:
    if token.kind not in allowed:
        return False
    if token.kind == "modifier":
        return _modifies(text, last, token)
    return not (last.kind == "shift" and not last.word.startswith("年"))


def _modifies(text: str, last: Token, token: Token) -> bool:
    if token.word == "中" and not _AFTER_MIDDLE.match(text, token.end):
        return False
    return (token.word, divided(last)) in tables.modifiers()


def divided(token: Token) -> str:
    """What a modifier after this token divides: year, fiscal, month, week, decade or century."""
    if token.kind == "rel_fiscal" or (token.kind in ("year", "year_2") and token.word == "年度"):
        return "fiscal"
    if token.kind in YEARS:
        return "year"
    return {"rel_month": "month", "rel_week": "week", "rel_century": "century"}.get(token.kind, token.kind)


def _close(text: str, found: list[Token]) -> Chunk | None:
    """The chunk that these tokens make, with its range's other side, or None when they place nothing in time."""
    while found and found[-1].kind.startswith("half"):
        found = found[:-1]
    if not found or not _stands(text, found):
        return None
    halves = [i for i, t in enumerate(found) if t.kind.startswith("half")]
    if halves:
        return _elliptic(text, found, halves[0])
    start = _with_about(text, found)
    if (to := TO.match(text, found[-1].end)) and (other := _other_side(text, found, to.end())):
        return Chunk(start, other[-1].end, tuple(found), tuple(other))
    return Chunk(start, found[-1].end, tuple(found))


def _elliptic(text: str, found: list[Token], at: int) -> Chunk | None:
    """A range whose left side borrows its unit (10月|27〜|28日)."""
    half, rest = found[at], found[at + 1 :]
    unit = half.kind.removeprefix("half_")
    if unit == "month":  # 4〜6月期 is three months, 6月期 alone a business year
        rest[0] = replace(rest[0], word="月")
    if unit == "year" and half.value < 1000:
        return None
    left = (*found[:at], Token(unit, half.start, half.end - len(half.word), half.value, rest[0].word))
    alone = at == 0
    if unit == "day" and alone and _is_length(text, half, rest):
        return None
    return Chunk(found[0].start, rest[-1].end, left, tuple(rest))


def _is_length(text: str, half: Token, rest: list[Token]) -> bool:
    """「2、3日」 and 「2〜3日で」 are lengths of time, 「5〜8日」 is a date."""
    close = rest[0].value - half.value == 1
    if half.word in "、,・" and close and half.value < 10:
        return "両" not in text[rest[0].start : rest[0].end]
    return bool(re.compile(r"で(?!開|行|実|の)|もかか|もあれば|中に").match(text, rest[-1].end)) and half.value < 10


def _other_side(text: str, found: list[Token], at: int) -> list[Token]:
    """The tokens of a range's right side when they are of the same grain as the left one."""
    first = follow(text, at)
    if not first or first[0].start != at:
        return []
    other = _grow(text, first)
    if text.startswith("より", at - 2) and _EARLIER.match(text, other[-1].end):
        return []
    if any(t.kind.startswith("half") for t in other) or not _comparable(found, other) or not _stands(text, other, right=True):
        return []
    return other


def _grain(found: list[Token]) -> str:
    kinds = {t.kind for t in found}
    if kinds & {"day", "rel_day", "weekday", "same"}:
        return "day"
    if "clock" in kinds:
        return "clock"
    if kinds & {"month", "rel_month"}:
        return "month"
    if kinds & {"year", "rel_year", "year_2"}:
        return "year"
    return found[-1].kind


def _comparable(left: list[Token], right: list[Token]) -> bool:
    """Both of one grain; a clock may follow a day, a bare weekday only another."""
    grains = _grain(left), _grain(right)
    return grains[0] == grains[1] and grains[0] in ("day", "clock", "month", "year", "rel_season", "season", "decade", "century")


def _with_about(text: str, found: list[Token]) -> int:
    """A shift takes its 約 with it (約2カ月前)."""
    at = found[0].start
    if found[0].kind == "shift":
        for word in ("約", "およそ"):
            if text.endswith(word, 0, at):
                return at - len(word)
    return at


def _stands(text: str, found: list[Token], right: bool = False) -> bool:
    """Do these tokens place something in time by themselves?"""
    first, last = found[0], found[-1]
    if first.kind in INCOMPLETE and not (
        len(found) > 1 and first.kind in ("half_day", "half_month", "half_year", "same", "part", "this", "next")
    ):
        return False
    check = _CHECKS.get(first.kind)
    return check is None or check(text, found, right) if check else last.kind != "half_day"


def _day_stands(text: str, found: list[Token], right: bool) -> bool:
    """A day alone is one of a month; 「1日約3万」 is a rate, 「わずか10日」 and 「一日を過ごす」 are lengths of time."""
    day = found[0]
    if day.value > 31 or right or len(found) > 1:
        return day.value <= 31
    if day.value == 1 and _PER_DAY.match(text, day.end):
        return False
    if text[day.start] in "一二三四五六七八九" and day.value < 10:
        return bool(_AT_DAY.match(text, day.end))
    return not _DAYS_BEFORE.search(text, max(0, day.start - 4), day.start) or text.startswith("まで", day.end)


def _shift_stands(text: str, found: list[Token], right: bool) -> bool:
    """「攻撃の数日後」 counts from an event and tells no day; 「数日前に」 and 「2日後に」 do."""
    unknown = found[0].value < 0 and _OF_EVENT.search(text, max(0, found[0].start - 3), found[0].start)
    return not unknown and not text.endswith("てから", 0, found[0].start)


_PER_DAY = re.compile(
    r"に?(?:約|数|最大|平均|[0-9,万]+(?:バレル|トン|時間|回|便|万))|[0-9](?![0-9]?[時:])|で(?:約|数|[0-9])|あた|当た"
)
_AT_DAY = re.compile(r"[、の(付]|に(?!一|も)|午[前後]|夜|朝|未明|夕|から|まで|までに")
_DAYS_BEFORE = re.compile(
    r"(?:週|まで|生後|わずか|から|さらに|長い|ほぼ|丸|計|約|残り|あと|ほんの|最長|最短|延べ|もう|まる|およそ|最初の|最後の|[一-龠]後)$"
)
_OF_EVENT = re.compile(r"[のたるう一-龠](?<!その)(?<![はがも今])$")


def _month_stands(text: str, found: list[Token], right: bool) -> bool:
    return found[0].value <= 12 or len(found) > 1


def _alone_stands(text: str, found: list[Token], right: bool) -> bool:
    """上旬 without its month, 第3四半期 without its year; not as part of another word (3月上旬 is one expression)."""
    return not re.compile(r"[0-9一-龠]$").search(text, max(0, found[0].start - 1), found[0].start)


def _length_stands(text: str, found: list[Token], right: bool) -> bool:
    """「拘束24時間以内」 counts from an event."""
    start = found[0].start
    return not re.compile(r"[一-龠の]$|から$").search(text, max(0, start - 2), start)


def _window_stands(text: str, found: list[Token], right: bool) -> bool:
    """最初の3日間 needs a year before it."""
    return not found[0].word.split("|")[1].startswith(("最初", "最後"))


def _century_stands(text: str, found: list[Token], right: bool) -> bool:
    """過去1世紀 is a length of time."""
    return not _LENGTH_BEFORE.search(text, max(0, found[0].start - 4), found[0].start)


def _year_2_stands(text: str, found: list[Token], right: bool) -> bool:
    """Two digits before 年 are a year when something says so: 08年, 98年の, 25年4月, 24年末."""
    if right or len(found) > 1 or text[found[0].start] in "0'":
        return True
    return bool(_YEAR_2_CUE.match(text, found[0].end)) and not _LENGTH_BEFORE.search(
        text, max(0, found[0].start - 4), found[0].start
    )


_EARLIER = re.compile(r"(?:も|、[^。]{0,20})?[早遅]")
_YEAR_2_CUE = re.compile(
    r"(?:に(?!あた|当た|わた|渡|及|一|1|減|増|延|短|な|も)|の(?=[^、。]{0,12}(?:選|大会|五輪|事件|事故|震災|戦争|合意|発足|以降))|以来|以降|時点|当時|度)"
)
_LENGTH_BEFORE = re.compile(
    r"(?:約|から|期|計|過去|ここ|この|懲役|禁錮|刑期|任期|期間|最高|最長|最大|生後|在任|在位|さらに|およそ|満|丸)$"
)


def _bare_stands(text: str, found: list[Token], right: bool) -> bool:
    """A bare 2026 is a year next to the name of an event."""
    token = found[0]
    before, after = text[max(0, token.start - 12) : token.start].rstrip(" "), text[token.end :].lstrip(" ")
    names = event_names()
    return bool(names[0].search(before) or names[1].match(after))


def event_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return tables.event_names()


def _named_stands(text: str, found: list[Token], right: bool) -> bool:
    anywhere = tables.named()[found[0].word].anywhere
    if text[max(0, found[0].start - 1)] in "旧小" and found[0].word == "正月":
        return False
    return anywhere or bool(_NAMED_IN_TIME.match(text, found[-1].end))


def _word_stands(text: str, found: list[Token], right: bool) -> bool:
    """Statistics compare with the year or month before (前年同期比); they place nothing in time."""
    return not _COMPARED.match(text, found[-1].end) and not _FREQUENT.search(text, max(0, found[0].start - 2), found[0].start)


def _rel_day_stands(text: str, found: list[Token], right: bool) -> bool:
    """「翌日の7月9日」 is dated by what follows."""
    explained = found[0].word == "antecedent" and len(found) == 1 and _DATE_FOLLOWS.match(text, found[0].end)
    return not explained and _word_stands(text, found, right)


def _season_stands(text: str, found: list[Token], right: bool) -> bool:
    """A season alone is a time unless it is described (歴史的な冬の嵐)."""
    return len(found) > 1 or not re.compile(r"[ないのた]$").search(text, max(0, found[0].start - 1), found[0].start)


def _colon_stands(text: str, found: list[Token], right: bool) -> bool:
    """A bare 7:00 may be a score; it is a time before から, に, 頃 or 開始."""
    return found[0].word != "colon" or right or bool(re.compile(r"から|に|頃|ごろ|開始|~").match(text, found[0].end))


def _weekday_stands(text: str, found: list[Token], right: bool) -> bool:
    return not _FREQUENT.search(text, max(0, found[0].start - 2), found[0].start)


_DATE_FOLLOWS = re.compile(r"の(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_COMPARED = re.compile(r"(?:同期|同月|同日)?(?:比|並み|割れ|超え|水準)|の?同(?:期|月|時期)")
_FREQUENT = re.compile(r"(?:毎|毎週|隔週|各)$")
_CHECKS = {
    "day": _day_stands,
    "shift": _shift_stands,
    "within": _length_stands,
    "window": _window_stands,
    "century": _century_stands,
    "month": _month_stands,
    "alone": _alone_stands,
    "season": _season_stands,
    "rel_day": _rel_day_stands,
    "year_2": _year_2_stands,
    "bare": _bare_stands,
    "named": _named_stands,
    "clock": _colon_stands,
    "weekday": _weekday_stands,
    **dict.fromkeys(("rel_year", "rel_month", "rel_week", "rel_fiscal", "rel_quarter"), _word_stands),
}
