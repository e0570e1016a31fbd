"""How fast an archive answers: `python -m tests.bench.archive [EVENTS]` fills one with made-up events and asks it.

Each question is asked of the whole archive through the command's own path: which events, then these with actors and lines.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from extract.model import EventMention, Line
from graph.archive import Archive
from graph.archive_codec import encode
from graph.archive_schema import transaction
from graph.archive_search import pairs_of
from graph.archive_store import write_actor, write_event
from graph.build import build
from graph.model import Actor, Event, Mention
from tests.stand_in import annotation, news

EVENTS = 100_000
ACTORS = 5_000
DAYS = 700
FIRST = date(2024, 1, 1)
ASKED: tuple[dict[str, Any], ...] = (
    {"actor": "役者17", "since": "2025-11"},
    {"actor": "役者0", "since": "2025-11"},
    {"country": "フィジー", "since": "2025-11-20"},
    {"type": "ASSAULT", "since": "2025-11-25"},
    {"text": "油田", "since": "2025-11-20"},
    {"text": "港", "since": "2025-11-28"},
)


def fill(archive: Archive, events: int) -> None:
    """Actors and events as linking leaves them, one line each; a few actors take part in many."""
    chance, connection = Random(0), archive._connection
    names = [f"役者{number}" for number in range(ACTORS)]
    with transaction(connection):
        for name in names:
            write_actor(connection, Actor(f"person:{name}", name, "person", chance.choice(("FJ", "TO", "WS")), (name,), 1))
        connection.execute("INSERT INTO document VALUES (1, 'news.txt', 'news', 'news', 0)")
        connection.execute("INSERT INTO reading VALUES (1, 1, '', NULL)")
        for number, record in enumerate(news(events), 1):
            _write(archive, number, record["text"], names[int(ACTORS * chance.random() ** 4)], chance.choice(names), chance)


def _write(archive: Archive, number: int, text: str, who: str, whom: str, chance: Random) -> None:
    connection, day = archive._connection, FIRST + timedelta(days=chance.randrange(DAYS))
    told = annotation(Line("news.txt", number, text, published=day))
    connection.execute(
        "INSERT INTO line VALUES (?, 1, ?, ?, ?, 'summary', NULL, ?, NULL, NULL, NULL, NULL, 1, 1)",
        (number, number, number, text, day.isoformat()),
    )
    connection.execute("INSERT INTO annotation VALUES (?, 'bench', ?)", (number, encode(told)))
    connection.execute("INSERT INTO search(rowid, pairs) VALUES (?, ?)", (number, pairs_of(text)))
    said = told.events[0]
    mention = Mention(told.line.id, said, (f"person:{who}",), (f"person:{whom}",), None)
    row = connection.execute(
        "INSERT INTO candidate(line, start_char, page, told, roles) VALUES (?, ?, 'news.txt', '', ?) RETURNING id",
        (number, said.start_char, f'[["person:{who}"],["person:{whom}"],null]'),
    ).fetchone()[0]
    write_event(connection, _event(mention, said, day), [row])


def _event(mention: Mention, said: EventMention, day: date) -> Event:
    return Event(
        f"event:{mention.line}:{said.start_char}", said.label, said.type, said.status, mention.agents, mention.targets, (),
        None, None, None, None, "unresolved", day, (mention,),
    )  # fmt: skip


def main(arguments: list[str]) -> None:
    """Fill an archive, then ask."""
    events = int(arguments[0]) if arguments else EVENTS
    with TemporaryDirectory() as folder:
        with Archive(Path(folder) / "news.nenpyo") as archive:
            fill(archive, events)
        for filters in ASKED:
            with Archive(Path(folder) / "news.nenpyo", write=False) as archive:
                start = time.perf_counter()
                G = build(archive.select(**filters))
                found = sum(kind == "event" for _, kind in G.nodes(data="kind"))
                print(f"{events:,} events, {filters}: {found:,} found in {1000 * (time.perf_counter() - start):.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
