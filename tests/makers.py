"""Small records by hand, for tests of the graph."""

from __future__ import annotations

from datetime import date
from typing import Any

from extract.model import ActorKind, Annotation, Country, EventMention, Line
from graph.model import Actor, Event, Events, Mention


def line(id_: str, text: str, countries: dict[str, str] | None = None, published: date | None = None) -> Annotation:
    """A line "page:number" with the first occurrence of each country."""
    page, number = id_.rsplit(":", 1)
    found = tuple(Country(text.index(s), text.index(s) + len(s), s, code, "test") for s, code in (countries or {}).items())
    return Annotation(Line(f"{page}.txt", int(number), text), published, "test", countries=found)


def mention(line_id: str, **values: Any) -> Mention:
    """A mention of an event in a line; agents, targets and speaker by id."""
    agents, targets, speaker = values.pop("agents", ()), values.pop("targets", ()), values.pop("speaker", None)
    fields: dict[str, Any] = {
        "start_char": 0, "end_char": 2, "text": "発表", "label": "発表", "type": "STATEMENT", "status": "occurred", "agents": (),
        "targets": (), "places": (), "value": None, "start": None, "end": None, "grain": None, "basis": "unresolved",
        "speaker": None, "score": 0.9, "reasons": ("test",),
    }  # fmt: skip
    return Mention(line_id, EventMention(**(fields | values)), agents, targets, speaker)


def event(id_: str, **values: Any) -> Event:
    """An event, undated and without parties unless told; one mention at p:1."""
    fields: dict[str, Any] = {
        "label": f"出来事{id_}", "type": "STATEMENT", "status": "occurred", "agents": (), "targets": (), "places": (),
        "value": None, "start": None, "end": None, "grain": None, "basis": "unresolved", "published": None,
        "mentions": (mention("p:1"),),
    }  # fmt: skip
    return Event(id_, **(fields | values))


def actor(id_: str, name: str, kind: ActorKind = "person", country: str | None = None, surfaces: tuple[str, ...] = ()) -> Actor:
    """A person unless told."""
    return Actor(id_, name, kind, country, surfaces or (name,), 1)


def events(*found: Event, actors: tuple[Actor, ...] = (), annotations: tuple[Annotation, ...] = ()) -> Events:
    """A run's events; the lines of their mentions are there unless told."""
    lines = dict.fromkeys(m.line for e in found for m in e.mentions)
    return Events(found, {a.id: a for a in actors}, annotations or tuple(line(id_, "発表した。") for id_ in lines))
