"""Organisations' names: country, well-known body, last word."""

from __future__ import annotations

import pytest

from extract.organisations import (
    country_of,
    is_bare_organ,
    is_international,
    known_body,
    leading_body,
    org_suffix,
    read_organisation,
    split_country,
)


@pytest.mark.parametrize(
    ("text", "country", "rest"),
    [
        ("米国務省", "US", "国務省"),
        ("米国防総省", "US", "国防総省"),
        ("韓国国防省", "KR", "国防省"),
        ("米国の国務省", "US", "国務省"),
        ("仏控訴裁", "FR", "控訴裁"),
        ("韓国軍", "KR", "軍"),
        ("中央選管", None, "中央選管"),
        ("西武ライオンズ", None, "西武ライオンズ"),
        ("独立調査団", None, "独立調査団"),
        ("エストニア語研究所", None, "エストニア語研究所"),
        ("フランスサッカー連盟", "FR", "サッカー連盟"),
    ],
)
def test_leading_country(text: str, country: str | None, rest: str) -> None:
    assert split_country(text) == (country, rest)


@pytest.mark.parametrize(
    ("surface", "country", "name"),
    [
        ("台湾外交部", "TW", "台湾外交部"),
        ("アメリカ国務省", "US", "米国務省"),
        ("自民党", "JP", "自由民主党"),
        ("NATO", None, "北大西洋条約機構"),
        ("在リビア韓国大使館", "KR", "大使館"),
        ("在中フランス大使館", "FR", "大使館"),
        ("ガーディアン紙", "GB", "ガーディアン"),
        ("イラク駐留米軍", "US", "軍"),
        ("第174回通常国会", "JP", "国会"),
        ("札幌地裁", "JP", "札幌地方裁判所"),
        ("外務省", None, "外務省"),
    ],
)
def test_organisation_comes_apart(surface: str, country: str | None, name: str) -> None:
    found = read_organisation(surface)
    assert (found.country, found.name) == (country, name)


def test_same_points_back() -> None:
    assert read_organisation("同省").anaphor
    assert read_organisation("同国政府").name == "政府"
    assert read_organisation("同社側").name == "社"
    assert not read_organisation("同盟").anaphor
    assert not read_organisation("同県立東高等学校").anaphor


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("格安航空会社スピリット航空", "スピリット航空"),
        ("NASAアメリカ航空宇宙局", "米航空宇宙局"),
        ("大手銀行バークレイズ", "バークレイズ"),
    ],
)
def test_body_behind_its_description(surface: str, name: str) -> None:
    assert read_organisation(surface).name == name


@pytest.mark.parametrize(
    ("word", "cls"),
    [("国防省", "ministry"), ("人民解放軍", "military"), ("地方裁判所", "court"), ("東都銀行", "company"), ("山", None)],
)
def test_last_word(word: str, cls: str | None) -> None:
    found = org_suffix(word)
    assert (found.cls if found else None) == cls


def test_bodies_of_any_country_are_not_japans() -> None:
    assert known_body("外務省") is None
    assert is_bare_organ("外務省")
    assert known_body("日銀") is not None


@pytest.mark.parametrize("name", ["WTO事務局", "国連調査委員会", "国際治安支援部隊", "FIFA"])
def test_international_bodies_have_no_country(name: str) -> None:
    assert is_international(name)
    assert country_of(name) is None


def test_leading_body_cuts_no_word() -> None:
    assert leading_body("タスマニア州議会") is None
    assert leading_body("APEC首脳会議") is not None
    assert leading_body("APパートナーズ") is None or leading_body("APパートナーズ").name == "AP通信"  # type: ignore[union-attr]
