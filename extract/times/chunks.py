"""Tokens → expressions: which tokens belong together (1月|4日|夜), which two make a range, where each span ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.times import tables
from extract.times.lexer import Token, follow, search
from extract.times.standing import stands

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
    "same": ("day", "month", "year", "part", "clock"),
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
SPACED = frozenset(("month", "day", "clock"))
TIGHT_MODIFIERS = frozenset(("中", "内", "末", "初", "頭", "明け", "いっぱい", "はじめ"))

TO = re.compile(r"(?:から|より|[~\-–—ー→])\s?")
_AFTER_MIDDLE = re.compile(r"[にのはもをへで、。,」)~]|から|まで|頃|ごろ|以降|$")
_EARLIER = re.compile(r"(?:も|、[^。]{0,20})?[早遅]")
_IN_DAYS = re.compile(r"で(?!開|行|実|の)|もかか|もあれば|中に")


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
    if text.startswith(" ", at) and (more := follow(text, at + 1)) and more[0].kind in allowed and more[0].kind in SPACED:
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
    if not found or not stands(text, found):
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
    return bool(_IN_DAYS.match(text, rest[-1].end)) and half.value < 10


def _other_side(text: str, found: list[Token], at: int) -> list[Token]:
    """The tokens of a range's right side when they are of the same grain as the left one."""
    first = follow(text, at)
    if not first or first[0].start != at:
        return []
    other = _grow(text, first)
    if text.startswith("より", at - 2) and _EARLIER.match(text, other[-1].end):
        return []
    if any(t.kind.startswith("half") for t in other) or not _comparable(found, other) or not stands(text, other, right=True):
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
    if left[-1].kind == "clock" and grains[1] == "clock":
        return True
    return grains[0] == grains[1] and grains[0] in ("day", "clock", "month", "year", "rel_season", "season", "decade", "century")


def _with_about(text: str, found: list[Token]) -> int:
    """A shift takes its 約 with it (約2カ月前)."""
    at = found[0].start
    if found[0].kind == "shift":
        for word in ("約", "およそ"):
            if text.endswith(word, 0, at):
                return at - len(word)
    return at
