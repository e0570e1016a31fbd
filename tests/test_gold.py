"""The seeds against what careful readers found there: no figure may fall below what was reached."""

import csv
from datetime import date
from pathlib import Path

import pytest

from extract.score import score
from graph.jsonl import dumps, rows
from graph.model import Events

GOLD = Path(__file__).parent / "gold"

FLOORS = {
    "kind accuracy": 1.0,
    "published accuracy": 0.95,
    "times: span+interval": 0.93,
    "countries: span+code": 0.98,
    "actors: span": 0.80,
    "events: detection": 0.65,
    "events: date, where there is one": 0.50,
    "events: whole (type, status, date, who, whom)": 0.15,
}


@pytest.fixture(scope="module")
def figures(seeds: Events, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    path = tmp_path_factory.mktemp("predicted") / "seeds.jsonl"
    path.write_text("\n".join(map(dumps, rows(seeds))), encoding="utf-8")
    return {name: row.figure for name, row in score(GOLD / "000.jsonl", path).rows().items()}


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_page_000_is_read_as_well_as_before(figures: dict[str, float], measure: str, floor: float) -> None:
    assert figures[measure] >= floor


def test_every_date_of_page_004_falls_on_the_day_a_reader_gives_it(seeds: Events) -> None:
    with (GOLD / "004_dates.tsv").open(encoding="utf-8") as lines:
        wanted = [(int(row["line"]), row["surface"], row["start"], row["end"]) for row in csv.DictReader(lines, delimiter="\t")]
    found = {
        (annotation.line.number, time.text): (iso(time.start), iso(time.end))
        for annotation in seeds.annotations
        if annotation.line.page.startswith("004")
        for time in annotation.times
    }
    assert len(wanted) >= 10
    wrong = [(line, surface) for line, surface, start, end in wanted if found.get((line, surface)) != (start, end)]
    assert wrong == []


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""
