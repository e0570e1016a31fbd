"""Who is the same over documents. Each rule looks only at those who share a key with an actor, and at these alone.

So that adding a document changes no more than what its keys reach, and the outcome does not depend on the order of adding:

- well-known persons, bodies and the user's aliases by what they are called;
- persons by full name: those joined by spellings and parts of names, in the order of their days, no two of two countries;
- short names by the persons whose name they may be short for, spoken of around that time;
- offices without a name by the person whom another document names with that office around that time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.identity_actor import LocalActor, majority
from graph.identity_cast import Cast
from graph.identity_names import folded, is_romanised, parts_of
from graph.identity_short import bearer, earlier_key
from graph.identity_terms import holder, terms


def link(cast: Cast, changed: Iterable[int], gone: Sequence[LocalActor] = ()) -> None:
    """Put the changed actors, and whoever they or those gone make a difference to, into their groups.

    `cast.touched` then names the groups that are new, changed or empty, `cast.moved` the actors that changed theirs.
    """
    numbers = list(changed)
    told = [*(cast.actors[number] for number in numbers), *gone]
    for number in numbers:
        if group := _by_itself(cast.actors[number]):
            cast.assign(number, group)
            cast.touched.add(group)
    told += _link_full(cast, told)
    told += _link_short(cast, told)
    _link_offices(cast, told)


def _by_itself(actor: LocalActor) -> str | None:
    """The group of an actor that needs no other to tell it."""
    if actor.form in ("known", "alias"):
        return f"{actor.form}:{actor.name}"
    if actor.form == "body":
        return f"body:{actor.country or ''}:{actor.name}"
    return f"single:{_spot(actor)}" if actor.form == "single" else None


def _spot(actor: LocalActor) -> str:
    return f"{actor.line}:{actor.start}"


@dataclass(slots=True)
class _Bearer:
    """One person by full name while its documents are gathered."""

    number: int
    name: str
    names: set[str] = field(default_factory=set)
    sure: list[tuple[tuple[str, int], ...]] = field(default_factory=list)
    members: list[int] = field(default_factory=list)

    def takes(self, actor: LocalActor) -> bool:
        return any(self._same(name) for name in actor.names) and self._fits(majority([actor.sure]))

    def _same(self, name: str) -> bool:
        if folded(name) in self.names:
            return True
        mine, theirs = set(parts_of(self.name)), set(parts_of(name))
        return is_romanised(name) and len(mine & theirs) > 1 and (mine <= theirs or theirs <= mine)

    def _fits(self, country: str | None) -> bool:
        own = majority(self.sure)
        return country is None or own is None or own == country or any(country == code for votes in self.sure for code, _ in votes)

    def add(self, number: int, actor: LocalActor) -> None:
        self.members.append(number)
        self.names.update(map(folded, actor.names))
        self.sure.append(actor.sure)
        self.name = max(self.name, *actor.names, key=len)


def _link_full(cast: Cast, told: Sequence[LocalActor]) -> list[LocalActor]:
    """Regroup everybody whom spellings of a name join to those told of; who changed groups."""
    seen: set[str] = set()
    moved: list[LocalActor] = []
    for actor in told:
        keys = actor.full_keys
        if keys and not keys <= seen:
            numbers = _joined(cast, keys, seen)
            people = _people(cast, numbers)
            moved += [cast.actors[n] for one in people for n in one.members if cast.assign(n, _named(cast.actors[one.number]))]
    return moved


def _named(actor: LocalActor) -> str:
    return f"name:{_spot(actor)}"


def _people(cast: Cast, numbers: Sequence[int]) -> list[_Bearer]:
    """Those of common names, told apart by country."""
    people: list[_Bearer] = []
    for number in numbers:
        actor = cast.actors[number]
        person = next((one for one in people if one.takes(actor)), None)
        if person is None:
            people.append(person := _Bearer(number, actor.name))
        person.add(number, actor)
    return people


def _joined(cast: Cast, keys: frozenset[str], seen: set[str]) -> list[int]:
    """Everybody with a full name whom the keys reach, over others too, by place."""
    numbers: set[int] = set()
    fresh = set(keys)
    while fresh:
        seen |= fresh
        found = set(cast.found(fresh)) - numbers
        numbers |= found
        fresh = {key for number in found for key in cast.actors[number].full_keys} - seen
    return cast.in_order(numbers)


def _link_short(cast: Cast, told: Sequence[LocalActor]) -> list[LocalActor]:
    """Ask again for everybody whose short name those told of may be called by; who changed groups."""
    keys = {f"short:{key}" for actor in told for key in actor.short_forms}
    keys |= {f"short:{folded(actor.name)}" for actor in told if actor.form == "short"}
    moved = []
    for number in cast.found(keys):
        short = cast.actors[number]
        named = ((cast.actors[n], cast.group[n]) for n in cast.found([f"called:{folded(short.name)}"]))
        group = bearer(short, named) or earlier_key(short) or f"single:{_spot(short)}"
        if cast.assign(number, group):
            moved.append(short)
    return moved


def _link_offices(cast: Cast, told: Sequence[LocalActor]) -> None:
    """Ask again who holds the offices that those told of are named with, then part the rest by terms."""
    keys = {f"asks:{seat}:{office}" for actor in told for seat, office in actor.seats}
    own = {_office_key(actor) for actor in told if actor.form == "office"}
    held: dict[int, str] = {}
    for number in cast.found(keys | own):
        office = cast.actors[number]
        if group := _held_by(cast, office):
            held[number] = group
        own.add(_office_key(office))
    for key in sorted(own):
        _part_terms(cast, key, held)


def _office_key(actor: LocalActor) -> str:
    return f"office:{actor.country}:{actor.body}:{actor.name}"


def _held_by(cast: Cast, office: LocalActor) -> str | None:
    if not office.asks:
        return None
    people = cast.found(f"seat:{seat}:{name}" for seat, name in office.seats)
    return holder(office, ((cast.actors[n], cast.group[n]) for n in people))


def _part_terms(cast: Cast, key: str, held: dict[int, str]) -> None:
    numbers = cast.found([key])
    for number in numbers:
        if number in held:
            cast.assign(number, held[number])
    free = [number for number in numbers if number not in held]
    offices = [cast.actors[number] for number in free]
    for term in terms(offices):
        group = f"{key}:{_spot(offices[term[0]])}"
        for index in term:
            cast.assign(free[index], group)
