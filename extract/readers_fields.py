"""Records of any format → lines: which column is which field, and what a record must have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from extract.model import Line, Page
from extract.page import mark_repeats
from extract.readers_source import CONTROL, Input, quoted
from extract.timestamps import published_day
from extract.tsv import entries

FIELDS = ("text", "published", "title", "url", "source", "id")
RECORDS_A_PAGE = 5_000  # a long file is read in parts, so that memory stays bounded
MAX_LINE_BYTES = 48_000  # Sudachi refuses inputs over 49,149 bytes
BROKEN = re.compile(r"(?<=[^\x00-\x7f])[ \t\r]*\n\s*(?=[^\x00-\x7f])")
Record = Mapping[str, Any]


def parse_columns(told: str) -> dict[str, str]:
    """ "text=summary,published=date" → the column of each field. Raises ValueError in words."""
    columns: dict[str, str] = {}
    for part in told.split(","):
        name, equals, column = (word.strip() for word in part.partition("="))
        if name not in FIELDS or not equals or not column:
            raise ValueError(f"--columns {told}: {part.strip()!r} names no column of {', '.join(FIELDS)}; write text=summary")
        columns[name] = column
    return columns


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """The names that each field is known by, the likeliest first (data/columns.tsv)."""
    told = entries("columns")
    return {name: tuple(row["name"] for row in told if row["field"] == name) for name in FIELDS}


@lru_cache(1024)
def guessed(there: tuple[str, ...]) -> dict[str, str]:
    """The column of each field by sensible names; capitals, width and spaces make no difference."""
    folded = {_folded(name): name for name in reversed(there)}
    found = {field: [folded[name] for name in names if name in folded] for field, names in _known().items()}
    return {field: names[0] for field, names in found.items() if names}


def _folded(name: str) -> str:
    return re.sub(r"[\s-]+", "_", unicodedata.normalize("NFKC", name).strip().casefold())


def columns_of(there: tuple[str, ...], told: Mapping[str, str]) -> dict[str, str]:
    """The column of each field: as told, else as guessed from the names that are there."""
    return {**{field: name for field, name in guessed(there).items() if name not in told.values()}, **told}


def line_of(given: Input, number: int, record: Record) -> Line | None:
    """The record as a line; None, and told, when it has no text."""
    columns = columns_of(tuple(record), given.how.columns)
    text = record.get(column := columns.get("text", "text"))
    if not isinstance(text, str) or not text.strip():
        given.skip(number, f'skipped, no "{quoted(column)}" in this record')
        return None
    if (fit := fitting(given, number, one_line(text))) is None:
        return None
    values = {field: record.get(column) for field, column in columns.items()}
    title, url, source = (_string(values.get(name)) for name in ("title", "url", "source"))
    published = _published(given, number, values.get("published"))
    return Line(given.name, number, fit, published=published, title=title, url=url, source=source, record=_string(values.get("id")))


def one_line(text: str) -> str:
    """The text without line ends: nothing where Japanese is broken, else a space."""
    return " ".join(BROKEN.sub("", text.strip()).splitlines())


def fitting(given: Input, number: int, line: str) -> str | None:
    """The line as it can be parsed: control characters become spaces (offsets stay), an endless line is passed over."""
    if len(line) > MAX_LINE_BYTES or len(line.encode("utf-8", "replace")) > MAX_LINE_BYTES:
        given.skip(number, f"skipped, {len(line):,} characters in one line; put one summary on a line")
        return None
    clean, count = CONTROL.subn(" ", line)
    if count:
        given.skip(number, f"{count} control character{'s' * (count > 1)} read as spaces")
    return clean.rstrip() or None


def _string(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return CONTROL.sub(" ", value) if isinstance(value, str) and value.strip() else None


def _published(given: Input, number: int, value: Any) -> Any:
    if value is None or value == "":
        return None
    try:
        return published_day(value, given.how.zone)
    except ValueError:
        given.skip(number, f'"published" is no day or timestamp, left out: {quoted(value)}')
        return None


def record_pages(given: Input, lines: Iterable[Line | None]) -> Iterator[Page]:
    """Pages of records, at most RECORDS_A_PAGE in each; one empty page, and a word, when there is none."""
    told = mark_repeats(line for line in lines if line)
    count = 0
    while part := tuple(islice(told, RECORDS_A_PAGE)):
        count += len(part)
        yield Page(given.name, part, records=True)
    if not count:
        given.skip(None, "empty: no summary in it")
        yield Page(given.name, (), records=True)
