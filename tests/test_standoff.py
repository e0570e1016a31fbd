"""Annotations kept apart from their texts, and the pages written for training."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.country_tables import codes_by_name
from extract.gold import read_gold
from extract.standoff import joined, rows_of
from extract.training import ALWAYS, Sources

ANNOTATED = Path(__file__).parent / "annotated"
TEXT = "A国の外相がB国を訪れ、B国の首相と会談した。"
ROW = {
    "file": "r00", "line": 3, "id": "x1", "length": len(TEXT), "published": "2026-03-04", "times": [],
    "countries": [[6, 8, "BB"], [12, 14, "BB"]], "actors": [[15, 17, "person", "B国首相", "BB"]],
    "events": [[18, 20, "CONSULT", "occurred", ["AA"], ["B国首相"], [[12, 14]], None, None, "r00-talks"]],
}  # fmt: skip


def test_a_row_and_its_text_make_a_gold_line(tmp_path: Path) -> None:
    (tmp_path / "r00.jsonl").write_text(json.dumps(joined(ROW, {"x1": TEXT}), ensure_ascii=False), encoding="utf-8")
    (line,) = read_gold(tmp_path / "r00.jsonl")
    assert [c.span for c in line.countries] == [(6, 8), (12, 14)]
    (event,) = line.events
    assert (event.trigger, event.start_char, event.targets, event.places) == ("会談", 18, ("B国首相",), ("B国",))


def test_a_text_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match=r"x1: 5 characters instead of 23"):
        joined(ROW, {"x1": "別の文章。"})


@pytest.mark.parametrize("name", ["reports", "leads", "held"])
def test_spans_kept_apart_lie_within_their_texts(name: str) -> None:
    for row in rows_of(ANNOTATED / f"{name}.jsonl"):
        spans = [s for key in ("times", "countries", "actors", "events") for s in row[key]]
        assert all(0 <= start < end <= row["length"] for start, end, *_ in spans), row["id"]
        names = {actor[3] for actor in row["actors"]} | set(codes_by_name().values())  # or people of a nationality
        assert all(set(event[4]) | set(event[5]) <= names for event in row["events"]), row["id"]


@pytest.mark.parametrize("path", sorted((ANNOTATED / "own").glob("*.jsonl")), ids=lambda path: path.stem)
def test_own_pages_are_whole(path: Path) -> None:
    for line in read_gold(path):
        names = {actor.name for actor in line.actors} | {country.code for country in line.countries}
        assert len({event.start_char for event in line.events}) == len(line.events), line.id
        assert all(set(event.agents) | set(event.targets) <= names for event in line.events), line.id


def test_only_lines_given_first_are_left_out_and_further_ones_count_half(tmp_path: Path) -> None:
    own = sorted((ANNOTATED / "own").glob("*.jsonl"))[:3]
    lines = Sources(own[:1], own[1:2], own[2:]).lines()
    assert {(line.file, line.fold == ALWAYS, line.weight) for line in lines} == {
        (own[0].stem, False, 1),
        (own[1].stem, True, 1),
        (own[2].stem, True, 0.5),
    }
