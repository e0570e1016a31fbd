"""Inputs → pages: text pages (one summary a line), records (.jsonl, .json, .csv), feeds, HTML pages, folders of them, `-`.

Every format is a function from an `Input` to pages; the table below is all that knows them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

from extract.model import Line, Page
from extract.page import classify
from extract.readers_feed import read_feed
from extract.readers_fields import FIELDS, columns_of, fitting, parse_columns
from extract.readers_html import read_html
from extract.readers_paths import sources
from extract.readers_records import delimiter, read_csv, read_json, read_jsonl
from extract.readers_source import Input, InputError, OnSkip, Reading, Skip, Source, opened
from extract.timestamps import zone

__all__ = ["InputError", "OnSkip", "Reading", "Skip", "Source", "parse_columns", "read", "read_source"]

Reader = Callable[[Input], Iterator[Page]]
LINE_END = re.compile(r"[\r\n]")
FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<!--|<html|<head|<body|<rss|<feed|<rdf:)", re.IGNORECASE)


def _warn(skip: Skip) -> None:
    warnings.warn(str(skip), stacklevel=3)


def read(
    paths: str | Path | Iterable[str | Path],
    on_skip: OnSkip = _warn,
    *,
    columns: Mapping[str, str] | None = None,
    tz: str | tzinfo | None = None,
) -> Iterator[Page]:
    """Pages of files, folders (by name), patterns and standard input (`-`), in the order given.

    `columns` names the column of a field where its name does not tell: {"text": "abstract"} (fields: text, published, title, url,
    source, id). `tz` (a zone's name or offset) is where a timestamp's day is counted; else it is the day written in it.
    `on_skip` is told of everything passed over; the default warns. Raises `InputError` when a path is missing,
    a folder holds no page, or a file named outright is no text; ValueError when `columns` or `tz` is no such thing.

    >>> for page in read("seeds/"):
    ...     print(page.name, len(page.lines), page.lines[0].kind, page.lines[1].id)
    000_7b87e8c0ba7c4899.txt 23 title 000_7b87e8c0ba7c4899:2
    004_ec138bacc4a23740.txt 23 title 004_ec138bacc4a23740:2
    """
    if unknown := set(columns or ()) - set(FIELDS):
        raise ValueError(f"no field {min(unknown)!r}; there are {', '.join(FIELDS)}")
    how = Reading(on_skip, dict(columns or {}), zone(tz) if isinstance(tz, str) else tz)
    return _read([paths] if isinstance(paths, str | Path) else paths, how)


def _read(paths: Iterable[str | Path], how: Reading) -> Iterator[Page]:
    for source, outright in sources(paths):
        try:
            yield from read_source(source, how)
        except InputError as error:
            if outright:
                raise
            how.on_skip(Skip(source.path, None, str(error).removeprefix(f"{source.path}: ")))


def read_source(source: Source, how: Reading) -> Iterator[Page]:
    """The pages of one source. Raises InputError when it cannot be read."""
    with opened(source, how) as given:
        yield from READERS[source.suffix](given)


def _text_page(given: Input) -> Iterator[Page]:
    lines = ((number, fit) for number, raw in given.lines() if raw.strip() and (fit := fitting(given, number, raw.rstrip("\n"))))
    page = Page(given.name, tuple(Line(given.name, number, fit) for number, fit in lines))
    if not page.lines:
        given.skip(None, "empty: no summary in it")
    yield classify(page)


def _told_by_text(given: Input) -> Iterator[Page]:
    """Standard input, and files whose ending says nothing: the format by the first lines."""
    head = given.head().lstrip()
    first = LINE_END.split(head, maxsplit=1)[0]
    if MARKUP.match(head):
        return read_feed(given) if FEED.search(head) else read_html(given)
    if first.startswith(("{", "[")):
        return read_json(given)
    cells = tuple(cell.strip().strip('"') for cell in first.split(delimiter(first, "")))
    if given.how.columns or (len(cells) > 1 and columns_of(cells, {}).get("text") in cells):
        return read_csv(given)
    return _text_page(given)


READERS: dict[str, Reader] = {
    "": _told_by_text,
    ".txt": _text_page,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    **dict.fromkeys((".html", ".htm", ".xhtml"), read_html),
    **dict.fromkeys((".rss", ".atom", ".rdf", ".xml"), read_feed),
}
