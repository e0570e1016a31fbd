"""Folded text → tokens of time: years, months, days, weekdays, clock times, relative words, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.times import tables
from extract.times.numerals import number
from extract.times.patterns import following, opening

WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Token:
    """One unit of a time expression; `value` is its number or offset, `word` its lexeme or unit."""

    kind: str
    start: int
    end: int
    value: int = 0
    word: str = ""


Match = re.Match[str]


def search(text: str, at: int) -> list[Token]:
    """The first tokens at or after a place of folded text that may open an expression (2026/1/5 gives three); [] for none."""
    match = opening().search(text, at)
    return list(_READERS[match.lastgroup or ""](match)) if match else []


def follow(text: str, at: int) -> list[Token]:
    """The tokens that stand at this place, or []."""
    match = following().match(text, at)
    return list(_READERS[match.lastgroup or ""](match)) if match else []


def _date(m: Match, year: int, month: str, day: str | None) -> Iterator[Token]:
    """Year, month and day of a date written with slashes, dots or dashes."""
    after_year, after_month = m.end(month) - len(m[month]), m.end(month)
    if year:
        yield Token("year", m.start(), after_year, year)
    yield Token("month", after_year if year else m.start(), after_month, int(m[month]))
    if day:
        yield Token("day", after_month, m.end(), int(m[day]))


def _one(kind: str, group: str, unit: str = "") -> Callable[[Match], Iterator[Token]]:
    def read(m: Match) -> Iterator[Token]:
        yield Token(kind, m.start(), m.end(), number(m[group]), m[unit] or "" if unit else "")

    return read


def _era(m: Match, era: str, year: str) -> int:
    return tables.eras()[m[era]] + number(m[year])


def _era_year(era: str, year: str, unit: str) -> Callable[[Match], Iterator[Token]]:
    def read(m: Match) -> Iterator[Token]:
        yield Token("year", m.start(), m.end(), _era(m, era, year), "年度" if (m[unit] or "").endswith("度") else "年")

    return read


def _two_digits(group: str, unit: str) -> Callable[[Match], Iterator[Token]]:
    """A year of two digits: 70 and above are of the last century."""

    def read(m: Match) -> Iterator[Token]:
        value = int(m[group])
        yield Token("year_2", m.start(), m.end(), value + (1900 if value >= 70 else 2000), m[unit] if unit else "年")

    return read


def _decade(m: Match) -> Iterator[Token]:
    value = int(m["de_n"])
    yield Token("decade", m.start(), m.end(), value if value > 99 else value + (1900 if value >= 30 else 2000))


def _before_christ(m: Match) -> Iterator[Token]:
    yield Token("before_christ", m.start(), m.end(), int(m["bc_n"]), m["bc_u"])


def _amount(kind: str, n: str, unit: str, prefix: str) -> Callable[[Match], Iterator[Token]]:
    """A length of time; value -1 for an unknown number (数日後), 0 for a half."""

    def read(m: Match) -> Iterator[Token]:
        written = m[n]
        value = 0 if written == "半" else -1 if written[-1] in "数何" or written[0] in "数何" else number(written)
        unit_name = m[unit][0] if m[unit][0] in "日週年時" else "月"
        extra = (m["sh_x"] or "") if kind == "shift" else ""
        yield Token(kind, m.start(), m.end(), value, "|".join((unit_name, m[prefix], extra)))

    return read


def _half(m: Match) -> Iterator[Token]:
    """The left side of a range whose unit stands on the right (5 of 5〜8日)."""
    yield Token(
        "half_" + {"年": "year", "月": "month", "日": "day", "ン": "year"}[m["half_u"][-1]],
        m.start(),
        m.end(),
        number(m["half_n"]),
        m["half_s"],
    )


def _clock(m: Match) -> Iterator[Token]:
    yield Token("clock", m.start(), m.end(), number((m["cl_h"] or m["cc_h"]).replace("零", "0")), "colon" if m["cc_h"] else "時")


def _plain(kind: str) -> Callable[[Match], Iterator[Token]]:
    def read(m: Match) -> Iterator[Token]:
        yield Token(kind, m.start(), m.end(), 0, m[0])

    return read


def _word(m: Match) -> Iterator[Token]:
    word = tables.words()[m[0]]
    yield Token(f"rel_{word.kind}", m.start(), m.end(), word.offset, word.base)


def _same(m: Match) -> Iterator[Token]:
    yield Token("same", m.start(), m.end(), 0 if m[0] == "同" else 1)


def _weekday(group: str, kind: str = "weekday") -> Callable[[Match], Iterator[Token]]:
    def read(m: Match) -> Iterator[Token]:
        yield Token(kind, m.start(), m.end(), WEEKDAYS.index(m[group]), m["nw_n"] if kind == "nth_weekday" else "")

    return read


_READERS: dict[str, Callable[[Match], Iterator[Token]]] = {
    "iso": lambda m: _date(m, int(m["iso_y"]), "iso_m", "iso_d"),
    "iso_month": lambda m: _date(m, int(m["im_y"]), "im_m", None),
    "slash": lambda m: _date(m, 0, "sl_m", "sl_d"),
    "era_short": lambda m: _date(m, _era(m, "es_e", "es_y"), "es_m", "es_d"),
    "shift": _amount("shift", "sh_n", "sh_u", "sh_d"),
    "within": _amount("within", "in_n", "in_u", "in_u"),
    "window": _amount("window", "wi_n", "wi_u", "wi_p"),
    "half": _half,
    "decade": _decade,
    "year": _one("year", "y_n", "y_u"),
    "gregorian": _one("year", "ad_n"),
    "era": _era_year("er_e", "er_y", "er_u"),
    "era_letter": _era_year("el_e", "el_y", "el_u"),
    "year_2": _two_digits("y2_n", "y2_u"),
    "year_quote": _two_digits("yq_n", ""),
    "before_christ": _before_christ,
    "century": _one("century", "ce_n"),
    "month": _one("month", "mo_n", "mo_u"),
    "day": _one("day", "da_n"),
    "clock": _clock,
    "ampm_clock": _plain("clock"),
    "bare": _one("bare", "ba_n"),
    "named": _plain("named"),
    "word": _word,
    "nth_weekday": _weekday("nw_d", "nth_weekday"),
    "modifier": _plain("modifier"),
    "weekday": _weekday("we_d"),
    "weekday_paren": _weekday("wp_d", "weekday_paren"),
    "part": _plain("part"),
    "part_clock": _plain("part"),
    "season": _plain("season"),
    "same": _same,
    "this": _plain("this"),
    "next": _plain("next"),
    "noon": lambda m: iter((Token("clock", m.start(), m.end(), 12, "正午"),)),
    "alone": _plain("alone"),
}
