"""The command line: the only place that prints, exits and reads the clock."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from extract.model import Annotation, EventType, Page, Status
from extract.readers import InputError, Skip, parse_columns, read
from extract.timestamps import zone

if TYPE_CHECKING:
    from graph.model import Events

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


def _one_line(run: Command) -> Command:
    """Errors as one line that names file, place and cure; nothing else reaches the user."""

    @wraps(run)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return run(*args, **kwargs)
        except (InputError, ValueError) as error:
            stderr.print(f"nenpyo: {error}", markup=False, soft_wrap=True)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:
            cure = "free some space there" if error.errno == 28 else "choose another place with -o, or mend its permissions"
            stderr.print(f"nenpyo: {error.filename or 'output'}: {error.strerror}; {cure}", markup=False, soft_wrap=True)
        sys.exit(2)

    return guarded


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
READING = (
    click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…"),
    click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that share the reading."),
    click.option(
        "--aliases", type=click.Path(path_type=Path), help="Your own names of actors (TSV: surface, name).", metavar="FILE"
    ),
    click.option(
        "--columns",
        callback=_columns,
        help="Columns of a table or of records: text=summary,published=date.",
        metavar="FIELD=NAME,…",
    ),
    click.option("--tz", callback=_zone, help="Zone in which days of publication are counted: Asia/Tokyo, +09:00.", metavar="ZONE"),
    click.option("--strict", is_flag=True, help="Exit with 1 when any input was skipped or mended."),
)


def _options(options: Iterable[Command]) -> Command:
    def decorate(run: Command) -> Command:
        for option in reversed(tuple(options)):
            run = option(run)
        return run

    return decorate


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="nenpyo")
def main() -> None:
    """nenpyo (年表): Japanese news summaries → a dated, linked actor–event graph and an interactive timeline.

    \b
    nenpyo build seeds/ -o out/                 the timeline, files for Gephi, tables
    nenpyo events seeds/ --country 米国          what happened, by day
    nenpyo annotate seeds/ > annotations.jsonl  every finding with its place in the text
    """


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as progress:
        yield progress


def _annotations(pages: list[Page], workers: int) -> Iterator[Annotation]:
    from extract.pipeline import annotate

    with _progress() as progress:
        task = progress.add_task("reading 読み取り", total=sum(len(page.lines) for page in pages))
        for annotation in annotate(pages, workers=workers):
            progress.advance(task)
            yield annotation


def _events(pages: list[Page], workers: int, aliases: Path | None) -> Events:
    from graph.resolve import resolve

    return resolve(_annotations(pages, workers), aliases=aliases)


@main.command()
@_options(READING)
@click.option(
    "-o", "--output", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder of the files written."
)
@click.option("--title", help="Title of the timeline; else the first page's.", metavar="TEXT")
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="Language the timeline opens in.")
@_options(FILTERS)
@_one_line
def build(
    paths: tuple[Path, ...],
    workers: int,
    aliases: Path | None,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    strict: bool,
    output: Path,
    title: str | None,
    lang: str,
    **filters: Any,
) -> None:
    """Read PATHs and write timeline.html, graph.graphml, graph.gexf, actors.graphml, events.csv, mentions.csv, annotations.jsonl.

    \b
    nenpyo build seeds/
    nenpyo build news.jsonl --country 米国 --since 2026-01-01 -o us/
    """
    from graph.outputs import write_all
    from graph.report import files, summaries

    skips = Skips()
    pages = list(read(paths, skips, columns=columns, tz=tz))
    _writable(output)
    events = _events(pages, workers, aliases)
    written = write_all(events, output, title=title, lang=lang, **_filters(filters))
    for part in summaries(events):
        stdout.print(part)
    for line in files(written):
        click.echo(line)
    skips.close(strict)


def _writable(output: Path) -> None:
    """Make the folder now: a place that cannot be written to is told before the work, not after it."""
    if output.exists() and not output.is_dir():
        raise InputError(f"{output}: is a file; give a folder with -o")
    output.mkdir(parents=True, exist_ok=True)
    probe = output / ".nenpyo.part"
    probe.touch()
    probe.unlink()


def _filters(given: dict[str, Any]) -> dict[str, Any]:
    chosen = given | {"type": given["type_"]}
    return {key: value for key, value in chosen.items() if key != "type_" and value is not None}


@main.command()
@_options(READING)
@_one_line
def annotate(
    paths: tuple[Path, ...],
    workers: int,
    aliases: Path | None,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    strict: bool,
) -> None:
    """Write one JSON object a line read: times, countries, actors and events with their character offsets.

    \b
    nenpyo annotate seeds/ > annotations.jsonl
    """
    from graph.jsonl import dumps, rows

    skips = Skips()
    events = _events(list(read(paths, skips, columns=columns, tz=tz)), workers, aliases)
    for row in rows(events):
        click.echo(dumps(row))
    skips.close(strict)


@main.command("events")
@_options(READING)
@_options(FILTERS)
@click.option("--format", "format_", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@_one_line
def list_events(
    paths: tuple[Path, ...],
    workers: int,
    aliases: Path | None,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    strict: bool,
    format_: str,
    **filters: Any,
) -> None:
    """List events by day.

    \b
    nenpyo events seeds/ --actor トランプ --since 2026-01-01
    nenpyo events seeds/ --type ASSAULT --format csv > attacks.csv
    """
    from graph.outputs import selected
    from graph.tables import dump_csv, dump_jsonl

    skips = Skips()
    events = _events(list(read(paths, skips, columns=columns, tz=tz)), workers, aliases)
    shown = selected(events, **_filters(filters))
    if format_ == "table":
        from graph.report import listing

        stdout.print(listing(shown))
    else:
        dump = dump_csv if format_ == "csv" else dump_jsonl
        dump(shown, sys.stdout, "events")
    skips.close(strict)


@main.command()
@click.argument("page", type=click.Path(path_type=Path))
@click.argument("line", type=click.IntRange(1))
@click.option("--aliases", type=click.Path(path_type=Path), help="Your own names of actors (TSV: surface, name).", metavar="FILE")
@_one_line
def explain(page: Path, line: int, aliases: Path | None) -> None:
    """Show how LINE of PAGE was read: tokens, mentions, events, and the reason for each.

    \b
    nenpyo explain seeds/000_7b87e8c0ba7c4899.txt 7
    """
    from extract.pipeline import load_pipeline
    from graph.report import explanation

    events = _events(list(read(page, Skips())), 1, aliases)
    annotation = next((a for a in events.annotations if a.line.number == line), None)
    if annotation is None:
        raise InputError(f"{page}:{line}: no such line, or an empty one; the page has {len(events.annotations)} lines with text")
    for part in explanation(events, annotation, load_pipeline()(annotation.line.text)):
        stdout.print(part)


@main.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predicted", type=click.Path(path_type=Path))
@click.option("--errors", default=0, metavar="N", help="Show so many of the events that are not right.")
@_one_line
def score(gold: Path, predicted: Path, errors: int) -> None:
    """Compare PREDICTED annotations with GOLD ones.

    \b
    nenpyo annotate page.txt > predicted.jsonl
    nenpyo score gold.jsonl predicted.jsonl --errors 20
    """
    from extract.score import score as compare

    scores = compare(gold, predicted)
    for name, figure in scores.rows().items():
        click.echo(f"{name:48} {figure}")
    for line in scores.errors[:errors]:
        click.echo(f"   {line}")


if __name__ == "__main__":
    main()
