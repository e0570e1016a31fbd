"""An actor's own words taken apart: country, organisation, name, office, status, honorific."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.actor_tables import titles
from extract.model import ActorKind
from extract.titles import analyse, clear_kind, title_class

PERSONS = [
    # surface, country, organisation, name, office, status
    ("トランプ米大統領", "US", None, "トランプ", "大統領", None),
    ("トランプ前米大統領", "US", None, "トランプ", "大統領", "前"),
    ("小泉進次郎防衛相", None, None, "小泉進次郎", "防衛相", None),
    ("小野寺五典防衛大臣", None, None, "小野寺五典", "防衛相", None),
    ("マルコ・ルビオ国務長官", None, None, "マルコ・ルビオ", "国務長官", None),
    ("国防相パドリーノ", None, None, "パドリーノ", "国防相", None),
    ("エドムンド・ゴンサレス氏", None, None, "エドムンド・ゴンサレス", None, None),
    ("ペルー元大統領アルベルト・フジモリ氏", "PE", None, "アルベルト・フジモリ", "大統領", "元"),
    ("シリル・ラマポーザ南アフリカ大統領", "ZA", None, "シリル・ラマポーザ", "大統領", None),
    ("小泉純一郎・元首相", None, None, "小泉純一郎", "首相", "元"),
    ("盧武鉉(ノ・ムヒョン)前大統領", None, None, "盧武鉉", "大統領", "前"),
    ("アンゲラ・メルケルCDU党首", "DE", "CDU", "アンゲラ・メルケル", "党首", None),
    ("黒田東彦日銀総裁", "JP", "日銀", "黒田東彦", "総裁", None),
    ("米国務省報道官", "US", "国務省", None, "報道官", None),
    ("宮内庁関係者", "JP", "宮内庁", None, "関係者", None),
    ("元欧州中央銀行総裁", "EU", "欧州中央銀行", None, "総裁", "元"),
    ("FIFA会長", None, "FIFA", None, "会長", None),
    ("米国防長官", "US", None, None, "国防相", None),
    ("前首相", None, None, None, "首相", "前"),
    ("同首相", None, None, None, "首相", "同"),
    ("大阪府の吉村洋文知事", "JP", "大阪府", "吉村洋文", "知事", None),
    ("ニューサム・カリフォルニア州知事", "US", "カリフォルニア", "ニューサム", "知事", None),
    ("ドイツ駐在イスラエル大使", "IL", None, None, "大使", None),
    ("ゴルボルネ鉱業相", None, None, "ゴルボルネ", "鉱業相", None),
    ("東国原英夫", None, None, "東国原英夫", None, None),
    ("フラビオ・ボルソナロ氏", None, None, "フラビオ・ボルソナロ", None, None),
    ("アルバロ・ウリベ氏", None, None, "アルバロ・ウリベ", None, None),
]


@pytest.mark.parametrize(("surface", "country", "organisation", "name", "office", "status"), PERSONS)
def test_person_comes_apart(
    surface: str, country: str | None, organisation: str | None, name: str | None, office: str | None, status: str | None
) -> None:
    found = analyse(surface, "person")
    assert (found.country, found.organisation, found.name, found.office, found.status) == (
        country,
        organisation,
        name,
        office,
        status,
    )


@pytest.mark.parametrize(
    ("surface", "family", "given"),
    [
        ("ウルズラ・フォン・デア・ライエン委員長", "フォン・デア・ライエン", "ウルズラ"),
        ("ジョン・F・ケネディ元大統領", "ケネディ", "ジョン・F"),
        ("山田 太郎さん", "山田", "太郎"),
        ("安倍首相", None, None),
    ],
)
def test_family_name_keeps_its_particles(surface: str, family: str | None, given: str | None) -> None:
    found = analyse(surface, "person")
    assert (found.family, found.given) == (family, given)


def test_honorific_is_no_office() -> None:
    found = analyse("鈴木容疑者", "person")
    assert (found.name, found.honorific, found.office) == ("鈴木", "容疑者", None)


def test_kin_of_somebody_is_not_that_somebody() -> None:
    found = analyse("ボルソナロ氏の息子", "person")
    assert found.name is None
    assert found.cls == "kin"


@pytest.mark.parametrize(
    ("token", "cls"),
    [
        ("首相", "office"),
        ("元首相", "office"),
        ("鉱業相", "office"),
        ("容疑者", "honorific"),
        ("選手", "occupation"),
        ("国王", "royal"),
    ],
)
def test_title_class(token: str, cls: str) -> None:
    assert title_class(token) == cls


@pytest.mark.parametrize(
    ("surface", "told", "kind"),
    [("田中氏", "org", "person"), ("米国トランプ大統領", "org", "person"), ("国連", "person", "org"), ("小沢代表", "org", "person"),
     ("日本代表", "org", "org"), ("メキシコ当局者", "org", "org"), ("首相", "person", "person")],
)  # fmt: skip
def test_only_a_clear_kind_is_set_right(surface: str, told: ActorKind, kind: ActorKind) -> None:
    assert clear_kind(surface, told) == kind


@pytest.mark.parametrize("token", ["首都", "攻撃", "様子", "相談"])
def test_no_title(token: str) -> None:
    assert title_class(token) is None


@pytest.mark.parametrize(
    ("surface", "kind"), [("自民党", "org"), ("米軍", "org"), ("安倍首相", "person"), ("NATO", "org"), ("鈴木さん", "person")]
)
def test_kind_is_guessed(surface: str, kind: str) -> None:
    assert analyse(surface).kind == kind


def test_every_title_alone_names_nobody() -> None:
    named = [title for title in titles() if len(title) > 1 and analyse(title, "person").name]
    assert named == []


@given(st.text(alphabet="米国大統領首相元前氏トランプ・ー=（）()「」のA1民党省 同駐在", max_size=12))
def test_never_raises(surface: str) -> None:
    for kind in ("person", "org", None):
        assert analyse(surface, kind).surface == surface  # type: ignore[arg-type]


def test_fast_enough_for_every_mention() -> None:
    surfaces = [
        f"{name}{number}号・{title}"
        for number in range(100)
        for name, title in (("マリオ・ロッシ", "元首相"), ("山田太郎", "防衛相"))
    ]
    analyse("温める首相")
    start = time.process_time()
    for surface in surfaces:
        analyse(surface, "person")
    assert (time.process_time() - start) / len(surfaces) < 500e-6  # 50 µs on a free machine
