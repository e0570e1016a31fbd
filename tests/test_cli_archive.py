"""Archives from the command line: what it says, writes and refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from tests.stand_in import news, no_model, write_news

__all__ = ["no_model"]
pytestmark = pytest.mark.usefixtures("no_model")

PAGE = "フィジー首相はトンガを批判した。\nサモアの政府は港でツバルを支援した。\n"


def nenpyo(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert nenpyo("add", tmp_path / "news.nenpyo", tmp_path / "page.txt").exit_code == 0
    return tmp_path / "news.nenpyo"


def test_add_says_what_was_new(archive: Path, tmp_path: Path) -> None:
    done = nenpyo("add", archive, tmp_path / "page.txt", write_news(tmp_path / "news.jsonl", news(5)))
    assert done.exit_code == 0, done.stderr
    assert "5 new, 0 changed, 1 known; 5 lines read" in done.stderr
    assert "6 documents, 7 lines" in done.stdout


def test_events_actors_and_between_ask_it(archive: Path) -> None:
    events = nenpyo("events", archive, "--country", "サモア", "--format", "jsonl")
    assert [json.loads(line)["label"] for line in events.stdout.splitlines()] == ["サモアの政府は港でツバルを支援"]
    actors = list(csv.DictReader(nenpyo("actors", archive, "--format", "csv").stdout.splitlines()))
    assert {"トンガ", "ツバル"} <= {row["label"] for row in actors}
    (act,) = csv.DictReader(nenpyo("between", archive, "フィジー", "トンガ", "--format", "csv").stdout.splitlines())
    assert (act["direction"], act["type"]) == ("→", "ACCUSE")
    table = nenpyo("between", archive, "フィジー", "トンガ").stdout
    assert "ACCUSE" in table
    assert "→ フィジー から トンガ へ、← トンガ から フィジー へ、↔ 双方" in table
    assert "重みの和 -2（＋は協力、−は対立" in table


@pytest.mark.parametrize(
    "command", [["events", "{}", "--format", "jsonl"], ["export", "{}", "-f", "jsonl"], ["build", "--archive", "{}"]]
)
def test_a_country_that_is_none_is_told(archive: Path, tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lost = nenpyo(*(word.format(archive) for word in command), "--country", "アトランティス")
    assert lost.exit_code == 0
    assert lost.stdout == "" or command[0] == "build"
    assert len(lost.stderr.strip().splitlines()) == 1
    assert "country 'アトランティス' is unknown" in lost.stderr


def test_an_archive_is_given_alone(archive: Path, tmp_path: Path) -> None:
    done = nenpyo("events", archive, tmp_path / "page.txt")
    assert done.exit_code == 2
    assert "is an archive; give it alone" in done.stderr


def test_build_from_a_selection(archive: Path, tmp_path: Path) -> None:
    done = nenpyo("build", "--archive", archive, "--text", "港", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    rows = list(csv.DictReader((tmp_path / "out" / "events.csv").open(encoding="utf-8")))
    assert [row["label"] for row in rows] == ["サモアの政府は港でツバルを支援"]
    assert (tmp_path / "out" / "timeline.html").stat().st_size > 100_000


def test_correct_list_undo_and_table(archive: Path, tmp_path: Path) -> None:
    ids = [row["id"] for row in csv.DictReader(nenpyo("events", archive, "--format", "csv").stdout.splitlines())]
    assert nenpyo("correct", archive, "reject", ids[0], "--note", "社説").exit_code == 0
    assert ids[0] not in nenpyo("events", archive, "--format", "csv").stdout
    listed = nenpyo("correct", archive, "list").stdout
    assert f"reject\t{ids[0]}\t\t社説" in listed
    (tmp_path / "corrections.tsv").write_text(listed, encoding="utf-8")
    assert nenpyo("correct", archive, "undo", "1").exit_code == 0
    assert ids[0] in nenpyo("events", archive, "--format", "csv").stdout
    assert "1 corrections kept" in nenpyo("correct", archive, "--from", tmp_path / "corrections.tsv").stdout


def test_dump_and_load(archive: Path, tmp_path: Path) -> None:
    assert nenpyo("export", archive, "-f", "dump", "-o", tmp_path / "dump.jsonl").exit_code == 0
    done = nenpyo("load", tmp_path / "again.nenpyo", tmp_path / "dump.jsonl")
    assert done.exit_code == 0, done.stderr
    assert nenpyo("export", tmp_path / "again.nenpyo", "-f", "dump").stdout == (tmp_path / "dump.jsonl").read_text(encoding="utf-8")
    assert "sound; 1 documents, 2 lines" in nenpyo("check", tmp_path / "again.nenpyo").stdout


@pytest.mark.parametrize("format_", ["html", "graphml", "gexf", "actors", "csv", "mentions", "parquet", "jsonl"])
def test_every_format_is_written(archive: Path, tmp_path: Path, format_: str) -> None:
    done = nenpyo("export", archive, "-f", format_, "-o", tmp_path / "out", "--country", "サモア")
    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "out").stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere.nenpyo"], "nowhere.nenpyo: no such archive"),
        (["correct", "ARCHIVE", "type", "event:page:1:99", "AID"], "no event 'event:page:1:99'"),
        (["correct", "ARCHIVE", "--from", "nowhere.tsv"], "nowhere.tsv"),
        (["events", "ARCHIVE", "--actor", "火星"], "nobody in this archive is called '火星'"),
        (["load", "ARCHIVE", "dump.jsonl"], "is there already"),
        (["add", "ARCHIVE", "nowhere.txt"], "nowhere.txt: no such file"),
    ],
)
def test_wrong_use_is_one_line(archive: Path, arguments: list[str], words: str) -> None:
    done = nenpyo(*(archive if word == "ARCHIVE" else word for word in arguments))
    assert done.exit_code == 2
    assert words in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_ctrl_c_is_told(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("graph.archive.Archive.add", interrupted)
    done = nenpyo("add", archive, tmp_path / "page.txt")
    assert done.exit_code == 130
    assert "the same command goes on from there" in done.stderr


def test_a_missing_input_makes_no_archive(tmp_path: Path) -> None:
    done = nenpyo("add", tmp_path / "news.nenpyo", tmp_path / "nowhere.txt")
    assert done.exit_code == 2
    assert "no such file" in done.stderr
    assert not (tmp_path / "news.nenpyo").exists()


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["add", str(tmp_path / "news.nenpyo"), "-"], input=PAGE)
    assert done.exit_code == 0, done.stderr
    assert "1 documents, 2 lines" in done.stdout
