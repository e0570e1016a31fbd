"""Commands about archives: add, refresh, check, export, and the questions to them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress, TaskID

from extract.readers import read
from graph.archive import Archive
from graph.cli import main
from graph.cli_shared import INPUT, Skips, one_line, options, progress_bar, stderr

if TYPE_CHECKING:
    from graph.model import Events

ARCHIVE = click.argument("archive", type=click.Path(path_type=Path))
WORKERS = click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that share the reading."
)
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
            stderr.print("nenpyo: another nenpyo writes to this archive; waiting for it")
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
        left = (self.total - self.done) * (now - self.started) / self.read if self.total and self.read else None
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
@one_line
def add(
    archive: Path,
    paths: tuple[Path, ...],
    workers: int,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    strict: bool,
    refresh: bool,
) -> None:
    """Keep what is new in PATHs in ARCHIVE, which is made when it is not there; can be stopped and run again.

    \b
    nenpyo add news.nenpyo pages/ feed.xml
    nenpyo add news.nenpyo --refresh
    """
    if not paths and not refresh:
        raise click.UsageError("give PATHs to add, or --refresh")
    skips = Skips()
    with _open(archive) as kept:
        keep(kept, paths, workers, columns, tz, skips)
        if refresh:
            with telling(None) as told:
                click.echo(f"{kept.refresh(progress=told):,} lines read again")
        click.echo(f"{archive}: {kept.summary()}")
    skips.close(strict)


def _open(path: Path, *, write: bool = True) -> Archive:
    return Archive(path, write=write)


def keep(
    kept: Archive,
    paths: tuple[Path, ...],
    workers: int,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    skips: Skips,
) -> None:
    """Add paths, with progress and a word of what was new."""
    if not paths:
        return
    total = None if Path("-") in paths else sum(len(page.lines) for page in read(paths, lambda _: None, columns=columns, tz=tz))
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
    with _open(archive, write=bool(paths)) as kept:
        keep(kept, paths, workers, columns, tz, skips)
        return kept.select(**filters)


@main.command()
@ARCHIVE
@one_line
def check(archive: Path) -> None:
    """Verify ARCHIVE: the file, its references, every annotation, and that linking would give the same again.

    \b
    nenpyo check news.nenpyo
    """
    with _open(archive, write=False) as kept:
        found = list(kept.check())
        for problem in found:
            click.echo(problem)
        if not found:
            click.echo(f"{archive}: sound; {kept.summary()}")
    sys.exit(1 if found else 0)
