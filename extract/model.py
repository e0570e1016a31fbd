"""The records that pass between the stages: frozen, each with its place in the source. Imports nothing of ours.

Offsets are Unicode code points of the line's text, end exclusive: `text[start_char:end_char]` is the surface.
Days are `datetime.date`, intervals inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal

Kind = Literal["title", "boilerplate", "duplicate", "summary"]
Grain = Literal["hour", "day", "month", "year", "other"]
Basis = Literal["stated", "page", "carried", "relative", "as-of", "coreference", "unresolved", "corrected"]
Status = Literal["occurred", "planned", "possible", "denied"]
ActorKind = Literal["person", "org"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT", "OTHER",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text page or one record of a list, as read.

    `published` is the day in a record's own timestamp, `record` the id its source gives it; `of` is the id of the line
    that a duplicate repeats.
    """

    page: str
    number: int
    text: str
    kind: Kind = "summary"
    of: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    record: str | None = None

    @property
    def id(self) -> str:
        return f"{PurePath(self.page).with_suffix('')}:{self.number}"


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one input file in their order; `records`: each is a text of its own, as in a feed or a table.

    A long file of records comes as several pages of one name.
    """

    name: str
    lines: tuple[Line, ...]
    records: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a line's text."""

    start_char: int
    end_char: int
    text: str

    @property
    def span(self) -> tuple[int, int]:
        return self.start_char, self.end_char


@dataclass(frozen=True, slots=True)
class Time(Span):
    """An expression that places something in time.

    `value` is EDTF (ISO 8601-2); `start`/`end` are the inclusive days it covers, both None while year or month are open.
    """

    value: str
    start: date | None
    end: date | None
    grain: Grain
    basis: Basis


@dataclass(frozen=True, slots=True)
class Country(Span):
    """A mention of a country: ISO 3166-1 alpha-2 (3166-3 for former ones), EU for the European Union."""

    code: str
    rule: str


@dataclass(frozen=True, slots=True)
class ActorMention(Span):
    """A mention of a person or organisation, with what its own words tell.

    `name` is the surface without title and country; `title` the office or honorific; `country` the ISO code where known.
    """

    kind: ActorKind
    name: str
    title: str | None
    country: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Argument(Span):
    """Who fills a role of an event: the mention at this span; `country` is its code when the filler is a bare country."""

    country: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Trigger(Span):
    """The word that names a happening, with its type and status; `score` is the trigger model's probability."""

    type: EventType
    status: Status
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineDate:
    """When a line was written (`basis` in words) and its times, closed as far as page and day allow."""

    published: date | None
    basis: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class EventMention(Span):
    """What a line says of one happening; `text` is the trigger, `start`… the event's own date.

    `score` is the trigger model's probability, `reasons` say in words how trigger, type, status and date were found.
    """

    label: str
    type: EventType
    status: Status
    agents: tuple[Argument, ...]
    targets: tuple[Argument, ...]
    places: tuple[str, ...]
    value: str | None
    start: date | None
    end: date | None
    grain: Grain | None
    basis: Basis
    speaker: Argument | None
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything found in one line; `published_basis` says in words how the publication day was got."""

    line: Line
    published: date | None
    published_basis: str
    times: tuple[Time, ...] = ()
    countries: tuple[Country, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    events: tuple[EventMention, ...] = ()
