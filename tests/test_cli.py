"""The command line as a user meets it: what it writes, what it says when something is wrong, and how it exits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main

SEEDS = Path(__file__).parents[1] / "seeds"
PAGE = """港湾整備、来年度に着手
政府は2026年3月5日、港湾の整備計画を発表した。
米国は3月6日、この計画を支持すると表明した。
青い空が広がる。
"""
OUTPUTS = {
    "timeline.html", "graph.graphml", "graph.gexf", "actors.graphml", "countries.graphml", "events.csv", "mentions.csv",
    "annotations.jsonl",
}  # fmt: skip


def nenpyo(*arguments: str | Path) -> Result:
    """Run the command in this process, which holds the model already."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_build_writes_every_file_and_tells_each_summary(page: Path, tmp_path: Path) -> None:
    done = nenpyo("build", page, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == OUTPUTS
    assert "2026-03-05" in done.stdout
    assert "(出来事なし) 青い空が広がる。" in done.stdout
    assert done.stdout.splitlines()[-1].endswith(f"Open in a browser: {tmp_path / 'out' / 'timeline.html'}")
    assert done.stderr == ""  # no bars where there is no terminal
    assert (tmp_path / "out" / "events.csv").read_bytes().startswith(b"id,label")


def test_tables_for_excel_have_a_byte_order_mark(page: Path, tmp_path: Path) -> None:
    assert nenpyo("build", page, "-o", tmp_path, "--excel").exit_code == 0
    assert (tmp_path / "events.csv").read_bytes().startswith(b"\xef\xbb\xbfid,label")
    assert (tmp_path / "mentions.csv").read_bytes().startswith(b"\xef\xbb\xbfevent,line")


def test_annotate_writes_one_object_a_line_with_offsets_into_its_text(page: Path) -> None:
    done = nenpyo("annotate", page)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["page:1", "page:2", "page:3", "page:4"]
    assert [row["kind"] for row in rows] == ["title", "summary", "summary", "summary"]
    for row in rows:
        for item in (*row["times"], *row["countries"], *row["actors"]):
            assert row["text"][item["start_char"] : item["end_char"]] == item["text"]
        for event in row["events"]:
            assert row["text"][event["start_char"] : event["end_char"]] == event["trigger"]
    assert [(time["text"], time["start"]) for time in rows[2]["times"]] == [("3月6日", "2026-03-06")]


def test_events_are_filtered_by_country(page: Path) -> None:
    done = nenpyo("events", page, "--country", "米国", "--format", "jsonl")
    assert done.exit_code == 0, done.stderr
    assert all("米国" in (row["agents"] or "") + (row["targets"] or "") for row in map(json.loads, done.stdout.splitlines()))
    assert "支持" in done.stdout
    assert "港湾の整備計画を発表" not in done.stdout


def test_the_table_of_events_says_where_each_stands_and_in_how_many_lines(tmp_path: Path) -> None:
    strike = "米軍は2026年1月3日、ベネズエラの首都カラカスを攻撃した。"
    news = [{"text": strike, "source": "朝夕新聞"}, {"text": f"{strike}国連は会合を開く。", "source": "通信"}]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in news), encoding="utf-8")
    told = nenpyo("events", tmp_path / "news.jsonl", "--type", "ASSAULT").stdout
    for word in ("出典", "news:1", "(朝夕新聞)", "ほか1行"):
        assert word in told


def test_filters_that_nothing_meets_are_told_in_a_line(page: Path, tmp_path: Path) -> None:
    lost = nenpyo("events", page, "--country", "アトランティス", "--format", "jsonl")
    assert (lost.exit_code, lost.stdout) == (0, "")
    (line,) = lost.stderr.strip().splitlines()
    assert "no event meets the filters" in line
    assert "country 'アトランティス' is unknown" in line
    early = nenpyo("events", page, "--until", "1999", "--format", "jsonl")
    assert early.exit_code == 0
    assert early.stderr.strip() == "nenpyo: no event meets the filters"
    built = nenpyo("build", page, "-o", tmp_path, "--until", "1999")
    assert (built.exit_code, built.stderr.strip()) == (0, "nenpyo: no event meets the filters")


def test_a_surname_finds_its_bearer_and_an_unknown_name_those_alike() -> None:
    page = SEEDS / "004_ec138bacc4a23740.txt"
    done = nenpyo("events", page, "--actor", "小泉", "--since", "2025-11", "--format", "jsonl")
    assert done.exit_code == 0, done.stderr
    assert "与那国島" in done.stdout
    lost = nenpyo("events", page, "--actor", "進次郎", "--format", "jsonl")
    assert lost.exit_code == 2
    assert "nobody in this graph is called '進次郎'; there is 小泉進次郎" in lost.stderr.replace("\n", "")


def test_gold_is_not_taken_for_a_prediction() -> None:
    gold = Path(__file__).parent / "gold" / "000.jsonl"
    done = nenpyo("score", gold, gold)
    assert done.exit_code == 2
    assert "000.jsonl:1: no annotation" in done.stderr


def test_explain_names_tokens_and_reasons(page: Path) -> None:
    done = nenpyo("explain", page, "2")
    assert done.exit_code == 0, done.stderr
    assert "発表" in done.stdout
    assert "2026-03-05" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["explain", str(SEEDS / "000_7b87e8c0ba7c4899.txt"), "99"], ":99: no such line"),
        (["score", "nowhere.jsonl", "nowhere.jsonl"], "nowhere.jsonl: No such file or directory"),
    ],
)
def test_wrong_use_is_one_line_with_the_cure_and_exit_code_two(arguments: list[str], words: str) -> None:
    done = nenpyo(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_output_that_is_a_file_is_told_before_the_work(page: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    done = nenpyo("build", page, "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert "give a folder with -o" in done.stderr


def test_a_full_disk_leaves_no_half_written_file(page: Path, tmp_path: Path) -> None:
    script = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); from graph.cli import main; main()"
    command = [sys.executable, "-c", script, "build", str(page), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert {path.name for path in (tmp_path / "out").iterdir()} <= OUTPUTS - {"timeline.html"}


def test_ctrl_c_while_the_parts_are_loaded_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "graph.py").write_text("import signal; signal.raise_signal(signal.SIGINT)")
    start = Path(__file__).parents[1] / "graph" / "start.py"
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import runpy; runpy.run_path({str(start)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "nenpyo: stopped\n")


def test_strict_turns_skipped_input_into_exit_code_one(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text('{"text": "政府は3月5日、計画を発表した。"}\nbroken\n', encoding="utf-8")
    assert nenpyo("annotate", tmp_path).exit_code == 0
    done = nenpyo("annotate", tmp_path, "--strict")
    assert done.exit_code == 1
    assert "news.jsonl:2: skipped, no JSON" in done.stderr
    assert "1 place skipped or mended" in done.stderr


def test_a_bad_alias_file_is_named_with_its_line(page: Path, tmp_path: Path) -> None:
    (tmp_path / "aliases.tsv").write_text("首相\n", encoding="utf-8")
    done = nenpyo("annotate", page, "--aliases", tmp_path / "aliases.tsv")
    assert done.exit_code == 2
    assert "aliases.tsv:1" in done.stderr


def test_workers_give_the_same_annotations_in_the_same_order(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(
        "\n".join(f"政府は2026年3月{day}日、計画{day}を発表した。" for day in range(1, 31)) * 3, encoding="utf-8"
    )
    assert nenpyo("annotate", tmp_path, "--workers", "2").stdout == nenpyo("annotate", tmp_path).stdout
