"""Everything that `nenpyo build` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx

from graph.build import build
from graph.files import written_aside
from graph.gephi import write_gexf, write_graphml
from graph.html import write_html
from graph.jsonl import dumps, rows
from graph.model import Events
from graph.projection import project
from graph.select import find, select, unknown
from graph.tables import write_csv


def write_all(
    events: Events, folder: Path, *, title: str | None = None, lang: str = "ja", excel: bool = False, **filters: Any
) -> list[Path]:
    """The timeline, the files for Gephi, the tables and the annotations of a run, in `folder`; their paths in this order.

    `filters` are those of `select`; the annotations are written whole. `excel`: tables with a byte order mark.
    """
    shown = selected(events, **filters)
    paths = [folder / name for name in FILES]
    html, graphml, gexf, actors, countries, event_table, mention_table, annotations = paths
    write_html(shown, html, title=title or _title(events, lang), lang=lang)
    write_graphml(shown, graphml)
    write_gexf(shown, gexf)
    write_graphml(project(shown), actors)
    write_graphml(project(shown, by="country"), countries)
    write_csv(shown, event_table, "events", excel=excel)
    write_csv(shown, mention_table, "mentions", excel=excel)
    with written_aside(annotations) as file:
        file.writelines(dumps(row) + "\n" for row in rows(events))
    return paths


FILES = (
    "timeline.html", "graph.graphml", "graph.gexf", "actors.graphml", "countries.graphml", "events.csv", "mentions.csv",
    "annotations.jsonl",
)  # fmt: skip


def _title(events: Events, lang: str) -> str:
    """The first page's headline, and how many pages there are beside it."""
    title = next((a.line.text for a in events.annotations if a.line.kind == "title"), "年表")
    more = len({a.line.page for a in events.annotations}) - 1
    if more < 1 or title == "年表":
        return title
    return f"{title} ほか{more}ページ" if lang == "ja" else f"{title} and {more} more page{'s' if more > 1 else ''}"


def selected(events: Events, **filters: Any) -> nx.MultiDiGraph[str]:
    """The graph of a run, or the part of it that meets the filters of `select`; ValueError for an actor nobody is called by."""
    G = build(events)
    if (actor := filters.get("actor")) and not find(G, actor):
        raise unknown(G, actor)
    return select(G, **filters) if filters else G
