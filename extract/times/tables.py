"""The lexemes of time, read from extract/data/times/*.tsv: one entry a line, a header row, a reason for each rule."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "times"


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


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table; empty cells are empty strings."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def alternation(surfaces: list[str]) -> str:
    """A regex for any of the surfaces, longest first."""
    return "|".join(re.escape(s) for s in sorted(set(surfaces), key=len, reverse=True))


@cache
def words() -> dict[str, Word]:
    """Relative words (昨日, 来年度 …)."""
    return {r["surface"]: Word(r["kind"], int(r["offset"]), r["base"]) for r in rows("words")}


@cache
def guarded_words() -> dict[str, tuple[str, str]]:
    """Words that may be part of another (この日|本人, 熊本日|日新聞) → what must not follow, what must not stand before."""
    return {r["surface"]: (r["unless"], r["after"]) for r in rows("words") if r["unless"] or r["after"]}


@cache
def named() -> dict[str, Named]:
    """Holidays and named periods."""
    return {r["surface"]: Named(r["kind"], r["from"], r["to"], r["where"] == "any") for r in rows("named")}


def not_named() -> str:
    """What must not stand around the end of a named day (元日|本代表)."""
    return "".join(f"(?!(?<={r['surface']}){r['unless']})" for r in rows("named") if r["unless"])


@cache
def eras() -> dict[str, int]:
    """Year before an era's first, by name and by letter (令和 and R → 2018)."""
    return {key: int(r["first"]) - 1 for r in rows("eras") for key in (r["name"], r["letter"])}


@cache
def modifiers() -> dict[tuple[str, str], tuple[str, str]]:
    """(surface, what it divides) → first and last part."""
    return {(r["surface"], r["of"]): (r["from"], r["to"]) for r in rows("modifiers")}


@cache
def parts_of_day() -> str:
    """Regex for the parts of a day that may follow it, each with what must not follow."""
    entries = sorted(rows("parts"), key=lambda r: -len(r["surface"]))
    return "|".join(r["surface"] + (f"(?![{r['unless']}])" if r["unless"] else "") for r in entries)


@cache
def part_names() -> tuple[str, ...]:
    """The parts of a day (未明, 夕方 …)."""
    return tuple(r["surface"] for r in rows("parts"))


@cache
def cues(clause: bool) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """(+1 for the future, -1 for the past; what shows it) in the clause beside a date, or in a sentence's predicate."""
    told = [r for r in rows("cues") if clause or r["scope"] == "any"]
    return tuple((1 if r["tense"] == "future" else -1, re.compile(r["pattern"])) for r in told)


@cache
def lunar_new_year() -> dict[int, date]:
    """Gregorian year → first day of the lunar year."""
    return {int(r["year"]): date.fromisoformat(r["day"]) for r in rows("lunar_new_year")}


@cache
def event_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names of events before and after which a bare year stands (ワールドカップ2026, 2010FIFA…)."""
    before = alternation([r["surface"] for r in rows("eventnames") if r["side"] in ("before", "both")])
    after = alternation([r["surface"] for r in rows("eventnames") if r["side"] in ("after", "both")])
    return re.compile(rf"(?:{before}|[A-Z]{{3,}})$"), re.compile(f"(?:{after})")


@cache
def zones() -> re.Pattern[str]:
    """A named zone that stands right before a time (米東部時間, インド時間の), at the end of a text."""
    names = alternation([r["surface"] for r in rows("zones")])
    named = rf"(?:{names}|[ァ-ヴー]{{2,}}(?:{names})?)(?:標準時間?|夏時間?|時間)"
    return re.compile(rf"(?:{named}|協定世界時|世界標準時|(?<![A-Za-z])(?:UTC|GMT|JST|EST|EDT|PST|PDT|CET|CEST)\s?)の?$")


@cache
def anniversaries() -> dict[tuple[int, int], tuple[tuple[int, re.Pattern[str]], ...]]:
    """(month, day) → (year, cue) of the happenings that are known by their date."""
    found: dict[tuple[int, int], tuple[tuple[int, re.Pattern[str]], ...]] = {}
    for r in rows("anniversaries"):
        key = int(r["month"]), int(r["day"])
        found[key] = (*found.get(key, ()), (int(r["year"]), re.compile(r["cue"])))
    return found
