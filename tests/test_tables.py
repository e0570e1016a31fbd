"""Tables: what a spreadsheet and a data frame get."""

import csv
import json
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import actor, event, events, line, mention

from graph.build import build
from graph.model import Events, Reading
from graph.projection import project
from graph.tables import frame, neutral, rows, write_csv, write_jsonl, write_parquet

TABLES = ("events", "mentions", "actors", "edges", "relations")


@pytest.fixture
def run() -> Events:
    said = mention("p:1", text="攻撃", agents=("a1",), targets=("VE",), speaker="US", start=date(2026, 1, 3), end=date(2026, 1, 3))
    return events(
        event(
            "e1",
            label="米軍が攻撃",
            type="ASSAULT",
            agents=("a1",),
            targets=("VE", "CU"),
            start=date(2026, 1, 3),
            end=date(2026, 1, 3),
            published=date(2026, 1, 5),
            places=("カラカス",),
            mentions=(said, mention("p:2")),
            readings=(Reading("figure", "死者3人", "p:2"),),
        ),
        event("e2", label="抗議", type="PROTEST", causes=("e1",), mentions=(mention("p:2"),)),
        actors=(actor("a1", "米軍", kind="org", country="US", surfaces=("米軍", "アメリカ軍")),),
        annotations=(line("p:1", "米軍が攻撃した。", published=date(2026, 1, 5)), line("p:2", "抗議が起きた。")),
    )


def test_an_event_reads_alone(run: Events) -> None:
    first, second = rows(run, "events")
    assert (first["agents"], first["agent_ids"], first["targets"], first["places"]) == (
        "米軍",
        "a1",
        "ベネズエラ|キューバ",
        "カラカス",
    )
    assert (first["type_ja"], first["scale"], first["mentions"], first["sources"]) == ("攻撃", -9.5, 2, "p:1|p:2")
    assert first["readings"] == "figure: 死者3人 (p:2)"
    assert (second["start"], second["day"], second["agents"], second["causes"]) == (None, None, None, "e1")


def test_a_mention_leads_to_its_characters(run: Events) -> None:
    first = next(rows(run, "mentions"))
    assert (first["event"], first["line"], first["page"], first["number"]) == ("e1", "p:1", "p.txt", 1)
    assert (first["trigger"], first["agents"], first["speaker"]) == ("攻撃", "米軍", "米国")
    assert (first["text"], first["published"]) == ("米軍が攻撃した。", date(2026, 1, 5))


def test_actors_and_edges(run: Events) -> None:
    army = next(row for row in rows(run, "actors") if row["label"] == "米軍")
    assert (army["kind"], army["country"], army["surfaces"]) == ("org", "US", "米軍|アメリカ軍")
    assert (army["events"], army["as_agent"], army["as_target"], army["first"]) == (1, 1, 0, date(2026, 1, 3))
    assert {row["kind"] for row in rows(run, "actors")} == {"org", "country"}
    assert {(row["source_label"], row["role"], row["target_label"]) for row in rows(run, "edges")} == {
        ("米軍", "agent", "米軍が攻撃"),
        ("米軍が攻撃", "target", "ベネズエラ"),
        ("米軍が攻撃", "target", "キューバ"),
        ("米国", "speaker", "米軍が攻撃"),
        ("米軍が攻撃", "cause", "抗議"),
    }


def test_events_and_their_graph_give_the_same_rows(run: Events) -> None:
    for table in TABLES:
        assert list(rows(run, table)) == list(rows(build(run), table))  # type: ignore[arg-type]


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_json_lines_hold_every_row(run: Events, tmp_path: Path, table: str) -> None:
    write_csv(run, tmp_path / "t.csv", table)  # type: ignore[arg-type]
    write_jsonl(run, tmp_path / "t.jsonl", table)  # type: ignore[arg-type]
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    objects = [json.loads(row) for row in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(cells) == len(objects) == len(list(rows(run, table)))  # type: ignore[arg-type]
    for told, stored in zip(cells, objects, strict=True):
        assert told == {name: "" if value is None else str(value) for name, value in stored.items()}


def test_excel_gets_a_byte_order_mark(run: Events, tmp_path: Path) -> None:
    write_csv(run, tmp_path / "t.csv", excel=True)
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfid,label")
    write_csv(run, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"id,label")


@pytest.mark.parametrize("table", TABLES)
def test_frames_have_their_dtypes_even_when_empty(run: Events, table: str) -> None:
    full, empty = frame(run, table), frame(events(), table)  # type: ignore[arg-type]
    assert list(full) == list(empty)
    for name in full:
        assert full[name].dtype.name == empty[name].dtype.name, name


def test_a_missing_library_says_what_to_install(run: Events, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'nenpyo\[notebook\]'"):
        run.to_frame()


def test_days_are_days(run: Events) -> None:
    table = frame(run).set_index("id")
    assert table["start"].dt.year.tolist()[0] == 2026
    assert pd.isna(table.loc["e2", "start"])
    assert table["type"].dtype.name == "category"


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    cell = neutral(text)
    assert isinstance(cell, str)
    assert not cell.lstrip(" \t\r\n\u3000").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert "\x00" not in cell


def test_numbers_stay_numbers() -> None:
    assert (neutral(-9.5), neutral(3), neutral(None), neutral(date(2026, 1, 3))) == (-9.5, 3, "", "2026-01-03")
    assert neutral("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert neutral("日米が協議") == "日米が協議"


def test_relations_come_from_events_and_from_projections(run: Events) -> None:
    assert {(row["source_label"], row["target_label"], row["scale"], row["types"]) for row in rows(run, "relations")} == {
        ("米軍", "ベネズエラ", -9.5, "ASSAULT 1"),
        ("米軍", "キューバ", -9.5, "ASSAULT 1"),
    }
    countries = list(rows(project(build(run), "country"), "relations"))
    assert {(row["source"], row["target"]) for row in countries} == {("US", "VE"), ("US", "CU")}
    with pytest.raises(ValueError, match="projection"):
        list(rows(project(build(run)), "actors"))


def test_another_table_is_refused(run: Events) -> None:
    with pytest.raises(ValueError, match="people"):
        list(rows(run, "people"))  # type: ignore[arg-type]


@pytest.mark.parametrize("table", TABLES)
def test_parquet_keeps_days_and_categories(run: Events, tmp_path: Path, table: str) -> None:
    pytest.importorskip("pyarrow", reason="needs nenpyo[parquet]")
    write_parquet(run, tmp_path / "t.parquet", table)  # type: ignore[arg-type]
    back, given = pd.read_parquet(tmp_path / "t.parquet"), frame(run, table)  # type: ignore[arg-type]
    assert len(back) == len(given)
    for name in given:
        kind = given[name].dtype.name
        assert back[name].dtype.name == kind or kind.startswith("datetime64") == back[name].dtype.name.startswith("datetime64")
