"""Where inputs come from: folders, patterns, standard input, packed files; and how large they may be."""

import gzip
import io
import sys
from pathlib import Path

import pytest
from inputs import FIRST, SECOND, lines, pages, written

from extract import readers_source
from extract.readers import InputError

RSS = f"<rss version='2.0'><channel><title>春</title><item><description>{FIRST}</description></item></channel></rss>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One page of every format, and what a folder holds besides."""
    written(tmp_path / "a.txt", FIRST)
    written(tmp_path / "b.JSONL", f'{{"text": "{FIRST}"}}')
    written(tmp_path / "c.csv", f"text\n{FIRST}")
    written(tmp_path / "d.xml", RSS)
    written(tmp_path / "e.html", f"<html><body><article><h1>港湾</h1><p>{FIRST}</p></article></body></html>")
    written(tmp_path / "f.txt.gz", gzip.compress(FIRST.encode()))
    (tmp_path / "e_files").mkdir()
    written(tmp_path / "e_files" / "frame.html", "<p>広告です。</p>")
    written(tmp_path / ".hidden.txt", FIRST)
    written(tmp_path / "picture.png", b"\x89PNG")
    return tmp_path


def test_a_folder_gives_its_pages_of_every_format(folder: Path) -> None:
    found, skips = pages(folder)
    assert skips == []
    assert {page.name: page.lines[-1].text for page in found} == dict.fromkeys(
        ["a.txt", "b.JSONL", "c.csv", "d.xml", "e.html", "f.txt"], FIRST
    )
    assert [page.name for page in found if page.records] == ["b.JSONL", "c.csv", "d.xml"]


def test_a_pattern_gives_what_fits_it_once(folder: Path) -> None:
    found, _ = pages(str(folder / "[ac].*"), folder / "a.txt", str(folder / "**" / "c.csv"))
    assert [page.name for page in found] == ["a.txt", "c.csv"]
    with pytest.raises(InputError, match="no page fits this pattern"):
        pages(str(folder / "*.docx"))


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    assert lines(written(tmp_path / "[1].txt", FIRST))[0].text == FIRST


@pytest.mark.parametrize("address", ["https://example.org/feed", Path("https://example.org/feed")])
def test_an_address_is_not_taken_for_a_file(address: str | Path) -> None:
    with pytest.raises(InputError, match="addresses are not fetched; save the page or feed"):
        pages(address)


class Pipe(io.BytesIO):
    """Standard input as a pipe gives it: read once, forward."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation


@pytest.mark.parametrize(
    ("text", "records"),
    [
        (f"{FIRST}\n{SECOND}", False),
        (f'{{"text": "{FIRST}"}}\n{{"text": "{SECOND}"}}\n', True),
        (f'[\n{{"text": "{FIRST}"}},\n{{"text": "{SECOND}"}}]', True),
        (f"date,text\n2026-01-05,{FIRST}\n2026-01-05,{SECOND}", True),
        (f"<?xml version='1.0'?>\n{RSS.replace('</item>', f'</item><item><description>{SECOND}</description></item>')}", True),
        (f"<!DOCTYPE html><body><article><p>{FIRST}</p><p>{SECOND}</p></article>", False),
    ],
    ids=["text", "JSON lines", "JSON", "table", "feed", "HTML"],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
@pytest.mark.parametrize("packed", [False, True])
def test_the_format_of_standard_input_shows_in_its_text(
    monkeypatch: pytest.MonkeyPatch, text: str, records: bool, encoding: str, packed: bool
) -> None:
    data = text.encode(encoding)
    pipe = io.BufferedReader(Pipe(gzip.compress(data) if packed else data))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))
    [page], skips = pages("-")
    assert skips == []
    assert (page.name, page.records) == ("stdin", records)
    assert [line.text for line in page.lines if line.kind == "summary"] == [FIRST, SECOND]


def test_a_packed_bomb_is_stopped_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_source, "MAX_FILE_BYTES", 2**20)
    bomb = written(tmp_path / "bomb.txt.gz", gzip.compress(b"\0" * 2**22))
    with pytest.raises(InputError, match=r"bomb\.txt\.gz: unpacks to more than 1 MB; split it"):
        pages(bomb)
    with pytest.raises(InputError, match=r"page\.txt: larger than 1 MB; split it"):
        pages(written(tmp_path / "page.txt", b"a" * (2**20 + 1)))


@pytest.mark.parametrize("cut", [slice(20), slice(0, -6), slice(2, None)])
def test_a_damaged_packed_file_is_refused_whole(tmp_path: Path, cut: slice) -> None:
    data = gzip.compress((FIRST * 40).encode())
    with pytest.raises(InputError, match=r"news\.txt\.gz: (damaged gzip file|not a text)"):
        pages(written(tmp_path / "news.txt.gz", data[cut]))


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(InputError, match=r"loop\.txt: no such file"):
        pages(tmp_path / "loop.txt")
