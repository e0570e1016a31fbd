"""Own example sentences with mentions, events, roles and dates marked, to teach constructions that annotated news shows seldom.

`data/role_examples.tsv`: `[フランス=FR]が<3日=2025-06-03>に[マリ=ML]を{空爆|ASSAULT|FR>ML|@1}した。`
Countries by ISO code, persons p1…, bodies o1…; an event is `{word|type|agents>targets|status|@time}`,
occurred and undated where nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import cast, get_args

from extract.gold import GoldEvent, GoldLine
from extract.model import ActorMention, Country, EventType, Status, Time
from extract.tsv import rows

TOKEN = re.compile(r"(?P<open>[\[{<]) | (?P<close> =[\w-]+\] | =[\d-]+> | \|[^}]*\} ) | (?P<text>.)", re.VERBOSE)


def read_example(identifier: str, marked: str) -> GoldLine:
    """The sentence without its marks and what they name; ValueError for an unknown type, status or an unclosed mark."""
    text, starts, found = "", list[int](), list[tuple[int, str, str]]()
    for token in TOKEN.finditer(marked):
        if token["open"]:
            starts.append(len(text))
        elif token["close"]:
            start = starts.pop()
            found.append((start, text[start:], token["close"]))
        else:
            text += token["text"]
    if starts:
        raise ValueError(f"unclosed mark: {marked}")
    return _line(identifier, text, sorted(found))


def _line(identifier: str, text: str, found: list[tuple[int, str, str]]) -> GoldLine:
    times = tuple(_time(at, word, mark[1:-1]) for at, word, mark in found if mark.endswith(">"))
    names = [(at, word, mark[1:-1]) for at, word, mark in found if mark.endswith("]")]
    countries = tuple(Country(at, at + len(w), w, name, "example") for at, w, name in names if name.isupper())
    actors = tuple(
        ActorMention(at, at + len(w), w, "person" if name[0] == "p" else "org", name, None, None, "example")
        for at, w, name in names
        if not name.isupper()
    )
    events = tuple(_event(at, w, mark[1:-1].split("|"), times) for at, w, mark in found if mark.endswith("}"))
    return GoldLine(identifier, text, "summary", None, times, countries, actors, events)


def _time(at: int, word: str, day: str) -> Time:
    when = date.fromisoformat(day)
    return Time(at, at + len(word), word, day, when, when, "day", "stated")


def _event(at: int, word: str, fields: list[str], times: tuple[Time, ...]) -> GoldEvent:
    roles, rest = fields[1], fields[2:]
    kind = cast("EventType", fields[0])
    status = cast("Status", next((f for f in rest if not f.startswith("@")), "occurred"))
    if kind not in get_args(EventType) or status not in get_args(Status):
        raise ValueError(f"no such type or status: {word} {fields}")
    agents, _, targets = roles.partition(">")
    time = next((times[int(f[1:]) - 1] for f in rest if f.startswith("@")), None)
    return GoldEvent(
        at,
        at + len(word),
        word,
        "",
        kind,
        status,
        _names(agents),
        _names(targets),
        (),
        time.start if time else None,
        time.end if time else None,
        word,
    )


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name for name in listed.split(",") if name)


def role_examples() -> Iterator[GoldLine]:
    """Every example of the table."""
    for number, (marked, *_) in enumerate(rows("role_examples"), 1):
        yield read_example(f"example:{number}", marked)
