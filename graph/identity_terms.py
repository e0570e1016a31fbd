"""Offices of which documents speak without a name: their holder by another document, else the time in which one held them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.identity_actor import LocalActor, days_apart
from graph.identity_naming import TERM
from graph.identity_persons import APART

AROUND = 3  # days around which the only official named is the one meant
Named = tuple[LocalActor, str]


def holder(office: LocalActor, named: Iterable[Named]) -> str | None:
    """The group of the person named with this office elsewhere: the nearest in time, or the only one around."""
    reach = AROUND if office.asks == "only" else APART
    around = [
        (apart, person.place, group)
        for person, group in named
        if person.page != office.page and (apart := days_apart(office, person)) is not None and apart <= reach
    ]
    if not around or (office.asks == "only" and len({group for *_, group in around}) > 1):
        return None
    return min(around)[2]


def terms(offices: Sequence[LocalActor]) -> list[list[int]]:
    """Indexes of one office's documents, by place given, cut where it is not spoken of for long."""
    found: list[list[int]] = []
    last: date | None = None
    for index in sorted(range(len(offices)), key=lambda at: (offices[at].first or date.min, offices[at].place)):
        office = offices[index]
        if not found or (office.first and last and (office.first - last).days > TERM):
            found.append([])
        found[-1].append(index)
        last = max(filter(None, (last, office.last)), default=None)
    return found
