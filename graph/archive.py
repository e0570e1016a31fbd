"""The archive: months of pages in one SQLite file, read once, linked as they come, asked at any time.

with graph.Archive("news.nenpyo") as archive:
    archive.add("pages/")
    archive.events(actor="米国", since="2026-01")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from extract.model import Annotation, Page
from extract.readers import read
from graph.archive_add import Added, Progress, add, refresh, silent
from graph.archive_check import check, summary
from graph.archive_events import load
from graph.archive_query import chosen_events
from graph.archive_read import annotated
from graph.archive_schema import connect, told
from graph.model import Events

if TYPE_CHECKING:
    import pandas


class Archive:
    """One archive file, made when it is not there. A context manager; close it when done. Raises ArchiveError."""

    def __init__(self, path: str | Path, *, write: bool = True) -> None:
        self.path = Path(path)
        self._connection = connect(self.path, create=write, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file free."""
        self._connection.close()

    def add(
        self,
        pages: str | Path | Iterable[str | Path] | Iterable[Page],
        *,
        workers: int = 1,
        at: datetime | None = None,
        progress: Progress = silent,
    ) -> Added:
        """Read paths (or pages) and keep what is new; the same again changes nothing. `at` is the time of reading."""
        with told(self.path):
            return add(self._connection, _pages(pages), workers, at, progress)

    def refresh(self, *, progress: Progress = silent) -> int:
        """Annotate again what an older nenpyo annotated; the number of lines. Corrections stay."""
        with told(self.path):
            return refresh(self._connection, progress)

    def annotations(self) -> Iterator[Annotation]:
        """Every annotation, in the order in which the lines were first read."""
        with told(self.path):
            yield from (annotation for _, annotation in annotated(self._connection))

    def check(self) -> Iterator[str]:
        """What is wrong with the archive, a line for each; nothing when it is sound."""
        with told(self.path):
            yield from check(self._connection)

    def summary(self) -> str:
        """How much is in it, in words."""
        with told(self.path):
            return summary(self._connection)

    def select(self, **filters: Any) -> Events:
        """The events that meet the filters (those of `graph.select`), with their actors and lines."""
        with told(self.path):
            chosen = chosen_events(self._connection, **filters) if filters else None
            return load(self._connection, chosen, silent_lines=not filters)

    def events(self, **filters: Any) -> pandas.DataFrame:
        """The events that meet the filters, as a data frame (columns in `graph.tables`). Needs pandas."""
        from graph.tables import frame

        return frame(self.select(**filters), "events")


def _pages(given: str | Path | Iterable[str | Path] | Iterable[Page]) -> Iterator[Page]:
    if isinstance(given, str | Path):
        yield from read(given)
        return
    for item in given:
        if isinstance(item, Page):
            yield item
        else:
            yield from read(item)
