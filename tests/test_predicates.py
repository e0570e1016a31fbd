"""Triggers, types and status: what a reader would miss first, and that the tables behind them are sound."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.constructions import constructions, read_marked
from extract.countries import find_countries
from extract.lexicon import predicates
from extract.modality import negated
from extract.model import EventType, Status, Trigger
from extract.predicates import find_triggers
from extract.times import find_times
from extract.triggers_view import view
from extract.tsv import rows


def triggers(nlp: Language, text: str) -> dict[str, Trigger]:
    doc = nlp(text)
    return {t.text: t for t in find_triggers(doc, tuple(find_times(text)), find_countries(doc), ())}


@pytest.fixture(scope="module")
def nlp() -> Language:
    from extract.pipeline import load_pipeline

    return load_pipeline()


def test_plain_report(nlp: Language) -> None:
    found = triggers(nlp, "ペルーの検察は4日、元大統領を収賄の疑いで逮捕したと発表した。")
    assert {"逮捕", "発表"} <= set(found)
    assert (found["逮捕"].type, found["逮捕"].status) == ("COERCE", "occurred")
    assert found["発表"].type == "STATEMENT"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("協議を再開しない。", "再開", True),
        ("協議を再開しない限り、応じない。", "再開", False),
        ("協議を再開しなければ、去る。", "再開", False),
    ],
)
def test_a_condition_is_no_negation(nlp: Language, text: str, word: str, expected: bool) -> None:
    line = view(nlp(text))
    assert negated(line, line.text.index(word)) is expected


def test_a_plain_negation_is_the_reason_given(nlp: Language) -> None:
    assert triggers(nlp, "外相はフランスを訪問していない。")["訪問"].reasons[-1] == "status: negated, するているない。"


def test_triggers_never_share_a_word(nlp: Language) -> None:
    found = triggers(nlp, "ペルーで、係員が命綱を取り付け忘れたため、男性が橋から転落死した。この件で2人の男が逮捕された。")
    assert {"転落死", "逮捕"} <= set(found)
    assert "転落" not in found


def test_commentary_names_no_happening(nlp: Language) -> None:
    assert not triggers(nlp, "財政規律をどう保つかが課題となり、市場への影響も注目される。")


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("ケニアのルト大統領は来月ウガンダを訪問する予定だ。", "訪問", "planned"),
        ("ケニアのルト大統領は先月ウガンダを訪問した。", "訪問", "occurred"),
        ("米国はケニアへの制裁を検討している。", "制裁", "possible"),
        ("ケニアは和平案を巡る首脳会議に参加しなかった。", "参加", "denied"),
        ("外相はフランスを訪問していない。", "訪問", "denied"),
        ("外相はフランスを訪問せず、帰国した。", "訪問", "denied"),
        ("政府は攻撃していないと説明した。", "攻撃", "denied"),
    ],
)
def test_status(nlp: Language, text: str, trigger: str, status: str) -> None:
    assert triggers(nlp, text)[trigger].status == status


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("ギニアの反体制派が首都の軍基地を攻撃した。", "攻撃", "ASSAULT"),
        ("ギニアとマリの外相が国境問題で会談した。", "会談", "CONSULT"),
        ("ギニア政府は被災者に食料を配布した。", "配布", "AID"),
        ("ギニアは隣国の対応を強く非難した。", "非難", "ACCUSE"),
        ("ギニアで選挙が行われた。", "選挙", "OTHER"),
    ],
)
def test_type(nlp: Language, text: str, trigger: str, kind: str) -> None:
    assert triggers(nlp, text)[trigger].type == kind


def test_spans_slice_back_and_give_reasons(nlp: Language) -> None:
    text = "ガーナ外相が北京入り。初会談で港湾の再建に合意した。"
    doc = nlp(text)
    found = find_triggers(doc, (), (), ())
    assert [t.start_char for t in found] == sorted(t.start_char for t in found)
    for trigger in found:
        assert text[trigger.start_char : trigger.end_char] == trigger.text
        assert 0 < trigger.score <= 1
        assert any(reason.startswith("status") for reason in trigger.reasons)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="攻撃を受けた。「」、発表するA1 \n入り選", max_size=30))
def test_never_raises(nlp: Language, text: str) -> None:
    for trigger in find_triggers(nlp(text), (), (), ()):
        assert text[trigger.start_char : trigger.end_char] == trigger.text


def test_tables_are_sound() -> None:
    for word, kind, *_ in rows("predicates"):
        assert kind in get_args(EventType), word
    for table in ("predicates", "commentary", "modality"):
        words = [word for word, *_ in rows(table)]
        assert len(words) == len(set(words)), table
    both = set(predicates()) & {word for word, *_ in rows("commentary")}
    assert not both


def test_examples_are_sound() -> None:
    found = list(constructions())
    assert all(line.text for line in found)
    for line in found:
        assert "{" not in line.text
        for event in line.events:
            assert line.text[event.start_char : event.end_char] == event.trigger
            assert event.status in get_args(Status)


def test_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="NOISE"):
        read_marked("x:1", "政府が{発表/NOISE}した。")


def test_an_arrival_in_a_capital_is_a_visit(nlp: Language) -> None:
    assert triggers(nlp, "モンゴルの外相は5日にオタワ入りした。")["オタワ入り"].type == "CONSULT"
