"""Inputs made at random, from noise to nearly sound files of every format, and what reading them must never do.

Few of them in the tests, many by `make soak` (tests/soak/inputs.py).
"""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from extract.dating import date_page
from extract.readers import InputError, Skip, read
from extract.readers_fields import MAX_LINE_BYTES
from extract.readers_source import CONTROL
from extract.times import find_times

PROSE = (
    "政府は5日、港湾の整備計画を発表した。", "首相は「急ぐ必要がある」と述べた。", "米", "日中", "2026年1月3日", "来月中旬",
    "5〜8日", "\n", "\r\n", "\r", "\u2028", "\0", "\x1b$B", "\ufeff", "\ud83d", "𠮷", "が", "か\u3099", "１２月３１日", "0日",
    "99月99日", "-", "...", "…", " ", "　",
)  # fmt: skip
CELLS = (
    "text", "summary", "published", "date", "title", "日付", "要約", ",", ",,", "\t", ";", '"', '""', '"\n', "2026-01-05",
    "2026/13/45", "2026-01-05T23:30:00+99:99", "1767655800", "=1+1",
)  # fmt: skip
OBJECTS = (
    "{", "}", "[", "]", ":", ",", '"', '"text":', '"text": "政府は発表した。"', '"published": ', '"2026-01-05T10:00:00Z"',
    "null", "true", "1e999", "-0", "NaN", "\\ud800", "\\u0000", '"items": [', "{}", '{"text": "港湾を整備した。"}\n',
    "9" * 5000,
)  # fmt: skip
TAGS = (
    "<html>", "<body>", "<article>", "</article>", "<p>", "</p>", "<ul>", "<li>", "</li>", "<h1>", "<h2>見出し</h2>",
    "<a href='//[/x'>", "</a>", "<time datetime='2026-01-05'>", "<table>", "<tr>", "<td>", "<dl>", "<dt>", "<dd>", "<br>",
    "<div class='a b'>", "</div>", "<script>", "<!--", "-->", "<meta charset='shift_jis'>",
    "<meta property='article:published_time' content='x'>", "<link rel=canonical href=x>", "<nav>", "<svg>", "<math>",
    "<template>", "<frameset>", "&lt;", "&#0;", "&#xd800;", "&#x110000;", "&#150;", "&#99999999999;", "&nbsp", "<", ">", "\x0c",
    "<title>",
)  # fmt: skip
ENTRIES = (
    "<?xml version='1.0' encoding='euc-jp'?>", "<?xml version='1.0'?>", "<rss version='2.0'>", "<channel>", "<item>", "</item>",
    "<title>", "</title>", "<description>", "</description>", "<link>http://[</link>", "<guid>1</guid>",
    "<pubDate>Mon, 99 Jan 2026 99:99:99 +9999</pubDate>", "</rss>", "<pubDate>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>", "</entry>", "<summary type='xhtml'>", "<content>", "<![CDATA[", "]]>", "<!DOCTYPE r [", "<!ENTITY a 'b'>", "]>",
    "&a;", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", "<source>", "<updated>", "xmlns:x='y'", "<x:y>",
    "<id>", "<link href='x'/>", "<media:group>", "<georss:point>1 2</georss:point>", "<itunes:duration>",
)  # fmt: skip
VOCABULARY = {
    ".txt": (),
    ".jsonl": OBJECTS,
    ".json": OBJECTS,
    ".csv": CELLS,
    ".tsv": CELLS,
    ".html": TAGS,
    ".rss": ENTRIES + TAGS[-12:],
    ".xml": ENTRIES,
    ".log": OBJECTS + CELLS + TAGS + ENTRIES,
}
BEGUN = {
    ".csv": ("text,published\n", "要約\t日付\n"),
    ".html": ("<html><body><article>", "<ul>" + "<li>政府は5日、港湾の整備計画を発表した。</li>" * 3),
    ".rss": ("<rss version='2.0'><channel><item><description>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"),
    ".xml": ("<?xml version='1.0'?><rss><channel>",),
    ".json": ("[", '{"items": ['),
}
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp")


def texts() -> st.SearchStrategy[str]:
    """Prose, broken and whole, sometimes the same over and over."""
    told = st.lists(st.sampled_from(PROSE) | st.text(max_size=12), max_size=40).map("".join)
    return st.builds(lambda text, times: (text * times)[:10_000], told, st.sampled_from((1, 1, 1, 1, 1, 1, 200)))


@st.composite
def files(draw: st.DrawFn, suffix: str) -> bytes:
    """A file of this format, more or less; sometimes damaged or packed."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=400))
    words = st.sampled_from((*VOCABULARY[suffix], *PROSE)) | st.text(max_size=8)
    text = draw(st.sampled_from(("", *BEGUN.get(suffix, ())))) + "".join(draw(st.lists(words, max_size=60)))
    repeated = draw(st.sampled_from((1, 1, 1, 1, 2, 300)))
    data = (text * repeated)[:60_000].encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    return _damaged(draw, gzip.compress(data) if draw(st.integers(0, 19)) == 0 else data)


def _damaged(draw: st.DrawFn, data: bytes) -> bytes:
    match draw(st.integers(0, 9)):
        case 0:
            return data[: draw(st.integers(0, len(data)))]
        case 1:
            at = draw(st.integers(0, len(data)))
            return data[:at] + draw(st.binary(max_size=5)) + data[at + 1 :]
    return data


def told() -> st.SearchStrategy[dict[str, Any]]:
    """What a user may say of the inputs."""
    return st.sampled_from(
        ({}, {}, {"tz": "+09:00"}, {"columns": {"text": "summary"}}, {"columns": {"published": "a", "text": "text"}})
    )


def check_file(path: Path, data: bytes, told: dict[str, Any]) -> None:
    """Reads and dates a file: pages whose lines can be parsed, or one line that names the file; never anything else."""
    path.write_bytes(data)
    skips: list[Skip] = []
    try:
        pages = list(read(path, skips.append, **told))
    except InputError as error:
        assert str(error).startswith(str(path))
        assert "\n" not in str(error)
        pages = []
    for page in pages:
        assert len(date_page(page)) == len(page.lines)
    lines = [line for page in pages for line in page.lines]
    assert len({line.id for line in lines}) == len(lines)
    for line in lines:
        assert line.text.strip()
        assert not CONTROL.search(line.text)
        assert len(line.text.encode()) <= MAX_LINE_BYTES
    assert all("\n" not in str(skip) for skip in skips)


def check_times(text: str, reference: date | None) -> None:
    """Times found in any text: spans that give back their surface, in order, days that follow each other."""
    found = find_times(text, reference)
    assert [time.start_char for time in found] == sorted(time.start_char for time in found)
    for time_ in found:
        assert text[time_.start_char : time_.end_char] == time_.text
        assert (time_.start is None) == (time_.end is None)
        assert time_.start is None or time_.end is None or time_.start <= time_.end
