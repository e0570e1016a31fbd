"""Digits as written in Japanese text: full width, kanji, positional (二〇二六) and with 十 (二十五)."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
KANJI = "〇零一二三四五六七八九十"

# One character to one character, so that offsets in the folded text are offsets in the text.
_WIDE = "０１２３４５６７８９（）［］／：．，－−‐‑‒–—―～〜∼　ＡＰＭＵＴＣ＋＇’"
_ASCII = "0123456789()[]/:.,--------~~~ APMUTC+''"
_FOLD = str.maketrans(_WIDE, _ASCII)
_ANY_WIDE = re.compile(f"[{_WIDE}]")


def fold(text: str) -> str:
    """The text with ASCII digits, brackets, dashes and waves; same length, so offsets stay."""
    return text.translate(_FOLD) if _ANY_WIDE.search(text) else text


def number(written: str) -> int:
    """The value of ASCII digits, 元 (1) or a kanji numeral below 10,000; 0 for the empty string."""
    if not written:
        return 0
    if written == "元":
        return 1
    if written.isascii():
        return int(written)
    if "十" not in written:
        return int("".join(str(_DIGITS[c]) for c in written))
    tens, _, ones = written.partition("十")
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
