"""Mentions by general knowledge alone, where the tagger found none."""

import pytest

from extract.model import Country
from extract.names_known import with_known, without_relations


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


def left(text: str, found: str, *countries: str) -> list[str]:
    spans = tuple(Country(at, at + len(name), name, "XX", "test") for name in countries for at in [text.index(name)])
    at = text.index(found)
    return [text[start:end] for start, end, _ in without_relations(text, spans, [(at, at + len(found), "org")])]


def test_a_bond_or_trouble_of_countries_is_no_actor() -> None:
    assert left("米韓同盟は揺らいでいる。", "米韓同盟", "米", "韓") == []
    assert left("朝鮮半島有事と台湾有事に備える。", "台湾有事", "台湾") == []
    assert left("米韓連合司令部が発表した。", "米韓連合司令部", "米", "韓") == ["米韓連合司令部"]
    assert left("与党の民主同盟が勝利した。", "民主同盟") == ["民主同盟"]


def test_a_headlines_space_parts_names() -> None:
    assert left("発言撤回 首相が陳謝", "発言撤回 首相") == ["首相"]
    assert left("Bill Gates氏が来日", "Bill Gates氏") == ["Bill Gates氏"]
