"""Event mentions as candidates, kept with the probabilities of those pairs that were weighed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from graph.archive_codec import day, dumps, iso
from graph.archive_rows import rows_in
from graph.coreference import THRESHOLD, WINDOW, pairs, probabilities
from graph.coreference_features import Candidate, dated, views

Connection = sqlite3.Connection
CHUNK = 2000  # mentions whose pairs are weighed together, with all that their days reach
_COLUMNS = "candidate.id, document.stem || ':' || line.number, candidate.page, line.text, candidate.start_char, candidate.told"
_FROM = "FROM candidate JOIN line ON line.id = candidate.line JOIN document ON document.id = line.document"


def encode_candidate(found: Candidate) -> str:
    """What a candidate adds to its line, as JSON."""
    return dumps(
        [
            found.end_char, found.type, found.status, found.agents, found.targets, found.agent_countries, found.target_countries,
            found.places, iso(found.published), iso(found.start), iso(found.end), found.grain, found.basis, found.around,
        ]
    )  # fmt: skip


def decode_candidate(row: Sequence[Any]) -> Candidate:
    """The candidate of a row of these columns, its own row first."""
    _, line, page, text, start_char, told = row
    end, type_, status, agents, targets, sides, others, places, published, start, last, grain, basis, around = json.loads(told)
    return Candidate(
        line, page, text, start_char, end, type_, status, tuple(agents), tuple(targets), tuple(sides), tuple(others),
        tuple(places), day(published), day(start), day(last), grain, basis, tuple(around),
    )  # fmt: skip


def load_candidates(connection: Connection, ids: Iterable[int]) -> dict[int, Candidate]:
    """Candidates by row."""
    query = f"SELECT {_COLUMNS} {_FROM} WHERE candidate.id IN ({{}})"
    return {row[0]: decode_candidate(row) for row in rows_in(connection, query, ids)}


def put_candidate(connection: Connection, line: int, found: Candidate, roles: str) -> int:
    """Keep a mention, new or changed; its row."""
    ordinal = found.published.toordinal() if found.published else None
    begins, ends = (iso(found.start), iso(found.end)) if dated(found) else (None, None)
    cursor = connection.execute(
        "INSERT INTO candidate(line, start_char, page, published, begins, ends, told, roles) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (line, start_char) DO UPDATE SET page = excluded.page, published = excluded.published,"
        " begins = excluded.begins, ends = excluded.ends, told = excluded.told, roles = excluded.roles RETURNING id",
        (line, found.start_char, found.page, ordinal, begins, ends, encode_candidate(found), roles),
    )
    return int(cursor.fetchone()[0])


def weigh(connection: Connection, changed: Iterable[int]) -> set[int]:
    """Weigh the pairs of changed candidates anew; the candidates that a probable pair joins one to, before or after."""
    ids = sorted(set(changed))
    partners = _partners(connection, ids)
    for query in ("DELETE FROM pair WHERE a IN ({})", "DELETE FROM pair WHERE b IN ({})"):
        list(rows_in(connection, query, ids))
    in_order = [
        row[0] for row in sorted(rows_in(connection, "SELECT id, published FROM candidate WHERE id IN ({})", ids), key=_by_day)
    ]
    for at in range(0, len(in_order), CHUNK):
        partners |= _weigh_some(connection, in_order[at : at + CHUNK])
    return partners - set(ids)


def _by_day(row: Sequence[Any]) -> tuple[int, int]:
    return row[1] or 0, row[0]


def _partners(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those that share a component with one of these."""
    components = {row[0] for row in rows_in(connection, "SELECT component FROM candidate WHERE id IN ({})", ids)} - {None}
    return {row[0] for row in rows_in(connection, "SELECT id FROM candidate WHERE component IN ({})", components)}


def _weigh_some(connection: Connection, ids: Sequence[int]) -> set[int]:
    found = load_candidates(connection, _reach(connection, ids))
    rows = sorted(found, key=lambda row: found[row].place)
    told = views([found[row] for row in rows])
    at = {row: index for index, row in enumerate(rows)}
    probable = probabilities(told, list(pairs(told, [at[row] for row in ids])))
    connection.executemany(
        "INSERT OR REPLACE INTO pair VALUES (?, ?, ?)", ((rows[i], rows[j], value) for (i, j), value in probable.items())
    )
    return {rows[k] for pair, value in probable.items() if value >= THRESHOLD for k in pair}


def _reach(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Everybody whom these may have a pair with: on their pages, around their days, at the times that they state."""
    told = list(rows_in(connection, "SELECT id, page, published, begins, ends FROM candidate WHERE id IN ({})", ids))
    days = {day for _, _, published, *_ in told if published for day in range(published - WINDOW, published + WINDOW + 1)}
    reached = set(ids)
    reached |= {row[0] for row in rows_in(connection, "SELECT id FROM candidate WHERE published IN ({})", sorted(days))}
    reached |= {
        row[0] for row in rows_in(connection, "SELECT id FROM candidate WHERE page IN ({})", sorted({row[1] for row in told}))
    }
    for begins, ends in {(row[3], row[4]) for row in told if row[3] or row[4]}:
        query = "SELECT id FROM candidate WHERE begins IS ? AND ends IS ? AND (begins IS NOT NULL OR ends IS NOT NULL)"
        reached |= {row[0] for row in connection.execute(query, (begins, ends))}
    return reached


def components_of(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Every candidate of the components that these were in, with themselves."""
    ids = list(ids)
    return _partners(connection, ids) | set(ids)


def known_pairs(connection: Connection, ids: Iterable[int]) -> dict[tuple[int, int], float]:
    """The probabilities of the pairs among these candidates, by rows."""
    wanted = set(ids)
    rows = rows_in(connection, "SELECT a, b, probability FROM pair WHERE a IN ({})", sorted(wanted))
    return {(a, b): value for a, b, value in rows if b in wanted}
