"""Which mentions are one happening, which day an event takes from another line, what causes what, and where lines disagree."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.gold import read_gold
from graph.coreference import Candidate, causes, cluster, date_sources, group_all, readings
from graph.coreference_conflict import conflict
from graph.coreference_data import found_candidates
from graph.coreference_features import classes_of
from graph.coreference_train import main
from graph.figures import figure_of, value_of

MONDAY = date(2031, 3, 3)
ACTS = {"攻撃": "ASSAULT", "継続": "COOPERATE", "終了": "OTHER", "発表": "STATEMENT", "表明": "STATEMENT"}


def told(line: str, text: str, trigger: str, **values: Any) -> Candidate:
    """A mention by its line and trigger; published on a Monday, occurred, an attack unless told."""
    start = text.index(trigger)
    fields: dict[str, Any] = {"type": "ASSAULT", "status": "occurred", "published": MONDAY}
    return Candidate(line, line.rpartition(":")[0], text, start, start + len(trigger), **(fields | values))


RAID = [
    told("p:1", "A国軍がB国の首都ミナトを空爆し、港が燃えた。", "空爆", agents=("AA",), targets=("BB",), places=("ミナト",)),
    told(
        "p:2",
        "B国の首都ミナトへのA国の攻撃を受け、C国が懸念を示した。",
        "攻撃",
        agents=("AA",),
        targets=("BB",),
        places=("ミナト",),
    ),
    told("p:3", "C国の総選挙で与党が敗れた。", "総選挙", type="OTHER", places=("CC",)),
]


def test_two_lines_about_one_attack_are_one_event_and_an_election_is_another() -> None:
    assert cluster(RAID) == [[0, 1], [2]]


def test_stated_days_apart_are_two_events_whatever_else_agrees() -> None:
    first, second = MONDAY, MONDAY + timedelta(days=1)
    same = [
        told("p:1", "A国が1日、B国を空爆した。", "空爆", agents=("AA",), targets=("BB",), start=first, end=first),
        told("p:2", "A国が2日、B国を空爆した。", "空爆", agents=("AA",), targets=("BB",), start=second, end=second),
    ]
    assert cluster(same) == [[0], [1]]


def test_a_day_before_an_open_period_is_another_event() -> None:
    line = "A国がB国を空爆した。"
    values: dict[str, Any] = {"agents": ("AA",), "targets": ("BB",)}
    since = told("p:1", line, "空爆", **values, start=MONDAY)
    before = told("p:2", line, "空爆", **values, start=MONDAY - timedelta(days=9), end=MONDAY - timedelta(days=9))
    assert cluster([since, before]) == [[0], [1]]


def test_an_attack_on_one_country_is_not_that_on_another() -> None:
    values: dict[str, Any] = {"agents": ("AA",), "agent_countries": ("AA",)}
    raid = told("p:1", "A国がB国の港を空爆した。", "空爆", **values, targets=("BB",), target_countries=("BB",))
    other = told("p:2", "A国がC国の港を空爆した。", "空爆", **values, targets=("CC",), target_countries=("CC",))
    back = told("p:3", "B国がA国の港を空爆した。", "空爆", targets=("AA",), target_countries=("AA",), agents=("BB",))
    assert conflict(raid, other)
    assert not conflict(raid, back)  # who does it to whom is often told the other way round


def test_other_parties_are_other_events() -> None:
    pair = [
        told("p:1", "A国がB国を空爆した。", "空爆", agents=("AA",), targets=("BB",)),
        told("p:2", "D国がE国を空爆した。", "空爆", agents=("DD",), targets=("EE",)),
    ]
    assert cluster(pair) == [[0], [1]]


def test_a_mention_that_names_nobody_joins_no_two_attacks_of_others() -> None:
    mentions = [
        told("p:1", "A国がB国を空爆した。", "空爆", agents=("AA",), targets=("BB",)),
        told("p:2", "空爆が続いている。", "空爆"),
        told("p:3", "D国がE国を空爆した。", "空爆", agents=("DD",), targets=("EE",)),
    ]
    probable = {(0, 1): 0.9, (1, 2): 0.8}
    assert group_all(mentions, probable) == [[0, 1], [2]]


def test_mentions_of_one_line_and_of_distant_weeks_stay_apart() -> None:
    line = "A国がB国を空爆し、B国への空爆は続いた。"
    values: dict[str, Any] = {"agents": ("AA",), "targets": ("BB",)}
    once = told("p:1", line, "空爆", **values)
    again = Candidate("p:1", "p", line, line.rindex("空爆"), line.rindex("空爆") + 2, "ASSAULT", "occurred", **values)
    later = told("q:1", line, "空爆", **values, published=MONDAY + timedelta(days=40))
    assert cluster([once, again]) == [[0], [1]]
    assert cluster([once, later]) == [[0], [1]]


def test_an_event_takes_its_day_from_another_line_of_the_same_event() -> None:
    dated = told("p:1", "A国が1日、B国を空爆した。", "空爆", start=MONDAY, end=MONDAY)
    month = told("p:2", "A国は3月にB国を空爆した。", "空爆", start=date(2031, 3, 1), end=date(2031, 3, 31))
    open_ = told("p:3", "A国の空爆をC国が非難した。", "空爆")
    assert date_sources([month, dated, open_], [[0, 1, 2]]) == {2: 1}
    assert date_sources([open_], [[0]]) == {}


CAUSES = [
    ("空爆を受け、政府が抗議した。", "空爆", "抗議", True),
    ("制裁に対抗し、輸出を停止した。", "制裁", "停止", True),
    ("攻撃への報復として拠点を爆撃した。", "攻撃", "爆撃", True),
    ("爆発があり、5人が死亡した。", "爆発", "死亡", True),
    ("市場への砲撃で17人が死亡した。", "砲撃", "死亡", True),
    ("合意に伴い、部隊が撤退した。", "合意", "撤退", True),
    ("発言に反発し、大使を召還した。", "発言", "召還", True),
    ("会談し、その後に訪問した。", "会談", "訪問", False),
    ("要請を受け入れ、部隊を派遣した。", "要請", "派遣", False),
    ("空爆を受けた。翌日、政府が抗議した。", "空爆", "抗議", False),
]


@pytest.mark.parametrize(("text", "cause", "consequence", "linked"), CAUSES)
def test_causes_are_linked_by_their_connective_within_the_sentence(text: str, cause: str, consequence: str, linked: bool) -> None:
    assert causes([told("p:1", text, consequence), told("p:1", text, cause)]) == ([(1, 0)] if linked else [])


def test_every_connective_fires_on_its_example_and_no_class_entry_stands_twice() -> None:
    with (files("graph") / "data" / "causes.tsv").open(encoding="utf-8") as lines:
        idle = [row["connective"] for row in csv.DictReader(lines, delimiter="\t") if not re.search(row["pattern"], row["example"])]
    assert idle == []
    with (files("graph") / "data" / "happenings.tsv").open(encoding="utf-8") as lines:
        entries = Counter((row["trigger"], row["class"]) for row in csv.DictReader(lines, delimiter="\t"))
    assert [entry for entry, count in entries.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("攻撃を受け、政府は「協力を継続する」と表明した。", ("攻撃", "継続", "表明")),
        ("攻撃を受け、停戦が終了したと発表した。", ("攻撃", "終了", "発表")),
    ],
)
def test_the_speech_act_is_the_consequence_not_what_it_tells_or_quotes(text: str, words: tuple[str, ...]) -> None:
    assert causes([told("p:1", text, word, type=ACTS[word]) for word in words]) == [(0, 2)]


def test_lines_that_disagree_are_kept_side_by_side() -> None:
    event = [
        told("p:1", "爆発で少なくとも16人が死亡した。", "死亡", type="OTHER"),
        told("p:2", "爆発で17人が死亡した。", "死亡", type="OTHER"),
        told("p:3", "政府は爆発での死亡を否定した。", "死亡", type="OTHER", status="denied"),
    ]
    found = readings(event, [0, 1, 2])
    assert [(r.value, r.line) for r in found if r.field == "figure"] == [("少なくとも16人", "p:1"), ("17人", "p:2")]
    assert [(r.value, r.line) for r in found if r.field == "status"] == [("起きた", "p:1"), ("起きた", "p:2"), ("否定", "p:3")]


def test_lines_that_agree_have_no_readings() -> None:
    month = told("p:1", "3月に爆発で16人が死亡した。", "死亡", start=date(2031, 3, 1), end=date(2031, 3, 31))
    day = told("p:2", "3月3日、爆発で16名が死亡した。", "死亡", start=MONDAY, end=MONDAY)
    assert readings([month, day], [0, 1]) == ()


def test_the_day_as_of_which_a_line_speaks_is_no_other_reading() -> None:
    stated = told("p:1", "A国が1日、B国を空爆した。", "空爆", start=MONDAY, end=MONDAY)
    later = MONDAY + timedelta(days=2)
    as_of = told("p:2", "3日時点で、A国の空爆を受け、C国が抗議した。", "空爆", start=later, end=later, basis="as-of")
    assert readings([stated, as_of], [0, 1]) == ()


def test_an_as_of_day_neither_parts_events_nor_dates_them() -> None:
    values: dict[str, Any] = {"agents": ("AA",), "targets": ("BB",), "places": ("ミナト",)}
    struck = told("p:1", "1日、A国軍がB国の首都ミナトを空爆した。", "空爆", **values, start=MONDAY, end=MONDAY)
    later = MONDAY + timedelta(days=2)
    asked = told(
        "p:2", "3日時点で、A国のミナト空爆を受け、C国は外交努力を続けた。", "空爆", **values, start=later, end=later, basis="as-of"
    )
    assert cluster([struck, asked]) == [[0, 1]]
    assert date_sources([struck, asked], [[0, 1]]) == {1: 0}


def test_figures_are_read_with_their_counters() -> None:
    text = "爆発で十六人が死亡し、約1,200人が避難した。死者は数十人に上る。"
    figures = [figure_of(text, text.index(word), text.index(word) + 2) for word in ("死亡", "避難", "死者")]
    assert [(f.text, f.value, f.counter) for f in figures if f] == [
        ("十六人", 16, "人"),
        ("約1,200人", 1200, "人"),
        ("数十人", None, "人"),
    ]
    assert [value_of(number) for number in ("110万", "百二十", "２３", "数百", "1万2")] == [1100000, 120, 23, None, None]


def test_triggers_are_classed_by_their_known_part() -> None:
    assert classes_of("総選挙") & classes_of("地方選挙") & classes_of("選挙") == {"election"}
    assert classes_of("軍事作戦") == classes_of("作戦") == {"attack"}
    assert classes_of("ぽ") == frozenset()


TEXTS = ("A国がB国を空爆した。", "A国とB国が停戦で合意した。", "B国の港で爆発があり3人が死亡した。")
DAYS = st.one_of(st.none(), st.dates(MONDAY, MONDAY + timedelta(days=20)))
MENTIONS = st.builds(
    lambda page, number, at, agents, day, start: Candidate(
        f"{page}:{number}", page, TEXTS[at], 3, 5, "ASSAULT", "occurred", agents, ("BB",), published=day, start=start, end=start
    ),
    st.sampled_from(["p", "q"]), st.integers(1, 4), st.integers(0, 2), st.sampled_from([(), ("AA",), ("CC",)]), DAYS, DAYS,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(MENTIONS, max_size=12))
def test_every_mention_is_in_one_group_and_no_group_holds_a_conflict(mentions: list[Candidate]) -> None:
    groups = cluster(mentions)
    assert sorted(i for members in groups for i in members) == list(range(len(mentions)))
    assert groups == cluster(mentions)
    assert not any(conflict(mentions[i], mentions[j]) for members in groups for i, j in combinations(members, 2))


def gold(page: str, number: int, agent: str) -> str:
    """An annotated line about the agent's attack."""
    event = {"trigger": "空爆", "label": "", "type": "ASSAULT", "agents": [agent], "targets": ["BB"], "start": None, "end": None}
    line = {"id": f"{page}:{number}", "text": "A国がB国を空爆した。", "kind": "summary", "published": "2031-03-03"}
    return json.dumps(line | {"events": [event | {"status": "occurred", "cluster": agent}]}, ensure_ascii=False)


def test_found_events_are_measured_by_the_gold_event_that_they_overlap(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(gold("a", 1, "AA"), encoding="utf-8")
    text = "A国がB国を空爆した。"
    event = {
        "start_char": 6,
        "end_char": 8,
        "type": "ASSAULT",
        "status": "occurred",
        "agents": ["org:x"],
        "targets": ["BB"],
        "places": [],
        "reasons": ["誰に: 同じ出来事を伝える他の行から"],
    }
    when = {"start": "2031-03-03", "end": "2031-03-03", "grain": "day", "basis": "coreference"}
    actor = {"start_char": 0, "end_char": 2, "id": "org:x", "country": "AA"}
    row = {"id": "a:1", "page": "a.txt", "line": 1, "text": text, "published": None, "countries": [], "actors": [actor]}
    stray = event | when | {"start_char": 3, "end_char": 5}
    lines = list(read_gold(tmp_path / "a.jsonl"))
    candidates, clusters = found_candidates([row | {"events": [event | when, stray]}], lines)
    assert clusters == ["AA", "a:1:3"]
    assert (candidates[0].agent_countries, candidates[0].start, candidates[0].around) == (("AA",), None, ("org:x", "AA"))
    assert (candidates[0].agents, candidates[0].targets) == (("org:x",), ())  # whom another line told


def test_training_writes_weights_with_their_record(tmp_path: Path) -> None:
    pages = [tmp_path / f"{page}.jsonl" for page in "abcdefgh"]
    for page in pages:
        page.write_text("\n".join(gold(page.stem, n, "AA" if n % 2 else "CC") for n in range(1, 5)), encoding="utf-8")
    main([*map(str, pages), "-o", str(tmp_path / "m.npz")])
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["links"] == 16
    assert (tmp_path / "m.npz").stat().st_size > 0
