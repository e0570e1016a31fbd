"""Saved HTML → a page: a list of news gives one line an entry, an article its headline and its paragraphs; a table its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from datetime import date
from typing import Any

from extract.model import Line, Page
from extract.page import classify
from extract.readers_fields import BROKEN, fitting, line_of, record_pages
from extract.readers_html_list import HIRAGANA, SENTENCE, Entry, find_list, seen
from extract.readers_html_table import find_table
from extract.readers_markup import Element, declared, needed, parse, texts
from extract.readers_source import CONTROL, MAX_MARKUP_BYTES, Input, InputError
from extract.timestamps import published_day

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://[^\s>]{1,2000})")
DATE_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"(?P<stamp>[^"]{8,40})"')
PUBLISHED = ("article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate", "dc.date", "date")
SHORT = {"min_extracted_size": "40", "min_output_size": "1"}
MAX_TITLE = 200
MAX_ELEMENTS = 100_000


def read_html(given: Input) -> Iterator[Page]:
    """One page; without an article or a list in it the page is empty, and that is told."""
    html = needed(given, "lxml.html", "HTML pages")
    trafilatura = needed(given, "trafilatura", "HTML pages")
    text = given.text(declared(given.start(2048)), MAX_MARKUP_BYTES)
    tree, whole = parse(html, text)
    if tree is not None and sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InputError(f"{given.path}: more than {MAX_ELEMENTS:,} elements; save a part of the page")
    if tree is not None and (records := find_table(html.etree, tree, given.how.columns)):
        yield from record_pages(given, (line_of(given, number, record) for number, record in enumerate(records, 1)))
        return
    lines = tuple(_lines(given, html, trafilatura, text, tree)) if tree is not None else ()
    if not whole:
        given.skip(None, "elements stand more than 256 deep in one another; read no further than these")
    if not lines:
        given.skip(None, "empty: no article and no list of news in it; save its text as .txt, one summary a line")
    yield classify(Page(given.name, lines))


def _lines(given: Input, html: Any, trafilatura: Any, text: str, tree: Element) -> Iterator[Line]:
    about = _metadata(tree)
    found = SAVED_FROM.search(text[:4096])
    url = about.get("canonical") or about.get("og:url") or (found["url"] if found else None)
    title, source = _title(html, tree, about), about.get("og:site_name")
    entries = find_list(html.etree, tree, url, given.how.zone)
    if not entries:
        day = _day(given, DATE_PUBLISHED.search(text), about)
        entries = [Entry(part, title, url, day) for part in _article(html, trafilatura, tree) if part != title]
    if entries and title:
        yield Line(given.name, 1, title, url=url, source=source)
    for number, entry in enumerate(entries, 2 if title else 1):
        if fit := fitting(given, number, entry.text):
            yield Line(given.name, number, fit, published=entry.published, title=entry.title, url=entry.url or url, source=source)


def _metadata(tree: Element) -> dict[str, str]:
    """What the page's head says of it, by name in small letters; the first of a name."""
    about: dict[str, str] = {}
    for element in tree.iter("meta", "link"):
        names = (element.get(key) for key in ("property", "name", "itemprop", "rel"))
        name = next((name for name in names if name), "").lower()
        value = " ".join(CONTROL.sub(" ", element.get("content") or element.get("href") or "").split())
        if name and value:
            about.setdefault(name, value)
    return about


def _title(html: Any, tree: Element, about: dict[str, str]) -> str | None:
    """The page's own headline: in its text, else as its head gives it."""
    heads = (" ".join(texts(html.etree, head)) for head in seen(tree) if head.tag == "h1")
    named = (" ".join(texts(html.etree, title)) for title in tree.iter("title"))
    told = next(filter(None, heads), None) or about.get("og:title") or next(filter(None, named), None)
    return CONTROL.sub(" ", told).strip()[:MAX_TITLE] or None if told else None


def _day(given: Input, structured: re.Match[str] | None, about: dict[str, str]) -> date | None:
    """The day the page says it was published; never one guessed from its text."""
    stamps = [about[name] for name in PUBLISHED if name in about] + ([structured["stamp"]] if structured else [])
    for stamp in stamps:
        try:
            return published_day(stamp, given.how.zone)
        except ValueError:
            continue
    return None


def _article(html: Any, trafilatura: Any, tree: Element) -> list[str]:
    """The paragraphs of the page's main text; where none shows itself, whatever has whole sentences."""
    copy = deepcopy(tree)
    for element in copy.iter():  # trafilatura makes spaces of line ends
        element.text, element.tail = (BROKEN.sub("", text) if text else text for text in (element.text, element.tail))
    found = trafilatura.bare_extraction(copy, include_comments=False, with_metadata=False, config=_config(trafilatura))
    paragraphs = list(texts(html.etree, found.body)) if found is not None and found.body is not None else []
    if not any(HIRAGANA.search(text) for text in paragraphs):
        paragraphs = []
    return paragraphs or [text for text in texts(html.etree, tree) if SENTENCE.search(text)]


def _config(trafilatura: Any) -> ConfigParser:
    """Japanese says in 40 characters what takes 100 letters: short articles are articles."""
    config = ConfigParser()
    config.read_dict({"DEFAULT": dict(trafilatura.settings.DEFAULT_CONFIG["DEFAULT"]) | SHORT})
    return config
