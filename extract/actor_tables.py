"""The tables of offices, organisations, well-known bodies, regions and office holders, read once from `data/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.tsv import rows

STATUSES = ("新しい", "次期", "暫定", "臨時", "初代", "元", "前", "新", "故", "現", "旧")
"""Words before an office that say when it is held."""


@dataclass(frozen=True, slots=True)
class Title:
    """An office, rank, honorific or occupation; `office` is the form that its variants share, `scope` how many hold it."""

    office: str
    cls: str
    scope: str


@dataclass(frozen=True, slots=True)
class Suffix:
    """The last word of organisations; `bare` says that it also stands alone (政府, 軍) for the country in focus."""

    canonical: str
    cls: str
    bare: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A well-known organisation under its canonical name."""

    name: str
    country: str | None
    cls: str


@dataclass(frozen=True, slots=True)
class Holder:
    """A well-known person in an office of a country, from and until (None = open)."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    office: str
    since: date | None
    until: date | None


@cache
def ministries() -> Mapping[str, str]:
    """Field of a ministry, short or long (財, 財務) → its short form."""
    table: dict[str, str] = {}
    for short, long, _ in rows("ministries"):
        table.setdefault(long, short)
        table[short] = table.get(long, short) if len(short) == 1 and short != long else short
    return table


@cache
def titles() -> Mapping[str, Title]:
    """Every title as written → its record; ministers are made from the fields of ministries."""
    table = {title: Title(office, cls, scope) for title, office, cls, scope, _ in rows("titles")}
    for short, long, _ in rows("ministries"):
        _ministers(table, short, long)
    return table


def _ministers(table: dict[str, Title], short: str, long: str) -> None:
    """Add the minister, vice-minister and spokesman of one field: 外相, 外務大臣, 外務長官; 副外相, 外務次官, 外務省報道官."""
    minister, vice = Title(f"{short}相", "office", "state"), Title(f"{short}副大臣", "office", "many")
    for field in (short, long):
        for form in (f"{field}相", f"{field}大臣"):
            table.setdefault(form, minister)
        for form in (f"副{field}相", f"{field}副大臣", f"{field}副相", f"{field}次官", f"{field}副長官", f"{field}政務官"):
            table.setdefault(form, vice)
    if len(long) > 1:
        table.setdefault(f"{long}長官", minister)


@cache
def organisation_suffixes() -> Mapping[str, Suffix]:
    """Every last word of organisations → its record."""
    return {suffix: Suffix(canonical, cls, bare == "bare") for suffix, canonical, cls, bare, _ in rows("organisations")}


@cache
def bodies() -> Mapping[str, Body]:
    """Every name, short form and acronym of a well-known organisation → its record."""
    table: dict[str, Body] = {}
    for name, aliases, country, cls in rows("bodies"):
        body = Body(name, country or None, cls)
        table[name] = body
        for alias in filter(None, aliases.split("|")):
            table.setdefault(alias, body)
    return table


@cache
def fields() -> frozenset[str]:
    """Words that qualify an office and are never a name: 国際, 陸軍, 国境担当."""
    return frozenset(word for word, _ in rows("fields"))


@cache
def regions() -> Mapping[str, str]:
    """States, provinces, prefectures and cities → ISO code of their country."""
    return {name: country for name, country, _ in rows("regions")}


def _day(cell: str, last: bool) -> date | None:
    """An ISO day, month or year of a table; the last day of it when `last`."""
    if not cell:
        return None
    year, month, day = (int(part) for part in [*cell.split("-"), "12" if last else "1", "28" if last else "1"][:3])
    return date(year, month, day)


@cache
def holders() -> tuple[Holder, ...]:
    """Well-known persons with their offices, one record an office."""
    return tuple(
        Holder(name, tuple(filter(None, aliases.split("|"))), country or None, office, _day(since, False), _day(until, True))
        for name, aliases, country, office, since, until in rows("persons")
    )
