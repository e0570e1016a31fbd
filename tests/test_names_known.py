"""Mentions by general knowledge alone, where the tagger found none."""

import pytest

from extract.model import Country
from extract.names_known import with_known


def known(text: str, *countries: str) -> list[str]:
    spans = tuple(Country(at, at + len(name), name, "XX", "test") for name in countries for at in [text.index(name)])
    return [text[start:end] for start, end, _ in with_known(text, spans, [])]


@pytest.mark.parametrize("text", ["豪側の説明は不十分だ。", "豪当局が調べている。", "豪軍、撤収を開始", "豪政府は認めた。"])
def test_a_countrys_organ_is_a_mention(text: str) -> None:
    assert known(text, "豪")[0].startswith("豪")


@pytest.mark.parametrize("text", ["豪軍艦が寄港した。", "豪政府筋によると、", "豪側近の話", "豪当局者が述べた。"])
def test_a_longer_word_is_not_that_organ(text: str) -> None:
    assert known(text, "豪") == []


def test_a_well_known_surname_is_a_person_only_when_it_stands_free() -> None:
    assert known("メルケルの回顧録が出版された。") == ["メルケル"]
    assert known("メルケルスドルフという村がある。") == []


def test_what_was_found_stays() -> None:
    text = "メルケル首相は豪軍を視察した。"
    assert with_known(text, (Country(7, 8, "豪", "AU", "test"),), [(0, 6, "person")]) == [(0, 6, "person"), (7, 9, "org")]
