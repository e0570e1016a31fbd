"""Adding: documents in, annotated and kept a few at a time, linked in steps; safe to kill at any moment."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Protocol

from extract.model import Annotation, Page
from graph.archive_documents import Document, documents
from graph.archive_link import is_pending, link
from graph.archive_schema import transaction
from graph.archive_version import annotating
from graph.archive_write import Place, as_page, current_page, outdated, place, refresh_lines, store

Connection = sqlite3.Connection
LINES = 64  # kept in one transaction
PAGES = 32  # read again together
STEP = 2048  # lines read before they are linked


class Progress(Protocol):
    """Told what goes on: "waiting" for another writer, lines "read" or "known", "linking"."""

    def __call__(self, what: str, lines: int = 0, /) -> None: ...


def silent(what: str, lines: int = 0, /) -> None:
    """Tells nobody."""


@dataclass(slots=True)
class Added:
    """What `add` did: new documents, new readings of changed ones, unchanged ones, and lines annotated."""

    new: int = 0
    changed: int = 0
    known: int = 0
    lines: int = 0


@dataclass(slots=True)
class _Job:
    """A document on its way: where it goes, and how many annotations it waits for."""

    document: Document
    where: Place
    lines: int
    told: list[Annotation] = field(default_factory=list)


@dataclass(slots=True)
class _Adder:
    """One run of `add`: documents wait here, in order, for the annotations of their lines."""

    connection: Connection
    at: datetime | None
    progress: Progress
    done: Added = field(default_factory=Added)
    waiting: deque[_Job] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    overtaken: list[Document] = field(default_factory=list)

    def pages(self, found: Iterable[Document]) -> Iterator[Page]:
        """The pages to annotate: of documents that are new or changed."""
        for document in found:
            where = place(self.connection, document)
            if where.hash == document.hash or not self.seen.isdisjoint(_marks(document)):
                self.done.known += 1
                self.progress("known", len(document.lines))
                continue
            self.seen.update(_marks(document))
            self.waiting.append(_Job(document, where, len(document.lines)))
            yield as_page(self.connection, document, where)

    def keep(self, told: Iterator[Annotation]) -> None:
        """Keep documents as their annotations come, some together, and link now and then."""
        batch: list[_Job] = []
        unlinked = 0
        for first in told:
            job = self.waiting.popleft()
            job.told = [first, *islice(told, job.lines - 1)]
            batch.append(job)
            self.progress("read", job.lines)
            if sum(each.lines for each in batch) >= LINES:
                unlinked += self.write(batch)
                batch = []
            if unlinked >= STEP:
                link_pending(self.connection, self.progress)
                unlinked = 0
        self.write(batch)

    def write(self, batch: list[_Job]) -> int:
        """One transaction; the number of lines written."""
        before = self.done.lines
        if batch:
            with writing(self.connection, self.progress):
                for job in batch:
                    self._write(job)
        return self.done.lines - before

    def _write(self, job: _Job) -> None:
        """Store a document; one that another writer brought meanwhile is known, one that it changed is read again."""
        self.seen -= _marks(job.document)
        where = place(self.connection, job.document)
        if where.hash == job.document.hash:
            self.done.known += 1
        elif where != job.where:
            self.overtaken.append(job.document)
        else:
            store(self.connection, job.document, where, job.told, annotating(), self.at)
            self.done.lines += job.lines
            if where.document:
                self.done.changed += 1
            else:
                self.done.new += 1


def _marks(document: Document) -> set[str]:
    return {document.hash, *document.keys}


def writing(connection: Connection, progress: Progress) -> AbstractContextManager[None]:
    """A transaction whose waiting is told."""
    return transaction(connection, lambda: progress("waiting"))


def add(connection: Connection, pages: Iterable[Page], workers: int, at: datetime | None, progress: Progress) -> Added:
    """Keep what is new in the pages, then link it."""
    from extract.pipeline import annotate  # spaCy takes a second to import; questions do not need it

    adder = _Adder(connection, at, progress)
    found: Iterable[Document] = documents(pages)
    while found:
        adder.keep(annotate(adder.pages(found), workers=workers))
        found, adder.overtaken = adder.overtaken, []
    link_pending(connection, progress)
    return adder.done


def link_pending(connection: Connection, progress: Progress, *, everything: bool = False) -> None:
    """Link what waits for it, that of a run that was cut off too."""
    if everything or is_pending(connection):
        progress("linking")
        with writing(connection, progress):
            link(connection, everything=everything)


def refresh(connection: Connection, progress: Progress) -> int:
    """Annotate again every line that another version annotated, some pages at a time, going on where it was cut off; how many."""
    count, version = 0, annotating()
    waiting = outdated(connection, version)
    for at in range(0, len(waiting), PAGES):
        count += _refresh_some(connection, waiting[at : at + PAGES], version, progress)
    link_pending(connection, progress)
    return count


def _refresh_some(connection: Connection, some: Sequence[tuple[int, int]], version: str, progress: Progress) -> int:
    from extract.pipeline import annotate

    pages = [current_page(connection, document, reading) for document, reading in some]
    told = iter(list(annotate(pages)))
    count = 0
    with writing(connection, progress):
        for (document, reading), page in zip(some, pages, strict=True):
            count += len(refresh_lines(connection, document, reading, islice(told, len(page.lines)), version))
    progress("read", sum(len(page.lines) for page in pages))
    return count
