"""Subjects that stand for two: the table of words, and whom they stand for on sentences of our own."""

from __future__ import annotations

import pytest
from test_roles import read, who

from extract.model import EventType
from extract.pairs import pair_words
from extract.tsv import rows


def test_every_word_has_one_kind() -> None:
    listed = [word for word, _ in rows("pairs")]
    assert len(listed) == len(set(listed)) == len(pair_words())
    assert set(pair_words().values()) == {"country", "person", "org", "any"}
    assert all(len(word) > 1 for word in listed)


@pytest.mark.parametrize(
    ("text", "trigger", "persons", "agents"),
    [
        ("ケニアとガーナは長く争ってきた。両国は和平条約に署名した。", ("署名", "AGREE"), "", ["KE", "GH"]),
        ("トーゴはガーナに撤収を求めたが、双方は翌日も砲撃を続けた。", ("砲撃", "ASSAULT"), "", ["TG", "GH"]),
        ("ムワンギ氏がオコト氏を訪ね、両氏は握手した。", ("握手", "COOPERATE"), "ムワンギ氏 オコト氏", ["ムワンギ氏", "オコト氏"]),
        ("ケニアは両国の関係を重んじ、ガーナを支援した。", ("支援", "AID"), "", ["KE"]),  # no subject of two
    ],
)
def test_a_subject_of_two_stands_for_the_last_two_named(
    text: str, trigger: tuple[str, EventType], persons: str, agents: list[str]
) -> None:
    (event,) = read(text, trigger, persons=persons)
    assert who(event)[0] == agents
