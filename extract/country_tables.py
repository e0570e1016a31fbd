"""The tables of country names: which code a name stands for and what a country is called in Japanese.

Codes are ISO 3166-1 alpha-2, for former countries the alpha-2 part of ISO 3166-3 (CS is both Czechoslovakia and Serbia and
Montenegro, as in the standard), XK for Kosovo and EU for the European Union. Names: CLDR, the foreign ministry's list, old
names and Chinese characters in use (`data/countries*.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from extract.tsv import entries

Alone = Literal["noun", "head", "list", "never"]
Side = Literal["before", "after", "line"]
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Letter:
    """A one-kanji abbreviation; `alone` says what lets it stand outside a compound: a noun, a known head, a list, nothing."""

    letter: str
    code: str
    alone: Alone


@dataclass(frozen=True, slots=True)
class Context:
    """A text around `surface` that makes it another country (`code`) or none (empty)."""

    surface: str
    side: Side
    pattern: re.Pattern[str]
    code: str
    reason: str


@cache
def codes_by_name() -> Mapping[str, str]:
    """Every name and one-letter abbreviation → code."""
    letters = {row["letter"]: row["code"] for row in entries("countries_kanji") if row["code"]}
    return MappingProxyType(letters | {row["name"]: row["code"] for row in entries("countries")})


@cache
def kinds_by_name() -> Mapping[str, str]:
    """Every full name that is read in texts → display, name, official, former or latin."""
    return MappingProxyType({row["name"]: row["kind"] for row in entries("countries") if row["kind"] != "lookup"})


@cache
def _display_names() -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row["name"] for row in reversed(entries("countries")) if row["kind"] == "display"})


def country_name(code: str) -> str:
    """The short Japanese name to show (US → 米国); the code itself when it is unknown."""
    return _display_names().get(code, code)


def code_of(name: str) -> str | None:
    """The code that a full name, a short name or a one-letter abbreviation stands for, whatever stands around it."""
    return codes_by_name().get(name)


@cache
def letters() -> Mapping[str, Letter]:
    """One-letter abbreviations; 欧 has no code: it only belongs to compounds such as 日米欧."""
    found = (Letter(row["letter"], row["code"], row["alone"]) for row in entries("countries_kanji"))  # type: ignore[arg-type]
    return MappingProxyType({letter.letter: letter for letter in found})


@cache
def denied_words() -> Mapping[str, str]:
    """Words that hold a name or abbreviation but name no country → reason."""
    return MappingProxyType({row["word"]: row["reason"] for row in entries("countries_deny")})


@cache
def prefixes() -> Mapping[str, str]:
    """Words such as 訪, 駐, 対 → the letters that may follow them."""
    return MappingProxyType({row["prefix"]: row["letters"] for row in entries("countries_prefix")})


@cache
def heads() -> tuple[str, ...]:
    """Words that an abbreviation may stand before: 軍, 首相, 外務省 …, longest first."""
    return tuple(sorted((row["head"] for row in entries("countries_head")), key=len, reverse=True))


@cache
def contexts() -> Mapping[str, tuple[Context, ...]]:
    """Surface (`*` = every one) → what its surroundings may make of it."""
    found: dict[str, list[Context]] = {}
    for row in entries("countries_context"):
        context = Context(row["surface"], row["side"], re.compile(_anchored(row)), row["code"], row["reason"])  # type: ignore[arg-type]
        found.setdefault(context.surface, []).append(context)
    return MappingProxyType({surface: tuple(items) for surface, items in found.items()})


def _anchored(row: dict[str, str]) -> str:
    return f"(?:{row['pattern']})$" if row["side"] == "before" else row["pattern"]
