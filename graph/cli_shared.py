"""What the commands share: consoles, options, errors as one line, progress. Commands alone print, exit and read the clock."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import wraps
from pathlib import Path
from typing import Any, TextIO, TypeVar, get_args

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from extract.model import EventType, Status
from extract.readers import InputError, Skip, parse_columns
from extract.timestamps import zone
from graph.archive_schema import ArchiveError
from graph.select import NoEvents

stderr = Console(stderr=True, highlight=False)
stdout = Console(highlight=False)
Command = Callable[..., Any]
Parsed = TypeVar("Parsed")


@dataclass
class Skips:
    """What was passed over while reading; each place is told at once, the count at the end."""

    count: int = 0
    shown: int = field(default=20, init=False)

    def __call__(self, skip: Skip) -> None:
        self.count += 1
        if self.count <= self.shown:
            stderr.print(f"nenpyo: {skip}", markup=False, soft_wrap=True)

    def close(self, strict: bool) -> None:
        if self.count > self.shown:
            stderr.print(f"nenpyo: … and {self.count - self.shown:,} more")
        if self.count:
            stderr.print(f"nenpyo: {self.count:,} place{'s' * (self.count > 1)} skipped or mended")
        if self.count and strict:
            sys.exit(1)


def one_line(run: Command) -> Command:
    """Errors, and that no event was found, as one line that names file, place and cure; nothing else reaches the user."""

    @wraps(run)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            with _none_told():
                return run(*args, **kwargs)
        except (InputError, ArchiveError, ValueError) as error:
            stderr.print(f"nenpyo: {error}", markup=False, soft_wrap=True)
        except KeyboardInterrupt:
            stderr.print("nenpyo: stopped; what was kept is whole, the same command goes on from there")
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:
            cure = "free some space there" if error.errno == 28 else "choose another place with -o, or mend its permissions"
            stderr.print(f"nenpyo: {error.filename or 'output'}: {error.strerror}; {cure}", markup=False, soft_wrap=True)
        sys.exit(2)

    return guarded


@contextmanager
def _none_told() -> Iterator[None]:
    """That no event meets the filters is a line of its own, whatever Python is told to do with warnings."""
    with warnings.catch_warnings():
        plain = warnings.showwarning

        def show(
            message: Warning | str, category: type[Warning], filename: str, lineno: int,
            file: TextIO | None = None, line: str | None = None,
        ) -> None:  # fmt: skip
            if issubclass(category, NoEvents):
                stderr.print(f"nenpyo: {message}", markup=False, soft_wrap=True)
            else:
                plain(message, category, filename, lineno, file, line)

        warnings.simplefilter("always", NoEvents)
        warnings.showwarning = show
        yield


def _columns(_: click.Context, __: click.Parameter, told: str | None) -> dict[str, str] | None:
    return _parsed(parse_columns, told)


def _zone(_: click.Context, __: click.Parameter, told: str | None) -> tzinfo | None:
    return _parsed(zone, told)


def _parsed(parse: Callable[[str], Parsed], told: str | None) -> Parsed | None:
    try:
        return None if told is None else parse(told)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


FILTERS = (
    click.option("--actor", help="Only events of this actor (a name, a surface or an id).", metavar="NAME"),
    click.option("--country", help="Only events of this country (a name or a code: 米国, US).", metavar="NAME"),
    click.option(
        "--type",
        "type_",
        type=click.Choice(get_args(EventType), case_sensitive=False),
        metavar="TYPE",
        help=f"Only events of this type: {', '.join(get_args(EventType))}.",
    ),
    click.option("--status", type=click.Choice(get_args(Status)), help="Only events of this status."),
    click.option("--since", metavar="DAY", help="Only events on or after this day, month or year: 2026-01-05, 2026-01."),
    click.option("--until", metavar="DAY", help="Only events on or before it."),
    click.option("--text", help="Only events whose label or source has this text.", metavar="TEXT"),
)
INPUT = (
    click.option(
        "--columns",
        callback=_columns,
        help="Columns of a table or of records: text=summary,published=date.",
        metavar="FIELD=NAME,…",
    ),
    click.option("--tz", callback=_zone, help="Zone in which days of publication are counted: Asia/Tokyo, +09:00.", metavar="ZONE"),
    click.option("--strict", is_flag=True, help="Exit with 1 when any input was skipped or mended."),
)
READING = (
    click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…"),
    click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that share the reading."),
    click.option(
        "--aliases", type=click.Path(path_type=Path), help="Your own names of actors (TSV: surface, name).", metavar="FILE"
    ),
    *INPUT,
)


def options(chosen: Iterable[Command]) -> Command:
    """A decorator that gives a command these options, in this order."""

    def decorate(run: Command) -> Command:
        for option in reversed(tuple(chosen)):
            run = option(run)
        return run

    return decorate


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar with the time that is left, on standard error when it is a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as progress:
        yield progress


def filters_of(given: dict[str, Any]) -> dict[str, Any]:
    """The filters that were given, under the names of `graph.select`."""
    chosen = given | {"type": given["type_"]}
    return {key: value for key, value in chosen.items() if key != "type_" and value is not None}
