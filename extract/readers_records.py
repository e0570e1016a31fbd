"""Files of records: JSON lines, JSON, and tables of comma or tab separated cells."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from extract.model import Line, Page
from extract.readers_fields import columns_of, line_of, record_pages
from extract.readers_source import MAX_MARKUP_BYTES, Input, InputError, quoted

DELIMITERS = (",", "\t", ";")
MAX_CELL = 131_072  # of the csv module: a quotation mark without its partner ends there


def read_jsonl(given: Input) -> Iterator[Page]:
    """One JSON object a line."""
    return record_pages(given, (_json_line(given, number, raw) for number, raw in given.lines() if raw.strip()))


def _json_line(given: Input, number: int, raw: str) -> Line | None:
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError):
        given.skip(number, f"skipped, no JSON: {quoted(raw)}")
        return None
    return _object(given, number, record)


def _object(given: Input, number: int, record: Any) -> Line | None:
    if not isinstance(record, dict):
        given.skip(number, f"skipped, no JSON object: {quoted(record)}")
        return None
    return line_of(given, number, record)


def read_json(given: Input) -> Iterator[Page]:
    """A list of objects, or an object that holds one (JSON Feed's `items`), counted from 1; else one object a line."""
    if _is_lines(given):
        return read_jsonl(given)
    try:
        told = json.loads(given.text(limit=MAX_MARKUP_BYTES))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{given.path}: no JSON ({quoted(error, 80)}); one object a line goes into a .jsonl file") from None
    lists = [told] if isinstance(told, list) else [v for v in _values(told) if isinstance(v, list) and any(map(_is_object, v))]
    if len(lists) != 1:
        raise InputError(f"{given.path}: not one list of records but {len(lists)}; put one object a line into a .jsonl file")
    return record_pages(given, (_object(given, number, record) for number, record in enumerate(lists[0], 1)))


def _is_lines(given: Input) -> bool:
    """Whether the first line is a record by itself."""
    try:
        record = json.loads(next((line for _, line in given.lines() if line.strip()), ""))
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and columns_of(tuple(record), given.how.columns).get("text") in record


def _values(told: Any) -> list[Any]:
    return list(told.values()) if isinstance(told, dict) else []


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def read_csv(given: Input) -> Iterator[Page]:
    """A table whose first row names its columns; the text's must be named or known (`columns`)."""
    return record_pages(given, _rows(given))


def _rows(given: Input) -> Iterator[Line | None]:
    table = _Table(given)
    header: tuple[str, ...] | None = None
    for number, row in table:
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = _header(given, tuple(name.strip() for name in row))
        elif len(row) > len(header):
            given.skip(number, f"skipped, {len(row)} cells under {len(header)} names; put cells with separators in quotes")
        else:
            yield line_of(given, number, dict(reversed(list(zip(header, row, strict=False)))))  # the first of a name counts


def _header(given: Input, names: tuple[str, ...]) -> tuple[str, ...]:
    columns = columns_of(names, given.how.columns)
    there = quoted(", ".join(name for name in names if name), 200)
    if "text" not in columns:
        raise InputError(f"{given.path}:1: no column known as the text among {there}; name it: --columns text=NAME")
    for field, name in given.how.columns.items():
        if name not in names:
            raise InputError(f"{given.path}:1: no column {name!r} for {field}; there are {there}")
    return names


class _Table:
    """The rows of a table, each with the number of its first line."""

    def __init__(self, given: Input) -> None:
        self.given = given
        self.at = 0
        self.lines = self._lines()

    def _lines(self) -> Iterator[str]:
        for number, line in self.given.lines():
            self.at = number
            yield line

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        if (first := next(self.lines, None)) is None:
            return
        reader = csv.reader(self._again(first), delimiter=delimiter(first, self.given.source.suffix))
        while True:
            before = self.at if reader.line_num else 0
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.given.skip(before + 1, f"skipped, {error}; a quotation mark may lack its partner")
                continue
            yield before + 1, row

    def _again(self, first: str) -> Iterator[str]:
        yield first
        yield from self.lines


def delimiter(header: str, suffix: str) -> str:
    """What parts the cells of a table with this first line."""
    return "\t" if suffix == ".tsv" else max(DELIMITERS, key=lambda sign: _cells(header, sign))


def _cells(header: str, sign: str) -> int:
    try:
        return len(next(csv.reader([header], delimiter=sign), []))
    except csv.Error:
        return 0
