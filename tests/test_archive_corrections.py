"""Corrections: what the user set right stays so, is shown, can be reviewed and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import graph
from extract.model import Annotation, Page
from graph.archive import Archive
from graph.model import Event
from tests.stand_in import annotation, news, no_model, write_news

__all__ = ["no_model"]
pytestmark = pytest.mark.usefixtures("no_model")

PAGE = """カルロ・ビアンキ社長はトンガを批判した。
アンナ・ロッシ外相は港でツバルを支援した。
パラオの海軍は離島でサモアを攻撃した。
"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    with Archive(tmp_path / "news.nenpyo") as made:
        made.add(tmp_path / "page.txt")
        yield made


def event(archive: Archive, line: int) -> Event:
    return next(found for found in archive.select() if any(m.line == f"page:{line}" for m in found.mentions))


def test_date_type_and_status_are_set(archive: Archive) -> None:
    id_ = event(archive, 1).id
    archive.correct("date", id_, "2031-03")
    archive.correct("type", id_, "THREATEN")
    archive.correct("status", id_, "denied")
    found = event(archive, 1)
    assert (found.value, found.start, found.end, found.basis) == ("2031-03", date(2031, 3, 1), date(2031, 3, 31), "corrected")
    assert (found.type, found.status) == ("THREATEN", "denied")
    assert set(found.corrected) == {"date", "type", "status"}
    assert [one.id for one in archive.select(type="THREATEN", since="2031-03-31")] == [id_]


def test_a_rejected_event_is_gone_until_it_is_taken_back(archive: Archive) -> None:
    id_ = event(archive, 1).id
    made = archive.correct("reject", id_)
    assert id_ not in {found.id for found in archive.select()}
    assert archive.acts("カルロ・ビアンキ", "トンガ") == []
    archive.undo(made.id)
    assert event(archive, 1).corrected == ()


def test_events_are_joined_and_parted(archive: Archive) -> None:
    first, second = event(archive, 1).id, event(archive, 3).id
    archive.correct("merge-events", first, second)
    joined = event(archive, 3)
    assert (joined.id, [m.line for m in joined.mentions], joined.corrected) == (first, ["page:1", "page:3"], ("merged",))
    archive.correct("split-event", first, "page:3")
    assert len(event(archive, 3).mentions) == 1
    assert list(archive.check()) == []


def test_actors_are_joined_under_the_first_ones_name(archive: Archive) -> None:
    archive.correct("merge-actors", "アンナ・ロッシ", "カルロ・ビアンキ")
    found = archive.select()
    actor = found.actors_by_id["person:アンナ・ロッシ"]
    assert (actor.name, actor.mentions, actor.corrected) == ("アンナ・ロッシ", 2, ("merged",))
    assert "person:カルロ・ビアンキ" not in found.actors_by_id
    assert event(archive, 1).agents == ("person:アンナ・ロッシ",)


def test_a_surface_is_parted_from_its_actor_later_mentions_too(archive: Archive, tmp_path: Path) -> None:
    archive.correct("split-actor", "person:カルロ・ビアンキ", "カルロ・ビアンキ社長", "別のビアンキ")
    (tmp_path / "later.txt").write_text(
        "カルロ・ビアンキ社長はトンガを支援した。\nカルロ・ビアンキ氏はサモアと会談した。\n", encoding="utf-8"
    )
    archive.add(tmp_path / "later.txt")
    names = {actor.name: actor.mentions for actor in archive.select().actors_by_id.values()}
    assert (names["別のビアンキ"], names["カルロ・ビアンキ"]) == (2, 1)


def test_corrections_survive_other_rules(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = event(archive, 1).id
    archive.correct("type", id_, "THREATEN")
    archive.correct("merge-actors", "アンナ・ロッシ", "カルロ・ビアンキ")

    def wider(pages: Iterator[Page], *, workers: int = 1) -> Iterator[Annotation]:
        """Rules that take one character more before every trigger."""
        for page in pages:
            for line in page.lines:
                found = annotation(line)
                events = tuple(
                    replace(e, start_char=e.start_char - 1, text=line.text[e.start_char - 1 : e.end_char]) for e in found.events
                )
                yield replace(found, events=events)

    monkeypatch.setattr("graph.archive_add.annotating", lambda: "later")
    monkeypatch.setattr("extract.pipeline.annotate", wider)
    assert archive.refresh() == 3
    found = event(archive, 1)
    assert (found.id, found.type, found.mentions[0].event.text) == (id_, "THREATEN", "を批判")
    assert found.agents == ("person:アンナ・ロッシ",)
    assert list(archive.check()) == []


def test_the_table_is_taken_again_and_by_others(archive: Archive, tmp_path: Path) -> None:
    id_ = event(archive, 1).id
    archive.correct("date", id_, "2031-03-05/2031-03-07", note="続報による")
    archive.correct("name", "海軍", "パラオ海上保安庁", "org", "パラオ", "page:3")
    rows = archive.correction_table()
    table = tmp_path / "corrections.tsv"
    table.write_text("\n".join("\t".join(row) for row in [("action", "subject", "value", "note"), *rows]), encoding="utf-8")
    assert archive.correct_from(table) == 0
    with Archive(tmp_path / "other.nenpyo") as other:
        other.add(tmp_path / "page.txt")
        assert other.correct_from(table) == 2
        assert other.correction_table() == rows
        assert event(other, 1).end == date(2031, 3, 7)
        assert "パラオ海上保安庁" in {actor.name for actor in other.select().actors_by_id.values()}


def test_a_wrong_row_is_named_and_none_is_kept(archive: Archive, tmp_path: Path) -> None:
    table = tmp_path / "corrections.tsv"
    table.write_text(f"reject\t{event(archive, 1).id}\t\t\ntype\t{event(archive, 2).id}\tWAR\t\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"corrections\.tsv:2: 'WAR' is no type"):
        archive.correct_from(table)
    assert archive.corrections() == []


@pytest.mark.parametrize(
    ("action", "words", "message"),
    [
        ("erase", ("x",), "is no correction"),
        ("type", ("event:page:1:0", "AID"), "no event 'event:page:1:0'"),
        ("merge-actors", ("アンナ・ロッシ", "person:アンナ・ロッシ"), "one actor already"),
        ("merge-actors", ("アンナ・ロッシ", "トンガ"), "give the id of one actor"),
        ("split-actor", ("アンナ・ロッシ", "姫", "姫"), "nowhere called"),
        ("name", ("海軍", "海軍", "ship"), "kind is 'ship'"),
        ("date", ("event:page:1:15", "2031-03-07/2031-03-05"), "ends before it begins"),
        ("reject", (), "reject takes EVENT"),
    ],
)
def test_what_makes_no_sense_is_told(archive: Archive, action: str, words: tuple[str, ...], message: str) -> None:
    assert event(archive, 1).id == "event:page:1:15"
    with pytest.raises(ValueError, match=message):
        archive.correct(action, *words)
    assert archive.corrections() == []


def test_what_was_corrected_shows_in_page_and_files(archive: Archive, tmp_path: Path) -> None:
    id_ = event(archive, 1).id
    archive.correct("type", id_, "THREATEN")
    G = graph.build(archive.select())
    assert G.nodes[id_]["corrected"] == "種別"
    assert [data.get("corrected") for _, data in G.nodes(data=True)].count(None) == len(G) - 1
    graph.write_graphml(G, tmp_path / "graph.graphml")
    assert "種別</data>" in (tmp_path / "graph.graphml").read_text(encoding="utf-8")
    rows = archive.events().set_index("id")["corrected"]
    assert rows[id_] == "種別"
    assert rows.isna().sum() == len(rows) - 1


def test_corrections_hold_while_more_is_added(archive: Archive, tmp_path: Path) -> None:
    first, second = event(archive, 1).id, event(archive, 3).id
    archive.correct("merge-events", first, second)
    archive.correct("reject", event(archive, 2).id)
    archive.add(write_news(tmp_path / "news.jsonl", news(80)))
    assert {"page:1", "page:3"} <= {m.line for m in event(archive, 3).mentions}
    assert not any(m.line == "page:2" for found in archive.select() for m in found.mentions)
    assert list(archive.check()) == []


ANOTHER_PAGE = "カルロ・ビアンキ社長はトンガを批判した。\n"


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("name", ("アンナ・ロッシ外相", "カルロ・ビアンキ", "person")),
        ("name", ("海軍", "アンナ・ロッシ", "person")),
        ("name", ("カルロ・ビアンキ社長", "別のビアンキ", "person", "IT", "page:1")),
        ("split-actor", ("カルロ・ビアンキ", "カルロ・ビアンキ社長", "別のビアンキ")),
        ("merge-actors", ("アンナ・ロッシ", "カルロ・ビアンキ")),
        ("merge-events", (1, 2)),
        ("date", (1, "2031-03")),
        ("type", (1, "THREATEN")),
        ("status", (1, "denied")),
        ("reject", (1,)),
    ],
)
def test_check_is_sound_after_each_action_and_others_keep_their_ids(
    archive: Archive, tmp_path: Path, action: str, words: tuple[str | int, ...]
) -> None:
    (tmp_path / "second.txt").write_text(ANOTHER_PAGE, encoding="utf-8")
    archive.add(tmp_path / "second.txt")
    before = archive.select().actors_by_id
    made = archive.correct(action, *(event(archive, word).id if isinstance(word, int) else word for word in words))
    assert list(archive.check()) == []
    touched = {word for word in words if isinstance(word, str)}
    others = {id_ for id_, actor in before.items() if not touched & {actor.name, *actor.surfaces}}
    assert action == "reject" or others <= set(archive.select().actors_by_id)
    archive.undo(made.id)
    assert list(archive.check()) == []
    assert set(archive.select().actors_by_id) == set(before)


def test_a_name_that_somebody_has_already_is_that_one(archive: Archive) -> None:
    (id_,) = (actor.id for actor in archive.select().actors_by_id.values() if actor.name == "カルロ・ビアンキ")
    archive.correct("name", "アンナ・ロッシ外相", "カルロ・ビアンキ", "person")
    assert [actor.id for actor in archive.select().actors_by_id.values() if actor.name == "カルロ・ビアンキ"] == [id_]
    assert archive.select().actors_by_id[id_].mentions == 2
    assert list(archive.check()) == []
