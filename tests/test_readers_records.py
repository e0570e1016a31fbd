"""Tables and records: each column found or named, nothing lost without its place."""

import json
from datetime import date
from pathlib import Path

import pytest
from inputs import FIRST, SECOND, lines, pages, written

from extract import readers_fields
from extract.readers import InputError, parse_columns

TABLE = f"""日付,見出し,要約,URL,媒体
2026/1/5 12:30,港湾,{FIRST},https://example.org/1,春の新聞
2026年1月6日,反対,{SECOND},https://example.org/2,夏の新聞
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_a_table_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    first, second = lines(written(tmp_path / "news.csv", TABLE.replace("\n", "\r\n"), encoding))
    assert (first.number, first.text, first.published, first.title) == (2, FIRST, date(2026, 1, 5), "港湾")
    assert (second.text, second.url, second.source) == (SECOND, "https://example.org/2", "夏の新聞")


@pytest.mark.parametrize(("name", "sign"), [("news.tsv", "\t"), ("news.csv", "\t"), ("news.csv", ";")])
def test_tabs_and_semicolons_part_cells_too(tmp_path: Path, name: str, sign: str) -> None:
    assert lines(written(tmp_path / name, TABLE.replace(",", sign)))[1].source == "夏の新聞"


def test_columns_are_named_where_their_names_do_not_tell(tmp_path: Path) -> None:
    table = written(tmp_path / "news.csv", f"no,when,what,text\n1,2026-01-05,{FIRST},skip me\n")
    (line,) = lines(table, columns={"text": "what", "published": "when", "id": "no"})
    assert (line.text, line.published, line.record) == (FIRST, date(2026, 1, 5), "1")


def test_columns_of_records_are_named_and_guessed_alike(tmp_path: Path) -> None:
    record = {"Headline": "港湾", "lead": FIRST, "Date": "2026-01-05T23:30:00Z", "uid": 7}
    file = written(tmp_path / "news.jsonl", json.dumps(record))
    (line,) = lines(file, tz="Asia/Tokyo")
    assert (line.text, line.title, line.published, line.record) == (FIRST, "港湾", date(2026, 1, 6), "7")
    assert lines(file, columns={"title": "uid"})[0].title == "7"


def test_the_own_name_of_a_field_goes_before_a_guess(tmp_path: Path) -> None:
    file = written(tmp_path / "news.jsonl", json.dumps({"content": "other", "summary": "other", "text": FIRST}))
    assert lines(file)[0].text == FIRST


def test_a_cell_over_several_lines_is_one_line_at_its_first(tmp_path: Path) -> None:
    table = written(tmp_path / "news.csv", f'text,title\n"政府は5日、\n港湾の整備計画を\nNATO and\nEU に伝えた。",a\n{SECOND},b\n')
    assert [(line.number, line.text) for line in lines(table)] == [
        (2, "政府は5日、港湾の整備計画を NATO and EU に伝えた。"),
        (6, SECOND),
    ]


def test_rows_that_cannot_be_read_are_told_with_their_line(tmp_path: Path) -> None:
    table = written(tmp_path / "news.csv", f"text,date\n{FIRST},2026-01-05\n,,\n,2026-01-05\na,b,c\n{SECOND},someday\n")
    [page], skips = pages(table)
    assert [(line.number, line.text, line.published) for line in page.lines] == [(2, FIRST, date(2026, 1, 5)), (6, SECOND, None)]
    assert [(skip.line, skip.reason.split(";")[0]) for skip in skips] == [
        (4, 'skipped, no "text" in this record'),
        (5, "skipped, 3 cells under 2 names"),
        (6, '"published" is no day or timestamp, left out: someday'),
    ]


def test_a_quotation_mark_without_partner_is_told(tmp_path: Path) -> None:
    [page], skips = pages(written(tmp_path / "news.csv", f'text\n{FIRST}\n"{"政" * 200_000}\n'))
    assert [line.text for line in page.lines] == [FIRST]
    assert skips[0].line == 3
    assert "quotation mark" in skips[0].reason


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (None, r"news\.csv:1: no column known as the text among a, b; name it: --columns text=NAME"),
        ({"text": "c"}, "no column 'c' for text"),
    ],
)
def test_a_table_without_its_text_is_wrong_use(tmp_path: Path, told: dict[str, str] | None, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        pages(written(tmp_path / "news.csv", "a,b\n1,2\n"), columns=told)


def test_columns_as_the_command_line_gives_them() -> None:
    assert parse_columns("text=summary, published=date") == {"text": "summary", "published": "date"}
    for wrong in ("body=x", "text", "text=", ""):
        with pytest.raises(ValueError, match="--columns"):
            parse_columns(wrong)
    with pytest.raises(ValueError, match="no field 'body'"):
        pages("x.csv", columns={"body": "x"})


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([{"summary": FIRST}, {"summary": SECOND}], indent=1),
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"content_text": FIRST}, {"content_text": SECOND}]}),
        f'{{"text": "{FIRST}"}}\n{{"text": "{SECOND}"}}\n',
    ],
    ids=["list", "JSON Feed", "lines"],
)
def test_json_of_any_shape(tmp_path: Path, text: str) -> None:
    assert [(line.number, line.text) for line in lines(written(tmp_path / "news.json", text))] == [(1, FIRST), (2, SECOND)]


@pytest.mark.parametrize("text", ["[" * 60_000, "{", "5", '{"a": [{}], "b": [{}]}'], ids=["deep", "cut", "number", "two lists"])
def test_json_that_holds_no_records_is_refused_in_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"news\.json: .*\.jsonl file"):
        pages(written(tmp_path / "news.json", text))


def test_a_long_file_comes_in_parts_whose_repetitions_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_fields, "RECORDS_A_PAGE", 2)
    file = written(tmp_path / "news.jsonl", "".join(f'{{"text": "{FIRST}{n % 3}"}}\n' for n in range(5)))
    found, _ = pages(file)
    assert [len(page.lines) for page in found] == [2, 2, 1]
    assert [(line.id, line.of) for page in found for line in page.lines if line.of] == [("news:4", "news:1"), ("news:5", "news:2")]
    assert all(page.records for page in found)
