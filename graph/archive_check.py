"""Is an archive sound? The file, its references, every annotation, the search index, and what linking made of it all."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from extract.model import Annotation
from graph.archive_corrections import aliases, corrections
from graph.archive_happenings import chained
from graph.archive_link import identities_of, is_pending
from graph.archive_pairs import encode_candidate
from graph.archive_read import annotated
from graph.coreference import cluster
from graph.identity import groups_of
from graph.mentions import mentions_of

Connection = sqlite3.Connection
Item = TypeVar("Item", bound=Hashable)
_MISSING = {
    "documents without a reading": "SELECT name FROM document WHERE id NOT IN (SELECT document FROM reading)",
    "lines without an annotation": "SELECT id FROM line WHERE id NOT IN (SELECT line FROM annotation)",
    "lines that search cannot find": "SELECT id FROM line WHERE id NOT IN (SELECT rowid FROM search)",
    "event mentions without an event": "SELECT id FROM candidate WHERE event IS NULL",
    "actor mentions without an actor": "SELECT id FROM local_actor WHERE actor IS NULL OR grp IS NULL",
    "events without a mention": "SELECT id FROM event WHERE id NOT IN (SELECT event FROM candidate WHERE event IS NOT NULL)",
    "actors without a mention": "SELECT id FROM actor WHERE id NOT IN (SELECT actor FROM local_actor WHERE actor IS NOT NULL)",
    "parties that are nobody": "SELECT party FROM party WHERE length(party) > 2 AND party NOT IN (SELECT id FROM actor)",
}


def summary(connection: Connection) -> str:
    """How much is in an archive, in words."""
    told = ", ".join(f"{_count(connection, name):,} {name}s" for name in ("document", "line", "event", "actor", "correction"))
    waiting = _count(connection, "pending")
    return told + (f"; {waiting:,} documents wait to be linked: run nenpyo add again" if waiting else "")


def _count(connection: Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def check(connection: Connection, *, quick: bool = False) -> Iterator[str]:
    """What is wrong, a line for each; `quick` leaves out linking everything anew."""
    yield from (f"file: {row[0]}" for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok")
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table}, row {row}: refers to a {other} that is not there"
    waiting = is_pending(connection)
    for what, query in _MISSING.items():
        found = [str(row[0]) for row in connection.execute(query)]
        if found and not (waiting and ("event" in what or "actor" in what or "nobody" in what)):
            yield f"{len(found):,} {what}: {', '.join(found[:5])}"
    lines = dict(annotated(connection))
    yield from _spans(lines)
    if not quick and not waiting:
        yield from _actors(connection, lines)
        yield from _events(connection, lines)


def _spans(lines: Mapping[int, Annotation]) -> Iterator[str]:
    for annotation in lines.values():
        end = len(annotation.line.text)
        found = (*annotation.times, *annotation.countries, *annotation.actors, *annotation.events)
        if any(not 0 <= item.start_char < item.end_char <= end for item in found):
            yield f"{annotation.line.id}: an annotation reaches beyond the line"


def _actors(connection: Connection, lines: Mapping[int, Annotation]) -> Iterator[str]:
    """Whether linking all documents at once puts the same mentions together."""
    query = "SELECT line, start_char, grp FROM actor_mention JOIN local_actor ON local_actor.id = local"
    kept = {(lines[line].line.id, start): group for line, start, group in connection.execute(query)}
    fresh = groups_of(list(lines.values()), aliases(connection))
    if wrong := _apart(kept, fresh):
        yield f"{len(wrong):,} actor mentions are linked otherwise than anew: {wrong[0]}; run nenpyo add --relink"


def _apart(kept: Mapping[Item, object], fresh: Mapping[Item, object]) -> list[Item]:
    """Who is not with the same ones."""
    sets = (_partition(kept), _partition(fresh))
    return [item for item in {**kept, **fresh} if sets[0].get(item) != sets[1].get(item)]


def _partition(labels: Mapping[Item, object]) -> dict[Item, frozenset[Item]]:
    found: defaultdict[object, set[Item]] = defaultdict(set)
    for item, label in labels.items():
        found[label].add(item)
    return {item: whole for members in found.values() for whole in [frozenset(members)] for item in members}


def _events(connection: Connection, lines: Mapping[int, Annotation]) -> Iterator[str]:
    """Whether every mention is kept as it is told, and linking all at once makes the same events but for corrections."""
    who = identities_of(connection, lines)
    told = [(row, candidate) for row, annotation in lines.items() for _, candidate in mentions_of(annotation, who)]
    query = "SELECT line, start_char, told, event FROM candidate"
    kept = {(line, start): (encoded, event) for line, start, encoded, event in connection.execute(query)}
    fresh = {(row, candidate.start_char): encode_candidate(candidate) for row, candidate in told}
    if wrong := [place for place in {*kept, *fresh} if place not in kept or kept[place][0] != fresh.get(place)]:
        yield f"{len(wrong):,} event mentions are not as their lines tell, in line {min(wrong)[0]}; run nenpyo add --relink"
        return
    labels = {(told[i][0], told[i][1].start_char): n for n, group in enumerate(cluster([c for _, c in told])) for i in group}
    free = _free(connection, kept)
    if wrong := _apart({p: kept[p][1] for p in free}, {p: labels[p] for p in free}):
        yield f"{len(wrong):,} event mentions are linked otherwise than anew, in line {min(wrong)[0]}; run nenpyo add --relink"


def _free(connection: Connection, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The mentions in whose components no correction joins or parts events."""
    if not any(corrections(connection, "merge-events", "split-event")):
        return list(places)
    bound = chained(connection)
    return [place for place in places if place not in bound]
