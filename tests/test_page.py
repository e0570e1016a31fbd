"""What a line of a page is: known by its form, whatever the page is about."""

import pytest

from extract.model import Line, Page
from extract.page import classify

LEAD = "欧州委員会は12日、域内の港湾の警備を強める計画を発表した。加盟国は来月までに意見をまとめる。"


def kinds(*texts: str) -> list[str]:
    return [line.kind for line in classify(Page("p.txt", tuple(Line("p.txt", n, text) for n, text in enumerate(texts, 1)))).lines]


def test_title_boilerplate_and_repeated_lead_of_a_page() -> None:
    told = ("EU、港湾警備を強化へ", LEAD, "このページでは欧州の記事をまとめて紹介しています。", LEAD, "仏外相は14日に訪独した。")
    assert kinds(*told) == [
        "title", "summary", "boilerplate", "duplicate", "summary",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "本サイトではエネルギーに関するニュースを一覧で掲載しています。",
        "世界の動きを追いかけ、その背景をわかりやすく解説します。",
        "関連記事",
        "無断転載を禁じます。",
        "最終更新: 2026年3月4日 10:00",
    ],
)
def test_lines_about_the_page_itself_are_boilerplate(text: str) -> None:
    assert kinds("港湾警備の強化", LEAD, text)[2] == "boilerplate"


@pytest.mark.parametrize(
    "text",
    [
        "政府が新しい方針を紹介します。",
        "米国務省は16日、装備品の更新を承認し、記録を掲載した。",
        "国連は停戦案をまとめていますが、双方は応じていません。",
    ],
)
def test_happenings_in_polite_form_are_summaries(text: str) -> None:
    assert kinds("港湾警備の強化", LEAD, text)[2] == "summary"


def test_a_lead_cut_short_repeats_the_whole_one() -> None:
    page = classify(Page("p.txt", (Line("p.txt", 1, LEAD), Line("p.txt", 2, LEAD[:30] + "…"))))
    assert page.lines[1].kind == "duplicate"
    assert page.lines[1].of == "p:1"


def test_a_page_of_one_line_has_no_title() -> None:
    assert kinds("EU、港湾警備を強化へ") == ["summary"]


def test_records_repeat_only_at_the_same_url() -> None:
    lines = tuple(
        Line("n.jsonl", n, LEAD, url=url)
        for n, url in enumerate(["https://a.example", "https://b.example", "https://a.example"], 1)
    )
    assert [line.kind for line in classify(Page("n.jsonl", lines), records=True).lines] == ["summary", "summary", "duplicate"]
