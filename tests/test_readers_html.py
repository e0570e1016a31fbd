"""Saved pages: an article is a page of its paragraphs, a list of news a line for each entry; the rest of the page is left."""

import sys
from datetime import date
from pathlib import Path

import pytest
from inputs import FIRST, SECOND, lines, pages, written

from extract import readers_html
from extract.readers import InputError

AROUND = "<nav><ul><li><a href='/'>ホームへ戻るためのリンクはこちらです</a></li></ul></nav>"
ARTICLE = f"""<!DOCTYPE html>
<!-- saved from url=(0025)https://example.org/a/1 -->
<html><head><title>港湾の整備計画 | 春の新聞</title><meta property="og:site_name" content="春の新聞">
<meta property="article:published_time" content="2026-01-05T23:30:00Z"></head><body>{AROUND}
<main><article><h1>港湾の整備計画</h1><p>{FIRST}</p><p>{SECOND}</p></article></main>
<aside><ul><li>ほかの記事はこちらからどうぞ、毎日更新します。</li></ul></aside><footer>Copyright</footer></body></html>"""


def entries(one: str, around: str = "<ul>{}</ul>", count: int = 4) -> str:
    """A page that lists so much news; `one` with {n} for the number."""
    told = "".join(one.replace("{n}", str(n)) for n in range(1, count + 1))
    head = f"<head><title>春の新聞</title></head><body>{AROUND}<h1>日米の動き</h1>"
    return f"<html>{head}{around.format(told)}<footer>Copyright</footer></body></html>"


def test_an_article_is_its_headline_and_its_paragraphs(tmp_path: Path) -> None:
    title, first, second = lines(written(tmp_path / "a.html", ARTICLE))
    assert (title.kind, title.text) == ("title", "港湾の整備計画")
    assert (first.text, second.text) == (FIRST, SECOND)
    assert (first.published, first.url, first.source) == (date(2026, 1, 5), "https://example.org/a/1", "春の新聞")
    assert [line.number for line in (title, first, second)] == [1, 2, 3]


def test_the_day_of_an_article_is_counted_where_asked(tmp_path: Path) -> None:
    assert lines(written(tmp_path / "a.html", ARTICLE), tz="Asia/Tokyo")[1].published == date(2026, 1, 6)


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-01-05T10:00:00+09:00"}</script>',
        '<meta itemprop="datePublished" content="2026-01-05">',
        '<meta name="pubdate" content="2026/01/05 10:00">',
    ],
)
def test_where_pages_tell_their_day(tmp_path: Path, head: str) -> None:
    page = f"<html><head>{head}</head><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    assert {line.published for line in lines(written(tmp_path / "a.html", page))} == {date(2026, 1, 5)}


def test_an_article_without_a_day_gets_none_from_its_text(tmp_path: Path) -> None:
    page = f"<html><body><article><p>2026年1月5日、{FIRST}</p><p>{SECOND}</p></article><footer>© 2024-03-01</footer></body></html>"
    assert {line.published for line in lines(written(tmp_path / "a.html", page))} == {None}


@pytest.mark.parametrize(
    "page",
    [
        entries("<li><a href='https://example.org/{n}'><time datetime='2026-01-0{n}'>1月{n}日</time><h3>見出し{n}</h3>"
                f"<p>{{n}}番目に、{FIRST}</p></a><span>政治</span></li>"),
        entries("<div class='card new'><h2><a href='https://example.org/{n}'>見出し{n}</a></h2><span>2026年1月{n}日</span>"
                f"<div>{{n}}番目に、{FIRST}</div></div>", "<section>{}</section>"),
        entries("<article><h2>見出し{n}</h2><time datetime='2026-01-0{n}T10:00:00+09:00'></time>"
                f"<p>{{n}}番目に、{FIRST}</p><a href='https://example.org/{{n}}'>続きを読む</a></article>", "<main>{}</main>"),
    ],
    ids=["list", "cards", "articles"],
)  # fmt: skip
def test_a_list_of_news_gives_a_line_for_each_entry(tmp_path: Path, page: str) -> None:
    title, *found = lines(written(tmp_path / "list.html", page))
    assert (title.kind, title.text) == ("title", "日米の動き")
    assert [(line.text, line.title, line.url, line.published) for line in found] == [
        (f"{n}番目に、{FIRST}", f"見出し{n}", f"https://example.org/{n}", date(2026, 1, n)) for n in range(1, 5)
    ]


@pytest.mark.parametrize(
    "page",
    [
        entries(f"<dt>2026年1月{{n}}日</dt><dd>{{n}}番目に、{FIRST}</dd>", "<dl>{}</dl>"),
        entries(f"<tr><td>2026/01/0{{n}}</td><td>{{n}}番目に、{FIRST}</td><td>春の新聞</td></tr>", "<table>{}</table>"),
    ],
    ids=["definitions", "table"],
)
def test_tables_and_definition_lists_are_lists(tmp_path: Path, page: str) -> None:
    assert [(line.text, line.published) for line in lines(written(tmp_path / "list.html", page))[1:]] == [
        (f"{n}番目に、{FIRST}", date(2026, 1, n)) for n in range(1, 5)
    ]


def test_a_table_that_names_its_columns_is_records(tmp_path: Path) -> None:
    row = f"<tr><td>2026-01-0{{n}}<td>見出し{{n}}<td>{{n}}番目に、{FIRST}<td><a href='https://example.org/{{n}}'>開く</a></tr>"
    head = "<table><tr><th>日付<th>タイトル<th>本文<th>URL</tr>{}</table>"
    [page], skips = pages(written(tmp_path / "list.html", entries(row, head)))
    assert (page.records, skips) == (True, [])
    assert [(line.number, line.text, line.title, line.url, line.published) for line in page.lines] == [
        (n, f"{n}番目に、{FIRST}", f"見出し{n}", f"https://example.org/{n}", date(2026, 1, n)) for n in range(1, 5)
    ]


def test_sentences_between_the_entries_are_kept(tmp_path: Path) -> None:
    page = entries(f"<li>{{n}}番目に、{FIRST}</li>", f"<p>{SECOND}</p><ul>{{}}</ul><p>{SECOND}</p>")
    assert [line.text for line in lines(written(tmp_path / "list.html", page))[1::5]] == [SECOND, SECOND]


def test_headlines_alone_are_entries(tmp_path: Path) -> None:
    page = "".join(f"<li><a href='https://example.org/{n}'>首相が{n}回目の会談で港湾の整備に合意</a></li>" for n in range(4))
    found = lines(written(tmp_path / "list.html", f"<title>動き</title><ul>{page}</ul>"))
    assert [line.text for line in found] == ["動き", *(f"首相が{n}回目の会談で港湾の整備に合意" for n in range(4))]


def test_lines_set_apart_by_hand_and_pictures_within_the_page(tmp_path: Path) -> None:
    text = f"<img src='data:image/png;base64,{'A' * 11_000_000}'><pre>{FIRST}\n<b>{SECOND}</b>\n</pre>"
    assert [line.text for line in lines(written(tmp_path / "a.html", text))] == [FIRST, SECOND]


def test_entries_of_several_days_lists_are_one_list(tmp_path: Path) -> None:
    days = "<section><h2>1月{n}日</h2><ul>" + f"<li>{{n}}番目に、{FIRST}</li><li>{{n}}番目に、{SECOND}</li></ul></section>"
    assert len(lines(written(tmp_path / "list.html", entries(days, "<main>{}</main>")))) == 9


def test_links_below_an_article_make_no_list_of_it(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{n}'>ほかの記事{n}の見出しがここに並んでいます</a></li>" for n in range(4))
    page = ARTICLE.replace("</article>", f"</article><div>{'<p>' + FIRST + '</p>'}{'<p>' + SECOND + '</p>'}</div><ul>{links}</ul>")
    assert [line.text for line in lines(written(tmp_path / "a.html", page))][:3] == ["港湾の整備計画", FIRST, SECOND]


@pytest.mark.parametrize(
    ("name", "encoding"), [("Shift_JIS", "cp932"), ("euc-jp", "euc_jp"), ("utf-8", "euc_jp"), ("nonsense", "cp932")]
)
def test_a_page_in_the_encoding_it_names_or_hides(tmp_path: Path, name: str, encoding: str) -> None:
    page = ARTICLE.replace("<head>", f'<head><meta charset="{name}">')
    assert lines(written(tmp_path / "a.html", page, encoding))[1].text == FIRST


def test_lines_of_the_source_do_not_break_japanese(tmp_path: Path) -> None:
    page = f"<article><p>政府は5日、\n   港湾の <b>整備</b>計画を\nNATO\nに伝えた。</p><p>{FIRST}<br>{SECOND}</p></article>"
    assert [line.text for line in lines(written(tmp_path / "a.html", page))] == [
        "政府は5日、港湾の 整備計画を NATO に伝えた。",
        FIRST,
        SECOND,
    ]


def test_a_page_without_news_is_empty_and_told(tmp_path: Path) -> None:
    for text in ("", "<html></html>", "<script>政府は発表した。</script>", "<!-- -->"):
        [page], [skip] = pages(written(tmp_path / "a.html", text))
        assert page.lines == ()
        assert "empty: no article and no list of news" in skip.reason


def test_what_stands_too_deep_is_told(tmp_path: Path) -> None:
    [page], [skip] = pages(written(tmp_path / "a.html", f"<article><p>{FIRST}</p><p>{SECOND}</p></article>{'<div>' * 300}港湾"))
    assert [line.text for line in page.lines] == [FIRST, SECOND]
    assert "more than 256 deep" in skip.reason


def test_too_many_elements_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers_html, "MAX_ELEMENTS", 100)
    with pytest.raises(InputError, match=r"a\.html: more than 100 elements; save a part of the page"):
        pages(written(tmp_path / "a.html", "<p>政府は発表した。" * 101))


def test_a_missing_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InputError, match=r"reading HTML pages needs trafilatura: pip install 'nenpyo\[inputs\]'"):
        pages(written(tmp_path / "a.html", ARTICLE))
