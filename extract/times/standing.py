"""Which tokens place something in time by themselves, and which are lengths, rates, scores or parts of other words."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.times import tables
from extract.times.lexer import Token

Tokens = list[Token]

NEVER_ALONE = frozenset(("this", "next", "half_year", "half_month", "half_day", "same", "modifier", "part", "weekday_paren"))
OPENING = NEVER_ALONE - {"modifier", "weekday_paren"}

_PER_DAY = re.compile(
    r"に?(?:約|数|最大|平均|[0-9,万]+(?:バレル|トン|時間|回|便|万))|[0-9](?![0-9]?[時:])|で(?:約|数|[0-9])|あた|当た"
)
_AT_DAY = re.compile(r"[、の(付]|に(?!一|も)|午[前後]|夜|朝|未明|夕|から|まで|までに")
_DAYS_BEFORE = re.compile(
    r"(?:週|まで|生後|わずか|から|さらに|長い|ほぼ|丸|計|約|残り|あと|ほんの|最長|最短|延べ|もう|まる|およそ|最初の|最後の|[一-龠]後)$"
)
_OF_EVENT = re.compile(r"[のたるう一-龠](?<!その)(?<![はがも今])$")
_YEAR_2_CUE = re.compile(
    r"に(?!あた|当た|わた|渡|及|一|1|減|増|延|短|な|も)|以来|以降|時点|当時|度"
    r"|の(?=[^、。]{0,12}(?:選|大会|五輪|事件|事故|震災|戦争|合意|発足|以降))"
)
_LENGTH_BEFORE = re.compile(
    r"(?:約|から|期|計|過去|ここ|この|懲役|禁錮|刑期|任期|期間|最高|最長|最大|生後|在任|在位|さらに|およそ|満|丸)$"
)
_NAMED_IN_TIME = re.compile(r"[にの、,。(]|中|期間|前|まで|から|以降|当日|休暇|休み|明け|$")
_DATE_FOLLOWS = re.compile(r"の(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_COMPARED = re.compile(r"(?:同期|同月|同日)?(?:比|並み|割れ|超え|水準)|の?同(?:期|月|時期)")
_FREQUENT = re.compile(r"(?:毎|毎週|隔週|各)$")
_YEARS_AND = re.compile(r"[0-9一二三四五六七八九十]年$")
_PENALTY = re.compile(r"(?:懲役|禁錮|禁固|求刑|刑期)$")
_INSIDE_WORD = re.compile(r"[0-9一-龠]$")
_COUNTED_FROM = re.compile(r"[一-龠の]$|から$")
_DESCRIBED = re.compile(r"[ないのた]$")
_CLOCK_AFTER = re.compile(r"から|に|頃|ごろ|開始|~|$")


def stands(text: str, found: Tokens, right: bool = False) -> bool:
    """Do these tokens place something in time? `right` is the right side of a range, which its left side supports."""
    first = found[0]
    if first.kind in NEVER_ALONE:
        return len(found) > 1 and first.kind in OPENING
    check = _CHECKS.get(first.kind)
    return check is None or check(text, found, right)


def _before(text: str, pattern: re.Pattern[str], token: Token, reach: int = 4) -> bool:
    return bool(pattern.search(text, max(0, token.start - reach), token.start))


def _day(text: str, found: Tokens, right: bool) -> bool:
    """A day alone is one of a month; 1日約3万 is a rate, わずか10日 and 一日を過ごす are lengths of time."""
    day = found[0]
    if day.value > 31 or right or len(found) > 1:
        return day.value <= 31
    if day.value == 1 and _PER_DAY.match(text, day.end):
        return False
    if text[day.start] in "一二三四五六七八九" and day.value < 10:
        return bool(_AT_DAY.match(text, day.end))
    return not _before(text, _DAYS_BEFORE, day) or text.startswith("まで", day.end)


def _shift(text: str, found: Tokens, right: bool) -> bool:
    """攻撃の数日後 counts from an event and tells no day; 数日前に and 2日後に do."""
    unknown = found[0].value < 0 and _before(text, _OF_EVENT, found[0], 3)
    return not unknown and not text.endswith("てから", 0, found[0].start)


def _month(text: str, found: Tokens, right: bool) -> bool:
    """懲役2年6月 is a length of time; a month alone is one of twelve."""
    return (found[0].value <= 12 or len(found) > 1) and not _before(text, _YEARS_AND, found[0])


def _alone(text: str, found: Tokens, right: bool) -> bool:
    """上旬 without its month, 第3四半期 without its year."""
    return not _before(text, _INSIDE_WORD, found[0], 1)


def _within(text: str, found: Tokens, right: bool) -> bool:
    """拘束24時間以内 counts from an event."""
    return not _before(text, _COUNTED_FROM, found[0], 2)


def _window(text: str, found: Tokens, right: bool) -> bool:
    """最初の3日間 needs a year before it."""
    return not found[0].word.split("|")[1].startswith(("最初", "最後"))


def _century(text: str, found: Tokens, right: bool) -> bool:
    """過去1世紀 is a length of time."""
    return not _before(text, _LENGTH_BEFORE, found[0])


def _year_2(text: str, found: Tokens, right: bool) -> bool:
    """Two digits before 年 are a year when something says so: 08年, 98年の五輪, 25年4月, 24年末."""
    if _before(text, _PENALTY, found[0]):
        return False
    if right or len(found) > 1 or text[found[0].start] in "0'":
        return True
    return bool(_YEAR_2_CUE.match(text, found[0].end)) and not _before(text, _LENGTH_BEFORE, found[0])


def _bare(text: str, found: Tokens, right: bool) -> bool:
    """A bare 2026 is a year next to the name of an event."""
    token = found[0]
    before, after = tables.event_names()
    return bool(
        before.search(text[max(0, token.start - 12) : token.start].rstrip(" ")) or after.match(text[token.end :].lstrip(" "))
    )


def _named(text: str, found: Tokens, right: bool) -> bool:
    """A holiday is a time where something happens on it, not where it is the topic (父の日を祝う)."""
    first = found[0]
    if first.word == "正月" and text[max(0, first.start - 1)] in "旧小":
        return False
    return tables.named()[first.word].anywhere or bool(_NAMED_IN_TIME.match(text, found[-1].end))


def _word(text: str, found: Tokens, right: bool) -> bool:
    """Statistics compare with the year or month before (前年同期比); they place nothing in time."""
    return not _COMPARED.match(text, found[-1].end) and not _before(text, _FREQUENT, found[0], 2)


def _rel_day(text: str, found: Tokens, right: bool) -> bool:
    """翌日の7月9日 is dated by what follows."""
    explained = found[0].word == "antecedent" and len(found) == 1 and _DATE_FOLLOWS.match(text, found[0].end)
    return not explained and _word(text, found, right)


def _season(text: str, found: Tokens, right: bool) -> bool:
    """A season alone is a time unless it is described (歴史的な冬の嵐)."""
    return len(found) > 1 or not _before(text, _DESCRIBED, found[0], 1)


def _clock(text: str, found: Tokens, right: bool) -> bool:
    """A bare 7:00 may be a score; it is a time before から, に, 頃 or 開始."""
    return found[0].word != "colon" or right or bool(_CLOCK_AFTER.match(text, found[0].end))


def _weekday(text: str, found: Tokens, right: bool) -> bool:
    """毎週金曜 is a frequency."""
    return not _before(text, _FREQUENT, found[0], 2)


_CHECKS: dict[str, Callable[[str, Tokens, bool], bool]] = {
    "day": _day,
    "shift": _shift,
    "within": _within,
    "window": _window,
    "century": _century,
    "month": _month,
    "alone": _alone,
    "season": _season,
    "rel_day": _rel_day,
    "year_2": _year_2,
    "bare": _bare,
    "named": _named,
    "clock": _clock,
    "weekday": _weekday,
    **dict.fromkeys(("rel_year", "rel_month", "rel_week", "rel_fiscal", "rel_quarter"), _word),
}
