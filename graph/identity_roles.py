"""Holders of an office who are not named: 首相, 米国防長官, FIFA会長 → the person whom line, run or table names for that office."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.organisations import is_international, known_body
from graph.identity_names import held, holder_before, holder_of
from graph.identity_persons import People, Person
from graph.identity_scene import Item

_APPOSITION = re.compile(r"^(?:の|、|・|である|で、|だった|を務める|[（(])?$")
_SAID_OF = re.compile(r"(?:彼|彼女|同氏|同容疑者|同被告)(?:は|が|も)[^。]{0,12}$")
_NEIGHBOURS = 24
_DAYS = 3
_APART = 60
_PAST = frozenset(("元", "前", "故", "旧", "次期", "新"))
_GENERIC = frozenset(
    ("大臣", "議員", "長官", "代表", "司令官", "監督", "会長", "委員長", "議長", "判事", "投手", "教授", "大使", "市長", "知事")
)
_FIXED = {
    "教皇": "VA",
    "天皇": "JP",
    "上皇": "JP",
    "皇后": "JP",
    "皇嗣": "JP",
    "国務長官": "US",
    "官房長官": "JP",
    "欧州委員会委員長": "EU",
}


@dataclass(frozen=True, slots=True)
class RoleKey:
    """An office of a country or a body; `line` is set when it only stands for somebody of that line."""

    country: str | None
    body: str | None
    office: str
    line: str | None = None


@dataclass(slots=True)
class Roles:
    """Named persons by the office that they are mentioned with, to be found near a line."""

    by_office: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    near: dict[tuple[str, str], list[tuple[int, Item, Person]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, item: Item, person: Person, country: str | None, body: str | None) -> tuple[str, str] | None:
        """Remember that this mention gives the person an office; whose office, and which."""
        if not item.parts.office or item.parts.status in _PAST - {"新"}:
            return None
        seat = seat_of(country, body), item.parts.office
        self.near[seat].append((item.scene.index, item, person))
        if country and not body:
            self.by_office[item.parts.office].add(country)
        return seat

    def countries(self, item: Item) -> list[str]:
        """The countries whose holder of this office is named near this line."""
        return [code for code in sorted(self.by_office[item.parts.office or ""]) if self.nearest(item, code, None)]

    def only(self, item: Item, country: str) -> Person | None:
        """The one person named with this office of this country some days around: who a single official without a name is."""
        entries = self.near.get((country, item.parts.office or ""), [])
        at = bisect_left(entries, item.scene.index, key=lambda entry: entry[0])
        around = [
            person
            for _, other, person in entries[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
            if item.scene.day and other.scene.day and abs((item.scene.day - other.scene.day).days) <= _DAYS
        ]
        return around[0] if around and all(person is around[0] for person in around) else None

    def nearest(self, item: Item, country: str | None, body: str | None, days: int = _APART) -> Person | None:
        """The person named with this office of this country or body nearest in the run, `days` apart at most."""
        entries = self.near.get((seat_of(country, body), item.parts.office or ""), [])
        at = bisect_left(entries, item.scene.index, key=lambda entry: entry[0])
        best, least = None, 1e9
        for index, other, person in entries[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]:
            apart = abs(index - item.scene.index)
            if not _near_in_time(item, other, apart, days):
                continue
            if apart < least:
                best, least = person, apart
        return best


def seat_of(country: str | None, body: str | None) -> str:
    """What an office belongs to: an international body, or a country's body, or the country."""
    return body if body and is_international(body) else f"{country or ''}{body or ''}"


def _near_in_time(item: Item, other: Item, apart: int, days: int) -> bool:
    if item.scene.day and other.scene.day:
        return abs((item.scene.day - other.scene.day).days) <= days
    return apart <= 3


def body_of(item: Item) -> str | None:
    """The organisation that the office belongs to, under its canonical name."""
    organisation = item.parts.organisation
    if organisation is None:
        return None
    known = known_body(organisation)
    return known.name if known else organisation


def fixed_country(item: Item) -> str | None:
    """The country of offices that only one country has."""
    return _FIXED.get(item.parts.office or "")


def beside(item: Item, line: Sequence[tuple[Item, Person | None]]) -> Person | None:
    """The person whose name stands in apposition: NATO事務総長のマーク・ルッテ氏, 杉山武彦(一橋大学学長), 彼は元総裁で."""
    text = item.scene.text
    for other, person in line:
        if person is None or not other.parts.name:
            continue
        if other.start >= item.end and _APPOSITION.match(text[item.end : other.start]):
            return person
        if other.end <= item.start and re.fullmatch(r"[（(]|で|、", text[other.end : item.start]) and item.parts.scope != "many":
            return person
    if _SAID_OF.search(text[: item.start]):
        return next((person for other, person in reversed(line) if person and other.end <= item.start), None)
    return None


def is_past(item: Item) -> bool:
    """Whether the office is no longer, or not yet, held."""
    return item.parts.status in _PAST


def in_line(item: Item, line: Sequence[tuple[Item, Person | None]]) -> Person | None:
    """The nearest earlier (else later) person of the line who is mentioned with the same office and of no other country."""
    own = item.parts.country
    before = [pair for pair in line if pair[0].end <= item.start]
    after = [pair for pair in line if pair[0].start >= item.end]
    for other, person in [*reversed(before), *after]:
        if person and other.parts.name and same_title(item, other) and (own is None or person.country in (None, own)):
            return person
    return None


def same_title(item: Item, other: Item) -> bool:
    """Whether one title says no more than the other: 大臣 and 教育大臣, 議員 and 上院議員; 前首相 is not the 首相."""
    mine, theirs = item.parts.title or item.parts.honorific or "", other.parts.title or other.parts.honorific or ""
    if not mine or not theirs or is_past(item) != is_past(other):
        return False
    if mine == theirs or (item.parts.office and item.parts.office == other.parts.office):
        return True
    short, long = sorted((mine, theirs), key=len)
    return short in _GENERIC and long.endswith(short) and not long.removesuffix(short).endswith("副")


def in_office(item: Item, country: str | None, line: Sequence[tuple[Item, Person | None]]) -> Person | None:
    """The nearest earlier person of the line who, as the table tells, held the office on that day: トランプ氏 … 大統領."""
    for other, person in reversed(line):
        if person and person.known and other.end <= item.start and item.parts.status not in _PAST:
            offices = [
                holder for holder in person.known.offices if holder.office == item.parts.office and held(holder, item.scene.day)
            ]
            if offices and country in (None, person.country):
                return person
    return None


def same_person(item: Item, line: Sequence[tuple[Item, Person | None]]) -> Person | None:
    """同氏, 同首相: the nearest earlier person of the line, with the same office where one is said."""
    before = [(other, person) for other, person in line if person and other.end <= item.start]
    office = item.parts.office
    matching = [person for other, person in before if office is None or other.parts.office == office]
    return matching[-1] if matching else before[-1][1] if before else None


def known_holder(people: People, item: Item, country: str | None, body: str | None) -> Person | None:
    """The well-known person who held the office on the line's day; 前 and 元 need the person to be named."""
    if item.parts.office is None or (item.parts.status in _PAST and item.parts.status != "前"):
        return None
    office = f"{body}{item.parts.office}" if body else item.parts.office
    if item.parts.status == "前":
        former = holder_before(country, office, item.scene.day)
        return people.of_known(former) if former else None
    if item.parts.office == "指導者" and country:
        office = "最高指導者"
    known = holder_of(country, office, item.scene.day)
    return people.of_known(known) if known else None
