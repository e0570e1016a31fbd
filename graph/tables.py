"""Events, mentions, actors, edges and relations as tables: rows, CSV, JSON lines, Parquet and pandas data frames.

Columns (dtype in a data frame; lists between bars "|"; a missing value is an empty cell, null, NaN or NaT):
    events    id, label (str), type, type_ja, quad (category), scale (float64), status (category), value (str: EDTF),
              start, end (datetime64), grain, basis (category), published (datetime64), day (datetime64: start, else published),
              agents, targets (str: names), agent_ids, target_ids, places (str), mentions (int64: how many),
              sources (str: line ids), causes, readings, corrected (str)
    mentions  event, line, page (str), number, start_char, end_char (int64), trigger, label (str), type, status (category),
              agents, targets, speaker, places (str), value (str), start, end (datetime64), grain, basis (category),
              published (datetime64), text, url, source (str), score (float64), reasons (str)
    actors    id, label (str), kind ("person", "org", "country"; category), country, surfaces (str), events, as_agent, as_target
              (int64), first, last (datetime64)
    edges     source, target (str: ids), role (category), weight (int64), source_label, target_label (str)
    relations source, target (str: ids), source_label, target_label (str), weight (int64: events), scale, cooperation, conflict
              (float64), sign (int64), first, last (datetime64), types (str: type and number) – who acts towards whom (`project`)
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

import networkx as nx

from graph.build import build
from graph.days import event_days
from graph.files import written_aside
from graph.flat import Cell, cell, clean, joined
from graph.model import Events
from graph.projection import project
from graph.quad import types

if TYPE_CHECKING:
    import pandas as pd

    Graph = nx.MultiDiGraph[str] | nx.DiGraph[str]

Table = Literal["events", "mentions", "actors", "edges", "relations"]
Row = dict[str, Any]

# What a spreadsheet takes for a formula, full-width too: Excel reads those as well.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")
_DAYS = frozenset({"start", "end", "published", "day", "first", "last"})
_CATEGORIES = frozenset({"type", "type_ja", "quad", "status", "grain", "basis", "kind", "role"})

_NUMBERS = {
    "scale": "float64", "score": "float64", "cooperation": "float64", "conflict": "float64", "sign": "int64",
    "number": "int64", "start_char": "int64", "end_char": "int64", "weight": "int64",
    "events": "int64", "as_agent": "int64", "as_target": "int64", "mentions": "int64",
}  # fmt: skip


def _labels(G: Graph, ids: Iterable[str]) -> str:
    return joined(G.nodes[id_]["label"] if id_ in G else id_ for id_ in ids)


def _events(G: Graph) -> Iterator[Row]:
    for node, data in G.nodes(data=True):
        if data["kind"] == "event":
            days, _ = event_days(data)
            yield {
                "id": node, "label": data["label"], "type": data["type"], "type_ja": types()[data["type"]].ja,
                "quad": data["quad"], "scale": float(data["scale"]), "status": data["status"], "value": data["value"],
                "start": data["start"], "end": data["end"], "grain": data["grain"], "basis": data["basis"],
                "published": data["published"], "day": days[0] if days else None,
                "agents": _labels(G, data["agents"]), "targets": _labels(G, data["targets"]),
                "agent_ids": joined(data["agents"]), "target_ids": joined(data["targets"]), "places": joined(data["places"]),
                "mentions": len(data["mentions"]), "sources": joined(dict.fromkeys(m.line for m in data["mentions"])),
                "causes": joined(data["causes"]), "readings": cell(data["readings"]),
                "corrected": data.get("corrected"),
            }  # fmt: skip


def _mentions(G: Graph) -> Iterator[Row]:
    annotations = G.graph.get("annotations", {})
    for node, data in G.nodes(data=True):
        for mention in data["mentions"] if data["kind"] == "event" else ():
            said, annotation = mention.event, annotations.get(mention.line)
            line = annotation.line if annotation else None
            yield {
                "event": node, "line": mention.line, "page": line and line.page, "number": line.number if line else 0,
                "start_char": said.start_char, "end_char": said.end_char, "trigger": said.text, "label": said.label,
                "type": said.type, "status": said.status, "agents": _labels(G, mention.agents),
                "targets": _labels(G, mention.targets), "speaker": _labels(G, filter(None, [mention.speaker])),
                "places": joined(said.places), "value": said.value, "start": said.start, "end": said.end, "grain": said.grain,
                "basis": said.basis, "published": annotation and annotation.published, "text": line and line.text,
                "url": line and line.url, "source": line and line.source, "score": float(said.score),
                "reasons": joined(said.reasons),
            }  # fmt: skip


def _actors(G: Graph) -> Iterator[Row]:
    for node, data in G.nodes(data=True):
        if data["kind"] != "event":
            around = {*G.predecessors(node), *G.successors(node)}
            days = [found for event in around if (found := event_days(G.nodes[event])[0])]
            yield {
                "id": node, "label": data["label"], "kind": data.get("actor_kind", "country"), "country": data["country"],
                "surfaces": joined(data["surfaces"]), "events": len(around),
                "as_agent": sum(d["role"] == "agent" for *_, d in G.out_edges(node, data=True)),
                "as_target": sum(d["role"] == "target" for *_, d in G.in_edges(node, data=True)),
                "first": min((start for start, _ in days), default=None), "last": max((end for _, end in days), default=None),
            }  # fmt: skip


def _edges(G: Graph) -> Iterator[Row]:
    for u, v, data in G.edges(data=True):
        labels = {"source_label": G.nodes[u]["label"], "target_label": G.nodes[v]["label"]}
        yield {"source": u, "target": v, "role": data["role"], "weight": data["weight"], **labels}


def _relations(G: Graph) -> Iterator[Row]:
    P = project(G) if isinstance(G, nx.MultiDiGraph) else G
    for u, v, data in P.edges(data=True):
        labels = {"source_label": P.nodes[u]["label"], "target_label": P.nodes[v]["label"]}
        own = {name: data[name] for name in ("weight", "scale", "cooperation", "conflict", "sign", "first", "last")}
        counts = joined(f"{name} {count}" for name, count in data["types"].items())
        yield {"source": u, "target": v, **labels, **own, "types": counts}


_ROWS: dict[str, Callable[[Graph], Iterator[Row]]] = {
    "events": _events,
    "mentions": _mentions,
    "actors": _actors,
    "edges": _edges,
    "relations": _relations,
}
_COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (
        "id", "label", "type", "type_ja", "quad", "scale", "status", "value", "start", "end", "grain", "basis", "published", "day",
        "agents", "targets", "agent_ids", "target_ids", "places", "mentions", "sources", "causes", "readings", "corrected",
    ),
    "mentions": (
        "event", "line", "page", "number", "start_char", "end_char", "trigger", "label", "type", "status", "agents", "targets",
        "speaker", "places", "value", "start", "end", "grain", "basis", "published", "text", "url", "source", "score", "reasons",
    ),
    "actors": ("id", "label", "kind", "country", "surfaces", "events", "as_agent", "as_target", "first", "last"),
    "edges": ("source", "target", "role", "weight", "source_label", "target_label"),
    "relations": (
        "source", "target", "source_label", "target_label", "weight", "scale", "cooperation", "conflict", "sign", "first", "last",
        "types",
    ),
}  # fmt: skip


def rows(source: Events | Graph, table: Table = "events") -> Iterator[Row]:
    """The rows of a table with its columns in order; days are `date`, what is missing is None.

    `source`: events, or the graph that `build` or `select` gives; for "relations" also what `project` gives. ValueError else.
    """
    if table not in _ROWS:
        raise ValueError(f"{table!r} is no table; there are {', '.join(_ROWS)}")
    G = build(source) if isinstance(source, Events) else source
    if not G.is_multigraph() and table != "relations":
        raise ValueError(f"a projection has no {table}: give the graph it was made of, or ask for its relations")
    for row in _ROWS[table](G):
        yield {name: value if value != "" else None for name, value in row.items()}


def neutral(value: Any) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before text that looks like one."""
    if isinstance(value, str):
        text = clean(value)
        return f"'{text}" if _FORMULA.match(text) else text
    return "" if value is None else value.isoformat() if isinstance(value, date) else value


def dump_csv(source: Events | Graph, file: TextIO, table: Table = "events", *, excel: bool = False) -> None:
    """Writes a table as CSV to an open file; with a byte order mark where `excel`, which needs it to read Japanese."""
    file.write("\ufeff" if excel else "")
    writer = csv.writer(file, lineterminator="\r\n" if excel else "\n")
    writer.writerow(_COLUMNS[table])
    writer.writerows([neutral(value) for value in row.values()] for row in rows(source, table))


def dump_jsonl(source: Events | Graph, file: TextIO, table: Table = "events") -> None:
    """Writes a table as JSON lines to an open file: one object a row, days in ISO 8601, null for what is missing."""
    for row in rows(source, table):
        told = {name: clean(value) if isinstance(value, str) else value for name, value in row.items()}
        file.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")


def write_csv(source: Events | Graph, path: Path | str, table: Table = "events", *, excel: bool = False) -> None:
    """Writes a table as CSV in UTF-8, aside and then renamed."""
    with written_aside(Path(path)) as file:
        dump_csv(source, file, table, excel=excel)


def write_jsonl(source: Events | Graph, path: Path | str, table: Table = "events") -> None:
    """Writes a table as JSON lines, aside and then renamed."""
    with written_aside(Path(path)) as file:
        dump_jsonl(source, file, table)


def frame(source: Events | Graph, table: Table = "events") -> pd.DataFrame:
    """A table as a data frame with the dtypes above. ImportError that says what to install where pandas is missing.

    >>> table = frame(events, "mentions")
    >>> table[["line", "start_char", "published"]].dtypes.astype(str).to_dict()
    {'line': 'string', 'start_char': 'int64', 'published': 'datetime64[s]'}
    >>> set(table["event"]) == set(frame(events)["id"])
    True
    """
    try:
        import pandas as pd
    except ImportError:
        raise ImportError("data frames need pandas: pip install 'nenpyo[notebook]'") from None

    columns = _COLUMNS[table]
    found = pd.DataFrame(list(rows(source, table)), columns=list(columns))
    for name in _DAYS.intersection(columns):
        found[name] = pd.to_datetime(found[name])
    return found.astype({name: _dtype(name) for name in columns})


def _dtype(name: str) -> str:
    if name in _DAYS:
        # Seconds reach beyond the years 1677 to 2262 that nanoseconds allow.
        return "datetime64[s]"
    return "category" if name in _CATEGORIES else _NUMBERS.get(name, "string")


def write_parquet(source: Events | Graph, path: Path | str, table: Table = "events") -> None:
    """Writes a table as Parquet; needs pandas and pyarrow (`pip install nenpyo[parquet]`)."""
    with written_aside(Path(path), "wb") as file:
        frame(source, table).to_parquet(file)
