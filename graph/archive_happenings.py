"""Components of candidates → the archive's events, with what the user set right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.model import Annotation
from graph.archive_pairs import components_of, known_pairs, load_candidates
from graph.archive_read import annotated
from graph.archive_repairs import Repairs
from graph.archive_rows import rows_in
from graph.archive_shifts import origin
from graph.archive_store import delete_event, mention_of, said_at, write_event
from graph.coreference import Candidate, components, group_all
from graph.happening import happening
from graph.model import Mention

Connection = sqlite3.Connection
CHUNK = 3000  # candidates whose events are written together
Told = tuple[Mention, Candidate]


def gather(connection: Connection, ids: Iterable[int], repairs: Repairs, left: set[str]) -> None:
    """Group the components of these candidates anew and write their events; `left` are events that lost mentions."""
    wanted = components_of(connection, repairs.joined(ids))
    wanted = components_of(connection, repairs.joined(wanted))
    pairs = known_pairs(connection, wanted)
    order = [row[0] for row in _by_place(connection, wanted)]
    at = {row: index for index, row in enumerate(order)}
    links = {(at[a], at[b]): value for (a, b), value in pairs.items()} | {
        (at[a], at[b]): 1.0 for a, b in repairs.merged if a in at and b in at
    }
    found = components(len(order), links)
    for some in _chunks(found):
        _gather_some(connection, [[order[index] for index in members] for members in some], pairs, repairs, left)
    for id_ in left:
        if not connection.execute("SELECT 1 FROM candidate WHERE event = ?", (id_,)).fetchone():
            delete_event(connection, id_)


def _by_place(connection: Connection, ids: Iterable[int]) -> list[tuple[int, int | None, str, int, int]]:
    query = (
        "SELECT candidate.id, candidate.published, page, number, start_char FROM candidate JOIN line ON line.id = candidate.line"
        " WHERE candidate.id IN ({})"
    )
    return sorted(rows_in(connection, query, sorted(ids)), key=lambda row: (row[1] or 4_000_000, *row[2:]))


def _chunks(found: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    some: list[list[int]] = []
    for members in found:
        some.append(members)
        if sum(map(len, some)) >= CHUNK:
            yield some
            some = []
    yield some


def _gather_some(
    connection: Connection,
    found: Sequence[Sequence[int]],
    pairs: Mapping[tuple[int, int], float],
    repairs: Repairs,
    left: set[str],
) -> None:
    told = _told(connection, [row for members in found for row in members])
    for members in found:
        label = min(members)
        connection.executemany("UPDATE candidate SET component = ? WHERE id = ?", ((label, row) for row in members))
        for group in repairs.regrouped(_groups(members, told, pairs), {row: told[row][0].line for row in members}):
            _write(connection, [(row, told[row]) for row in group], repairs, left)


def _groups(members: Sequence[int], told: Mapping[int, Told], pairs: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """The events of one component, as rows by place."""
    if len(members) == 1:
        return [list(members)]
    at = {row: index for index, row in enumerate(members)}
    own = {(at[a], at[b]): pairs[a, b] for a in members for b in members if (a, b) in pairs}
    return [[members[index] for index in group] for group in group_all([told[row][1] for row in members], own)]


def _told(connection: Connection, rows: Sequence[int]) -> dict[int, Told]:
    """Mention and candidate of each row."""
    candidates = load_candidates(connection, rows)
    places = {
        row[0]: row[1:] for row in rows_in(connection, "SELECT id, line, start_char, roles FROM candidate WHERE id IN ({})", rows)
    }
    lines: dict[int, Annotation] = dict(annotated(connection, {line for line, _, _ in places.values()}))
    return {
        row: (mention_of(lines[line].line.id, said_at(lines[line], start), roles, None), candidates[row])
        for row, (line, start, roles) in places.items()
    }


def _write(connection: Connection, group: Sequence[tuple[int, Told]], repairs: Repairs, left: set[str]) -> None:
    """Write one event under its id."""
    rows = [row for row, _ in group]
    id_ = repairs.id_of(rows) or _id(connection, {row: mention.line for row, (mention, _) in group})
    event = repairs.set_right(happening(id_, [told for _, told in group]), rows)
    left.update(write_event(connection, event, rows))


def _id(connection: Connection, lines: Mapping[int, str]) -> str:
    """The oldest id that was given for one of the mentions, else one for the mention that was read first, and now it keeps it."""
    query = "SELECT line, start_char, id FROM candidate WHERE id IN ({})"
    places = sorted((line, origin(connection, line, start), row) for line, start, row in rows_in(connection, query, lines))
    given = "SELECT 1 FROM event_id WHERE line = ? AND start_char = ?"
    line, start, row = next((place for place in places if connection.execute(given, place[:2]).fetchone()), places[0])
    connection.execute("INSERT OR IGNORE INTO event_id VALUES (?, ?)", (line, start))
    return f"event:{lines[row]}:{start}"


def chained(connection: Connection) -> set[tuple[int, int]]:
    """The places of all mentions in components that a correction joins or parts."""
    repairs = Repairs(connection)
    rows = components_of(connection, repairs.pointed())
    return {(row[0], row[1]) for row in rows_in(connection, "SELECT line, start_char FROM candidate WHERE id IN ({})", rows)}


def link_causes(connection: Connection, line: int, found: Iterable[tuple[int, int]]) -> None:
    """Keep which mention of a line causes which, by their starts."""
    connection.execute("DELETE FROM cause WHERE line = ?", (line,))
    connection.executemany("INSERT OR IGNORE INTO cause VALUES (?, ?, ?)", ((line, *pair) for pair in found))
