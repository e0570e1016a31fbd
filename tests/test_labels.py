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
        ("労組による工場への抗議が続く。", "抗議", "労組", "", "労組による工場への抗議"),
        ("外相は「合意が守られる保証はない」と述べた。", "述べ", "外相", "", "外相は合意が守られる保証はないと述べる"),
        ("財務省は税率を据え置くと記者会見で発表した。", "発表", "財務省", "", "財務省が税率を据え置くと発表"),
        ("委員会は監視を強化する方針も示した。", "示し", "委員会", "", "委員会が監視を強化する方針も示す"),
        ("漁業権への影響が指摘された。", "指摘", "", "", "漁業権への影響が指摘される"),
        ("「漁業協定」改定が迫る。", "改定", "", "", "漁業協定改定"),
        ("議員は北海漁業問題の協議を急いだ。", "協議", "", "", "北海漁業問題の協議"),
        ("調査は湖の水位がなぜ下がったかを示した。", "示し", "調査", "", "調査は湖の水位がなぜ下がったかを示す"),
        ("市は観光を軸に再建を継続した。", "継続", "市", "", "市が再建を継続"),
    ],
)
def test_label(text: str, word: str, agents: str, targets: str, expected: str) -> None:
    assert label(text, word, agents=agents, targets=targets) == expected


def test_a_one_letter_country_is_written_out() -> None:
    text = "ペルー外務省は対米批判を避けた。"
    at, us = text.index("批判"), text.index("米")
    trigger = Trigger(at, at + 2, "批判", "ACCUSE", "denied", 1.0, ())
    scene = scene_of(LineView.of(load_pipeline()(text)), [trigger], [], [])
    agent, target = Argument(0, 6, "ペルー外務省", None, "test"), Argument(us, us + 1, "米", "US", "test")
    assert label_of(scene, scene.triggers[0], [agent], [target], []) == "ペルー外務省が米国を批判"


def test_a_name_inside_the_quotation_does_not_speak() -> None:
    assert label("市長は「港湾公社は破綻する」と述べた。", "述べ", agents="港湾公社") == "市長が港湾公社は破綻すると述べる"


def test_a_long_line_is_cut_where_a_word_group_begins() -> None:
    text = "山あいの古い町並みと深い森に囲まれた静かな湖のほとりで起きた作業船による観光遊覧船への衝突について調べる。"
    assert label(text, "衝突") == "深い森に囲まれた静かな湖のほとりで起きた作業船による観光遊覧船への衝突"


def test_three_agents_are_named_by_the_first() -> None:
    text = "甲社と乙社と丙社が合併した。"
    assert label(text, "合併", agents="甲社 乙社 丙社").startswith("甲社などが")


@given(st.text(alphabet="大統領が首都で演説し、「反乱」を(非難)したと12日に。", min_size=1, max_size=40))
def test_label_never_fails_and_stays_short(words: str) -> None:
    text = words + "発表した"
    assert 0 < len(label(text, "発表")) <= LONGEST
