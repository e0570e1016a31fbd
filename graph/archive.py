"""The archive: months of pages in one SQLite file, read once, linked as they come, asked at any time.

with graph.Archive("news.nenpyo") as archive:
    archive.add("pages/")
    archive.events(actor="米国", since="2026-01")
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from extract.model import Annotation, Page
from extract.readers import read
from graph.archive_add import Added, Progress, add, link_pending, refresh, silent, writing
from graph.archive_between import Act, acts, shared_events, side_of
from graph.archive_check import check, summary
from graph.archive_correct import apply_table, correct, table, undo
from graph.archive_corrections import Correction, corrections
from graph.archive_dump import dump, load_dump
from graph.archive_events import load
from graph.archive_query import chosen_events
from graph.archive_read import LineReadings, annotated, readings_of
from graph.archive_schema import connect, snapshot, told
from graph.archive_search import lines_with
from graph.archive_version import annotating
from graph.archive_write import count_outdated
from graph.build import build
from graph.model import Events
from graph.select import NoEvents, none_meets
from graph.tables import frame

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

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with told(self.path), snapshot(self._connection):
            yield

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
        with self._asking():
            yield from (annotation for _, annotation in annotated(self._connection))

    def readings(self, page: str) -> list[LineReadings]:
        """The lines of a document, those that left it too, with the times of their first and last reading."""
        with self._asking():
            return list(readings_of(self._connection, page))

    def check(self, *, quick: bool = False) -> Iterator[str]:
        """What is wrong with the archive, a line for each; nothing when it is sound. `quick`: without linking all anew."""
        with self._asking():
            yield from check(self._connection, quick=quick)

    def relink(self, *, progress: Progress = silent) -> None:
        """Link everything anew."""
        with told(self.path):
            link_pending(self._connection, progress, everything=True)

    def correct(self, action: str, *words: str, note: str = "", at: datetime | None = None) -> Correction:
        """Set something right: `archive.correct("reject", "event:page:3:12")`; actions in `graph.archive_correct.ACTIONS`.

        ValueError when it makes no sense.
        """
        with told(self.path):
            with writing(self._connection, silent):
                made = correct(self._connection, action, words, note, at)
            link_pending(self._connection, silent)
            return made

    def undo(self, number: int) -> Correction:
        """Take a correction back. ValueError when there is none with this number."""
        with told(self.path):
            with writing(self._connection, silent):
                made = undo(self._connection, number)
            link_pending(self._connection, silent)
            return made

    def correct_from(self, path: str | Path, *, at: datetime | None = None) -> int:
        """Keep the corrections of a table that are not there yet, all or none; how many. ValueError names file, line and cure."""
        with told(self.path):
            with writing(self._connection, silent):
                count = apply_table(self._connection, Path(path), at)
            link_pending(self._connection, silent)
            return count

    def corrections(self) -> list[Correction]:
        """Everything that was set right, in order."""
        with self._asking():
            return list(corrections(self._connection))

    def correction_table(self) -> list[tuple[str, str, str, str]]:
        """The same as rows of the table that `correct_from` takes: action, subject, value, note."""
        with self._asking():
            return list(table(self._connection))

    def dump(self) -> Iterator[str]:
        """Every table as JSON lines; `load` makes an equal archive of them."""
        with self._asking():
            yield from dump(self._connection)

    def load(self, lines: Iterable[str], name: str = "dump") -> int:
        """Fill this empty archive from a dump, wholly or not at all; the number of rows."""
        with told(self.path):
            return load_dump(self._connection, lines, name)

    def summary(self) -> str:
        """How much is in it, in words."""
        with self._asking():
            return summary(self._connection)

    def outdated(self) -> int:
        """How many lines other models or rules annotated; `refresh` reads them again."""
        with self._asking():
            return count_outdated(self._connection, annotating())

    def select(self, **filters: Any) -> Events:
        """The events that meet the filters (those of `graph.select`), with their actors and lines; a warning where none does."""
        return self._chosen(filters)

    def _chosen(self, filters: dict[str, Any]) -> Events:
        with self._asking():
            chosen = chosen_events(self._connection, **filters) if filters else None
            if chosen == []:
                warnings.warn(none_meets(filters.get("country")), NoEvents, stacklevel=3)
            return load(self._connection, chosen, silent_lines=not filters)

    def events(self, **filters: Any) -> pandas.DataFrame:
        """The events that meet the filters, as a data frame (columns in `graph.tables`). Needs pandas."""
        return frame(self._chosen(filters), "events")

    def actors(self, **filters: Any) -> pandas.DataFrame:
        """Everybody who takes part in these events, as a data frame."""
        return frame(self._chosen(filters), "actors")

    def acts(self, a: str, b: str) -> list[Act]:
        """What passed between two, by day; a country stands for its actors too. ValueError when nobody is called so."""
        with self._asking():
            sides = side_of(self._connection, a), side_of(self._connection, b)
            return list(acts(build(load(self._connection, shared_events(self._connection, *sides))), *sides))

    def between(self, a: str, b: str) -> pandas.DataFrame:
        """What passed between two, as a data frame: day, direction, label, type, status, scale, agents, targets, id."""
        import pandas

        found = pandas.DataFrame([asdict(act) for act in self.acts(a, b)], columns=[field.name for field in fields(Act)])
        return found.assign(day=pandas.to_datetime(found["day"]))

    def search(self, text: str) -> list[Annotation]:
        """Every line that holds the text, of one character or more, with what was found in it."""
        with self._asking():
            return [annotation for _, annotation in annotated(self._connection, lines_with(self._connection, text))]


def _pages(given: str | Path | Iterable[str | Path] | Iterable[Page]) -> Iterator[Page]:
    if isinstance(given, str | Path):
        yield from read(given)
        return
    for item in given:
        if isinstance(item, Page):
            yield item
        else:
            yield from read(item)
