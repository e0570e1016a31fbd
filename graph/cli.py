"""The command line: the only place that prints, exits and reads the clock. Commands about archives: graph.cli_archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extract.model import Annotation, Page
from extract.readers import InputError, read
from graph.archive_schema import is_archive
from graph.cli_shared import FILTERS, READING, Skips, filters_of, one_line, options, progress_bar, stdout

if TYPE_CHECKING:
    import networkx as nx

    from graph.model import Events


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="nenpyo")
def main() -> None:
    """nenpyo (年表): Japanese news summaries → a dated, linked actor–event graph and an interactive timeline.

    \b
    nenpyo build seeds/ -o out/                 the timeline, files for Gephi, tables
    nenpyo events seeds/ --country 米国          what happened, by day
    nenpyo annotate seeds/ > annotations.jsonl  every finding with its place in the text
    """


def graph_of(
    paths: tuple[Path, ...],
    workers: int,
    aliases: Path | None,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    strict: bool,
    **filters: Any,
) -> nx.MultiDiGraph[str]:
    """The events of an archive, or those read from paths, that meet the filters."""
    from graph.outputs import selected

    chosen = filters_of(filters) if filters else {}
    if is_archive(paths[0]):
        return _kept(paths, chosen)
    skips = Skips()
    G = selected(_events(list(read(paths, skips, columns=columns, tz=tz)), workers, aliases), **chosen)
    skips.close(strict)
    return G


def _kept(paths: tuple[Path, ...], chosen: dict[str, Any]) -> nx.MultiDiGraph[str]:
    from graph.archive import Archive
    from graph.build import build

    if len(paths) > 1:
        raise ValueError(f"{paths[0]}: is an archive; give it alone, add {paths[1]} to it first")
    with Archive(paths[0], write=False) as archive:
        return build(archive.select(**chosen))


def _annotations(pages: list[Page], workers: int) -> Iterator[Annotation]:
    from extract.pipeline import annotate

    with progress_bar() as progress:
        task = progress.add_task("reading 読み取り", total=sum(len(page.lines) for page in pages))
        for annotation in annotate(pages, workers=workers):
            progress.advance(task)
            yield annotation


def _events(pages: list[Page], workers: int, aliases: Path | None) -> Events:
    from graph.resolve import resolve

    return resolve(_annotations(pages, workers), aliases=aliases)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH…")
@options(READING[1:])
@click.option(
    "--archive", type=click.Path(path_type=Path), help="Add PATHs to this archive, if any, and build from it.", metavar="FILE"
)
@click.option(
    "-o", "--output", default="out", show_default=True, type=click.Path(path_type=Path), help="Folder of the files written."
)
@click.option("--title", help="Title of the timeline; else the first page's.", metavar="TEXT")
@click.option("--lang", type=click.Choice(["ja", "en"]), default="ja", show_default=True, help="Language the timeline opens in.")
@click.option("--excel", is_flag=True, help="Tables with a byte order mark, which Excel needs to read Japanese.")
@options(FILTERS)
@one_line
def build(
    paths: tuple[Path, ...],
    workers: int,
    aliases: Path | None,
    columns: dict[str, str] | None,
    tz: tzinfo | None,
    strict: bool,
    archive: Path | None,
    output: Path,
    title: str | None,
    lang: str,
    excel: bool,
    **filters: Any,
) -> None:
    """Read PATHs and write the timeline, the files for Gephi (graph, actors, countries), the tables and annotations.jsonl.

    \b
    nenpyo build seeds/
    nenpyo build news.jsonl --country 米国 --since 2026-01-01 -o us/
    nenpyo build --archive news.nenpyo --actor 高市 -o takaichi/
    """
    from graph.outputs import write_all
    from graph.report import files, summaries

    skips = Skips()
    if archive:
        from graph.cli_archive import from_archive

        _writable(output)
        events = from_archive(archive, paths, workers, columns, tz, skips, **filters_of(filters))
        written = write_all(events, output, title=title, lang=lang, excel=excel)
    else:
        pages = list(read(_given(paths), skips, columns=columns, tz=tz))
        _writable(output)
        events = _events(pages, workers, aliases)
        written = write_all(events, output, title=title, lang=lang, excel=excel, **filters_of(filters))
    for part in summaries(events):
        stdout.print(part)
    for line in files(written):
        click.echo(line)
    try:
        skips.close(strict)  # may end the command
    finally:
        click.echo(f"年表をブラウザで開いてください Open in a browser: {written[0]}")


def _given(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    if not paths:
        raise click.UsageError("give PATHs, or an archive with --archive")
    return paths


def _writable(output: Path) -> None:
    """Make the folder now: a place that cannot be written to is told before the work, not after it."""
    if output.exists() and not output.is_dir():
        raise InputError(f"{output}: is a file; give a folder with -o")
    output.mkdir(parents=True, exist_ok=True)
    probe = output / ".nenpyo.part"
    probe.touch()
    probe.unlink()


@main.command()
@options(READING)
@one_line
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
@options(READING)
@options(FILTERS)
@click.option("--format", "format_", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)
@one_line
def list_events(paths: tuple[Path, ...], format_: str, **given: Any) -> None:
    """List events by day, of an archive or of PATHs.

    \b
    nenpyo events seeds/ --actor トランプ --since 2026-01-01
    nenpyo events news.nenpyo --text 停戦
    nenpyo events seeds/ --type ASSAULT --format csv > attacks.csv
    """
    from graph.tables import dump_csv, dump_jsonl

    shown = graph_of(paths, **given)
    if format_ == "table":
        from graph.report import listing

        stdout.print(listing(shown))
    else:
        dump = dump_csv if format_ == "csv" else dump_jsonl
        dump(shown, sys.stdout, "events")


@main.command()
@click.argument("page", type=click.Path(path_type=Path))
@click.argument("line", type=click.IntRange(1))
@click.option("--aliases", type=click.Path(path_type=Path), help="Your own names of actors (TSV: surface, name).", metavar="FILE")
@one_line
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
@one_line
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


# The commands about archives register themselves on `main`.
import graph.cli_archive  # noqa: E402
import graph.cli_questions  # noqa: E402, F401

if __name__ == "__main__":
    main()
