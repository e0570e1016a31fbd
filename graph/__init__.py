"""Annotations → events → graph → files.

events = graph.resolve(extract.annotate(extract.read("seeds/")))
G = graph.build(events)
"""

from graph.archive import Archive
from graph.archive_schema import ArchiveError
from graph.build import build
from graph.gephi import write_gexf, write_graphml
from graph.html import to_html, write_html
from graph.identity_aliases import Alias, read_aliases
from graph.model import Actor, Event, Events, Mention, Reading
from graph.notebook import Shown, show
from graph.plot import japanese_font, plot_matrix, plot_timeline
from graph.projection import Exchange, Party, exchange, project, strongest
from graph.resolve import resolve
from graph.select import find, find_country, select
from graph.tables import frame, write_csv, write_jsonl, write_parquet

__all__ = [
    "Actor",
    "Alias",
    "Archive",
    "ArchiveError",
    "Event",
    "Events",
    "Exchange",
    "Mention",
    "Party",
    "Reading",
    "Shown",
    "build",
    "exchange",
    "find",
    "find_country",
    "frame",
    "japanese_font",
    "plot_matrix",
    "plot_timeline",
    "project",
    "read_aliases",
    "resolve",
    "select",
    "show",
    "strongest",
    "to_html",
    "write_csv",
    "write_gexf",
    "write_graphml",
    "write_html",
    "write_jsonl",
    "write_parquet",
]
