"""Labels read alone, stay short and name who, whom and what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clauses import LineView
from extract.labels import LONGEST, label_of
from extract.model import Argument, EventType, Trigger
from extract.pipeline import load_pipeline
from extract.roles import scene_of


def label(text: str, word: str, kind: EventType = "OTHER", agents: str = "", targets: str = "") -> str:
    at = text.index(word)
    scene = scene_of(LineView.of(load_pipeline()(text)), [Trigger(at, at + len(word), word, kind, "occurred", 1.0, ())], [], [])
    found = [
        [Argument(text.index(n), text.index(n) + len(n), n, None, "test") for n in names.split()] for names in (agents, targets)
    ]
    return label_of(scene, scene.triggers[0], found[0], found[1], [])


@pytest.mark.parametrize(
    ("text", "word", "agents", "targets", "expected"),
    [
        ("中央銀行が利率を変更した。", "変更", "中央銀行", "", "中央銀行が利率を変更"),
        ("ハンセン市長が警察に逮捕された。", "逮捕", "警察", "ハンセン市長", "ハンセン市長が警察に逮捕される"),
        ("財務省は関税を引き下げると述べた。", "述べ", "財務省", "", "財務省が関税を引き下げると述べる"),
        ("政府は新聞の報道を否定した。", "否定", "政府", "", "政府が新聞の報道を否定"),
        ("労組による工場への抗議が続く。", "抗議", "労組", "", "労組の抗議"),
    ],
)
def test_label(text: str, word: str, agents: str, targets: str, expected: str) -> None:
    assert label(text, word, agents=agents, targets=targets) == expected


def test_three_agents_are_named_by_the_first() -> None:
    text = "甲社と乙社と丙社が合併した。"
    assert label(text, "合併", agents="甲社 乙社 丙社").startswith("甲社などが")


@given(st.text(alphabet="大統領が首都で演説し、「反乱」を(非難)したと12日に。", min_size=1, max_size=40))
def test_label_never_fails_and_stays_short(words: str) -> None:
    text = words + "発表した"
    assert 0 < len(label(text, "発表")) <= LONGEST
