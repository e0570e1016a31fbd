"""Cutting a tagged stretch into the names that it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import ActorKind
from extract.names_split import split


def cut(surface: str, kind: ActorKind) -> list[str]:
    text = f"昨日、{surface}が動いた"
    return [text[start:end] for start, end, _ in split(text, [(3, 3 + len(surface), kind)])]


@pytest.mark.parametrize(
    ("surface", "kind", "expected"),
    [
        ("山田・田中の両氏", "person", ["山田", "田中"]),
        ("マイクとアンナ夫妻", "person", ["マイク", "アンナ"]),
        ("ロペス両候補", "person", ["ロペス"]),
        ("労働・保守両党", "org", ["労働", "保守"]),
        ("ハマスなど武装勢力", "org", ["ハマス"]),
        ("山田花子知事以下全職員", "person", ["山田花子知事"]),
        ("野党エストレラ党", "org", ["エストレラ党"]),
        ("ホテルチェーンMarina", "org", ["Marina"]),
        ("元俳優マリア・ロペス氏", "person", ["マリア・ロペス氏"]),
        ("自民党・山田花子氏", "person", ["自民党", "山田花子氏"]),
        ("大阪府・山田花子知事", "person", ["山田花子知事"]),
    ],
)
def test_cuts_what_is_several_or_described(surface: str, kind: ActorKind, expected: list[str]) -> None:
    assert cut(surface, kind) == expected


@pytest.mark.parametrize(
    ("surface", "kind"),
    [
        ("フォード夫妻", "person"),
        ("両政府", "org"),
        ("上下両院", "org"),
        ("米国とイラン両政府", "org"),
        ("マリア・ロペス氏", "person"),
        ("山田花子・元町長", "person"),
        ("前駐米大使・山田花子さん", "person"),
        ("企業庁", "org"),
        ("大統領マリア・ロペス氏", "person"),
    ],
)
def test_leaves_one_name_whole(surface: str, kind: ActorKind) -> None:
    assert cut(surface, kind) == [surface]


@given(st.text("山田・と、両氏夫妻など元企業ロペスAB", min_size=1, max_size=20), st.sampled_from(["person", "org"]))
def test_pieces_stay_inside_and_are_not_empty(surface: str, kind: ActorKind) -> None:
    pieces = split(surface, [(0, len(surface), kind)])
    assert pieces and all(0 <= start < end <= len(surface) for start, end, _ in pieces)
