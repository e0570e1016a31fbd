"""What linking needs of an actor of one document: small, plain, and the same whatever else is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.model import ActorKind
from graph.identity_names import Known, folded, is_romanised, keys_of, known_by_name, parts_of

Form = Literal["alias", "known", "full", "short", "office", "body", "single"]
Votes = tuple[tuple[str, int], ...]
Place = tuple[date, str, int, int]


@dataclass(frozen=True, slots=True)
class LocalActor:
    """One actor of one document with all its mentions there.

    `form`: the user's alias, a well-known person, a person by full or by short name, an office without a name, a body, or
    somebody who is known in one line only. `line`, `start` place its first mention, `first`, `last` are its days.
    `name`, `country` are what the document calls it by, `names` every full name of a person.
    `sure`, `guessed` count mentions by the country that is stated or that the line suggests.
    `seats` are the offices it is named with, `body` that of an office, `worded` the country in a body's own words.
    `asks`: how the holder of an office may be found; `table`: scores of the well-known persons a short name may mean.
    `traits`: what else its words say (an honorific, a class, "national", "international"); `home`: the page's country.
    """

    page: str
    line: str
    start: int
    first: date | None
    last: date | None
    form: Form
    kind: ActorKind
    name: str
    country: str | None
    surfaces: tuple[str, ...]
    mentions: int
    names: tuple[str, ...] = ()
    sure: Votes = ()
    guessed: Votes = ()
    offices: tuple[str, ...] = ()
    seats: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    worded: str | None = None
    asks: str | None = None
    table: tuple[tuple[str, float], ...] = ()
    traits: tuple[str, ...] = ()
    home: str | None = None

    @property
    def place(self) -> Place:
        """Where it stands among all: by day, page and line."""
        return self.first or date.max, self.page, int(self.line.rpartition(":")[2]), self.start

    @property
    def is_person(self) -> bool:
        """Whether it has a person's name."""
        return self.form in ("known", "full", "short")

    @property
    def known(self) -> Known | None:
        """The well-known person that it is."""
        return known_by_name().get(folded(self.name)) if self.form == "known" else None

    @property
    def own_country(self) -> str | None:
        """The country that this document tells: the table's, else that of most mentions."""
        if (known := self.known) and not (known.country == "EU" and self.sure):
            return known.country
        return majority([self.sure]) or majority([self.guessed])

    @property
    def short_forms(self) -> frozenset[str]:
        """Every short form that a person of such a name can be called by."""
        return frozenset(key for name in self.names for key in keys_of(name)) if self.form in ("known", "full") else frozenset()

    @property
    def full_keys(self) -> frozenset[str]:
        """What other spellings of the full name are found by."""
        return frozenset(key for name in self.names for key in name_keys(name)) if self.form == "full" else frozenset()

    @property
    def found_by(self) -> frozenset[str]:
        """What others find it by."""
        found = {f"seat:{seat}:{office}" for seat, office in self.seats} if self.is_person else set()
        found |= {f"called:{key}" for key in self.short_forms} | self.full_keys
        if self.form == "short":
            found.add(f"short:{folded(self.name)}")
        elif self.form == "office":
            found |= {f"office:{self.country}:{self.body}:{self.name}", *(f"asks:{seat}:{office}" for seat, office in self.seats)}
        return frozenset(found)


def name_keys(name: str) -> frozenset[str]:
    """What two spellings of one person's full name share: the whole, or of a foreign name the first part with another."""
    parts = parts_of(name)
    pairs = {f"name:{parts[0]}・{other}" for other in parts[1:]} if is_romanised(name) else set()
    return frozenset({f"name:{folded(name)}", *pairs})


def total(votes: Iterable[Votes]) -> Counter[str]:
    """The votes of several together, in the order in which they were first cast."""
    counted: Counter[str] = Counter()
    for some in votes:
        for name, count in some:
            counted[name] += count
    return counted


def majority(votes: Iterable[Votes]) -> str | None:
    """What most mentions say, the first of those that as many say."""
    counted = total(votes)
    return counted.most_common(1)[0][0] if counted else None


def days_apart(a: LocalActor, b: LocalActor) -> int | None:
    """Days between the times in which two are spoken of, 0 when these overlap; None when one has no day."""
    if not (a.first and a.last and b.first and b.last):
        return None
    return max(0, (a.first - b.last).days, (b.first - a.last).days)


def in_order(actors: Sequence[LocalActor]) -> list[LocalActor]:
    """By day, page and line."""
    return sorted(actors, key=lambda actor: actor.place)
