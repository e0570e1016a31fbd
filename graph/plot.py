"""Pictures by matplotlib: who did what when, and which country acts how towards which. `ax.figure.savefig("x.svg")` keeps them."""

from __future__ import annotations

import warnings
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.days import event_days
from graph.projection import project, strongest
from graph.quad import quads

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

    Graph = nx.MultiDiGraph[str]

# Families with Japanese glyphs: free ones first, then those of macOS and Windows.
FONTS = (
    "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "IPAexGothic", "IPAGothic", "TakaoGothic", "VL Gothic", "M PLUS 1",
    "BIZ UDGothic", "Noto Serif CJK JP", "Hiragino Sans", "Hiragino Maru Gothic Pro", "Yu Gothic", "Meiryo", "MS Gothic",
)  # fmt: skip


@cache
def japanese_font() -> str | None:
    """The first family of `FONTS` that matplotlib finds on this machine, else None."""
    from matplotlib.font_manager import fontManager

    known = set(fontManager.get_font_names())
    return next((name for name in FONTS if name in known), None)


def _font() -> dict[str, Any]:
    if font := japanese_font():
        return {"fontfamily": font}
    warnings.warn(
        "no Japanese font found, labels will show as boxes: install one (Debian, Ubuntu: apt-get install fonts-noto-cjk; "
        "elsewhere: Noto Sans JP from fonts.google.com), then restart Python",
        stacklevel=3,
    )
    return {}


def _axes(ax: Axes | None, width: float, height: float) -> Axes:
    if ax is not None:
        return ax
    from matplotlib import pyplot

    return pyplot.subplots(figsize=(width, height), layout="constrained")[1]


def plot_timeline(G: Graph, *, lanes: int = 12, ax: Axes | None = None) -> Axes:
    """One lane for each of the strongest actors and countries, one mark for each of their events on its day.

    Colour is the quad class; a filled disc occurred, a hollow one is planned or possible, a cross is denied; days that are
    only those of the report (報道日) are paler. Events without any day are left out. ValueError when no event has a day.
    """
    font = _font()
    parties = strongest(G, lanes)
    ax = _axes(ax, 11, 1.2 + 0.42 * len(parties))
    drawn = 0
    for lane, party in enumerate(parties):
        taken: Counter[Any] = Counter()
        for event in sorted({*G.predecessors(party.id), *G.successors(party.id)}):
            data = G.nodes[event]
            days, basis = event_days(data)
            if days:
                drawn += 1
                # Events of one day stand above and below each other, up to five deep.
                step = (0, -1, 1, -2, 2)[taken[days[0]] % 5]
                taken[days[0]] += 1
                _mark(ax, days, lane + 0.18 * step, data, 1.0 if basis == "stated" else 0.45)
    if not drawn:
        raise ValueError("no event of these actors has a day or a publication day: nothing to draw")
    ax.set_yticks(range(len(parties)), [party.label for party in parties], **font)
    ax.set_ylim(len(parties) - 0.5, -0.5)
    ax.grid(axis="x", alpha=0.3)
    _legend(ax, font)
    return ax


def _mark(ax: Axes, days: tuple[Any, Any], lane: float, data: dict[str, Any], alpha: float) -> None:
    colour = quads()[data["quad"]].colour
    start, end = days
    if start != end:
        ax.plot([start, end], [lane, lane], color=colour, alpha=alpha * 0.6, linewidth=4, solid_capstyle="round")
    face = colour if data["status"] == "occurred" else "none"
    marker = "x" if data["status"] == "denied" else "o"
    edge: dict[str, Any] = {"color": colour} if marker == "x" else {"facecolors": face, "edgecolors": colour}
    ax.scatter([start], [lane], s=36, marker=marker, alpha=alpha, zorder=3, **edge)


def _legend(ax: Axes, font: dict[str, Any]) -> None:
    family = {"family": font["fontfamily"]} if font else None
    for quad in quads().values():
        ax.scatter([], [], s=42, color=quad.colour, label=quad.ja)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=len(quads()), frameon=False, prop=family)


def _signed() -> Colormap:
    """From conflict to cooperation in the colours of the quad classes: deeds at the ends, words half way, nothing pale."""
    from matplotlib.colors import LinearSegmentedColormap

    colour = {quad: info.colour for quad, info in quads().items()}
    against, towards = (
        (colour["material conflict"], colour["verbal conflict"]),
        (colour["verbal cooperation"], colour["material cooperation"]),
    )
    return LinearSegmentedColormap.from_list("quads", [*against, "#f7f7f7", *towards])


def plot_matrix(G: Graph, *, countries: int = 12, ax: Axes | None = None) -> Axes:
    """Country by country: a row acts towards a column; colour is the summed scale of what occurred, the figure counts events.

    The countries with most events with others are shown. ValueError when no country acts towards another.
    """
    font = _font()
    P = project(G, "country")
    if not len(P):
        raise ValueError("no country acts towards another in these events: nothing to draw")
    codes = sorted(P, key=lambda code: (-P.degree(code, weight="weight"), code))[:countries]
    ax = _axes(ax, 2 + 0.6 * len(codes), 1.5 + 0.55 * len(codes))
    cells = [[P.edges[a, b]["scale"] if P.has_edge(a, b) else float("nan") for b in codes] for a in codes]
    limit = max((abs(value) for row in cells for value in row if value == value), default=1) or 1
    image = ax.imshow(cells, cmap=_signed(), vmin=-limit, vmax=limit)
    for y, a in enumerate(codes):
        for x, b in enumerate(codes):
            if P.has_edge(a, b):
                shade = "white" if cells[y][x] > 0.85 * limit else "black"  # only the dark blue is too dark for black
                ax.text(x, y, str(P.edges[a, b]["weight"]), ha="center", va="center", color=shade)
    names = [P.nodes[code]["label"] for code in codes]
    ax.set_yticks(range(len(codes)), names, **font)
    ax.set_xticks(range(len(codes)), names, rotation=60, ha="right", rotation_mode="anchor", **font)
    ax.set_ylabel("行為者", **font)
    ax.set_xlabel("相手", **font)
    ax.figure.colorbar(image, ax=ax, shrink=0.7).set_label("対立 ←  → 協力", **font)
    return ax
