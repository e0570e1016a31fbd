"""The command line over inputs of every kind: standard input, columns and zones, and how it says what is wrong with them."""

import json

import pytest
from click.testing import CliRunner, Result

from graph.cli import main

TABLE = "いつ,記事\n2026-03-05T23:30:00Z,政府は5日、港湾の整備計画を発表した。\n2026-03-07T10:00:00Z,\n"


def nenpyo(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(main, arguments, input=given.encode("cp932"))


@pytest.mark.parametrize(("zone", "day"), [((), "2026-03-05"), (("--tz", "Asia/Tokyo"), "2026-03-06")])
def test_a_table_from_standard_input_with_columns_and_a_zone(zone: tuple[str, ...], day: str) -> None:
    done = nenpyo("annotate", "-", "--columns", "text=記事,published=いつ", *zone, given=TABLE)
    assert done.exit_code == 0, done.stderr
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["id"], row["published"]) == ("stdin:2", day)
    assert 'nenpyo: -:3: skipped, no "記事" in this record' in done.stderr
    assert "1 place skipped or mended" in done.stderr
    assert nenpyo("annotate", "-", "--columns", "text=記事,published=いつ", "--strict", given=TABLE).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("-", "--columns", "text=abstract"), "no column 'abstract' for text; there are いつ, 記事"),
        (("-", "--columns", "body=x"), "names no column of text, published, title, url, source, id"),
        (("-", "--tz", "Tokyo"), "give a name like Asia/Tokyo or an offset like +09:00"),
        (("https://example.org/feed",), "addresses are not fetched; save the page or feed"),
        (("news-*.csv",), "news-*.csv: no page fits this pattern"),
    ],
)
def test_what_is_wrong_is_said_with_the_cure(arguments: tuple[str, ...], reason: str) -> None:
    done = nenpyo("events", *arguments, given=TABLE)
    assert done.exit_code == 2
    assert reason in done.stderr
    assert "Traceback" not in done.output
