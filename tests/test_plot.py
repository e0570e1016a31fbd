"""Pictures: every lane and cell is there, Japanese is drawn by a font that has it or the user is told."""

from datetime import date
from io import BytesIO

import matplotlib as mpl
import pytest
from makers import event, events
from matplotlib.colors import to_hex

from graph import plot
from graph.build import build
from graph.quad import quads

mpl.use("Agg")

G = build(
    events(
        event("e1", type="ASSAULT", agents=("US",), targets=("VE",), start=date(2026, 1, 3), end=date(2026, 1, 5)),
        event("e2", type="CONSULT", agents=("JP",), targets=("US",), published=date(2026, 1, 8), status="planned"),
        event("e3", type="REJECT", agents=("VE",), targets=("US",), published=date(2026, 1, 8), status="denied"),
        event("e4", agents=("FR",)),
    )
)


@pytest.mark.parametrize("format_", ["svg", "png"])
def test_timeline_has_a_lane_for_each(format_: str) -> None:
    ax = plot.plot_timeline(G)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["米国", "ベネズエラ", "フランス", "日本"]
    file = BytesIO()
    ax.figure.savefig(file, format=format_)
    assert len(file.getvalue()) > 5_000


def test_matrix_counts_events_and_signs_them() -> None:
    ax = plot.plot_matrix(G)
    names = [label.get_text() for label in ax.get_xticklabels()]
    values = ax.images[0].get_array()
    assert names[0] == "米国"
    assert values[names.index("米国"), names.index("ベネズエラ")] == -9.5
    assert values[names.index("ベネズエラ"), names.index("米国")] == 0
    assert len(ax.texts) == 3
    # As on the page and in Gephi: what was done, the colour of its quad class.
    ends = [to_hex(ax.images[0].cmap(end)).upper() for end in (0.0, 1.0)]
    assert ends == [quads()["material conflict"].colour, quads()["material cooperation"].colour]


def test_nothing_to_draw_is_said() -> None:
    empty = build(events(event("e1", agents=("US",))))
    with pytest.raises(ValueError, match="nothing to draw"):
        plot.plot_timeline(empty)
    with pytest.raises(ValueError, match="nothing to draw"):
        plot.plot_matrix(empty)


def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plot, "japanese_font", lambda: None)
    with pytest.warns(UserWarning, match="fonts-noto-cjk"):
        plot.plot_matrix(G)
