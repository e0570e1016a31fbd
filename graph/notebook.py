"""How events and graphs show themselves in a notebook: a plain table that survives everywhere, and the timeline in a sandbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from graph.days import event_days
from graph.html import to_html
from graph.quad import types
from graph.tables import Row, rows

if TYPE_CHECKING:
    import networkx as nx

SHOWN_ROWS = 12
SHOWN_EVENTS = 3_000
"""Above this the page is too heavy to live inside a notebook; `write_html` makes a file of it."""
_HEAD = ("日付", "出来事", "種別", "状態", "主体", "対象")
_STATUS = {"occurred": "発生", "planned": "予定", "possible": "可能性", "denied": "否定"}
# No same origin: the page can neither read the notebook nor send anything.
_SANDBOX = "allow-scripts allow-downloads"


def _day(row: Row) -> str:
    days, basis = event_days(row)
    if not days:
        return "日付なし"
    first, last = days
    return f"{first}（報道日）" if basis == "published" else f"{first}" if first == last else f"{first}〜{last}"


def _table(found: Iterable[Row], total: int) -> str:
    cells = (
        (_day(row), row["label"], types()[row["type"]].ja, _STATUS[row["status"]], row["agents"], row["targets"]) for row in found
    )
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell or ''))}</td>" for cell in row) + "</tr>" for row in cells)
    head = "".join(f"<th>{name}</th>" for name in _HEAD)
    more = f"<p>{total:,}件のうち最初の{SHOWN_ROWS}件。全件は to_frame() で。</p>" if total > SHOWN_ROWS else f"<p>{total:,}件</p>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A graph as a notebook shows it; `height` is the timeline's in pixels."""

    G: nx.MultiDiGraph[str]
    height: int

    def _repr_html_(self) -> str:
        found = sorted(rows(self.G, "events"), key=lambda row: (row["day"] is None, row["day"], row["id"]))
        table = _table(found[:SHOWN_ROWS], len(found))
        if len(found) > SHOWN_EVENTS:
            return f"{table}<p>年表は write_html(G, &quot;timeline.html&quot;) でファイルに。</p>"
        page = escape(to_html(self.G), quote=True)
        style = f"width:100%;height:{self.height}px;border:1px solid #ccc"
        frame = f'<iframe sandbox="{_SANDBOX}" style="{style}" srcdoc="{page}"></iframe>'
        hint = "<p>年表が見えないときは、このノートブックを信頼してください（JupyterLab: File → Trust Notebook）。</p>"
        return f"<div>{table}{frame}{hint}</div>"


def show(G: nx.MultiDiGraph[str], height: int = 640) -> Shown:
    """The graph's events as a small table with the timeline below it, where a notebook can show it."""
    return Shown(G, height)
