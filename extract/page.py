"""What each line of a page is: its title, boilerplate, a repeated line, or a summary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from hashlib import blake2b

from extract.model import Line, Page
from extract.tsv import entries

MAX_TITLE = 60
SENTENCE_END = ("。", "！", "？", "!", "?", "．", "」")
CUT = re.compile(r"(\.{3}|…+)$")


@cache
def _boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in entries("boilerplate")), re.IGNORECASE)


def classify(page: Page, *, records: bool = False) -> Page:
    """The page with the kind of every line; of records only a repetition of the same text at the same url is not a summary."""
    return Page(page.name, tuple(mark_repeats(page.lines) if records else _lines(page)), records)


def _lines(page: Page) -> Iterator[Line]:
    first: dict[str, str] = {}
    for index, line in enumerate(page.lines):
        key = _folded(line.text)
        if index == 0 and len(page.lines) > 1 and _is_title(line.text) and not (line.title or line.published):
            yield replace(line, kind="title")
        elif _boilerplate().search(line.text):
            yield replace(line, kind="boilerplate")
        elif original := first.get(key) or _whole(key, first):
            yield replace(line, kind="duplicate", of=original)
        else:
            first[key] = line.id
            yield line


def mark_repeats(lines: Iterable[Line]) -> Iterator[Line]:
    """Records in their order; a repetition of the same text at the same url is a duplicate of the first."""
    first: dict[bytes, str] = {}
    for line in lines:
        original = first.setdefault(_digest(_folded(line.text), line.url), line.id)
        yield line if original == line.id else replace(line, kind="duplicate", of=original)


def _digest(*parts: str | None) -> bytes:
    """A key of few bytes, for a file of a million records."""
    return blake2b("\0".join(part or "" for part in parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_title(text: str) -> bool:
    return len(text) <= MAX_TITLE and "。" not in text and not text.rstrip().endswith(SENTENCE_END)


def _whole(key: str, first: dict[str, str]) -> str | None:
    """The id of the line that this one gives cut short with an ellipsis."""
    cut = CUT.sub("", key)
    if cut == key or len(cut) < 20:
        return None
    return next((line for text, line in first.items() if text.startswith(cut)), None)
