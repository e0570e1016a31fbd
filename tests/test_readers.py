"""Reading: what a user hands over comes in whole, or is named with its place and the cure."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.encodings import decode, detect
from extract.model import Page
from extract.readers import InputError, Skip, read

SUMMARY = "政府は5日、港湾の整備計画を発表した。首相は記者団に「急ぐ必要がある」と述べた。"


def pages(*paths: Path) -> tuple[list[Page], list[Skip]]:
    skips: list[Skip] = []
    return list(read(paths, skips.append)), skips


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_japanese_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "page.txt").write_bytes(f"{SUMMARY}\r\n{SUMMARY[::-1]}\r\n".encode(encoding))
    [page], skips = pages(tmp_path / "page.txt")
    assert texts(page) == [SUMMARY, SUMMARY[::-1]]
    assert skips == []


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"%PDF-1.7 abc", b"PK\x03\x04abc", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_a_binary_is_refused_with_the_cure(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "page.txt").write_bytes(data)
    with pytest.raises(InputError, match=r"page\.txt: not a text in .*; save it as UTF-8"):
        pages(tmp_path / "page.txt")


def test_a_binary_among_pages_of_a_folder_is_passed_over_and_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text(SUMMARY, encoding="utf-8")
    found, skips = pages(tmp_path)
    assert [page.name for page in found] == ["b.txt"]
    assert [(Path(skip.path).name, skip.line) for skip in skips] == [("a.txt", None)]


def test_missing_paths_and_folders_without_pages_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        pages(tmp_path / "nowhere")
    with pytest.raises(InputError, match="no page in this folder"):
        pages(tmp_path)


def test_an_empty_file_is_named_and_gives_a_page_without_lines(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"")
    [page], [skip] = pages(tmp_path / "page.txt")
    assert page.lines == ()
    assert "empty" in str(skip)


def test_control_characters_become_spaces_in_their_place(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"{SUMMARY}\n政府は\x00港湾を\x1b整備した。", encoding="utf-8")
    [page], [skip] = pages(tmp_path / "page.txt")
    assert texts(page)[1] == "政府は 港湾を 整備した。"
    assert (skip.line, skip.reason) == (2, "2 control characters read as spaces")


def test_an_endless_line_is_skipped_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"{'政' * 3_500_000}\n{SUMMARY}", encoding="utf-8")
    [page], [skip] = pages(tmp_path / "page.txt")
    assert [(line.number, line.text) for line in page.lines] == [(2, SUMMARY)]
    assert skip.line == 1
    assert "3,500,000 characters" in skip.reason


def test_records_keep_their_own_day_title_and_url(tmp_path: Path) -> None:
    record = {
        "text": SUMMARY,
        "published": "2026-05-14T23:30:00-05:00",
        "title": "港湾",
        "url": "https://example.org/1",
        "source": "例",
    }
    (tmp_path / "news.jsonl").write_text(json.dumps(record), encoding="utf-8")
    [page], _ = pages(tmp_path)
    [line] = page.lines
    assert (line.published, line.title, line.url, line.source) == (date(2026, 5, 14), "港湾", "https://example.org/1", "例")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("{broken", "no JSON"),
        ("[1]", "no JSON object: [1]"),
        ('{"text": 5}', 'no "text" in this record'),
        ("[" * 60_000, ""),
    ],
)
def test_a_broken_record_is_skipped_with_its_line(tmp_path: Path, raw: str, reason: str) -> None:
    (tmp_path / "news.jsonl").write_text(f'{{"text": "{SUMMARY}"}}\n{raw}\n', encoding="utf-8")
    [page], [skip] = pages(tmp_path / "news.jsonl")
    assert len(page.lines) == 1
    assert skip.line == 2
    assert reason in skip.reason


def test_a_wrong_timestamp_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text(json.dumps({"text": SUMMARY, "published": "yesterday"}), encoding="utf-8")
    [page], [skip] = pages(tmp_path)
    assert page.lines[0].published is None
    assert "yesterday" in skip.reason


def test_pages_of_one_name_keep_their_lines_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(SUMMARY, encoding="utf-8")
    found, _ = pages(tmp_path / "a" / "page.txt", tmp_path / "b" / "page.txt", tmp_path / "a")
    ids = [line.id for page in found for line in page.lines]
    assert len(ids) == 2
    assert len(set(ids)) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["txt", "jsonl"]))
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"page.{suffix}"
    path.write_bytes(data)
    try:
        found, _ = pages(path)
    except InputError as error:
        assert str(path) in str(error)
        assert "\n" not in str(error)
    else:
        assert all(line.text.strip() and "\0" not in line.text for page in found for line in page.lines)


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"]), st.integers(1, 9))
def test_an_encoding_is_found_alike_in_any_pieces(text: str, encoding: str, size: int) -> None:
    data = text.encode(encoding, "ignore")
    assert detect(data[at : at + size] for at in range(0, len(data), size)) == detect([data])


@given(st.text(st.characters(codec="euc_jp", exclude_characters="¥‾"), min_size=1))
def test_utf8_is_never_taken_for_another_encoding(text: str) -> None:
    assert decode(text.encode("utf-8")) == text
