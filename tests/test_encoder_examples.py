"""What the encoder learns from: the right answers of every question, and whose habits they show."""

from __future__ import annotations

import pytest

from extract.encoder import QUESTIONS
from extract.encoder_examples import Example, example_of, vocabularies
from extract.pipeline import load_pipeline
from extract.role_examples import read_example
from extract.training import ALWAYS, QUICK, Annotated

MARKED = "[ノルウェー=NO]は<3日=2025-06-03>、[ケニア=KE]の{支援|AID|NO>KE|@1}を{表明|STATEMENT|NO>|planned}した。"


def example(fold: int = 0, weight: float = 1) -> Example:
    line = read_example("x:1", MARKED)
    found = example_of(Annotated("x", line, fold, weight), load_pipeline()(line.text))
    assert found is not None
    return found


def test_right_answers_by_question() -> None:
    found = example()
    words = [None, *(found.line.text[token] for token in found.fillers)]
    right = {
        found.line.text[token]: {
            question: {word for word, answer in zip(words, row, strict=True) if answer}
            for question, row in zip(QUESTIONS, rows, strict=True)
        }
        for token, rows in found.asked
    }
    assert right == {
        "支援": {"agent": {"ノルウェー"}, "target": {"ケニア"}, "time": {"日"}, "place": {None}},
        "表明": {"agent": {"ノルウェー"}, "target": {None}, "time": {None}, "place": {None}},
    }


def test_a_time_is_no_answer_to_who() -> None:
    found = example()
    at = found.fillers.index(next(i for i, text in enumerate(found.line.text) if text == "日")) + 1
    for _, rows in found.asked:
        assert [row[at] is None for row in rows] == [question != "time" for question in QUESTIONS]


@pytest.mark.parametrize(("fold", "weight", "source"), [(0, 1, 0), (ALWAYS, 1, 1), (ALWAYS, QUICK, 2)])
def test_scored_own_and_quick_lines_show_habits_of_their_own(fold: int, weight: float, source: int) -> None:
    assert example(fold, weight).source == source


def test_rare_values_are_unknown() -> None:
    values = vocabularies([example()])
    assert values["lemma"] == []  # none stands eight times
    assert "GPE" in values["mention"]
