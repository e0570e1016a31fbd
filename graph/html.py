"""Graph → one HTML file that opens by double click: timeline, network, list and sources. Through pyvis, nothing fetched.

The page's scripts are the ES modules of `templates/js`, joined in the order of `MODULES`; its policy (CSP) names their hashes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from graph.files import written_aside
from graph.timeline import Core, Texts, page_model

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network

MODULES = (
    "words", "reasons", "days", "dom", "model", "texts", "filter", "lanes", "pack", "arrange", "axis", "boxes", "connect",
    "draw", "store", "lanebar", "tip", "input", "timeline", "overview", "outside", "details", "list", "sources", "spread",
    "network", "panel", "picture", "export", "print", "highlight", "hash", "main",
)  # fmt: skip
PLAIN_LIMIT = 400_000
"""Characters of JSON above which the columns are gzipped."""
NETWORK_EVENTS = 300
"""Events of the strongest part that the network view starts from."""
VIS = "lib/vis-9.1.2/vis-network.min.js"
_IMPORT = re.compile(r"^import\s.*?;\n", re.DOTALL | re.MULTILINE)
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=.*")
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class)\b)", re.MULTILINE)


@cache
def _environment() -> Environment:
    loader = ChoiceLoader([PackageLoader("graph", "templates"), PackageLoader("pyvis", "templates")])
    return Environment(autoescape=True, loader=loader)


def _source(name: str) -> str:
    env = _environment()
    if env.loader is None:
        raise RuntimeError("the template environment has no loader")
    return env.loader.get_source(env, name)[0].replace("\r\n", "\n")  # as a browser reads it before it takes the hash


@cache
def bundle() -> str:
    """The page's modules as one script: imports dropped, exports made plain, all in one function's scope."""
    parts = (_EXPORT.sub("", _IMPORT.sub("", _source(f"js/{name}.js"))) for name in MODULES)
    return "(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();\n"


def _hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def _fields(record: Any) -> dict[str, Any]:
    # Not `asdict`: it copies every list.
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _json(value: object) -> str:
    """JSON that is safe inside a script element; records become objects."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_fields)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _block(columns: Core | Texts) -> dict[str, Any]:
    """The content of a data element: plain JSON, or gzip in base64 when it is long."""
    text = _json(columns)
    if len(text) <= PLAIN_LIMIT:
        return {"type": "application/json", "text": Markup(text)}
    packed = gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0)
    return {"type": "application/gzip", "text": Markup(base64.b64encode(packed).decode())}


def _part(G: nx.MultiDiGraph[str]) -> set[str]:
    """Ids of the nodes that the network view starts from: the whole of a small graph, else its weightiest events."""
    events = [node for node in G if G.nodes[node].get("kind") == "event"]
    if len(events) <= NETWORK_EVENTS:
        return set(G)
    events.sort(key=lambda node: (-G.nodes[node].get("weight", 1), node))
    chosen = events[:NETWORK_EVENTS]
    around = {other for node in chosen for other in (*G.predecessors(node), *G.successors(node))}
    return set(chosen) | around.difference(events)


def _network(G: nx.MultiDiGraph[str]) -> Network:
    """A pyvis network of the starting part; filled directly, since `add_node` takes quadratic time."""
    part = _part(G)
    from pyvis.network import Network  # it imports IPython, half a second that no other command needs

    net = Network(directed=True, cdn_resources="in_line")
    net.nodes = [
        {"id": node, "label": G.nodes[node].get("label") or node, "kind": G.nodes[node].get("kind")} for node in G if node in part
    ]
    net.edges = [
        {"from": u, "to": v, "role": data.get("role", key), "value": data.get("weight", 1)}
        for u, v, key, data in G.edges(keys=True, data=True)
        if u in part and v in part
    ]
    return net


def to_html(G: nx.MultiDiGraph[str], *, title: str = "年表", lang: str = "ja") -> str:
    """The page as text; `lang` is the surface's first language ("ja" or "en"). The graph is not changed."""
    if lang not in ("ja", "en"):
        raise ValueError(f"lang must be 'ja' or 'en', not {lang!r}")
    core, texts = page_model(G)
    net, app, vis = _network(G), bundle(), _SOURCE_MAP.sub("", _source(VIS))
    env = _environment().overlay()
    env.globals = dict(
        env.globals, title=title, lang=lang, core=_block(core), texts=_block(texts), app=Markup(app), vis=Markup(vis),
        style=Markup(_source("style.css")), policy=f"{_hash(app)} {_hash(vis)}", as_json=lambda value: Markup(_json(value)),
    )  # fmt: skip
    net.templateEnv, net.path = env, "timeline.html"
    return str(net.generate_html(name="timeline.html"))


def write_html(G: nx.MultiDiGraph[str], path: str | os.PathLike[str], *, title: str = "年表", lang: str = "ja") -> None:
    """Write the page as UTF-8: first aside, then renamed, so that no half-written file is left."""
    text = to_html(G, title=title, lang=lang)
    with written_aside(Path(path), "wb") as file:
        file.write(text.encode("utf-8", "replace"))
