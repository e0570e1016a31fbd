"""What passed between two: who acted towards whom, by day, with the sign and weight of each act."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from extract.country_tables import code_of
from graph.archive_query import named
from graph.archive_rows import rows_in
from graph.days import event_days
from graph.projection import pairs

if TYPE_CHECKING:
    import networkx as nx

Connection = sqlite3.Connection


@dataclass(frozen=True, slots=True)
class Act:
    """One event between two sides: `direction` "→" from the first to the second, "←" back, "↔" both ways.

    `day` is the stated day, else that of publication; `scale` is −10…+10, 0 for what has not occurred.
    """

    day: date | None
    direction: str
    label: str
    type: str
    status: str
    scale: float
    agents: str
    targets: str
    id: str


def side_of(connection: Connection, name: str) -> list[str]:
    """The ids that act for a name: a country with all its actors, else the actors so called. ValueError when there is none."""
    code = code_of(name) or (name if len(name) == 2 and name.isascii() and name.isupper() else None)
    if code is None:
        return named(connection, name)
    return [code, *(row[0] for row in connection.execute("SELECT id FROM actor WHERE country = ? ORDER BY id", (code,)))]


def shared_events(connection: Connection, a: Collection[str], b: Collection[str]) -> list[str]:
    """Ids of the events that both sides take part in, by day."""
    query = "SELECT event FROM party WHERE party IN ({})"
    both = {row[0] for row in rows_in(connection, query, a)} & {row[0] for row in rows_in(connection, query, b)}
    rows = rows_in(connection, "SELECT id, first FROM event WHERE id IN ({})", sorted(both))
    return [row[0] for row in sorted(rows, key=lambda row: (row[1] or "9999", row[0]))]


def acts(G: nx.MultiDiGraph[str], a: Collection[str], b: Collection[str]) -> Iterator[Act]:
    """The events of a graph in which one side acts towards the other, by day."""
    found = [act for node, data in G.nodes(data=True) if data["kind"] == "event" and (act := _act(G, node, data, a, b))]
    yield from sorted(found, key=lambda act: (act.day or date.max, act.id))


def _act(G: nx.MultiDiGraph[str], node: str, data: dict[str, Any], a: Collection[str], b: Collection[str]) -> Act | None:
    there = any(x in a and y in b for x, y in pairs(data))
    back = any(x in b and y in a for x, y in pairs(data))
    if not there and not back:
        return None
    mutual = (there and back) or not data["targets"]
    days, _ = event_days(data)
    who, whom = ("、".join(G.nodes[id_]["label"] for id_ in data[role]) for role in ("agents", "targets"))
    scale = float(data["scale"]) if data["status"] == "occurred" else 0.0
    direction = "↔" if mutual else "→" if there else "←"
    return Act(days[0] if days else None, direction, data["label"], data["type"], data["status"], scale, who, whom, node)
