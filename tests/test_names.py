"""Actor mentions of own sentences: spans with title and country, no crowds, parts read from the words."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.countries import find_countries
from extract.model import ActorMention
from extract.names import decode, find_actors
from extract.pipeline import load_pipeline


def actors(text: str) -> tuple[ActorMention, ...]:
    doc = load_pipeline()(text)
    return find_actors(doc, find_countries(doc))


def surfaces(text: str) -> list[str]:
    return [actor.text for actor in actors(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("トランプ米大統領は7日、石破茂首相と電話で会談した。", ["トランプ米大統領", "石破茂首相"]),
        ("フランス政府は欧州連合に協議を申し入れた。", ["フランス政府", "欧州連合"]),
        ("米国務省は記者団に対し、住民の避難を確認したと発表した。", ["米国務省"]),
        ("読売新聞によると、警視庁は3日、佐藤健一容疑者を逮捕した。", ["読売新聞", "警視庁", "佐藤健一容疑者"]),
        ("首相は国会で防衛費の増額を表明した。", ["首相", "国会"]),
        ("メルケル前首相が引退を表明した。", ["メルケル前首相"]),
        ("専門家は影響を懸念している。", []),
        ("", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_the_words_tell_name_title_and_country() -> None:
    (actor,) = actors("マクロン仏大統領が演説した。")
    assert (actor.kind, actor.name, actor.title, actor.country) == ("person", "マクロン", "大統領", "FR")


def test_kinds() -> None:
    assert [actor.kind for actor in actors("ゼレンスキー大統領はロシア軍の撤退を求めた。")] == ["person", "org"]


def test_decode_reads_spans_of_labels() -> None:
    assert list(decode(["O", "B-person", "I-person", "E-person", "S-org", "O"])) == [(1, 4, "person"), (4, 5, "org")]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="米日首相大統領トランプ氏は、が()・「」A1 \u3000省軍\n", max_size=40))
def test_spans_slice_back_and_do_not_overlap(text: str) -> None:
    found = actors(text)
    assert all(text[actor.start_char : actor.end_char] == actor.text for actor in found)
    assert all(one.end_char <= other.start_char for one, other in pairwise(found))
