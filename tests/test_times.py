"""Expressions of time: what their spans cover, what they mean, and that no text makes find_times raise."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.times import find_times, tables
from extract.times.context import tense_after
from extract.times.numerals import fold, number
from extract.tsv import entries

MONDAY = date(2026, 1, 5)

# expression → value with the reference 2026-01-05, first day, last day
CLOSED = """
2026年1月5日 2026-01-05 2026-01-05 2026-01-05
二〇二六年一月五日 2026-01-05 2026-01-05 2026-01-05
２０２６年１月５日 2026-01-05 2026-01-05 2026-01-05
令和8年1月5日 2026-01-05 2026-01-05 2026-01-05
R8.1.5 2026-01-05 2026-01-05 2026-01-05
平成三十一年四月三十日 2019-04-30 2019-04-30 2019-04-30
令和元年 2019 2019-01-01 2019-12-31
2026/1/5 2026-01-05 2026-01-05 2026-01-05
2026-01-05 2026-01-05 2026-01-05 2026-01-05
08年4月 2008-04 2008-04-01 2008-04-30
12月10日 2025-12-10 2025-12-10 2025-12-10
2026年1月3日未明 2026-01-03 2026-01-03 2026-01-03
5〜8日 2026-01-05/2026-01-08 2026-01-05 2026-01-08
5～8日 2026-01-05/2026-01-08 2026-01-05 2026-01-08
10月27〜28日 2025-10-27/2025-10-28 2025-10-27 2025-10-28
12月29日〜1月3日 2025-12-29/2026-01-03 2025-12-29 2026-01-03
2026年10月29-30日 2026-10-29/2026-10-30 2026-10-29 2026-10-30
5、6両日 2026-01-05/2026-01-06 2026-01-05 2026-01-06
2024〜25年 2024/2025 2024-01-01 2025-12-31
1995〜05年 1995/2005 1995-01-01 2005-12-31
2005年1月から2006年3月 2005-01/2006-03 2005-01-01 2006-03-31
昨日 2026-01-04 2026-01-04 2026-01-04
一昨日 2026-01-03 2026-01-03 2026-01-03
おととい 2026-01-03 2026-01-03 2026-01-03
明後日 2026-01-07 2026-01-07 2026-01-07
3日前 2026-01-02 2026-01-02 2026-01-02
2週間後 2026-01-19/2026-01-25 2026-01-19 2026-01-25
3カ月前 2025-10 2025-10-01 2025-10-31
2年前 2024 2024-01-01 2024-12-31
半年前 2025-07 2025-07-01 2025-07-31
先週末 2026-01-03/2026-01-04 2026-01-03 2026-01-04
先週土曜 2026-01-03 2026-01-03 2026-01-03
次の金曜 2026-01-09 2026-01-09 2026-01-09
来週水曜日 2026-01-14 2026-01-14 2026-01-14
24日の土曜日 2026-01-24 2026-01-24 2026-01-24
先月27日 2025-12-27 2025-12-27 2025-12-27
来月中旬 2026-02-11/2026-02-20 2026-02-11 2026-02-20
1月上旬 2026-01-01/2026-01-10 2026-01-01 2026-01-10
昨年12月 2025-12 2025-12-01 2025-12-31
昨年末 2025-12-01/2025-12-31 2025-12-01 2025-12-31
年初 2026-01-01/2026-01-10 2026-01-01 2026-01-10
年内 2026 2026-01-01 2026-12-31
一昨年 2024 2024-01-01 2024-12-31
今年度 2025-04-01/2026-03-31 2025-04-01 2026-03-31
2025年度 2025-04-01/2026-03-31 2025-04-01 2026-03-31
2026年3月期 2025-04-01/2026-03-31 2025-04-01 2026-03-31
2025年第3四半期 2025-07-01/2025-09-30 2025-07-01 2025-09-30
2025年度第3四半期 2025-10-01/2025-12-31 2025-10-01 2025-12-31
2026年上半期 2026-01-01/2026-06-30 2026-01-01 2026-06-30
今夏 2026-22 2026-06-01 2026-08-31
2019年末 2019-12-01/2019-12-31 2019-12-01 2019-12-31
2010年代 201X 2010-01-01 2019-12-31
1990年代後半 1995/1999 1995-01-01 1999-12-31
19世紀 18XX 1801-01-01 1900-12-31
過去5年間 2021-01-05/2026-01-05 2021-01-05 2026-01-05
2024年2月29日 2024-02-29 2024-02-29 2024-02-29
第二次世界大戦中 1939-09-01/1945-09-02 1939-09-01 1945-09-02
""".strip().splitlines()

OPEN = {
    "12月10日": "XXXX-12-10",
    "6日": "XXXX-XX-06",
    "来年4月": "XXXX-04",
    "5〜8日": "XXXX-XX-05/XXXX-XX-08",
    "2月29日": "XXXX-02-29",
    "今夏": "XXXX-22",
    "昨日": "XXXX-XX-XX",
}

NO_TIME = """
約50分会談した
毎日開かれる
3日間続いた
10日ぶりに再開
1日5回運航
懲役12年の判決
40年ぶりの高値
当面は見守る
今後の対応
2000年問題に備える
24時間営業の店
16〜17人が死亡
前年同期比で増えた
日中関係が悪化
元日本代表の監督
週4日勤務の制度
生後18日の赤ちゃん
金明日氏が出席
熊本日日新聞が報じた
静けさが戻る
この日本人は
秋葉原で会見
次の日本代表
十日町市の女性
毎週金曜に放送
直後に逃走
第3海兵師団
2026年以上
0.5月
F-15、3機
""".strip().splitlines()


def texts(sentence: str, reference: date | None = MONDAY) -> list[str]:
    return [time.text for time in find_times(sentence, reference)]


@pytest.mark.parametrize("case", CLOSED)
def test_reads_an_expression(case: str) -> None:
    written, value, first, last = case.split()
    (time,) = find_times(f"首相は{written}、会見した。", MONDAY)
    assert (time.text, time.value, str(time.start), str(time.end)) == (written, value, first, last)


@pytest.mark.parametrize("written", OPEN)
def test_stays_open_without_a_reference(written: str) -> None:
    (time,) = find_times(f"首相は{written}、会見した。")
    assert (time.value, time.start, time.end, time.basis) == (OPEN[written], None, None, "unresolved")


@pytest.mark.parametrize("sentence", NO_TIME)
def test_lengths_frequencies_and_look_alikes_are_no_times(sentence: str) -> None:
    assert texts(sentence) == []


@pytest.mark.parametrize("written", ["2月30日", "2026年2月29日", "4月31日", "2026年13月1日"])
def test_impossible_dates_are_kept_without_an_interval(written: str) -> None:
    (time,) = find_times(f"{written}と書かれていた", MONDAY)
    assert (time.text, time.start, time.end) == (written, None, None)


@pytest.mark.parametrize(
    ("sentence", "spans"),
    [
        ("1月4日付で発表し、5日まで続け、6日時点で残る", ["1月4日", "5日", "6日"]),
        ("2019年末以来、8日頃から", ["2019年末", "8日"]),
        ("現地時間1月15日に会談", ["1月15日"]),
        ("米東部時間5日正午（日本時間6日午前2時）に出廷", ["米東部時間5日正午", "日本時間6日午前2時"]),
        ("モスクワ時間の8日夜に到着", ["モスクワ時間の8日夜"]),
        ("1月5日（月）午後3時から", ["1月5日（月）午後3時"]),
        ("6日と12日に審査", ["6日", "12日"]),
        ("7日深夜から8日未明にかけて", ["7日深夜から8日未明"]),
        ("5日の朝鮮中央通信によると", ["5日"]),
        ("秋晴れの午後、市ヶ谷で10月29日、会見", ["10月29日"]),
        ("土曜日（10日）に投票", ["土曜日（10日）"]),
        ("ワールドカップ2026の予選", ["2026"]),
        ("午後6時45分に始まり25時に終わる", ["午後6時45分", "25時"]),
        ("12月中に結果が出る", ["12月中"]),
        ("約2カ月前に判明", ["約2カ月前"]),
    ],
)
def test_spans_leave_particles_out_and_keep_what_belongs_to_the_date(sentence: str, spans: list[str]) -> None:
    assert texts(sentence) == spans


def days_of(sentence: str, reference: date | None = MONDAY) -> list[str]:
    return [str(time.start) for time in find_times(sentence, reference)]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("2026年1月4日に北京入りし、5日に会談した。", ["2026-01-04", "2026-01-05"]),
        ("2025年12月29日に出発し、2日に帰国した。", ["2025-12-29", "2026-01-02"]),
        ("2006年1月1日に発足し、3月12日に選挙があった。", ["2006-01-01", "2006-03-12"]),
        ("2025年12月10日に会談し、同日夜に発表、翌11日に帰国した。", ["2025-12-10", "2025-12-10", "2025-12-11"]),
        ("2025年6月に閉幕した。同年8月に再開した。", ["2025-06-01", "2025-08-01"]),
        ("2001年以来5年ぶりに開かれ、5月31日に閉幕した。", ["2001-01-01", "2006-05-31"]),
    ],
)
def test_year_and_month_are_inherited_within_a_text(sentence: str, days: list[str]) -> None:
    assert days_of(sentence, None) == days


def test_a_planned_date_lends_no_year_to_what_is_told_after_it() -> None:
    assert days_of("2016年2月26日に予定される選挙について、10月14日に反対した。", None) == ["2016-02-26", "None"]


@pytest.mark.parametrize(
    ("sentence", "reference", "day"),
    [
        ("11月に中間選挙が行われる見通しだ。", date(2026, 7, 22), "2026-11-01"),
        ("9月以降、145人が死亡した。", date(2026, 2, 17), "2025-09-01"),
        ("3月にも採決される。", date(2026, 2, 4), "2026-03-01"),
        ("8月に総会を開催すると発表した。", date(2026, 5, 29), "2026-08-01"),
        ("10月31日までに申し込む。", date(2026, 7, 22), "2026-10-31"),
        ("水曜日に攻撃があった。", date(2026, 2, 5), "2026-02-04"),
        ("木曜日に協議が行われる。", date(2026, 2, 25), "2026-02-26"),
        ("土曜日から拘束されている。", date(2026, 3, 20), "2026-03-14"),
        ("25日に会談した。", date(2026, 3, 10), "2026-02-25"),
        ("ハマスが10月7日に行った攻撃を調べた。", date(2026, 5, 13), "2023-10-07"),
        ("イースターに停戦した。", date(2026, 4, 4), "2026-04-03"),
        ("今週の死者を報告した。", date(2026, 1, 5), "2025-12-29"),
        ("今週、首脳会談が開かれる。", date(2026, 1, 5), "2026-01-05"),
    ],
)
def test_the_reference_closes_what_is_open_by_the_tense_of_the_clause(sentence: str, reference: date, day: str) -> None:
    assert days_of(sentence, reference)[0] == day


def test_days_counted_from_an_undated_event_stay_open() -> None:
    assert days_of("発表から2日後に中断した。") == ["None"]
    assert days_of("1月3日に発表し、2日後に中断した。") == ["2026-01-03", "2026-01-05"]


def test_approximation_is_written_in_the_value() -> None:
    assert find_times("2024年頃に始まった", MONDAY)[0].value == "2024~"


def test_grain_and_basis_say_how_the_date_was_told() -> None:
    (first, second, third) = find_times("2026年1月4日に着き、5日午後1時に会談、来月も会う。", MONDAY)
    assert [(t.grain, t.basis) for t in (first, second, third)] == [("day", "stated"), ("hour", "carried"), ("month", "relative")]


ALPHABET = st.sampled_from(
    "0123456789０３９年月日時分半期曜週末初〜～-/:.()（）の、。から前後翌同昨今来先"
    "平成令和元一二十百上中下旬午春夏R8'年度世紀代UTC+ \n"
)


@given(st.one_of(st.text(max_size=60), st.text(ALPHABET, max_size=60)), st.sampled_from([None, MONDAY, date.min, date.max]))
def test_never_raises_and_spans_slice_back(text: str, reference: date | None) -> None:
    times = find_times(text, reference)
    for time in times:
        assert text[time.start_char : time.end_char] == time.text
        assert (time.start is None) == (time.end is None)
        assert time.start is None or (time.end is not None and time.start <= time.end)
    assert all(a.end_char <= b.start_char for a, b in pairwise(times))


@given(st.text(max_size=80))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(("written", "value"), [("元", 1), ("二十五", 25), ("十", 10), ("二〇二六", 2026), ("31", 31)])
def test_numerals(written: str, value: int) -> None:
    assert number(written) == value


@pytest.mark.parametrize("row", entries("times/cues"), ids=lambda row: row["reason"])
def test_every_cue_of_tense_fires_on_its_example_and_not_beside_it(row: dict[str, str]) -> None:
    tense = 1 if row["tense"] == "future" else -1
    assert tense_after(row["fires"], 0) == tense
    assert tense_after(row["silent"], 0) != tense


@pytest.mark.parametrize(
    ("rest", "tense"),
    [
        ("、港湾の整備計画を発表した。", -1),
        ("、この計画を支持すると表明した。", -1),
        ("、訪米する予定を延期した。", -1),
        ("、会談が開かれる予定だ。", 1),
        ("、会談が開かれる見通しとなった。", 1),
        ("、式典を開くことになった。", 1),
        ("、事故が相次いだ。", -1),
        ("に整備計画を公表し、協議に入る。", -1),
    ],
)
def test_a_date_with_a_comma_has_the_tense_of_its_sentences_last_predicate(rest: str, tense: int) -> None:
    assert tense_after(rest, 0) == tense


def test_tables_are_well_formed() -> None:
    for name in ("words", "named", "parts", "zones", "eventnames"):
        surfaces = [(row["surface"], row.get("side")) for row in entries(f"times/{name}")]
        assert len(set(surfaces)) == len(surfaces), name
    divided = [(row["surface"], row["of"]) for row in entries("times/modifiers")]
    assert len(set(divided)) == len(divided)
    assert all(word.base in ("reference", "antecedent", "nearest") for word in tables.words().values())
    assert tables.cues(True) and tables.cues(False) and tables.anniversaries()
