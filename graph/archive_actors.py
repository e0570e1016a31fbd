"""Groups of local actors → the archive's actors, each with the id of the mention that was read first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from graph.archive_cast import StoredCast
from graph.archive_corrections import Merges
from graph.archive_rows import rows_in
from graph.archive_store import write_actor
from graph.identity import ids
from graph.identity_portrait import Portrait, portrait
from graph.model import Actor

Connection = sqlite3.Connection


def settle(connection: Connection, cast: StoredCast, merges: Merges) -> set[int]:
    """Write the actors of every touched group; the documents to which an id or a country is new."""
    groups = {merges.of(group) for group in cast.touched}
    changed: set[int] = set()
    for group in sorted(groups):
        members = cast.in_order({number for part in merges.parts(group) for number in cast.members(part)})
        if members:
            changed |= _settle(connection, cast, members, merges, group)
    for id_ in cast.left:
        if not connection.execute("SELECT 1 FROM local_actor WHERE actor = ?", (id_,)).fetchone():
            connection.execute("DELETE FROM alias WHERE actor = ?", (id_,))
            connection.execute("DELETE FROM actor WHERE id = ?", (id_,))
    return changed


def _settle(connection: Connection, cast: StoredCast, members: list[int], merges: Merges, group: str) -> set[int]:
    by_user = group.startswith("alias:")
    whole = portrait([cast.actors[number] for number in members])
    named = merges.named(group)
    shown = portrait([cast.actors[n] for n in cast.members(named)] or [cast.actors[n] for n in members]) if named else whole
    id_ = merges.id_of(group) or (_own_name(connection, members, shown) if by_user else _id(connection, members, shown))
    before = connection.execute("SELECT country FROM actor WHERE id = ?", (id_,)).fetchone()
    corrected = ("merged",) if len(merges.parts(group)) > 1 else ("named",) if by_user else ()
    write_actor(connection, Actor(id_, shown.name, shown.kind, shown.country, whole.surfaces, whole.mentions, corrected))
    new_country = before is None or before[0] != shown.country
    rows = list(rows_in(connection, "SELECT id, document, actor FROM local_actor WHERE id IN ({})", members))
    cast.left.update(row[2] for row in rows if row[2] and row[2] != id_)
    connection.executemany("UPDATE local_actor SET actor = ? WHERE id = ?", ((id_, row[0]) for row in rows if row[2] != id_))
    return {row[1] for row in rows if new_country or row[2] != id_}


_MENTIONS = "SELECT line, start_char FROM actor_mention WHERE local IN ({})"
_NAMED = (
    "SELECT actor_id.line, actor_id.start_char, actor_id.id FROM actor_mention"
    " JOIN actor_id ON actor_id.line = actor_mention.line AND actor_id.start_char = actor_mention.start_char WHERE local IN ({})"
)


def _id(connection: Connection, members: Sequence[int], found: Portrait) -> str:
    """The oldest id that was given for one of the group's mentions, else one given now for the mention that was read first."""
    known = min(rows_in(connection, _NAMED, members), default=None)
    if known:
        return str(known[2])
    id_ = next(name for name in ids(found) if not connection.execute("SELECT 1 FROM actor_id WHERE id = ?", (name,)).fetchone())
    connection.execute("INSERT INTO actor_id VALUES (?, ?, ?)", (id_, *min(rows_in(connection, _MENTIONS, members))))
    return id_


def _own_name(connection: Connection, members: Sequence[int], found: Portrait) -> str:
    """The id of the actor that has the user's name already, else one of its own; other ids that its mentions had stay with
    those that they were parted from."""
    named = sorted(rows_in(connection, _NAMED, members))
    same = next((id_ for _, _, id_ in named if _is_same(connection, id_, found)), None)
    for line, start, id_ in named:
        others = [row[0] for row in connection.execute("SELECT id FROM local_actor WHERE actor = ?", (id_,))]
        rest = set(others) - set(members)
        if rest and id_ != same:
            place = min(rows_in(connection, _MENTIONS, sorted(rest)))
            connection.execute(
                "UPDATE OR IGNORE actor_id SET line = ?, start_char = ? WHERE line = ? AND start_char = ?", (*place, line, start)
            )
    return same or f"{found.kind}:{found.name}（訂正）"


def _is_same(connection: Connection, id_: str, found: Portrait) -> bool:
    """Whether an actor has this name and kind, and no other country."""
    query = "SELECT country FROM actor WHERE id = ? AND name = ? AND kind = ?"
    row = connection.execute(query, (id_, found.name, found.kind)).fetchone()
    return row is not None and (None in (row[0], found.country) or row[0] == found.country)
