"""What a notebook shows of events: a plain table and a sandboxed page."""

from datetime import date
from html import unescape

from makers import event, events, mention

from graph.build import build
from graph.notebook import SHOWN_ROWS, show


def test_table_is_plain_and_the_page_is_in_a_sandbox() -> None:
    run = events(
        event("e1", label="<script>alert(1)</script>", agents=("US",), start=date(2026, 1, 3), end=date(2026, 1, 4)),
        event("e2", label="報道だけ", published=date(2026, 1, 2), mentions=(mention("p:2"),)),
    )
    shown = run._repr_html_()
    table, rest = shown.split("<iframe", 1)
    assert "<script" not in table
    assert "&lt;script&gt;alert(1)" in table
    assert "2026-01-03〜2026-01-04" in table
    assert table.index("2026-01-02（報道日）") < table.index("2026-01-03")
    assert "米国" in table
    frame, hint = rest.split("</iframe>", 1)
    assert "allow-same-origin" not in frame.split("srcdoc")[0]
    assert "信頼" in hint
    assert "<!DOCTYPE html>" in unescape(frame) or "<html" in unescape(frame)


def test_a_long_run_shows_its_first_rows() -> None:
    table = show(build(events(*(event(f"e{n:03}", published=date(2026, 1, 1)) for n in range(40)))))._repr_html_()
    assert table.split("<iframe")[0].count("<tr>") == SHOWN_ROWS + 1
    assert "40件" in table


def test_events_give_frames() -> None:
    run = events(event("e1", agents=("US",)))
    assert run.to_frame()["agents"].tolist() == ["米国"]
    assert run.mentions()["line"].tolist() == ["p:1"]
    assert run.actors()["label"].tolist() == ["米国"]
