"""What `resolve` makes of annotations: actors, events and their mentions. Frozen; ids are strings, stable for the same input."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from extract.model import ActorKind, Annotation, Basis, EventMention, EventType, Grain, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas


@dataclass(frozen=True, slots=True)
class Actor:
    """One person or organisation with every surface it was mentioned by; never two capital letters as id.

    `corrected` names what the user set right (merged, split, named).
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    surfaces: tuple[str, ...]
    mentions: int
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One event mention in its line; `agents`, `targets`, `speaker` are ids (ISO code or actor id) of its fillers."""

    line: str
    event: EventMention
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line says where the lines of an event disagree: `field` is "date", "status" or "figure"."""

    field: str
    value: str
    line: str


@dataclass(frozen=True, slots=True)
class Event:
    """One real-world happening with all its mentions; `published` is its earliest publication day (報道日).

    `corrected` names what the user set right (date, type, status, merged, split).
    """

    id: str
    label: str
    type: EventType
    status: Status
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    value: str | None
    start: date | None
    end: date | None
    grain: Grain | None
    basis: Basis
    published: date | None
    mentions: tuple[Mention, ...]
    causes: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Events:
    """The events of a run with their actors (by id) and every annotation (in reading order, those without events too).

    `actor_of` gives the actor id of every actor mention: (line id, start_char) → id.
    """

    events: tuple[Event, ...]
    actors_by_id: dict[str, Actor]
    annotations: tuple[Annotation, ...]
    actor_of: dict[tuple[str, int], str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    # The modules below stand above this one: these four only spare a notebook an import.
    def to_frame(self) -> pandas.DataFrame:
        """The events as a data frame; columns and dtypes in `graph.tables`. Needs pandas."""
        from graph.tables import frame

        return frame(self, "events")

    def mentions(self) -> pandas.DataFrame:
        """Every mention with its line and characters as a data frame."""
        from graph.tables import frame

        return frame(self, "mentions")

    def actors(self) -> pandas.DataFrame:
        """The actors and countries that take part in an event as a data frame."""
        from graph.tables import frame

        return frame(self, "actors")

    def _repr_html_(self) -> str:
        from graph.build import build
        from graph.notebook import show

        return show(build(self))._repr_html_()
