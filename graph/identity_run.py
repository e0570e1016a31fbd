"""What is gathered of a document while its mentions are told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from extract.organisations import known_body
from graph.identity_organisations import OrgKey
from graph.identity_persons import People, Person
from graph.identity_roles import RoleKey, Roles
from graph.identity_scene import Item, Place

Asks = Literal["nearest", "only"]
HOME = "JP"
"""The country that a Japanese page means where it names none."""

SINITIC = frozenset(("CN", "KR", "KP", "TW", "HK", "VN", "MO"))
"""Countries whose names are written in kanji as Japan's are."""

_ACTOR = -1.0  # weight of another actor's country in the question what a line is about
MEDIUM = -2.5  # weight of the country of a newspaper or broadcaster


@dataclass(slots=True)
class Run:
    """Everything gathered of one document: what each mention (by its index) is.

    `full`: mentions by a full name; `seat_of`: the office that a named person is mentioned with; `asks`: offices without a
    name whose holder another document may name: the nearest in time, or the only one around.
    """

    lines: list[list[Item]]
    line_of: dict[int, list[Item]]
    home: dict[str, str] = field(default_factory=dict)
    people: People = field(default_factory=People)
    roles: Roles = field(default_factory=Roles)
    person_of: dict[int, Person] = field(default_factory=dict)
    org_of: dict[int, OrgKey] = field(default_factory=dict)
    role_of: dict[int, RoleKey] = field(default_factory=dict)
    asks: dict[int, Asks] = field(default_factory=dict)
    full: set[int] = field(default_factory=set)
    seat_of: dict[int, tuple[str, str]] = field(default_factory=dict)


def others(run: Run, line: Sequence[Item], item: Item) -> list[Place]:
    """The line's other actors whose country is known, as hints of what the line is about."""
    places = []
    for other in line:
        if other is item:
            continue
        key, person = run.org_of.get(other.index), run.person_of.get(other.index)
        body = known_body(other.text)
        code = body.country if body else key.country if key and key.sure else person.country if person else None
        if code:
            places.append(Place(other.start, other.end, code, MEDIUM if body and body.cls == "media" else _ACTOR))
    return places
