"""The figure that goes with an event's trigger: 23人が死亡, 死者は17人, 2隻を拿捕."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = r"[数0-9０-９〇一二三四五六七八九十百千][0-9０-９,，.〇一二三四五六七八九十百千]*(?:万|億|兆)?"
HEDGE = r"(?:少なくとも|約|およそ|最大|計)?"
COUNTER = r"(?:人|名|隻|機|棟|発|便|カ所|か所|ヶ所|ヵ所|カ国|か国|カ村|頭|両|台|件)"
FIGURE = re.compile(rf"{HEDGE}(?P<number>{NUMBER})(?P<counter>{COUNTER})(?:以上|余り?|超|近く)?(?!目)")
BREAK = re.compile(r"[、。「」]")
REACH = 30  # characters before the trigger
AFTER = 12
KANJI = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its counter as the line words it; `value` None for a vague one (数十人)."""

    text: str
    value: float | None
    counter: str


def figure_of(text: str, start: int, end: int) -> Figure | None:
    """The figure of the trigger at `text[start:end]`: the nearest before it in its clause, else one right after it."""
    for match in reversed(list(FIGURE.finditer(text, max(0, start - REACH), start))):
        if not BREAK.search(text, match.end(), start):
            return _figure(match)
    after = FIGURE.search(text, end, end + AFTER)
    return _figure(after) if after and not BREAK.search(text, end, after.start()) else None


def _figure(match: re.Match[str]) -> Figure:
    counter = {"名": "人"}.get(match["counter"], match["counter"])
    return Figure(match.group(), value_of(match["number"]), counter)


def value_of(number: str) -> float | None:
    """The value of digits, kanji or a mixture (1万2000, 十六, 110万); None for a vague or broken one."""
    digits = number.translate({0xFF10 + n: str(n) for n in range(10)}).replace(",", "").replace("，", "")
    scale = MYRIADS.get(digits[-1:], 1)
    digits = digits[:-1] if scale > 1 else digits
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits):
        return float(digits) * scale
    return _kanji(digits) * scale if digits and set(digits) <= KANJI.keys() | TENS.keys() else None


def _kanji(digits: str) -> float:
    total, current = 0, 0
    for char in digits:
        if char in TENS:
            total, current = total + (current or 1) * TENS[char], 0
        else:
            current = current * 10 + KANJI[char]
    return float(total + current)
