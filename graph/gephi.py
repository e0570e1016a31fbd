"""Graph → GraphML and GEXF as Gephi and Gephi Lite read them, with a first picture set.

Ids are unique, every attribute has one type, nothing is empty. Both take any graph that `build`, `select` or `project` gave,
with attributes of your own too. Written item by item: a large graph needs no second copy in memory.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, TextIO
from xml.sax.saxutils import escape, quoteattr

from networkx import all_neighbors

from graph.days import Spell, event_days, merged
from graph.files import written_aside
from graph.flat import Cell, cells, clean, node_cells
from graph.layout import colour, positions, size

if TYPE_CHECKING:
    import networkx as nx

_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
# Names for which GEXF has a place of its own.
_LOOK = frozenset({"label", "x", "y", "size", "r", "g", "b", "color"})
_NATIVE = {"node": _LOOK, "edge": _LOOK | {"weight", "kind"}}
_SPECIAL = re.compile(r"[&<>\r]")
_QUOTED = re.compile(r"[&<>\"\r\n\t]")


@dataclass(frozen=True, slots=True)
class Item:
    """A node, or an edge with its two ends; `kind` is an edge's relation."""

    id: str
    cells: dict[str, Cell]
    spells: tuple[Spell, ...]
    ends: tuple[str, str] | None = None
    kind: str | None = None


def _ids(G: nx.Graph[Any]) -> dict[Any, str]:
    """Every node's id as clean text, made unique."""
    ids: dict[Any, str] = {}
    taken: set[str] = set()
    for number, node in enumerate(G):
        plain = clean(str(node)) or "node"
        ids[node] = plain if plain not in taken else f"{plain}~{number}"
        taken.add(ids[node])
    return ids


@cache
def _rgb(text: Cell) -> dict[str, Cell]:
    digits = str(text).removeprefix("#")
    return {"r": int(digits[:2], 16), "g": int(digits[2:4], 16), "b": int(digits[4:], 16), "color": f"#{digits}"}


class _View:
    """A graph as items."""

    def __init__(self, G: nx.Graph[Any]) -> None:
        self.G = G
        self.ids = _ids(G)
        self.places = positions(G)

    def spells(self, node: Any) -> tuple[Spell, ...]:
        """The days of a node: an event's own, a party's by its events."""
        data = self.G.nodes[node]
        if "spells" in data:
            return tuple(data["spells"])
        if data.get("kind") == "event":
            days, _ = event_days(data)
            return (days,) if days else ()
        return merged(
            days for n in all_neighbors(self.G, node) if self.G.nodes[n].get("kind") == "event" for days in self.spells(n)
        )

    def nodes(self) -> Iterator[Item]:
        for node, data in self.G.nodes(data=True):
            x, y = self.places[node]
            look: dict[str, Cell] = {"label": self.ids[node], "x": x, "y": y, "size": size(data), **_rgb(colour(data))}
            yield Item(self.ids[node], {**look, **node_cells(self.G, data)}, self.spells(node))

    def edges(self) -> Iterator[Item]:
        for number, (u, v, data) in enumerate(self.G.edges(data=True)):
            event = next((n for n in (v, u) if self.G.nodes[n].get("kind") == "event"), None)
            spells = data["spells"] if "spells" in data else self.spells(event) if event is not None else ()
            role = clean(str(data.get("role", "edge")))
            tint = _rgb(colour(self.G.nodes[event] if event is not None else data))
            own = dict(cells({k: d for k, d in data.items() if k != "spells"}))
            yield Item(
                f"edge{number}", {"label": role, "weight": 1, **tint, **own}, tuple(spells), (self.ids[u], self.ids[v]), role
            )


class _Columns:
    """The attributes met so far, each with a key and the types of its values."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.types: dict[str, set[type]] = {}
        self._keys: dict[tuple[str, type], str] = {}

    def key(self, name: str, value: Cell) -> str:
        # Asked for every value of the file: one look-up in the usual case.
        return self._keys.get((name, value.__class__)) or self._new(name, value.__class__)

    def _new(self, name: str, type_: type) -> str:
        self.types.setdefault(name, set()).add(type_)
        self._keys[name, type_] = f"{self.prefix}{list(self.types).index(name)}"
        return self._keys[name, type_]

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """(key, name, type): the one type of an attribute; numbers widen, anything mixed is text."""
        for number, (name, types) in enumerate(self.types.items()):
            one = _TYPES[next(iter(types))] if len(types) == 1 else "double" if types == {int, float} else "string"
            yield f"{self.prefix}{number}", name, one


def _text(value: Cell) -> str:
    if value.__class__ is str:
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"}) if _SPECIAL.search(text) else text


def _quoted(text: str) -> str:
    return quoteattr(text) if _QUOTED.search(text) else f'"{text}"'


def _attributes(**values: str | None) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in values.items() if value is not None)


def _graphml_item(tag: str, item: Item, columns: _Columns) -> str:
    # Gephi takes an edge's XML attribute `label` for its type, and keeps edges of different types apart.
    ends = _attributes(source=item.ends[0], target=item.ends[1], label=item.kind) if item.ends else ""
    data = "".join(f'<data key="{columns.key(n, v)}">{_escaped(_text(v))}</data>' for n, v in item.cells.items())
    return f"<{tag}{_attributes(id=item.id)}{ends}>{data}</{tag}>\n"


def _graphml(view: _View, file: TextIO, body: TextIO) -> None:
    # Not networkx's d0, d1, …: Gephi knows d3 and d7 as another program's labels.
    columns = {"node": _Columns("node"), "edge": _Columns("edge")}
    for tag, items in (("node", view.nodes()), ("edge", view.edges())):
        body.writelines(_graphml_item(tag, item, columns[tag]) for item in items)
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for tag, found in columns.items():
        for key, name, type_ in found:
            file.write(f'<key id="{key}" for="{tag}" attr.name={quoteattr(name)} attr.type="{type_}"/>\n')
    file.write(f'<graph edgedefault="{_direction(view.G)}">\n')
    _append(body, file)
    file.write("</graph>\n</graphml>\n")


def _direction(G: nx.Graph[Any]) -> str:
    return "directed" if G.is_directed() else "undirected"


def _append(body: TextIO, file: TextIO) -> None:
    body.seek(0)
    shutil.copyfileobj(body, file, 1 << 20)


def _write(path: Path, view: _View, write: Callable[[_View, TextIO, TextIO], None]) -> None:
    """The head of both formats lists attributes and types, which are known when the body is done: that waits in a second file."""
    with written_aside(path) as file, TemporaryFile("w+", encoding="utf-8", newline="") as body:
        write(view, file, body)


def write_graphml(G: nx.Graph[Any], path: Path | str) -> None:
    """Writes GraphML: labels, colours, sizes and positions set, days in ISO 8601, lists between bars.

    Nodes have `label`, `x`, `y`, `size`, `color`, `r`, `g`, `b` and their own attributes, edges `label`, `weight`, `role`, …
    """
    _write(Path(path), _View(G), _graphml)


def _gexf_item(tag: str, item: Item, columns: _Columns) -> str:
    told = item.cells
    ends = _attributes(source=item.ends[0], target=item.ends[1], kind=item.kind, weight=_text(told["weight"])) if item.ends else ""
    native = _NATIVE[tag]
    values = "".join(
        f'<attvalue for="{columns.key(name, value)}" value={_quoted(_text(value))}/>'
        for name, value in told.items()
        if name not in native
    )
    spells = "".join(f'<spell start="{start}" end="{end}"/>' for start, end in item.spells)
    look = f'<viz:color r="{told["r"]}" g="{told["g"]}" b="{told["b"]}"/>'
    if not item.ends:
        look = f'<viz:size value="{told["size"]}"/><viz:position x="{told["x"]}" y="{told["y"]}" z="0.0"/>' + look
    inner = f"<attvalues>{values}</attvalues>" + (f"<spells>{spells}</spells>" if spells else "") + look
    return f"<{tag}{_attributes(id=item.id, label=_text(told['label']))}{ends}>{inner}</{tag}>\n"


def _gexf(view: _View, file: TextIO, body: TextIO) -> None:
    columns = {"node": _Columns(""), "edge": _Columns("")}
    for tag, items in (("node", view.nodes()), ("edge", view.edges())):
        body.write(f"<{tag}s>\n")
        body.writelines(_gexf_item(tag, item, columns[tag]) for item in items)
        body.write(f"</{tag}s>\n")
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
        "<meta><creator>nenpyo</creator></meta>\n"
        f'<graph defaultedgetype="{_direction(view.G)}" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    for tag, found in columns.items():
        titles = "".join(f'<attribute id="{key}" title={quoteattr(name)} type="{type_}"/>\n' for key, name, type_ in found)
        file.write(f'<attributes class="{tag}" mode="static">\n{titles}</attributes>\n')
    _append(body, file)
    file.write("</graph>\n</gexf>\n")


def write_gexf(G: nx.Graph[Any], path: Path | str) -> None:
    """Writes dynamic GEXF 1.3: as `write_graphml`, and every node and edge lives on the days of its events.

    The attribute `day_basis` says what an event's days rest on: "stated", else "published" (報道日), else "none" (always shown).
    """
    _write(Path(path), _View(G), _gexf)
