"""The archive: what is kept, known again, found, dumped, and told when something is wrong."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from extract.model import Annotation, Page
from graph.archive import Archive
from graph.archive_codec import decode, encode
from graph.archive_schema import VERSION, ArchiveError
from graph.model import Events
from graph.resolve import resolve
from tests.stand_in import annotation, news, no_model, write_news

__all__ = ["no_model"]
pytestmark = pytest.mark.usefixtures("no_model")

PAGE = "フィジー首相はトンガを批判した。\nサモアの政府は港でツバルを支援した。\nパラオの海軍は離島で発表した。\n"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.nenpyo") as made:
        yield made


def page(folder: Path, text: str, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def texts(archive: Archive) -> list[str]:
    return [found.line.text for found in archive.annotations()]


def content(found: Events) -> tuple[object, object]:
    """Actors and events by their mentions, whatever their ids."""
    spans: dict[str, list[tuple[str, int]]] = {}
    for place, id_ in found.actor_of.items():
        spans.setdefault(id_, []).append(place)
    who = {id_: tuple(sorted(places)) for id_, places in spans.items()}
    actors = {who[id_]: replace(actor, id="") for id_, actor in found.actors_by_id.items() if id_ in who}
    mentions = {event.id: tuple(sorted((m.line, m.event.start_char) for m in event.mentions)) for event in found}

    def ids(some: tuple[str, ...]) -> tuple[object, ...]:
        return tuple(who.get(id_, id_) for id_ in some)

    events = {
        mentions[event.id]: replace(
            event, id="", agents=(), targets=(), mentions=(), causes=tuple(sorted(str(mentions[cause]) for cause in event.causes))
        )
        for event in found
    }
    parties = {mentions[event.id]: (ids(event.agents), ids(event.targets)) for event in found}
    said = {mentions[event.id]: [(m.line, m.event, ids(m.agents), ids(m.targets)) for m in event.mentions] for event in found}
    return actors, (events, parties, said)


def test_what_was_added_is_known_again(archive: Archive, tmp_path: Path) -> None:
    path = page(tmp_path, PAGE)
    first = archive.add(path)
    assert (first.new, first.lines) == (1, 3)
    before = list(archive.dump())
    again = archive.add(path)
    assert (again.new, again.changed, again.known, again.lines) == (0, 0, 1, 0)
    assert list(archive.dump()) == before


def test_a_page_under_another_name_is_the_same_page(archive: Archive, tmp_path: Path) -> None:
    archive.add(page(tmp_path, PAGE))
    assert archive.add(page(tmp_path, PAGE, "copy.txt")).known == 1
    assert len(texts(archive)) == 3


def test_lines_that_left_a_page_stay_with_their_readings(archive: Archive, tmp_path: Path) -> None:
    archive.add(page(tmp_path, PAGE), at=datetime(2031, 3, 1, tzinfo=UTC))
    lines = PAGE.splitlines(keepends=True)
    changed = archive.add(
        page(tmp_path, "トンガの議会は市場で会談した。\n" + lines[1] + lines[2]), at=datetime(2031, 3, 2, tzinfo=UTC)
    )
    assert changed.changed == 1
    assert sorted(texts(archive)) == sorted([*PAGE.split(), "トンガの議会は市場で会談した。"])
    found = {line.text[:3]: (line.first, line.last) for line in archive.readings("page.txt")}
    first, second = "2031-03-01T00:00:00+00:00", "2031-03-02T00:00:00+00:00"
    assert found == {"フィジ": (first, first), "サモア": (first, second), "パラオ": (first, second), "トンガ": (second, second)}


def test_a_new_line_takes_no_other_lines_id(archive: Archive, tmp_path: Path) -> None:
    archive.add(page(tmp_path, PAGE))
    before = {found.line.text: found.line.id for found in archive.annotations()}
    archive.add(page(tmp_path, "トンガの議会は市場で会談した。\n" + PAGE))
    after = {found.line.text: found.line.id for found in archive.annotations()}
    assert before.items() <= after.items()
    assert len(set(after.values())) == 4


def test_a_page_without_a_common_line_is_another_page(archive: Archive, tmp_path: Path) -> None:
    archive.add(page(tmp_path, PAGE))
    assert archive.add(page(tmp_path, "トンガの議会は市場で会談した。\n")).new == 1
    assert len({found.line.page for found in archive.annotations()}) == 2


def test_a_growing_file_of_records_adds_only_what_is_new(archive: Archive, tmp_path: Path) -> None:
    records = news(30)
    path = write_news(tmp_path / "news.jsonl", records[:20])
    assert archive.add(path).new == 20
    grown = archive.add(write_news(path, records))
    assert (grown.new, grown.known) == (10, 20)


def test_a_record_is_known_by_its_id_else_its_url_else_its_text(archive: Archive, tmp_path: Path) -> None:
    first = {"text": PAGE.split()[0], "url": "https://example.org/1"}
    plain = {"text": PAGE.split()[1]}
    archive.add(write_news(tmp_path / "a.jsonl", [first, plain]))
    again = archive.add(write_news(tmp_path / "b.jsonl", [plain, first | {"text": PAGE.split()[2]}]))
    assert (again.new, again.changed, again.known) == (0, 1, 1)
    assert len(texts(archive)) == 3


def test_equal_numbers_in_two_files_are_two_records(archive: Archive, tmp_path: Path) -> None:
    one, two = ({"id": "1", "text": text} for text in PAGE.split()[:2])
    archive.add([write_news(tmp_path / "a.jsonl", [one]), write_news(tmp_path / "b.jsonl", [two])])
    assert len(texts(archive)) == 2


@pytest.mark.parametrize("seed", range(3))
def test_adding_in_parts_is_the_same_as_adding_at_once(tmp_path: Path, seed: int) -> None:
    chance, records = Random(seed), news(300, seed)
    with Archive(tmp_path / "whole.nenpyo") as whole:
        whole.add(write_news(tmp_path / "news.jsonl", records))
        expected = content(whole.select())
        assert content(resolve(whole.annotations())) == expected
    chance.shuffle(records)
    cuts = sorted(chance.sample(range(1, 300), 4))
    with Archive(tmp_path / "parts.nenpyo") as parts:
        for start, end in zip([0, *cuts], [*cuts, 300], strict=True):
            parts.add(write_news(tmp_path / "news.jsonl", records[start:end]))
        assert content(parts.select()) == expected
        assert list(parts.check()) == []


def test_ids_stay_when_more_is_added(archive: Archive, tmp_path: Path) -> None:
    records = news(200)
    archive.add(write_news(tmp_path / "news.jsonl", records[100:]))
    before = archive.select()
    archive.add(write_news(tmp_path / "news.jsonl", records))
    after = archive.select()
    old = {event.id for event in before}
    now = {f"event:{m.line}:{m.event.start_char}": event.id for event in after for m in event.mentions}
    assert all(now[id_] == id_ or now[id_] in old for id_ in old)  # an event that joined an older one has that one's id
    assert sum(now[id_] == id_ for id_ in old) > 0.8 * len(old)
    acting = {id_ for event in before for id_ in (*event.agents, *event.targets)}
    for id_ in acting:
        archive.select(actor=id_)  # one that joined another is found by its former id; else this raises


@pytest.mark.parametrize(
    ("wanted", "lines"), [("港", 1), ("支援", 1), ("フィジー首相", 1), ("ﾌｨｼﾞｰ", 1), ("。", 3), ("山", 0), ("の", 2)]
)
def test_search_finds_one_character_and_more(archive: Archive, tmp_path: Path, wanted: str, lines: int) -> None:
    archive.add(page(tmp_path, PAGE))
    assert len(archive.search(wanted)) == lines


def test_questions_are_answered_as_the_graph_answers_them(archive: Archive, tmp_path: Path) -> None:
    import graph

    archive.add(write_news(tmp_path / "news.jsonl", news(120)))
    G = graph.build(archive.select())
    asked: list[dict[str, str]] = [
        {"actor": "ビアンキ"}, {"country": "トンガ"}, {"type": "ASSAULT", "since": "2031-03-10"}, {"until": "2031-03-05"},
        {"text": "離島"}, {"status": "denied"}, {"actor": "ロッシ", "country": "フィジー", "since": "2031-03"},
    ]  # fmt: skip
    for filters in asked:
        chosen = graph.select(G, **filters)  # type: ignore[arg-type]
        expected = {node for node, kind in chosen.nodes(data="kind") if kind == "event"}
        assert {event.id for event in archive.select(**filters)} == expected, filters


def test_frames_hold_what_was_asked(archive: Archive, tmp_path: Path) -> None:
    archive.add(page(tmp_path, PAGE))
    assert set(archive.events(country="サモア")["label"]) == {"サモアの政府は港でツバルを支援"}
    assert "TV" in set(archive.actors()["id"])
    (act,) = archive.between("フィジー", "トンガ").to_dict("records")
    assert (act["direction"], act["type"], act["scale"] < 0) == ("→", "ACCUSE", True)
    (back,) = archive.acts("トンガ", "フィジー")
    assert back.direction == "←"


def test_an_unknown_name_is_told_with_those_alike(archive: Archive, tmp_path: Path) -> None:
    archive.add(page(tmp_path, "カルロ・ビアンキ社長はトンガを批判した。\n"))
    with pytest.raises(ValueError, match="nobody in this archive is called 'ビアンカ'; there is カルロ・ビアンキ"):
        archive.select(actor="ビアンカ")


def test_a_dump_loads_into_an_equal_archive(archive: Archive, tmp_path: Path) -> None:
    archive.add(write_news(tmp_path / "news.jsonl", news(60)))
    archive.correct("reject", archive.select().events[0].id, note="社説")
    dump = list(archive.dump())
    with Archive(tmp_path / "again.nenpyo") as again:
        again.load(dump)
        assert list(again.dump()) == dump
        assert list(again.check()) == []
        assert len(again.search("港")) == len(archive.search("港"))


def test_a_broken_dump_is_told_by_line_and_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    with Archive(tmp_path / "from.nenpyo") as source:
        source.add(page(tmp_path, PAGE))
        dump = list(source.dump())
    with pytest.raises(ArchiveError, match=r"news\.jsonl:3: no line of a dump"):
        archive.load([*dump[:2], dump[2][:-5]], "news.jsonl")
    assert texts(archive) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE event SET id = 'event:page:9:9' WHERE id = (SELECT min(id) FROM event)", "not there"),
        ("DELETE FROM annotation", "lines without an annotation"),
        ("UPDATE local_actor SET grp = 'known:山田太郎'", "linked otherwise"),
        ("UPDATE candidate SET event = (SELECT max(event) FROM candidate)", "linked otherwise"),
        ("DELETE FROM reading", "not there"),
    ],
)
def test_check_tells_what_is_wrong(archive: Archive, tmp_path: Path, damage: str, words: str) -> None:
    archive.add(page(tmp_path, PAGE))
    assert list(archive.check()) == []
    with sqlite3.connect(archive.path) as direct:
        direct.execute(damage)
    assert any(words in problem for problem in archive.check())


def test_annotations_come_back_as_they_were(seeds: Events) -> None:
    for found in seeds.annotations:
        assert decode(found.line, encode(found)) == found


def test_a_file_that_is_no_archive_is_told(tmp_path: Path) -> None:
    path = page(tmp_path, "no database, only text" * 100, "news.nenpyo")
    with pytest.raises(ArchiveError, match=r"news\.nenpyo: no archive of nenpyo"):
        Archive(path)
    assert path.read_text(encoding="utf-8").startswith("no database")


def test_a_damaged_archive_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "news.nenpyo"
    with Archive(path) as made:
        made.add(write_news(tmp_path / "news.jsonl", news(200)))
        made._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(ArchiveError, match=r"news\.nenpyo: damaged; restore it from a dump"), Archive(path) as broken:
        broken.select()


def test_an_archive_of_a_newer_nenpyo_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.nenpyo"
    Archive(path).close()
    with sqlite3.connect(path) as direct:
        direct.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(ArchiveError, match="made by a newer nenpyo"):
        Archive(path)


def test_an_archive_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no such archive"):
        Archive(tmp_path / "news.nenpyo", write=False)
    assert not (tmp_path / "news.nenpyo").exists()


def test_a_second_writer_waits_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "news.nenpyo"
    told: list[str] = []
    with Archive(path) as one, Archive(path) as two:
        one._connection.execute("BEGIN IMMEDIATE")

        def progress(what: str, lines: int = 0, /) -> None:
            told.append(what)
            if what == "waiting":
                one._connection.execute("COMMIT")

        assert two.add(page(tmp_path, PAGE), progress=progress).new == 1
        assert one.add(tmp_path / "page.txt").known == 1
    assert "waiting" in told


def test_another_version_is_read_again_on_demand_only(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = page(tmp_path, PAGE)
    archive.add(path)
    monkeypatch.setattr("graph.archive_add.annotating", lambda: "later")
    monkeypatch.setattr("extract.pipeline.annotate", blind)
    assert archive.add(path).known == 1
    assert len(archive.select()) == 3
    assert archive.refresh() == 3
    assert len(archive.select()) == 0
    assert archive.refresh() == 0
    assert list(archive.check()) == []


def blind(pages: Iterator[Page], *, workers: int = 1) -> Iterator[Annotation]:
    """Rules that find no event."""
    yield from (replace(annotation(line), events=()) for page_ in pages for line in page_.lines)


def test_a_run_that_was_cut_off_goes_on(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_news(tmp_path / "news.jsonl", news(200))

    def interrupted(pages: Iterator[Page], *, workers: int = 1) -> Iterator[Annotation]:
        for number, page_ in enumerate(pages):
            if number == 150:
                raise KeyboardInterrupt
            yield from map(annotation, page_.lines)

    with monkeypatch.context() as patch:
        patch.setattr("extract.pipeline.annotate", interrupted)
        with pytest.raises(KeyboardInterrupt):
            archive.add(path)
    kept = len(texts(archive))
    assert 0 < kept < 150
    done = archive.add(path)
    assert (done.new, done.known) == (200 - kept, kept)
    assert list(archive.check()) == []
    assert archive.select(until=date(2031, 12, 31)).events


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = write_news(tmp_path / "news.jsonl", news(300))
    with Archive(tmp_path / "news.nenpyo") as kept:
        pages = kept._connection.execute("PRAGMA page_count").fetchone()[0]
        kept._connection.execute(f"PRAGMA max_page_count = {pages + 60}")
        with pytest.raises(ArchiveError, match=r"news\.nenpyo: the disk is full; free some space"):
            kept.add(path)
        before = len(texts(kept))
        kept._connection.execute("PRAGMA max_page_count = 1000000")
        assert kept.add(path).known == before
        assert len(texts(kept)) == 300
        assert list(kept.check()) == []


def test_an_archive_that_cannot_be_written_is_told(archive: Archive, tmp_path: Path) -> None:
    archive.add(page(tmp_path, PAGE))
    with (
        Archive(archive.path, write=False) as asked,
        pytest.raises(ArchiveError, match=r"news\.nenpyo: cannot be written; mend its permissions"),
    ):
        asked.add(page(tmp_path, PAGE + "トンガの議会は市場で会談した。\n"))


def test_an_archive_in_a_folder_that_cannot_be_written_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive(tmp_path / "news.nenpyo") as made:
        made.add(page(tmp_path, PAGE))
    monkeypatch.setattr("os.access", lambda *_: False)
    with Archive(tmp_path / "news.nenpyo", write=False) as asked:
        assert len(asked.select()) == 3
    assert not (tmp_path / "news.nenpyo-wal").exists()


def test_the_example_of_the_documentation_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Path(__file__).parents[1] / "docs" / "archive.md"
    example = document.read_text(encoding="utf-8").split("```py\n")[1].split("```")[0]
    (tmp_path / "pages").mkdir()
    page(tmp_path / "pages", "米国の政府はベネズエラを批判し、停戦を発表した。\n日本の議会は米国を批判した。\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tests.stand_in.LANDS", {"米国": "US", "ベネズエラ": "VE", "日本": "JP"})
    monkeypatch.setattr("tests.stand_in._LAND", re.compile("米国|ベネズエラ|日本"))
    names: dict[str, Any] = {}
    exec(example, names)
    assert [kind for _, kind in names["G"].nodes(data="kind")].count("event") == 2


def test_another_model_links_everything_anew(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_news(tmp_path / "news.jsonl", news(150))
    archive.add(path)
    joined = len(archive.select())
    with monkeypatch.context() as patch:
        patch.setattr("graph.archive_link.linking", lambda: "later")
        patch.setattr("graph.archive_pairs.probabilities", lambda told, found: dict.fromkeys(found, 0.0))
        patch.setattr("graph.coreference.probabilities", lambda told, found: dict.fromkeys(found, 0.0))
        assert archive.add(path).known == 150
        assert len(archive.select()) > joined
        assert list(archive.check()) == []
    archive.add(path)
    assert len(archive.select()) == joined


def test_an_older_archive_is_brought_up_to_date(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add(page(tmp_path, PAGE))
    archive.close()
    monkeypatch.setattr("graph.archive_schema.VERSION", VERSION + 1)
    monkeypatch.setattr(
        "graph.archive_schema.MIGRATIONS",
        {VERSION: lambda connection: connection.execute("ALTER TABLE line ADD COLUMN author TEXT")},
    )
    with Archive(archive.path, write=False) as asked:
        assert len(asked.select()) == 3
        columns = [row[1] for row in asked._connection.execute("PRAGMA table_info(line)")]
    assert columns[-1] == "author"
    with sqlite3.connect(archive.path) as direct:
        assert direct.execute("PRAGMA user_version").fetchone()[0] == VERSION + 1


def test_a_migration_that_fails_leaves_the_archive_as_it_was(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE party")
        raise sqlite3.OperationalError("no such column")

    archive.close()
    monkeypatch.setattr("graph.archive_schema.VERSION", VERSION + 1)
    monkeypatch.setattr("graph.archive_schema.MIGRATIONS", {VERSION: failing})
    with pytest.raises(ArchiveError):
        Archive(archive.path)
    monkeypatch.undo()
    with Archive(archive.path) as whole:
        assert list(whole.check()) == []
