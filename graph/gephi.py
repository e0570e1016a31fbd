"""Graph → GraphML and GEXF as Gephi and Gephi Lite read them, with a first picture set.

Ids are unique, every attribute has one type, nothing is empty. Both take any graph that `build`, `select` or `project` gave,
with attributes of your own too. Written line by line: a large graph needs no second copy in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
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
# Names that the format gives a meaning of its own.
_NATIVE = ("label", "x", "y", "size", "r", "g", "b", "color", "weight", "kind")


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


def _rgb(text: Cell) -> dict[str, Cell]:
    digits = str(text).removeprefix("#")
    return {"r": int(digits[:2], 16), "g": int(digits[2:4], 16), "b": int(digits[4:], 16), "color": f"#{digits}"}


class _View:
    """A graph as items, made anew at each pass."""

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
            yield Item(f"edge{number}", {"label": role, "weight": 1, **tint, **own}, tuple(spells), (self.ids[u], self.ids[v]), role)


def _columns(items: Iterator[Item]) -> dict[str, str]:
    """The one type of each attribute: numbers widen, anything mixed is text."""
    found: dict[str, set[str]] = {}
    for item in items:
        for name, value in item.cells.items():
            found.setdefault(name, set()).add(_TYPES[type(value)])
    return {
        name: next(iter(types)) if len(types) == 1 else "double" if types == {"long", "double"} else "string"
        for name, types in found.items()
    }


def _text(value: Cell) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _attributes(**values: str | None) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value is not None)


def _graphml_item(tag: str, item: Item, keys: dict[str, str]) -> str:
    # Gephi takes an edge's XML attribute `label` for its type, and keeps edges of different types apart.
    ends = _attributes(source=item.ends[0], target=item.ends[1], label=item.kind) if item.ends else ""
    data = "".join(f'<data key="{keys[name]}">{_escaped(_text(value))}</data>' for name, value in item.cells.items())
    return f"<{tag}{_attributes(id=item.id)}{ends}>{data}</{tag}>\n"


def _graphml(view: _View, file: TextIO) -> None:
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    parts = (("node", view.nodes), ("edge", view.edges))
    keys: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for tag, items in parts:
        for number, (name, type_) in enumerate(_columns(items()).items()):
            # Not networkx's d0, d1, …: Gephi knows d3 and d7 as another program's labels.
            keys[tag][name] = f"{tag}{number}"
            names = f" attr.name={quoteattr(name)} attr.type={quoteattr(type_)}"
            file.write(f'<key id="{tag}{number}" for="{tag}"{names}/>\n')
    file.write(f'<graph edgedefault="{"directed" if view.G.is_directed() else "undirected"}">\n')
    for tag, items in parts:
        file.writelines(_graphml_item(tag, item, keys[tag]) for item in items())
    file.write("</graph>\n</graphml>\n")


def write_graphml(G: nx.Graph[Any], path: Path | str) -> None:
    """Writes GraphML: labels, colours, sizes and positions set, days in ISO 8601, lists between bars.

    Nodes have `label`, `x`, `y`, `size`, `color`, `r`, `g`, `b` and their own attributes, edges `label`, `weight`, `role`, …
    """
    view = _View(G)
    with written_aside(Path(path)) as file:
        _graphml(view, file)


def _gexf_item(tag: str, item: Item, keys: dict[str, str]) -> str:
    told = item.cells
    weight = _text(told["weight"]) if item.ends else None
    ends = _attributes(source=item.ends[0], target=item.ends[1], kind=item.kind, weight=weight) if item.ends else ""
    values = "".join(f"<attvalue{_attributes(**{'for': keys[n]}, value=_text(v))}/>" for n, v in told.items() if n in keys)
    spells = "".join(f'<spell start="{start}" end="{end}"/>' for start, end in item.spells)
    look = f'<viz:color r="{told["r"]}" g="{told["g"]}" b="{told["b"]}"/>'
    if not item.ends:
        look = f'<viz:size value="{told["size"]}"/><viz:position x="{told["x"]}" y="{told["y"]}" z="0.0"/>' + look
    inner = f"<attvalues>{values}</attvalues>" + (f"<spells>{spells}</spells>" if spells else "") + look
    return f"<{tag}{_attributes(id=item.id, label=_text(told['label']))}{ends}>{inner}</{tag}>\n"


def _gexf(view: _View, file: TextIO) -> None:
    direction = "directed" if view.G.is_directed() else "undirected"
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
        "<meta><creator>nenpyo</creator></meta>\n"
        f'<graph defaultedgetype="{direction}" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    parts = (("node", view.nodes), ("edge", view.edges))
    keys: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for tag, items in parts:
        file.write(f'<attributes class="{tag}" mode="static">\n')
        columns = [(name, type_) for name, type_ in _columns(items()).items() if name not in _NATIVE or (tag, name) in _PLAIN]
        for number, (name, type_) in enumerate(columns):
            keys[tag][name] = str(number)
            file.write(f'<attribute id="{number}" title={quoteattr(name)} type="{type_}"/>\n')
        file.write("</attributes>\n")
    for tag, items in parts:
        file.write(f"<{tag}s>\n")
        file.writelines(_gexf_item(tag, item, keys[tag]) for item in items())
        file.write(f"</{tag}s>\n")
    file.write("</graph>\n</gexf>\n")


# A node has no weight or kind of the format's own.
_PLAIN = {("node", "weight"), ("node", "kind")}


def write_gexf(G: nx.Graph[Any], path: Path | str) -> None:
    """Writes dynamic GEXF 1.3: as `write_graphml`, and every node and edge lives on the days of its events.

    The attribute `day_basis` says what an event's days rest on: "stated", else "published" (報道日), else "none" (always shown).
    """
    view = _View(G)
    with written_aside(Path(path)) as file:
        _gexf(view, file)
