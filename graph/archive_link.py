"""Linking: which actors and events the archive's mentions are."""

from __future__ import annotations

import sqlite3

from graph.archive_read import annotated
from graph.archive_store import write_actor, write_event
from graph.archive_version import linking
from graph.resolve import resolve

Connection = sqlite3.Connection


def is_pending(connection: Connection) -> bool:
    """Whether lines wait to be linked, or other rules linked the archive."""
    row = connection.execute("SELECT value FROM setting WHERE name = 'linking'").fetchone()
    return (row and row[0]) != linking() or connection.execute("SELECT 1 FROM pending").fetchone() is not None


def link(connection: Connection) -> None:
    """Link everything anew, within the caller's transaction."""
    for table in ("cause", "party", "event_mention", "event", "alias", "actor_mention", "actor"):
        connection.execute(f"DELETE FROM {table}")
    told = dict(annotated(connection))
    rows = {annotation.line.id: key for key, annotation in told.items()}
    events = resolve(told.values())
    for actor in events.actors_by_id.values():
        write_actor(connection, actor)
    for (line, start), actor_id in events.actor_of.items():
        connection.execute("INSERT INTO actor_mention VALUES (?, ?, ?)", (rows[line], start, actor_id))
    for event in events:
        write_event(connection, event, rows)
    connection.execute("DELETE FROM pending")
    connection.execute("INSERT OR REPLACE INTO setting VALUES ('linking', ?)", (linking(),))
