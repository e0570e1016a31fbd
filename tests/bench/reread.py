"""The files of a `nenpyo build` as other programs read them: `python -m tests.bench.reread FOLDER`.

Reads every GraphML and GEXF in the folder with networkx, igraph (GraphML) and the parsers of Gephi Lite, and compares nodes, edges
and every attribute. Prints a line a file; ends with the number of those that any two read differently.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import igraph
import networkx as nx

WEB = Path(__file__).parents[1] / "web"
OWN = {"x", "y", "z", "size", "color", "viz", "id", "start", "end", "spells", "label", "weight", "kind"}
RGB = {"r", "g", "b"}  # Gephi Lite makes one colour of these
Item = tuple[str, ...]
Read = tuple[dict[str, Item], Counter[Item]]


def plain(data: dict[str, Any], *, every: bool) -> Item:
    """Attributes in one form: numbers as floats, nothing empty; `every`: those too that GEXF keeps in places of their own."""
    left_out = RGB if every else RGB | OWN
    told = {name: value for name, value in sorted(data.items()) if name not in left_out and value not in ("", None)}
    return tuple(f"{name}={_cell(name, value)}" for name, value in told.items() if value == value)  # igraph fills with NaN


def _cell(name: str, value: Any) -> str:
    return str(value).lower() if name == "color" else str(float(value)) if isinstance(value, int | float) else str(value)


def by_networkx(path: Path, every: bool) -> Read:
    G = nx.read_graphml(path, force_multigraph=True) if every else nx.read_gexf(path)
    edges = Counter((u, v, *plain(data, every=every)) for u, v, data in G.edges(data=True))
    return {node: plain(data, every=every) for node, data in G.nodes(data=True)}, edges


def by_igraph(path: Path, every: bool) -> Read:
    G = igraph.Graph.Read_GraphML(str(path))
    names = G.vs["id"]
    nodes = {v["id"]: plain({k: x for k, x in v.attributes().items() if k != "id"}, every=every) for v in G.vs}
    told = ((names[e.source], names[e.target], {k: x for k, x in e.attributes().items() if k != "id"}) for e in G.es)
    return nodes, Counter((u, v, *plain(data, every=every)) for u, v, data in told)


def by_gephi_lite(path: Path, every: bool) -> Read:
    told = subprocess.run(["node", WEB / "parse.mjs", path], capture_output=True, check=True, text=True, encoding="utf-8")
    ((read),) = json.loads(told.stdout)
    nodes = {node: plain(data, every=every) for node, data in read["nodes"]}
    return nodes, Counter((u, v, *plain(data, every=every)) for _, u, v, data in read["edges"])


def compare(path: Path) -> bool:
    """Whether all readers of one file agree."""
    every = path.suffix == ".graphml"
    readers = {"networkx": by_networkx, "Gephi Lite": by_gephi_lite} | ({"igraph": by_igraph} if every else {})
    read = {name: reader(path, every) for name, reader in readers.items()}
    nodes, edges = read["networkx"]
    agree = {name: (n == nodes, e == edges) for name, (n, e) in read.items()}
    cells = sum(map(len, nodes.values())) + sum((len(edge) - 2) * count for edge, count in edges.items())
    said = (f"{name} {'equal' if all(same) else 'differs'}" for name, same in agree.items() if name != "networkx")
    print(f"{path.name:20} {len(nodes):7,} nodes {edges.total():7,} edges {cells:9,} attributes  {', '.join(said)}")
    return all(map(all, agree.values()))


if __name__ == "__main__":
    files = sorted(path for path in Path(sys.argv[1]).iterdir() if path.suffix in (".graphml", ".gexf"))
    sys.exit(sum(not compare(path) for path in files))
