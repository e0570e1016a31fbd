"""Names of persons compared: spelling folded, parts, and the table of well-known persons with their offices."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from extract.actor_tables import Holder, holders

HEADS = frozenset(("大統領", "首相", "国家主席", "総統", "国王", "女王", "最高指導者", "総書記", "天皇", "教皇", "大統領代行"))
"""Offices whose holders are called by surname alone."""

_FOLDS = (
    ("ヴァ", "バ"),
    ("ヴィ", "ビ"),
    ("ヴェ", "ベ"),
    ("ヴォ", "ボ"),
    ("ヴ", "ブ"),
    ("ティ", "チ"),
    ("ディ", "ジ"),
    ("ウェ", "ウエ"),
)
_DROPPED = re.compile(r"[ーッ\s　'’\-‐]")
_SEPARATORS = re.compile(r"[・･＝=\s　]+")
_ROMANISED = re.compile(r"[ァ-ヴA-Za-zÀ-ɏ]")
_NOT_FAMILY = frozenset(("ジュニア", "シニア", "2世", "3世"))


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The spelling that variants share: ボルソナーロ = ボルソナロ, ヴィクトル = ビクトル; separators dropped."""
    text = _SEPARATORS.sub("", name)
    for old, new in _FOLDS:
        text = text.replace(old, new)
    return _DROPPED.sub("", text).lower()


@lru_cache(maxsize=65536)
def parts_of(name: str) -> tuple[str, ...]:
    """The folded parts of a name with separators; a name without is one part."""
    return tuple(filter(None, (folded(part) for part in _SEPARATORS.split(name))))


def is_romanised(name: str) -> bool:
    """Whether the name begins in katakana or Latin letters."""
    return _ROMANISED.match(name) is not None


def is_full(name: str) -> bool:
    """Whether the name shows more than a surname: two parts, or four characters of kanji and kana."""
    return len(parts_of(name)) > 1 if is_romanised(name) else len(name) >= 4 or len(parts_of(name)) > 1


@lru_cache(maxsize=65536)
def keys_of(name: str) -> tuple[str, ...]:
    """Every short form that a full name can be called by: its parts, or the beginnings (and the end) of a kanji name."""
    if is_romanised(name):
        parts = parts_of(name)
        long = [part for part in parts if len(part) > 1]
        tails = ["".join(parts[start:]) for start in range(1, len(parts) - 1)]
        return tuple(dict.fromkeys([*long, *tails]))
    whole = folded(name)
    beginnings = [whole[:size] for size in range(1, min(5, len(whole)))]
    return tuple(dict.fromkeys([*parts_of(name), *beginnings, *([whole[-2:]] if len(whole) >= 4 else [])]))


def is_family(part: str, name: str) -> bool:
    """Whether the folded `part` is the last part of the name or, of a kanji name, its beginning."""
    if not is_romanised(name):
        return folded(name).startswith(part)
    parts = [each for each in parts_of(name) if each not in _NOT_FAMILY]
    return bool(parts) and (parts[-1] == part or ("".join(parts).endswith(part) and len(part) > len(parts[-1])))


@dataclass(frozen=True, slots=True)
class Known:
    """A well-known person: canonical name, every spelling, country, offices with their times."""

    name: str
    names: tuple[str, ...]
    country: str | None
    offices: tuple[Holder, ...]

    @property
    def is_head(self) -> bool:
        return any(holder.office in HEADS for holder in self.offices)


@cache
def known_by_name() -> Mapping[str, Known]:
    """Folded full name or spelling → the person; a spelling that two share is in neither."""
    by_person: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders():
        by_person[holder.name].append(holder)
    table: dict[str, Known] = {}
    shared: set[str] = set()
    for name, held in by_person.items():
        names = tuple(dict.fromkeys([name, *(alias for holder in held for alias in holder.aliases)]))
        country = next((holder.country for holder in held if holder.country not in (None, "EU")), held[0].country)
        known = Known(name, names, country, tuple(holder for holder in held if holder.office))
        for key in dict.fromkeys(map(folded, names)):
            if key in table and table[key].name != name:
                shared.add(key)
            table[key] = known
    for key in shared:
        del table[key]
    return table


@cache
def known_by_part() -> Mapping[str, tuple[Known, ...]]:
    """Short form → the well-known persons who may be meant."""
    table: dict[str, dict[str, Known]] = defaultdict(dict)
    for known in {known.name: known for known in known_by_name().values()}.values():
        for name in known.names:
            for key in (*keys_of(name), folded(name)):
                table[key][known.name] = known
    return {key: tuple(found.values()) for key, found in table.items()}


@cache
def _by_office() -> Mapping[tuple[str | None, str], tuple[Holder, ...]]:
    table: dict[tuple[str | None, str], list[Holder]] = defaultdict(list)
    for holder in holders():
        if holder.office:
            table[holder.country, holder.office].append(holder)
    return {key: tuple(found) for key, found in table.items()}


@cache
def _told() -> frozenset[str | None]:
    """Countries whose heads the table lists well enough to say which offices they have not."""
    heads = Counter(country for country, office in _by_office() for _ in _by_office()[country, office] if office in HEADS)
    return frozenset(country for country, number in heads.items() if number > 3)


def has_office(country: str, office: str) -> bool:
    """Whether the country has that office, as far as the table of office holders tells (the United States have no 首相)."""
    return office not in HEADS or (country, office) in _by_office() or country not in _told()


def held(holder: Holder, day: date | None) -> bool:
    """Whether the office was held on that day; False without a day."""
    return day is not None and (holder.since or date.min) <= day <= (holder.until or date.max)


def holder_of(country: str | None, office: str, day: date | None) -> Known | None:
    """The well-known holder of an office of a country (or of an international body, country None) on a day."""
    found: Sequence[Holder] = [holder for holder in _by_office().get((country, office), ()) if held(holder, day)]
    return known_by_name().get(folded(found[-1].name)) if found else None


def holder_before(country: str | None, office: str, day: date | None) -> Known | None:
    """The well-known holder of the office before the one of that day (前大統領)."""
    now = holder_of(country, office, day)
    if now is None:
        return None
    names = [holder.name for holder in _by_office()[country, office] if day and (holder.since or date.min) <= day]
    former = [name for name in names if name != now.name]
    return known_by_name().get(folded(former[-1])) if former else None


def country_on(known: Known, day: date | None) -> str | None:
    """The country that the person stands for on a day: none or the EU while in such an office."""
    offices = [holder.country for holder in known.offices if held(holder, day) and holder.country in (None, "EU")]
    return offices[0] if offices else known.country
