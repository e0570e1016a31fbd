"""Growing mentions over readings and offices."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.actor_tables import titles
from extract.names_repair import crowds, repair
from extract.tsv import rows


def grown(text: str, *mentions: str) -> list[str]:
    found = [(text.index(m), text.index(m) + len(m), "person") for m in mentions]
    return [text[start:end] for start, end, _ in repair(text, found)]


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("田中一郎(たなか・いちろう)氏が当選", "田中一郎", "田中一郎(たなか・いちろう)氏"),
        ("朴智星(パク・チソン)元大統領が訪日", "パク・チソン)元大統領", "朴智星(パク・チソン)元大統領"),
        ("田中一郎(たなか・いちろう)が当選", "田中一郎", "田中一郎"),
        ("田中一郎(42)氏が当選", "田中一郎", "田中一郎"),
        ("新大統領ホセ・ロペス氏は就任した", "ホセ・ロペス氏", "新大統領ホセ・ロペス氏"),
        ("フランス首相ジャン・ルナールが辞任", "ジャン・ルナール", "フランス首相ジャン・ルナール"),
        ("前駐米大使・山田花子さんが語った", "山田花子さん", "前駐米大使・山田花子さん"),
        ("米国新大使レオ・ボゼルが着任", "レオ・ボゼル", "米国新大使レオ・ボゼル"),
        ("サッカー選手ロペスが移籍", "ロペス", "ロペス"),
        ("人権活動家ロペス氏を釈放", "ロペス氏", "ロペス氏"),
        ("大統領のロペス氏", "ロペス氏", "ロペス氏"),
        ("ロペス氏に近い国防相を解任", "近い国防相", "国防相"),
    ],
)
def test_grows_to_what_belongs_to_the_name(text: str, mention: str, expected: str) -> None:
    assert grown(text, mention) == [expected]


def test_title_tagged_apart_is_joined() -> None:
    assert grown("米国務長官マイク・ロス氏", "米国務長官", "マイク・ロス氏") == ["米国務長官マイク・ロス氏"]


@pytest.mark.parametrize("mention", ["世界保健機関", "世界保健機関(WHO)"])
def test_acronym_after_an_organisation_is_a_mention_of_its_own(mention: str) -> None:
    text = "世界保健機関(WHO)が警告した"
    got = repair(text, [(0, len(mention), "org")])
    assert [text[start:end] for start, end, _ in got] == ["世界保健機関", "WHO"]


def test_crowds_are_no_mentions() -> None:
    assert grown("専門家は記者団と国防相に語った", "専門家", "記者団", "国防相") == ["国防相"]


def test_country_joined_by_no_stays_outside() -> None:
    assert grown("ペルーの最高裁が命じた", "ペルーの最高裁") == ["最高裁"]


def test_table_of_crowds_has_no_doubles_and_no_titles_of_one_holder() -> None:
    assert len(crowds()) == len(list(rows("crowds")))
    assert not crowds() & {word for word, title in titles().items() if title.scope == "state"}


def test_others_stay_apart() -> None:
    assert grown("首相は外相とロペス氏を呼んだ", "首相", "外相", "ロペス氏") == ["首相", "外相", "ロペス氏"]


@given(st.text(alphabet="田中氏大統領首相(たな・)元前駐米ロペ、", max_size=30), st.data())
def test_keeps_order_and_bounds(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6)))
    found = [(start, end, "person") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    got = repair(text, found)
    assert all(0 <= start < end <= len(text) for start, end, _ in got)
    assert all(one[1] <= other[0] for one, other in pairwise(got))
