"""A table in a page whose first row names its columns: records, as in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.readers_fields import columns_of
from extract.readers_markup import Element, texts

Record = dict[str, Any]


def find_table(etree: Any, tree: Element, told: Mapping[str, str]) -> list[Record]:
    """The rows of the longest table that has a column known (or told) as the text, by the names of its columns."""
    tables = (list(table.iter("tr")) for table in tree.iter("table") if table.find(".//table") is None)
    known = [(rows, names) for rows in tables if len(rows) > 1 and (names := _names(etree, rows[0], told))]
    rows, names = max(known, key=lambda table: len(table[0]), default=([], ()))
    return [_record(etree, row, names) for row in rows[1:]]


def _names(etree: Any, row: Element, told: Mapping[str, str]) -> tuple[str, ...]:
    names = tuple(_text(etree, cell) for cell in row.iter("th", "td"))
    return names if columns_of(names, told).get("text") in names else ()


def _text(etree: Any, cell: Element) -> str:
    return " ".join(texts(etree, cell))


def _record(etree: Any, row: Element, names: tuple[str, ...]) -> Record:
    cells = list(row.iter("th", "td"))
    record: Record = {name: _text(etree, cell) for name, cell in zip(names, cells, strict=False)}
    links = {name: link for name, cell in zip(names, cells, strict=False) if (link := next(_links(cell), None))}
    column = columns_of(names, {}).get("url")
    if column is None and links:
        return record | {"url": next(iter(links.values()))}
    return record | {column: links[column]} if column in links else record


def _links(cell: Element) -> Iterator[str]:
    return (link.get("href") for link in cell.iter("a") if (link.get("href") or "").startswith(("http://", "https://")))
