"""Persons: mentions with a name → the same person over lines and pages, by full name, surname, country, office and nearness."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from graph.identity_names import (
    HEADS,
    Known,
    folded,
    held,
    is_family,
    is_full,
    is_romanised,
    keys_of,
    known_by_name,
    known_by_part,
    parts_of,
)  # fmt: skip
from graph.identity_scene import Item

_NEIGHBOURS = 24
LEAST = 3.0
MARGIN = 0.25
_ACCUSED = frozenset(("容疑者", "被告", "被告人", "受刑者", "死刑囚"))
APART = 60  # days after which one surname without more is no longer the same person


@dataclass(slots=True)
class Person:
    """One person while mentions are gathered; `sure` countries are stated or known, `guessed` ones come from the line."""

    name: str
    known: Known | None = None
    items: list[Item] = field(default_factory=list)
    sure: Counter[str] = field(default_factory=Counter)
    guessed: Counter[str] = field(default_factory=Counter)
    offices: set[str] = field(default_factory=set)

    @property
    def country(self) -> str | None:
        if self.known and not (self.known.country == "EU" and self.sure):
            return self.known.country
        votes = self.sure or self.guessed
        return votes.most_common(1)[0][0] if votes else None

    def add(self, item: Item, country: str | None) -> None:
        """Take one more mention, with the country that its own words or those before it state."""
        self.items.append(item)
        if item.parts.office:
            self.offices.add(item.parts.office)
        if country:
            self.sure[country] += 1


@dataclass(slots=True)
class People:
    """All persons of a run, found by full name, by short form near a line, and by the table of well-known persons."""

    persons: list[Person] = field(default_factory=list)
    by_full: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_pair: dict[tuple[str, str], list[Person]] = field(default_factory=lambda: defaultdict(list))
    near: dict[str, list[tuple[int, int, date | None, Person]]] = field(default_factory=lambda: defaultdict(list))
    short: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, Person] = field(default_factory=dict)

    def new(self, name: str, known: Known | None = None) -> Person:
        person = Person(name, known)
        self.persons.append(person)
        return person

    def of_known(self, known: Known) -> Person:
        """The run's person for a well-known one."""
        if known.name not in self.known:
            self.known[known.name] = self.new(known.name, known)
        return self.known[known.name]

    def index(self, item: Item, person: Person, name: str) -> None:
        """Let short forms in the neighbourhood find this mention's person."""
        for key in keys_of(name):
            self.near[key].append((item.scene.index, item.start, item.scene.day, person))

    def sort(self) -> None:
        for found in self.near.values():
            found.sort(key=lambda entry: entry[:2])


def _compatible(person: Person, country: str | None) -> bool:
    return country is None or person.country is None or person.country == country or country in person.sure


def add_full(people: People, item: Item, country: str | None) -> Person:
    """The person of a mention with a full name: the same name (or one with fewer parts) of no other country."""
    name = item.parts.name or item.text
    key = folded(name)
    if (known := known_by_name().get(key)) and (is_full(name) or known.is_head or country == known.country or _spelled(known, key)):
        person = people.of_known(known)
    else:
        person = _same_full(people, name, key, country) or people.new(name)
        if person not in people.by_full[key]:
            people.by_full[key].append(person)
    _pair(people, person, name)
    person.name = person.known.name if person.known else max(person.name, name, key=len)
    person.add(item, country)
    people.index(item, person, name)
    return person


def _spelled(known: Known, key: str) -> bool:
    """Whether the table lists this single part as a name of its own (イチロー, フォンデアライエン)."""
    return folded(known.name) == key or (len(key) > 4 and key in map(folded, known.names))


def _pair(people: People, person: Person, name: str) -> None:
    parts = parts_of(name)
    for other in parts[1:]:
        if person not in people.by_pair[parts[0], other]:
            people.by_pair[parts[0], other].append(person)


def _same_full(people: People, name: str, key: str, country: str | None) -> Person | None:
    for person in people.by_full[key]:
        if _compatible(person, country):
            return person
    parts = parts_of(name)
    for other in parts[1:] if is_romanised(name) else ():
        for person in people.by_pair[parts[0], other][:_NEIGHBOURS]:
            theirs = parts_of(person.name)
            if _compatible(person, country) and (set(parts) <= set(theirs) or set(theirs) <= set(parts)):
                return person
    return None


def add_short(people: People, item: Item, country: str | None, focus: str | None) -> Person:
    """The person of a mention by surname (or given name): the best of the neighbourhood and the table, else a new one."""
    name = item.parts.name or item.text
    key = folded(name)
    scores = _neighbours(people, item, key, country)
    for known in known_by_part().get(key, ()):
        score = table_score(item, key, known, country, focus)
        if score > 0:
            person = people.of_known(known)
            scores[id(person)] = (scores[id(person)][0] + score if id(person) in scores else score, person)
    best = sorted(scores.values(), key=lambda entry: (-entry[0], -latest(entry[1])))
    if best and best[0][0] >= LEAST and (len(best) == 1 or best[0][0] - best[1][0] >= MARGIN or latest(best[0][1])):
        person = best[0][1]
    else:
        person = _earlier_short(people, item, key, country) or people.new(name)
        people.short[key].append(person)
    person.add(item, country)
    return person


def latest(person: Person) -> int:
    """The day (ordinal) on which a well-known person last took an office; 0 for others: of two presidents the later is meant."""
    return latest_office(person.known) if person.known else 0


def latest_office(known: Known) -> int:
    """The day (ordinal) on which a well-known person last took an office."""
    return max((holder.since.toordinal() for holder in known.offices if holder.since), default=0)


def _neighbours(people: People, item: Item, key: str, country: str | None) -> dict[int, tuple[float, Person]]:
    entries = people.near.get(key, [])
    at = bisect_left(entries, (item.scene.index, item.start), key=lambda entry: entry[:2])
    scores: dict[int, tuple[float, Person]] = {}
    for index, start, day, person in entries[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]:
        score = _distance_score(item, index, start, day) + _fit(item, key, country, person)
        if score > scores.get(id(person), (0.0, person))[0]:
            scores[id(person)] = (score, person)
    return scores


def _distance_score(item: Item, index: int, start: int, day: date | None) -> float:
    """How near in line, time or page a named mention is."""
    if index == item.scene.index:
        return 8.0 if start < item.start else 6.0
    if item.scene.day and day:
        near = abs((day - item.scene.day).days) <= APART
        return 4.0 - min(abs(index - item.scene.index), 400) / 400 if near else 0.5
    return 2.5 if abs(index - item.scene.index) <= 3 else 0.5


def _fit(item: Item, key: str, country: str | None, person: Person) -> float:
    """How office, country and form of the name speak for or against the person."""
    if item.parts.honorific == "夫妻" or (person.known and not spouse_fits(item, person.known)):
        return -20.0
    score = 0.5 if is_family(key, person.name) else -0.5
    if country and person.country:
        score += 2.5 if country == person.country else -10.0
    office = item.parts.office
    if office and office in HEADS:
        score += 2.0 if office in person.offices else -3.0 if person.offices and not person.known else 0.0
    if item.parts.cls == "occupation" and person.known and person.known.is_head:
        score -= 4.0
    return score


def table_score(item: Item, key: str, known: Known, country: str | None, focus: str | None) -> float:
    """How well a well-known person fits a short form, by office, day, country; 0 and less: not meant."""
    offices = {holder.office: holder for holder in known.offices if holder.office == item.parts.office}
    now = any(held(holder, item.scene.day) for holder in known.offices if holder.office == item.parts.office)
    if (country and known.country and country != known.country) or not spouse_fits(item, known):
        return 0.0
    score = (1.0 if any(is_family(key, name) for name in known.names) else 0.0) + (2.5 if country else 0.0)
    if offices:
        return score + 3.0 + (2.0 if now else 0.0) + (1.0 if focus == known.country else 0.0)
    if item.parts.scope == "state" or item.parts.cls == "kin" or (item.parts.cls == "occupation" and known.offices):
        return score - 3.0
    alone = len(known_by_part()[key]) == 1  # no other well-known person bears that surname
    if not is_romanised(known.name):
        if not known.offices or len(key) < 2 or item.parts.honorific not in (None, "氏"):
            return 0.0
        active = any(held(holder, item.scene.day) for holder in known.offices)
        return score + 1.0 + (1.5 if known.is_head or (active and alone) else 0.0) + (0.3 if active else 0.0)
    fame = (0.75 if score and alone else 0.0) + (1.5 if known.is_head else 0.5)
    return score + fame + 1.0 + (0.5 if focus == known.country else 0.0)


def _alike(item: Item, other: Item) -> bool:
    """Whether one surname in two lines can be one person: both accused or neither; of kanji names, in the same office or title."""
    mine, theirs = item.parts, other.parts
    if (mine.honorific in _ACCUSED) != (theirs.honorific in _ACCUSED):
        return False
    close = abs(item.scene.index - other.scene.index) <= 3
    return (
        is_romanised(mine.name or "")
        or (mine.office is not None and mine.office == theirs.office)
        or (close and mine.honorific == theirs.honorific)
    )


def spouse_fits(item: Item, known: Known) -> bool:
    """トランプ夫人 is the president's wife, not the president; a couple is neither."""
    if item.parts.honorific == "夫人":
        return any(holder.office.endswith("夫人") for holder in known.offices)
    return item.parts.honorific not in ("夫妻", "両氏")


def _earlier_short(people: People, item: Item, key: str, country: str | None) -> Person | None:
    """An earlier person known by the same short form, in the line, the dated neighbourhood or the same office of a country."""
    for person in reversed(people.short[key][-4:]):
        last = person.items[-1]
        if not _compatible(person, country):
            continue
        if last.scene.index == item.scene.index:
            return person
        if not _alike(item, last):
            continue
        if last.scene.day and item.scene.day and last.scene.page == item.scene.page:
            if abs((last.scene.day - item.scene.day).days) <= APART:
                return person
        elif item.parts.scope == "state" and last.parts.office == item.parts.office and country and person.country == country:
            return person
    return None
