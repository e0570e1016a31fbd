"""Commands about archives: add, refresh, check, export, and the questions to them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress, TaskID

from extract.readers import read
from graph.archive import Archive
from graph.archive_schema import ArchiveError
from graph.build import build
from graph.cli import main
from graph.cli_shared import FILTERS, INPUT, Skips, filters_of, one_line, options, progress_bar, stderr
from graph.files import written_aside
from graph.jsonl import dumps, rows

if TYPE_CHECKING:
    from graph.model import Events
    from graph.tables import Table

ARCHIVE = click.argument("archive", type=click.Path(path_type=Path))
WORKERS = click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that share the reading."
)
ENOUGH = 100  # lines read before the time that is left is told: the first ones wait for the model
PULSE = 30.0  # seconds between two lines of progress where there is no terminal


@dataclass
class Told:
    """Progress of an archive on standard error: a bar on a terminal, else a line now and then."""

    bar: Progress
    task: TaskID
    total: int | None
    done: int = 0
    started: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)
    read: int = 0

    def __call__(self, what: str, lines: int = 0, /) -> None:
        if what == "waiting":
            stderr.print("nenpyo: another nenpyo writes to this archive; waiting for it", soft_wrap=True)
            return
        self.done += lines
        self.read += lines if what == "read" else 0
        self.bar.update(self.task, completed=self.done, description="linking 同定" if what == "linking" else "reading 読み取り")
        self._line()

    def _line(self) -> None:
        now = time.monotonic()
        if stderr.is_terminal or now - self.last < PULSE:
            return
        self.last = now
        whole = f" of {self.total:,}" if self.total else ""
        known = self.total and self.read >= ENOUGH
        left = (self.total - self.done) * (now - self.started) / self.read if known and self.total else None
        estimate = f", about {left / 60:.0f} min left" if left else ""
        stderr.print(f"nenpyo: {self.done:,}{whole} lines{estimate}")


@contextmanager
def telling(total: int | None) -> Iterator[Told]:
    """Progress of a long command."""
    with progress_bar() as bar:
        yield Told(bar, bar.add_task("reading 読み取り", total=total), total)


@main.command()
@ARCHIVE
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@WORKERS
@options(INPUT)
@click.option("--refresh", is_flag=True, help="Read again what an older nenpyo or older models read.")
@click.option("--relink", is_flag=True, help="Link everything anew.")
@one_line
def add(
    archive: Path,
    paths: tuple[Path, ...],
    workers: int,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    strict: bool,
    refresh: bool,
    relink: bool,
) -> None:
    """Keep what is new in PATHs in ARCHIVE, which is made when it is not there; can be stopped and run again.

    \b
    nenpyo add news.nenpyo pages/ feed.xml
    nenpyo add news.nenpyo --refresh
    """
    if not paths and not refresh and not relink:
        raise click.UsageError("give PATHs to add, --refresh or --relink")
    skips = Skips()
    total = _total(paths, columns, tz)
    with _open(archive) as kept:
        keep(kept, paths, total, workers, columns, tz, skips)
        if refresh:
            with telling(kept.outdated()) as told:
                count = kept.refresh(progress=told)
            click.echo(f"{count:,} lines read again", err=True)
        elif old := kept.outdated():
            stderr.print(f"nenpyo: other models or rules read {old:,} of the lines; --refresh reads them again", soft_wrap=True)
        if relink:
            kept.relink()
        click.echo(f"{archive}: {kept.summary()}")
    skips.close(strict)


def _open(path: Path, *, write: bool = True) -> Archive:
    return Archive(path, write=write)


def _total(paths: tuple[Path, ...], columns: dict[str, str] | None, tz: tzinfo | None) -> int | None:
    """How many lines there are to read, before an archive is made; None where reading twice is not possible."""
    if any(path == Path("-") or (path.exists() and not path.is_file() and not path.is_dir()) for path in paths):
        return None
    return sum(len(page.lines) for page in read(paths, lambda _: None, columns=columns, tz=tz)) if paths else None


def keep(
    kept: Archive,
    paths: tuple[Path, ...],
    total: int | None,
    workers: int,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    skips: Skips,
) -> None:
    """Add paths, with progress and a word of what was new."""
    if not paths:
        return
    with telling(total) as told:
        done = kept.add(read(paths, skips, columns=columns, tz=tz), workers=workers, at=datetime.now(UTC), progress=told)
    click.echo(f"{done.new:,} new, {done.changed:,} changed, {done.known:,} known; {done.lines:,} lines read", err=True)


def from_archive(
    archive: Path,
    paths: tuple[Path, ...],
    workers: int,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    skips: Skips,
    **filters: Any,
) -> Events:
    """The chosen events of an archive, to which the paths, if any, are added first."""
    total = _total(paths, columns, tz)
    with _open(archive, write=bool(paths)) as kept:
        keep(kept, paths, total, workers, columns, tz, skips)
        return kept.select(**filters)


@main.command()
@ARCHIVE
@click.option("--quick", is_flag=True, help="Do not link everything anew to compare.")
@one_line
def check(archive: Path, quick: bool) -> None:
    """Verify ARCHIVE: the file, its references, every annotation, and that linking all of it anew gives the same.

    \b
    nenpyo check news.nenpyo
    """
    with _open(archive, write=False) as kept:
        found = list(kept.check(quick=quick))
        for problem in found:
            click.echo(f"{archive}: {problem}")
        if not found:
            click.echo(f"{archive}: sound; {kept.summary()}")
    sys.exit(1 if found else 0)


@main.command()
@ARCHIVE
@click.argument("dump", type=click.Path(path_type=Path))
@one_line
def load(archive: Path, dump: Path) -> None:
    """Make ARCHIVE from a DUMP that nenpyo export wrote.

    \b
    nenpyo export news.nenpyo -f dump -o news.jsonl
    nenpyo load again.nenpyo news.jsonl
    """
    if archive.exists():
        raise ArchiveError(f"{archive}: is there already; name a new file")
    with dump.open(encoding="utf-8") as lines, _open(archive) as kept:
        try:
            kept.load(lines, str(dump))
        except UnicodeDecodeError as error:
            raise ArchiveError(f"{dump}: no dump: not UTF-8 (byte {error.start})") from error
        click.echo(f"{archive}: {kept.summary()}")


FORMATS = ("html", "graphml", "gexf", "actors", "csv", "mentions", "parquet", "jsonl", "dump")


@main.command()
@ARCHIVE
@click.option(
    "-f",
    "--format",
    "format_",
    required=True,
    type=click.Choice(FORMATS),
    help="jsonl: every line with its findings; dump: all of it.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; else standard output.", metavar="FILE")
@options(FILTERS)
@one_line
def export(archive: Path, format_: str, output: Path | None, **filters: Any) -> None:
    """Write ARCHIVE, or the part that the filters choose, in another format.

    \b
    nenpyo export news.nenpyo -f gexf --country 米国 -o us.gexf
    nenpyo export news.nenpyo -f dump -o news.jsonl
    """
    chosen = filters_of(filters)
    if format_ == "dump" and chosen:
        raise click.UsageError("a dump holds everything; leave the filters out")
    if output is None and format_ not in TEXT:
        raise click.UsageError(f"give the file of the {format_} with -o")
    with _open(archive, write=False) as kept:
        if format_ == "dump":
            _write_lines(kept.dump(), output)
        else:
            write_format(kept.select(**chosen), format_, output)


def _write_lines(lines: Iterable[str], output: Path | None) -> None:
    if output is None:
        for line in lines:
            click.echo(line)
        return
    with written_aside(output) as file:
        file.writelines(line + "\n" for line in lines)


TEXT = ("csv", "mentions", "jsonl", "dump")


def write_format(events: Events, format_: str, output: Path | None) -> None:
    """Write events as one of the formats."""
    from graph.tables import dump_csv, write_csv

    table: Table = "mentions" if format_ == "mentions" else "events"
    if format_ == "jsonl":
        _write_lines((dumps(row) for row in rows(events)), output)
    elif format_ in TEXT and output is None:
        dump_csv(events, sys.stdout, table)
    elif format_ in TEXT and output:
        write_csv(events, output, table)
    elif output:
        _WRITERS[format_](events, output)


def _parquet(events: Events, output: Path) -> None:
    from graph.tables import write_parquet

    write_parquet(events, output)


def _html(events: Events, output: Path) -> None:
    from graph.html import write_html

    write_html(build(events), output)


def _graphml(events: Events, output: Path) -> None:
    from graph.gephi import write_graphml

    write_graphml(build(events), output)


def _gexf(events: Events, output: Path) -> None:
    from graph.gephi import write_gexf

    write_gexf(build(events), output)


def _actors(events: Events, output: Path) -> None:
    from graph.gephi import write_graphml
    from graph.projection import project

    write_graphml(project(build(events)), output)


_WRITERS = {"html": _html, "graphml": _graphml, "gexf": _gexf, "actors": _actors, "parquet": _parquet}
