"""The lexemes of time, read from extract/data/times/*.tsv: one entry a line, a header row, a reason for each rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.tsv import entries


@dataclass(frozen=True, slots=True)
class Word:
    """A relative word: `offset` units of `kind` from `base` (reference | antecedent | nearest)."""

    kind: str
    offset: int
    base: str


@dataclass(frozen=True, slots=True)
class Named:
    """A day or period with a name; `kind` says how `first` and `last` are read (fixed MM-DD, easter ± days, period …)."""

    kind: str
    first: str
    last: str
    anywhere: bool


def alternation(surfaces: list[str]) -> str:
    """A regex for any of the surfaces, longest first."""
    return "|".join(re.escape(s) for s in sorted(set(surfaces), key=len, reverse=True))


@cache
def words() -> dict[str, Word]:
    """Relative words (昨日, 来年度 …)."""
    return {r["surface"]: Word(r["kind"], int(r["offset"]), r["base"]) for r in entries("times/words")}


@cache
def guarded_words() -> dict[str, tuple[str, str]]:
    """Words that may be part of another (この日|本人, 熊本日|日新聞) → what must not follow, what must not stand before."""
    return {r["surface"]: (r["unless"], r["after"]) for r in entries("times/words") if r["unless"] or r["after"]}


@cache
def named() -> dict[str, Named]:
    """Holidays and named periods."""
    return {r["surface"]: Named(r["kind"], r["from"], r["to"], r["where"] == "any") for r in entries("times/named")}


def not_named() -> str:
    """What must not stand around the end of a named day (元日|本代表)."""
    return "".join(f"(?!(?<={r['surface']}){r['unless']})" for r in entries("times/named") if r["unless"])


@cache
def eras() -> dict[str, int]:
    """Year before an era's first, by name and by letter (令和 and R → 2018)."""
    return {key: int(r["first"]) - 1 for r in entries("times/eras") for key in (r["name"], r["letter"])}


@cache
def modifiers() -> dict[tuple[str, str], tuple[str, str]]:
    """(surface, what it divides) → first and last part."""
    return {(r["surface"], r["of"]): (r["from"], r["to"]) for r in entries("times/modifiers")}


@cache
def parts_of_day() -> str:
    """Regex for the parts of a day that may follow it, each with what must not follow."""
    parts = sorted(entries("times/parts"), key=lambda r: -len(r["surface"]))
    return "|".join(r["surface"] + (f"(?![{r['unless']}])" if r["unless"] else "") for r in parts)


@cache
def part_names() -> tuple[str, ...]:
    """The parts of a day (未明, 夕方 …)."""
    return tuple(r["surface"] for r in entries("times/parts"))


@cache
def cues(clause: bool) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """(+1 for the future, -1 for the past; what shows it) in the clause beside a date, or in a sentence's predicate."""
    told = [r for r in entries("times/cues") if clause or r["scope"] == "any"]
    return tuple((1 if r["tense"] == "future" else -1, re.compile(r["pattern"])) for r in told)


@cache
def lunar_new_year() -> dict[int, date]:
    """Gregorian year → first day of the lunar year."""
    return {int(r["year"]): date.fromisoformat(r["day"]) for r in entries("times/lunar_new_year")}


@cache
def event_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names of events before and after which a bare year stands (ワールドカップ2026, 2010FIFA…)."""
    before = alternation([r["surface"] for r in entries("times/eventnames") if r["side"] in ("before", "both")])
    after = alternation([r["surface"] for r in entries("times/eventnames") if r["side"] in ("after", "both")])
    return re.compile(rf"(?:{before}|[A-Z]{{3,}})$"), re.compile(f"(?:{after})")


@cache
def zones() -> re.Pattern[str]:
    """A named zone that stands right before a time (米東部時間, インド時間の), at the end of a text."""
    names = alternation([r["surface"] for r in entries("times/zones")])
    named = rf"(?:{names}|[ァ-ヴー]{{2,}}(?:{names})?)(?:標準時間?|夏時間?|時間)"
    return re.compile(rf"(?:{named}|協定世界時|世界標準時|(?<![A-Za-z])(?:UTC|GMT|JST|EST|EDT|PST|PDT|CET|CEST)\s?)の?$")


@cache
def anniversaries() -> dict[tuple[int, int], tuple[tuple[int, re.Pattern[str]], ...]]:
    """(month, day) → (year, cue) of the happenings that are known by their date."""
    found: dict[tuple[int, int], tuple[tuple[int, re.Pattern[str]], ...]] = {}
    for r in entries("times/anniversaries"):
        key = int(r["month"]), int(r["day"])
        found[key] = (*found.get(key, ()), (int(r["year"]), re.compile(r["cue"])))
    return found
