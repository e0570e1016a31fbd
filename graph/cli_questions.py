"""Commands that ask and set right: who takes part, what passed between two, what is corrected."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from graph.archive import Archive
from graph.archive_between import Act, acts
from graph.archive_correct import ACTIONS, HEADINGS, read_table
from graph.archive_schema import is_archive
from graph.cli import graph_of, main
from graph.cli_shared import FILTERS, READING, one_line, options, stdout
from graph.select import side
from graph.tables import dump_csv, dump_jsonl, neutral, rows

if TYPE_CHECKING:
    import networkx as nx

FORMAT = click.option("--format", "format_", type=click.Choice(["table", "csv", "jsonl"]), default="table", show_default=True)


@main.command()
@options(READING)
@options(FILTERS)
@FORMAT
@one_line
def actors(paths: tuple[Path, ...], format_: str, **given: Any) -> None:
    """List who takes part in events, those with most events first.

    \b
    nenpyo actors news.nenpyo --since 2026-03
    nenpyo actors seeds/ --format csv > actors.csv
    """
    G = graph_of(paths, **given)
    if format_ == "table":
        stdout.print(_actors(G))
    else:
        (dump_csv if format_ == "csv" else dump_jsonl)(G, sys.stdout, "actors")


def _actors(G: nx.MultiDiGraph[str]) -> Table:
    table = _table(("件", "名前", "種類", "国", "期間", "表記"))
    for row in sorted(rows(G, "actors"), key=lambda row: (-row["events"], row["id"])):
        days = f"{row['first'] or ''}〜{row['last'] or ''}"
        told = (
            str(row["events"]),
            row["label"],
            row["kind"],
            row["country"] or "",
            days,
            (row["surfaces"] or "").replace("|", "、"),
        )
        table.add_row(*map(escape, told))
    return table


def _table(headings: Sequence[str]) -> Table:
    table = Table(expand=True, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


@main.command()
@click.argument("words", nargs=-1, required=True, metavar="ARCHIVE|PATH… A B")
@options(READING[1:])
@FORMAT
@one_line
def between(words: tuple[str, ...], format_: str, **given: Any) -> None:
    """Show what passed between A and B, by day, with the weight of each act; a country stands for its actors too.

    \b
    nenpyo between news.nenpyo 米国 ベネズエラ
    nenpyo between seeds/ トランプ マドゥロ --format csv
    """
    if len(words) < 3:
        raise click.UsageError("give an ARCHIVE or PATHs, then the two names")
    *paths, a, b = words
    found = _between(tuple(map(Path, paths)), a, b, given)
    if format_ == "table":
        stdout.print(_acts(found, a, b))
    else:
        _dump_acts(found, format_)


def _between(paths: tuple[Path, ...], a: str, b: str, given: dict[str, Any]) -> list[Act]:
    if len(paths) == 1 and is_archive(paths[0]):
        with Archive(paths[0], write=False) as archive:
            return archive.acts(a, b)
    G = graph_of(paths, **given)
    return list(acts(G, side(G, a), side(G, b)))


def _acts(found: Sequence[Act], a: str, b: str) -> Table:
    table = _table(("日付", "向き", "出来事", "種別", "重み", "誰が", "誰に"))
    for act in found:
        told = (
            str(act.day or ""),
            act.direction,
            act.label,
            act.type,
            f"{act.scale:+g}" if act.scale else "",
            act.agents,
            act.targets,
        )
        table.add_row(*map(escape, told))
    total = sum(act.scale for act in found)
    table.title = escape(f"→ {a} から {b} へ、← {b} から {a} へ、↔ 双方")
    table.caption = f"{len(found):,} 件、重みの和 {total:+g}（＋は協力、−は対立、空は発言など、または起きていないこと）"
    return table


def _dump_acts(found: Sequence[Act], format_: str) -> None:
    if format_ == "jsonl":
        from graph.jsonl import dumps

        for act in found:
            click.echo(dumps(asdict(act) | {"day": act.day.isoformat() if act.day else None}))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(field.name for field in fields(Act))
    writer.writerows([neutral(value) for value in asdict(act).values()] for act in found)


def _help() -> str:
    lines = "\n".join(f"    {action} {told}" for action, told in ACTIONS.items())
    return f"""Set something right in ARCHIVE; it stays so whatever is read later.

    \b
{lines}
    list             show what was set right, as a table that --from takes again
    undo NUMBER      take one back

    \b
    nenpyo correct news.nenpyo reject event:page:3:12 --note 社説
    nenpyo correct news.nenpyo list > corrections.tsv
    nenpyo correct news.nenpyo --from corrections.tsv
    """


@main.command(help=_help())
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("action", required=False, type=click.Choice([*ACTIONS, "list", "undo"]))
@click.argument("words", nargs=-1)
@click.option("--note", default="", help="Why, for those who review it.", metavar="TEXT")
@click.option("--from", "table", type=click.Path(path_type=Path), help="Take the corrections of this table.", metavar="FILE")
@one_line
def correct(archive: Path, action: str | None, words: tuple[str, ...], note: str, table: Path | None) -> None:
    if (action is None) == (table is None):
        raise click.UsageError("give one action, or a table with --from")
    if table:
        list(read_table(table))  # a broken table is told before the archive is opened
    with Archive(archive, write=action != "list") as kept:
        if table:
            click.echo(f"{kept.correct_from(table, at=datetime.now(UTC)):,} corrections kept")
        elif action == "list":
            _list(kept)
        elif action == "undo":
            if len(words) != 1 or not words[0].isdigit():
                raise click.UsageError("undo takes the number of a correction; see the list")
            click.echo(f"taken back: {_told(kept.undo(int(words[0])))}")
        elif action:
            click.echo(f"kept: {_told(kept.correct(action, *words, note=note, at=datetime.now(UTC)))}")


def _list(kept: Archive) -> None:
    click.echo("\t".join(HEADINGS))
    for row, made in zip(kept.correction_table(), kept.corrections(), strict=True):
        click.echo(f"# {made.id}")
        click.echo("\t".join(row))


def _told(made: Any) -> str:
    return f"{made.id} {made.action} {made.subject} {' '.join(str(part) for part in made.value if part is not None)}".strip()
