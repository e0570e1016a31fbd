"""Own example sentences with their triggers marked, to teach the models constructions that annotated news shows seldom.

`data/constructions.tsv`: `首相は{辞任/OTHER/planned}する意向を{表明/STATEMENT}した。`, status occurred where none is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast, get_args

from extract.gold import GoldEvent, GoldLine
from extract.model import EventType, Status
from extract.tsv import rows

MARK = re.compile(r"\{ (?P<word>[^/{}]+) / (?P<type>[A-Z]+) (?: / (?P<status>[a-z]+) )? \}", re.VERBOSE)


def _event(start: int, match: re.Match[str]) -> GoldEvent:
    word, kind, status = match["word"], match["type"], match["status"] or "occurred"
    if kind not in get_args(EventType) or status not in get_args(Status):
        raise ValueError(f"no such type or status: {match[0]}")
    named, mood = cast(EventType, kind), cast(Status, status)
    return GoldEvent(start, start + len(word), word, "", named, mood, (), (), (), None, None, f"example-{start}")


def read_marked(identifier: str, marked: str) -> GoldLine:
    """The sentence without its marks and the events that they name; ValueError for an unknown type or status."""
    text, events, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        events.append(_event(len(text), match))
        text += match["word"]
        at = match.end()
    return GoldLine(identifier, text + marked[at:], "summary", None, (), (), (), tuple(events))


def constructions() -> Iterator[GoldLine]:
    """Every example of the table."""
    for number, (marked, *_) in enumerate(rows("constructions"), 1):
        yield read_marked(f"example:{number}", marked)
