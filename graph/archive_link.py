"""Linking what is new: only documents that wait for it, and whatever these make a difference to, are looked at again.

The steps are those of `graph.resolve`, on the same parts: actors by keys, mentions by days and components. So the outcome
is that of resolving everything at once, whatever the order in which the documents came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from extract.model import Annotation
from graph.archive_actors import settle
from graph.archive_cast import StoredCast
from graph.archive_corrections import Merges, aliases
from graph.archive_happenings import gather, link_causes
from graph.archive_pairs import encode_candidate, put_candidate, weigh
from graph.archive_read import annotated
from graph.archive_repairs import Repairs
from graph.archive_rows import rows_in
from graph.archive_store import actor_of, encode_roles
from graph.archive_version import linking
from graph.causes import causes
from graph.identity import Identities, cast_of
from graph.identity_actor import LocalActor
from graph.identity_link import link as link_cast
from graph.mentions import mentions_of

Connection = sqlite3.Connection
DOCUMENTS = 500  # whose lines are in memory together


def is_pending(connection: Connection) -> bool:
    """Whether documents wait to be linked, or other rules linked the archive."""
    waiting = connection.execute("SELECT 1 FROM pending UNION ALL SELECT 1 FROM unsettled").fetchone()
    return waiting is not None or _linked_by(connection) != linking()


def _linked_by(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM setting WHERE name = 'linking'").fetchone()
    return row[0] if row else None


def link(connection: Connection, *, everything: bool = False) -> None:
    """Link what waits, within the caller's transaction; everything when other rules linked it, or when told so."""
    anew = everything or _linked_by(connection) != linking()
    if anew:
        connection.execute("INSERT OR IGNORE INTO pending SELECT id FROM document")
    waiting = [row[0] for row in connection.execute("SELECT document FROM pending ORDER BY document")]
    cast = StoredCast(connection)
    gone = _drop(cast, waiting)
    new = [number for some in _some(waiting) for number in _enter(connection, cast, some)]
    link_cast(cast, new, gone)
    cast.save_groups()
    changed = settle(connection, cast, Merges(connection))
    _link_events(connection, sorted(changed | set(waiting)), anew)
    connection.execute("DELETE FROM pending")
    connection.execute("INSERT OR REPLACE INTO setting VALUES ('linking', ?)", (linking(),))


def _some(documents: Sequence[int]) -> Iterable[Sequence[int]]:
    return (documents[at : at + DOCUMENTS] for at in range(0, len(documents), DOCUMENTS))


def _drop(cast: StoredCast, documents: Sequence[int]) -> list[LocalActor]:
    """Take out the actors of documents that were linked before."""
    gone = []
    for number in cast.fetch_documents(documents):
        gone.append(cast.actors[number])
        cast.drop(number)
    return gone


def _lines(connection: Connection, documents: Sequence[int]) -> dict[int, Annotation]:
    rows = rows_in(connection, "SELECT id FROM line WHERE document IN ({}) ORDER BY document, number", documents)
    return dict(annotated(connection, [row[0] for row in rows]))


def _enter(connection: Connection, cast: StoredCast, documents: Sequence[int]) -> list[int]:
    """Take in the actors of documents."""
    lines = _lines(connection, documents)
    rows = {annotation.line.id: row for row, annotation in lines.items()}
    owner = dict(rows_in(connection, "SELECT id, document FROM line WHERE document IN ({})", documents))
    found = cast_of(list(lines.values()), aliases(connection))
    return [cast.enter(owner[rows[actor.line]], actor, spans, rows) for actor, spans in found]


def _link_events(connection: Connection, documents: Sequence[int], anew: bool) -> None:
    """Compare the mentions of these documents with those known, and group anew whatever changed, or all of it."""
    changed: set[int] = set()
    left: set[str] = set()
    partners: set[int] = set()
    for some in _some(documents):
        fresh, gone = _compare(connection, some, left)
        changed |= fresh | _all_of(connection, some if anew else ())
        partners |= gone
    partners |= weigh(connection, changed)
    repairs = Repairs(connection)
    gather(connection, partners | changed | repairs.unsettled(connection), repairs, left)


def _compare(connection: Connection, documents: Sequence[int], left: set[str]) -> tuple[set[int], set[int]]:
    """Rows of mentions that are new or changed; rows of those that were in one component with a mention that is gone."""
    lines = _lines(connection, documents)
    who = identities_of(connection, lines)
    query = "SELECT line, start_char, id, told, roles FROM candidate WHERE line IN ({})"
    known = {(row[0], row[1]): row[2:] for row in rows_in(connection, query, list(lines))}
    changed: set[int] = set()
    for row, annotation in lines.items():
        told = mentions_of(annotation, who)
        for mention, candidate in told:
            before = known.pop((row, candidate.start_char), None)
            roles = encode_roles(mention)
            if before is None or before[1:] != (encode_candidate(candidate), roles):
                changed.add(put_candidate(connection, row, candidate, roles))
        found = [candidate for _, candidate in told]
        link_causes(connection, row, [(found[i].start_char, found[j].start_char) for i, j in causes(found)])
    return changed, _forget(connection, [before[0] for before in known.values()], left)


def _all_of(connection: Connection, documents: Sequence[int]) -> set[int]:
    query = "SELECT candidate.id FROM candidate JOIN line ON line.id = candidate.line WHERE document IN ({})"
    return {row[0] for row in rows_in(connection, query, documents)}


def identities_of(connection: Connection, lines: Mapping[int, Annotation]) -> Identities:
    """The actors of lines as they are linked."""
    query = "SELECT line, start_char, actor FROM actor_mention JOIN local_actor ON local_actor.id = local WHERE line IN ({})"
    places = {(lines[line].line.id, start): actor for line, start, actor in rows_in(connection, query, list(lines))}
    actors = rows_in(connection, "SELECT * FROM actor WHERE id IN ({})", sorted(set(places.values())))
    return Identities({row[0]: actor_of(row) for row in actors}, places)


def _forget(connection: Connection, rows: Sequence[int], left: set[str]) -> set[int]:
    """Take out mentions that their lines no longer tell; those that were joined to them."""
    partners: set[int] = set()
    for row in rows:
        component, event = connection.execute("SELECT component, event FROM candidate WHERE id = ?", (row,)).fetchone()
        partners.update(r[0] for r in connection.execute("SELECT id FROM candidate WHERE component = ?", (component,)))
        left.update({event} - {None})
        connection.execute("DELETE FROM pair WHERE a = ? OR b = ?", (row, row))
        connection.execute("DELETE FROM candidate WHERE id = ?", (row,))
    return partners - set(rows)
