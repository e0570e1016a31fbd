"""Pages → documents: what is known again as the same text when it is read once more.

A text page is one document, each record of a list or feed another. A page is known by its content, else by its name when it
shares a line with what was read under that name; a record by its own id, else its url, else its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from extract.model import Line, Page
from graph.archive_codec import dumps, iso

_GLOBAL = re.compile(r"[:/]|^.{16}")  # an id like these is no mere counter of its file


@dataclass(frozen=True, slots=True)
class Document:
    """What was read under one name: `keys` say how it is known again, the surest first, `hash` whether it changed."""

    name: str
    keys: tuple[str, ...]
    hash: str
    records: bool
    lines: tuple[Line, ...]

    @property
    def stem(self) -> str:
        return stem_of(self.name)


def stem_of(name: str) -> str:
    """The part of a page's name that its lines' ids begin with."""
    return str(PurePath(name).with_suffix(""))


def documents(pages: Iterable[Page]) -> Iterator[Document]:
    """The documents of pages, in order; an empty page is none."""
    for page in pages:
        if page.records:
            yield from (_record(page.name, line) for line in page.lines)
        elif page.lines:
            yield _text(page)


def _digest(*told: object) -> str:
    return sha256(dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


def _text(page: Page) -> Document:
    content = _digest([(line.text, line.url, iso(line.published)) for line in page.lines])
    return Document(page.name, (), content, False, page.lines)


def _record(page: str, line: Line) -> Document:
    """A repetition of a record of its file is told by its content, not by its kind."""
    keys = (*_own_key(page, line), f"text:{_digest(line.text, line.url)}")
    content = _digest(line.text, line.title, line.url, line.source, iso(line.published))
    name = f"{PurePath(page).with_suffix('').as_posix().replace('.', '_')}#{_digest(keys[0])[:12]}"
    own = Line(name, 1, line.text, "summary", None, line.published, line.title, line.url, line.source, line.record)
    return Document(name, keys, content, True, (own,))


def _own_key(page: str, line: Line) -> tuple[str, ...]:
    if line.record:
        return (f"id:{line.record}" if _GLOBAL.search(line.record) else f"id:{page}:{line.record}",)
    return (f"url:{line.url}",) if line.url else ()
