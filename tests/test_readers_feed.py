"""RSS and Atom files: entries as records, damage told, bombs refused."""

import sys
from datetime import date
from pathlib import Path

import pytest
from inputs import FIRST, SECOND, lines, pages, written

from extract.readers import InputError

RSS = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>春の新聞</title>
<item><title>港湾</title><description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>
<link>https://example.org/1</link><guid isPermaLink="false">g1</guid><pubDate>Mon, 05 Jan 2026 23:30:00 GMT</pubDate></item>
<item><title>反対</title><content:encoded><![CDATA[<p>野党は6日、</p>
<p>反対した。</p>]]></content:encoded><guid>g2</guid></item>
<item><title>{SECOND}</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>春の新聞</title><entry><title>港湾</title><id>tag:1</id>
<link href="https://example.org/1"/><published>2026-01-05T23:30:00-05:00</published><summary>{FIRST}</summary>
<source><title>夏の新聞</title></source></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>春の新聞</title></channel>
<item rdf:about="https://example.org/1"><title>港湾</title><link>https://example.org/1</link>
<description>{FIRST}</description><dc:date>2026-01-05T23:30:00+09:00</dc:date></item></rdf:RDF>"""


def test_an_entry_is_a_record_with_its_summary_else_content_else_title(tmp_path: Path) -> None:
    first, second, third = lines(written(tmp_path / "news.rss", RSS))
    assert (first.number, first.text, first.title, first.published) == (1, FIRST, "港湾", date(2026, 1, 5))
    assert (first.url, first.source, first.record) == ("https://example.org/1", "春の新聞", "g1")
    assert (second.text, second.title) == ("野党は6日、 反対した。", "反対")
    assert (third.text, third.title) == (SECOND, None)


@pytest.mark.parametrize(("text", "source"), [(ATOM, "夏の新聞"), (RDF, "春の新聞")], ids=["Atom", "RSS 1.0"])
def test_the_other_kinds_of_feed(tmp_path: Path, text: str, source: str) -> None:
    (line,) = lines(written(tmp_path / "news.xml", text))
    assert (line.text, line.title, line.published) == (FIRST, "港湾", date(2026, 1, 5))
    assert (line.url, line.source) == ("https://example.org/1", source)


def test_days_are_counted_in_the_zone_asked_for(tmp_path: Path) -> None:
    assert lines(written(tmp_path / "news.rss", RSS), tz="Asia/Tokyo")[0].published == date(2026, 1, 6)


@pytest.mark.parametrize(("name", "encoding"), [("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"), ("UTF-8", "cp932")])
def test_a_feed_in_the_encoding_it_names_or_hides(tmp_path: Path, name: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{name}"?>\n{RSS}'
    assert lines(written(tmp_path / "news.rss", text, encoding))[0].text == FIRST


def test_columns_of_tables_do_not_touch_feeds(tmp_path: Path) -> None:
    assert lines(written(tmp_path / "news.rss", RSS), columns={"text": "abstract"})[0].text == FIRST


def test_a_damaged_feed_is_read_as_far_as_it_goes_and_told(tmp_path: Path) -> None:
    [page], [skip] = pages(written(tmp_path / "news.rss", RSS.replace("</title>\n", "</title> & \n", 1)))
    assert [line.text for line in page.lines] == [FIRST, "野党は6日、 反対した。", SECOND]
    assert "the feed is damaged (line 1:" in skip.reason


@pytest.mark.parametrize("text", ["<rss", "<html><p>港湾</p></html>", "港湾", "<a/>"])
def test_what_is_no_feed_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"news\.xml: no RSS or Atom feed"):
        pages(written(tmp_path / "news.xml", text))


@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        ('<!DOCTYPE r [<!ENTITY a "政"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + RSS, "declares entities of its own"),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + RSS, "declares entities of its own"),
        (RSS.replace("<item>", "<item>" * 300, 1), "elements stand more than 200 deep"),
    ],
    ids=["entities", "file", "depth"],
)
def test_bombs_are_refused_with_a_word(tmp_path: Path, bomb: str, reason: str) -> None:
    with pytest.raises(InputError, match=rf"news\.xml: {reason}"):
        pages(written(tmp_path / "news.xml", bomb))


def test_a_missing_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(InputError, match=r"reading feeds needs feedparser: pip install 'nenpyo\[inputs\]'"):
        pages(written(tmp_path / "news.rss", RSS))
