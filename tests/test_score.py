"""The scorer: a perfect answer scores 1, and each kind of mistake lowers the measure it belongs to."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.gold import GoldLine, read_gold
from extract.measures import b_cubed, match
from extract.score import read_predicted, score

GOLD = Path(__file__).parent / "gold" / "000.jsonl"
Row = dict[str, Any]


def answer(line: GoldLine) -> Row:
    """The gold line written as a prediction."""
    spans = {
        key: [{"start_char": m.start_char, "end_char": m.end_char} for m in getattr(line, key)]
        for key in ("times", "countries", "actors", "events")
    }
    for item, time in zip(spans["times"], line.times, strict=True):
        item |= {"start": time.start and time.start.isoformat(), "end": time.end and time.end.isoformat()}
    for item, country in zip(spans["countries"], line.countries, strict=True):
        item |= {"code": country.code}
    for item, actor in zip(spans["actors"], line.actors, strict=True):
        item |= {"id": actor.name, "kind": actor.kind, "country": actor.country}
    for item, event in zip(spans["events"], line.events, strict=True):
        days = {"start": event.start and event.start.isoformat(), "end": event.end and event.end.isoformat()}
        roles = {"agents": list(event.agents), "targets": list(event.targets)}
        item |= {"trigger": event.trigger, "type": event.type, "status": event.status, "event": event.cluster} | days | roles
    return {"id": line.id, "kind": line.kind, "published": line.published and line.published.isoformat()} | spans


def figures(tmp_path: Path, rows: list[Row]) -> dict[str, float]:
    path = tmp_path / "predicted.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return {name: row.figure for name, row in score(GOLD, path).rows().items()}


@pytest.fixture
def rows() -> list[Row]:
    return [answer(line) for line in read_gold(GOLD)]


def test_the_gold_itself_scores_one_everywhere(tmp_path: Path, rows: list[Row]) -> None:
    assert {name: figure for name, figure in figures(tmp_path, rows).items() if figure < 1} == {}


@pytest.mark.parametrize(
    ("key", "change", "measure"),
    [
        ("events", {"type": "AID"}, "events: type accuracy"),
        ("events", {"status": "denied"}, "events: status accuracy"),
        ("events", {"agents": ["JP"]}, "events: agents"),
        ("events", {"start": "1999-01-01"}, "events: detected and dated"),
        ("events", {"start_char": 0, "end_char": 1}, "events: detection"),
        ("countries", {"code": "JP"}, "countries: span+code"),
        ("times", {"end": "1999-01-01"}, "times: span+interval"),
        ("actors", {"id": "everybody"}, "actors: identity B3"),
    ],
)
def test_a_mistake_lowers_its_measure(tmp_path: Path, rows: list[Row], key: str, change: Row, measure: str) -> None:
    for row in rows:
        for item in row[key]:
            item |= change
    assert figures(tmp_path, rows)[measure] < 0.5


def test_events_in_boilerplate_are_wrong(tmp_path: Path, rows: list[Row]) -> None:
    event = next(row["events"][0] for row in rows if row["events"])
    for row in rows:
        if row["kind"] == "boilerplate":
            row |= {"kind": "summary", "events": [event]}
    assert figures(tmp_path, rows)["events: detection"] < 1


def test_a_long_clause_does_not_find_a_trigger() -> None:
    assert match([(10, 12)], [(0, 30)], 0.4) == []
    assert set(match([(10, 12), (20, 24)], [(19, 24), (10, 12)], 0.4)) == {(1, 0), (0, 1)}


def test_merging_two_clusters_costs_precision_only() -> None:
    gold = {1: "a", 2: "a", 3: "b", 4: "b"}
    merged = b_cubed(gold, dict.fromkeys(gold, "x"), 4, 4)
    assert (merged.precision, merged.recall) == (0.5, 1.0)


def test_a_line_that_is_no_annotation_is_named(tmp_path: Path) -> None:
    path = tmp_path / "predicted.jsonl"
    path.write_text('{"id": "a:1"}\nnot json\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"predicted\.jsonl:2: no annotation"):
        read_predicted(path)
