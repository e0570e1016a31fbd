"""The answers to when: what is told of every time of a line."""

from __future__ import annotations

from datetime import date

import pytest

from extract.clauses import LineView
from extract.day_rows import after_time, day_rows, last_token, time_scene
from extract.gold import nth
from extract.model import Time, Trigger
from extract.pipeline import load_pipeline
from extract.roles import scene_of


def time(text: str, word: str) -> Time:
    at = nth(text, word, 1)
    return Time(at, at + len(word), word, "2025-03-04", date(2025, 3, 4), date(2025, 3, 4), "day", "stated")


@pytest.mark.parametrize(
    ("behind", "told"),
    [("に出発した。", "に出発"), ("(日本時間5日)ごろ到着した。", "到着し"), ("付で辞任した。", "で辞任"), ("", "")],
)
def test_what_stands_behind_a_time_is_told_past_brackets_and_about(behind: str, told: str) -> None:
    text = f"首相は3月4日{behind}"
    assert after_time(LineView.of(load_pipeline()(text)), time(text, "3月4日")) == told


def test_no_time_and_every_time_are_answers() -> None:
    text = "首相は3月4日に出発し、3月6日に会談した。"
    view = LineView.of(load_pipeline()(text))
    at = text.index("会談")
    scene = scene_of(view, [Trigger(at, at + 2, "会談", "CONSULT", "occurred", 1.0, ())], (), ())
    times = [time(text, "3月4日"), time(text, "3月6日")]
    nothing, first, second = day_rows(time_scene(scene, times), times, scene.triggers[0])
    assert "N" in nothing.simple() and "N" not in first.simple()
    assert {"Tに出発", "Tgday"} <= set(first.simple()) and "Tに会談" in second.simple()
    assert set(first.crossed()) != set(second.crossed())
    assert view.words[last_token(view, times[1])] == "日"
