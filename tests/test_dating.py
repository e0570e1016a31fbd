"""Pages dated by their order: the seed page against a table written by reading, and small pages of each kind."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dating import date_page
from extract.dating_order import Clue, order_of
from extract.model import Kind, Line, LineDate, Page

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "004_ec138bacc4a23740.txt"
READ = ROOT / "tests" / "gold" / "004_dates.tsv"


def page(*texts: str, kinds: dict[int, Kind] | None = None, published: dict[int, date] | None = None) -> Page:
    told, days = kinds or {}, published or {}
    lines = (Line("p.txt", n, t, told.get(n, "summary"), published=days.get(n)) for n, t in enumerate(texts, 1))
    return Page("p.txt", tuple(lines))


def published(*texts: str) -> list[str]:
    return [str(line.published) for line in date_page(page(*texts))]


def starts(*texts: str) -> list[str]:
    return [str(line.times[0].start) for line in date_page(page(*texts)) if line.times]


@pytest.fixture(scope="module")
def seed() -> dict[int, LineDate]:
    kinds: dict[int, Kind] = {1: "title", 3: "boilerplate", 4: "duplicate"}
    texts = SEED.read_text(encoding="utf-8").splitlines()
    return dict(enumerate(date_page(page(*texts, kinds=kinds)), 1))


def test_records_lend_each_other_no_year() -> None:
    texts = (
        "政府は2026年1月5日、港湾の整備計画を発表した。",
        "首相は1月3日、港を視察した。",
        "政府は2025年12月20日、港湾を調べた。",
    )
    lines = tuple(Line("n.jsonl", n, text) for n, text in enumerate(texts, 1))
    alone = [date_page(Page("n.jsonl", lines, records))[1].times[0].value for records in (False, True)]
    assert alone == ["2026-01-03", "XXXX-01-03"]


def test_every_date_of_the_seed_page_has_the_year_and_month_that_a_reader_gives(seed: dict[int, LineDate]) -> None:
    with READ.open(encoding="utf-8", newline="") as file:
        read = {(int(r["line"]), r["surface"], r["start"], r["end"]) for r in csv.DictReader(file, delimiter="\t")}
    found = {(n, t.text, str(t.start), str(t.end)) for n, line in seed.items() for t in line.times}
    assert found == read


def test_the_seed_page_tells_how_its_days_were_found(seed: dict[int, LineDate]) -> None:
    assert seed[11].basis == "本文の日付による"
    assert seed[16].basis == "ページの並びから2025年と判断"
    assert seed[18].basis == "ページの並びから2025年12月と判断"
    assert (str(seed[17].published), seed[17].basis) == ("2025-12-10", "前後の行の日付から判断")
    assert seed[14].published is None
    assert seed[1].published is None


NEWEST_FIRST = (
    "政府は2026年1月15日、方針を決めた。",
    "首相は3日、声明を出した。",
    "外相は12月28日に訪米した。",
    "国会は閉会した。",
    "防衛相は12月10日、会見した。",
    "両国は2025年11月20日に合意した。",
)
DAYS = ["2026-01-15", "2026-01-03", "2025-12-28", "2025-12-10", "2025-11-20"]


def test_open_dates_run_backwards_on_a_page_that_lists_the_newest_first() -> None:
    assert starts(*NEWEST_FIRST) == DAYS


def test_the_order_is_found_out_not_assumed() -> None:
    assert starts(*NEWEST_FIRST[::-1]) == DAYS[::-1]


def test_a_line_between_far_neighbours_has_no_day_and_one_between_near_ones_the_later() -> None:
    assert published(*NEWEST_FIRST)[3] == "None"
    near = ("2026年1月8日に会談した。", "国会は閉会した。", "2026年1月6日に合意した。", "2025年11月1日に発足した。")
    assert published(*near)[1] == "2026-01-08"


def test_a_page_of_few_days_is_of_its_newest() -> None:
    lines = ("2026年1月5日時点で続く。", "政府は1月4日に発表した。", "国会は閉会した。", "2026年1月5日に会見した。")
    assert published(*lines) == ["2026-01-05"] * 4


MIXED = (
    "ナイロビの高等裁判所は2027年3月3日、鉄道建設を巡る贈賄罪で起訴された前運輸長官に禁錮七年の判決を言い渡した。",
    "ノルウェーの捕鯨船団は2月27日、悪天候で座礁した僚船の乗組員二十人を救助し、負傷者を漁港の診療所へ運び込んだ。",
    "チリの天文台は25日、砂漠の電波望遠鏡群で超新星爆発の残骸から未知の分子輝線を捉えたと学術誌に寄せた。",
    "ポーランドの炭鉱労組は2月20日、坑道閉鎖と人員整理に反発して坑内に籠城し、賃金補償を経営陣に迫った。",
    "ガーナの農協は18日、カカオ豆の買い取り価格を四割引き上げ、密輸の取り締まりに巡回隊を新設した。",
)


def test_days_that_run_in_order_lend_each_other_their_year_whatever_the_themes() -> None:
    assert starts(*MIXED) == ["2027-03-03", "2027-02-27", "2027-02-25", "2027-02-20", "2027-02-18"]


def test_leads_in_no_order_lend_each_other_no_year() -> None:
    leads = (
        "2009年4月14日に採択した。",
        "8月5日に事故が起きた。",
        "2019年1月1日に発足した。",
        "2006年12月4日に合意した。",
        "25日、首相は辞任した。",
        "2016年2月6日に打ち上げた。",
        "2011年5月2日に死亡した。",
    )
    assert [starts(*leads)[i] for i in (1, 4)] == ["None", "None"]


def test_a_line_of_a_page_in_no_order_tells_its_own_years() -> None:
    lines = [
        "1998年6月3日、市長が辞任した。",
        "劇団は2月3日、公演の中止を決めた。2011年12月30日に団員が倒れたのが理由だという。",
        "1968年8月21日に工場が建てられた。",
        "2016年8月30日、駅が閉鎖された。",
        "9月2日、船が沈んだ。",
    ]
    told = {t.text: str(t.start) for line in date_page(page(*lines)) for t in line.times}
    assert told["2月3日"] == "2012-02-03"
    assert told["9月2日"] == "None"


def test_a_page_without_any_full_date_leaves_years_open() -> None:
    dated = date_page(page("12月10日に会談した。", "6日に合意した。", "昨日、首相は帰国した。"))
    assert [line.times[0].value for line in dated] == ["XXXX-12-10", "XXXX-XX-06", "XXXX-XX-XX"]
    assert all(line.published is None and "不明" in line.basis for line in dated)


def test_an_old_anniversary_does_not_pull_the_page_back() -> None:
    lines = (
        "2026年3月10日に開会した。",
        "2011年3月11日の震災から15年を迎える。",
        "3月5日に追悼式を準備した。",
        "2026年3月1日に始まった。",
    )
    assert starts(*lines)[2] == "2026-03-05"


def test_planned_days_are_no_publication_days() -> None:
    lines = ("2026年1月5日に会見した。", "首相は8日に訪米する予定だ。", "2026年1月4日に合意した。")
    assert published(*lines)[1] == "2026-01-05"
    assert starts(*lines)[1] == "2026-01-08"


def test_a_record_keeps_its_own_day_and_closes_its_times_with_it() -> None:
    (line,) = date_page(page("昨日、12月29日の合意を発表した。", published={1: date(2026, 1, 2)}))
    assert line.published == date(2026, 1, 2)
    assert [str(t.start) for t in line.times] == ["2026-01-01", "2025-12-29"]


def test_a_duplicate_has_the_day_of_its_original() -> None:
    texts = ("2026年1月5日に会見した。", "2026年1月5日に会見した。", "2026年1月4日に合意した。")
    lines = [Line("p.txt", n, t, "duplicate" if n == 2 else "summary", "p:1" if n == 2 else None) for n, t in enumerate(texts, 1)]
    assert date_page(Page("p.txt", tuple(lines)))[1].published == date(2026, 1, 5)


def test_titles_have_no_day_but_closed_times() -> None:
    (title, _, _) = date_page(page("1月4日の会談まとめ", *NEWEST_FIRST[:1], "2026年1月10日に合意した。", kinds={1: "title"}))
    assert title.published is None
    assert str(title.times[0].start) == "2026-01-04"


def test_days_as_of_which_something_holds_say_so() -> None:
    (line,) = date_page(page("2026年1月5日時点で、交渉は続く。"))
    assert line.times[0].basis == "as-of"


def test_relative_days_of_a_line_whose_day_is_unknown_stay_open() -> None:
    lines = (NEWEST_FIRST[0], "昨日、首相は今年の方針を語った。", NEWEST_FIRST[-1])
    times = date_page(page(*lines))[1].times
    assert [t.start for t in times] == [None, None]


@pytest.mark.parametrize(
    ("days", "order"),
    [
        ([20, 15, 9, 2], "newest first"),
        ([2, 9, 15, 28], "oldest first"),
        ([4, 5, 3, 5, 4], "one time"),
        ([2, 28, 1, 27, 3, 26], "none"),
        ([], "none"),
    ],
)
def test_order(days: list[int], order: str) -> None:
    assert order_of([[Clue(2026, 1, day)] for day in days]) == order


HARBOUR = (
    "政府は2026年3月5日、港湾の整備計画を発表した。",
    "米国は3月6日、この計画を支持すると表明した。",
    "青い空が広がる。",
)


@pytest.mark.parametrize("lines", [HARBOUR, (HARBOUR[1], HARBOUR[0], HARBOUR[2])])
def test_one_full_date_gives_the_lines_beside_it_their_year(lines: tuple[str, ...]) -> None:
    dated = {line: (str(date.published), date.basis) for line, date in zip(lines, date_page(page(*lines)), strict=True)}
    assert dated[HARBOUR[0]] == ("2026-03-05", "本文の日付による")
    assert dated[HARBOUR[1]] == ("2026-03-06", "ページの他の日付に近い2026年と判断")
    assert dated[HARBOUR[2]][0] == "2026-03-06"
    assert set(starts(*lines)) == {"2026-03-05", "2026-03-06"}


def test_lines_in_no_order_keep_their_own_days() -> None:
    lines = (
        "3月18日に協議した。",
        "2026年3月25日に署名した。",
        "2026年3月12日に反対した。",
        "2026年3月20日に可決した。",
        "13日に会見した。",
    )
    assert published(*lines) == ["2026-03-18", "2026-03-25", "2026-03-12", "2026-03-20", "2026-03-13"]


@pytest.mark.parametrize(
    ("other", "start"),
    [
        ("12月28日に合意した。", "2025-12-28"),
        ("9月6日に支持した。", "None"),  # half a year off: either year
        ("20日に支持した。", "None"),  # the month before or this one
        ("2月29日に支持した。", "None"),  # no such day near by
    ],
)
def test_a_date_that_two_years_or_months_fit_as_well_stays_open(other: str, start: str) -> None:
    assert starts("2026年3月5日に計画を発表した。", other)[1] == start


@pytest.mark.parametrize(
    "first",
    [
        "首脳会談は2026年4月10日に開かれる予定だ。",
        "政府は2026年3月、計画を示した。",
        "2011年3月11日の震災から15年を迎える。",
    ],
)
def test_a_plan_a_month_or_an_anniversary_tells_the_year_but_no_day_of_publication(first: str) -> None:
    lines = (first, "外相は3月6日、会見した。", "8月に選挙がある。")
    assert published(*lines)[1] == starts(*lines)[1] == "2026-03-06"


def test_a_title_tells_the_year_of_its_page() -> None:
    lines = date_page(page("港湾の動き 2026年3月", "外相は3月6日、会見した。", kinds={1: "title"}))
    assert str(lines[1].published) == "2026-03-06"


@pytest.mark.parametrize("birth", ["1926年6月15日生まれ。", "1926年6月15日、雪深い谷あいにある小さな温泉宿の長女として生まれた。"])
def test_a_birthday_is_no_day_of_the_page(birth: str) -> None:
    lines = (f"6日、作家が死去した。{birth}", "1月20日、店が閉じた。")
    assert published(*lines) == ["None", "None"]


@pytest.mark.parametrize("news", ["飼育場で小象が生まれた。", "飼育場で生まれた小象を公開した。"])
def test_the_day_of_a_birth_that_is_news_is_one_of_the_page(news: str) -> None:
    assert published(f"2026年1月3日、{news}", "2026年1月4日、店が開いた。")[0] == "2026-01-03"


def test_a_stay_that_runs_on_does_not_date_its_report() -> None:
    lines = ("議員は2026年1月4日夜に出発。5〜8日首都に滞在し、工場を視察する。", "2026年1月5日時点で交渉は続く。")
    assert published(*lines)[0] == "2026-01-05"


UNRELATED = (
    "水族館で2014年6月3日に公開されたペンギンの雛が初めて水槽を泳ぎ、飼育員が名付けの募集を始めた。",
    "8月5日に砂漠の銅鉱山で落盤が起き、坑道に閉じ込められた作業員の救出に掘削機が運び込まれた。",
)


def test_leads_without_a_common_theme_lend_each_other_no_year() -> None:
    dated = date_page(page(*UNRELATED))
    assert [str(line.published) for line in dated] == ["2014-06-03", "None"]
    assert dated[1].times[0].start is None
    assert dated[1].basis == "話題の異なる行が並び、年を他の行から取れず、報道日は不明"


@pytest.mark.parametrize(
    ("lines", "basis"),
    [
        (("3月5日に発表した。", "6日に支持した。"), "ページに年を決められる日付がなく、報道日は不明"),
        (("2026年3月5日に発表した。", "空が広がる。"), "この行に報道日を示す日がなく、前後の行からも決まらず、報道日は不明"),
        (
            ("2026年3月5日に発表した。", "9月6日に支持した。"),
            "この行の日付の年や月が定まらず、前後の行からも決まらず、報道日は不明",
        ),
        (NEWEST_FIRST, "前後の行の日付が離れており、報道日は不明"),
    ],
)
def test_an_unknown_day_says_truly_why(lines: tuple[str, ...], basis: str) -> None:
    assert basis in [line.basis for line in date_page(page(*lines)) if line.published is None]


SENTENCES = st.sampled_from(["2026年1月5日", "12月10日", "6日", "2月30日", "昨日", "", "2001年9月11日", "2025年度"])


@given(st.lists(SENTENCES.map(lambda d: f"政府は{d}に発表した。"), max_size=12))
def test_never_raises_and_gives_one_date_a_line(texts: list[str]) -> None:
    assert len(date_page(page(*texts))) == len(texts)
