"""Tables for the terminal: each summary with its events, and the files written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from extract.country_tables import country_name
from extract.model import Annotation
from graph.model import Event, Events, Mention
from graph.tables import rows

if TYPE_CHECKING:
    import networkx as nx
    from spacy.tokens import Doc

BASIS = {
    "stated": "本文", "page": "ページの並び", "carried": "前の日付から", "relative": "発表日から", "as-of": "時点",
    "coreference": "他の行から", "unresolved": "", "corrected": "訂正",
}  # fmt: skip
LONGEST_REPORT = 100  # summaries shown in the terminal
STATUS = {"occurred": "", "planned": "予定", "possible": "可能性", "denied": "否定"}


def when(mention: Mention) -> str:
    """The mention's own days and how they were got, or nothing."""
    event = mention.event
    if not event.value:
        return ""
    days = f"{event.start}〜{event.end}" if event.start and event.end and event.start != event.end else event.value
    return f"{days} {BASIS[event.basis]}".strip()


def names(events: Events, ids: Iterable[str]) -> str:
    """The names behind actor ids and country codes."""
    return "、".join(events.actors_by_id[x].name if x in events.actors_by_id else country_name(x) for x in ids)


def summaries(events: Events) -> Iterator[Table | Text]:
    """Every summary of the run with its events (day with basis, type, who, whom); those without an event are named as such."""
    told: defaultdict[str, list[Mention]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            told[mention.line].append(mention)
    lines = [a for a in events.annotations if a.line.kind in ("title", "summary")]
    yield _grid([("日付 (根拠)", "種別", "出来事", "誰が", "誰に")], "bold")
    for annotation in lines[:LONGEST_REPORT]:
        mentions = sorted(told[annotation.line.id], key=lambda m: m.event.start_char)
        published = f" {annotation.published}報道" if annotation.published else ""
        silent = "" if mentions else " (出来事なし)"
        yield Text(f"{annotation.line.id}{published}{silent} {_start(annotation.line.text)}", style="dim")
        yield _grid([_cells(events, mention) for mention in mentions])
    if len(lines) > LONGEST_REPORT:
        yield Text(f"… {len(lines) - LONGEST_REPORT:,} further summaries are in events.csv and timeline.html")


def _start(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"


def _grid(lines: Iterable[Sequence[str]], style: str = "") -> Table:
    """Columns of the same width in every such table of a report."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=24, overflow="fold")
    table.add_column(width=16, overflow="fold")
    for ratio in (4, 2, 2):
        table.add_column(ratio=ratio, overflow="fold")
    for cells in lines:
        table.add_row(*map(escape, cells), style=style)
    return table


def _cells(events: Events, mention: Mention) -> tuple[str, ...]:
    event = mention.event
    kind = f"{event.type} {STATUS[event.status]}".strip()
    return when(mention), kind, event.label, names(events, mention.agents), names(events, mention.targets)


def listing(G: nx.MultiDiGraph[str]) -> Table:
    """The events of a graph by day: when, what, type, who, whom, from which line and how many more."""
    table = Table(expand=True, pad_edge=False)
    for heading in ("日付", "出来事", "種別", "誰が", "誰に", "出典"):
        table.add_column(heading, overflow="fold")
    for row in sorted(rows(G, "events"), key=lambda row: (row["day"] or date.max, row["id"])):
        day = row["value"] or (f"({row['published']} 報道)" if row["published"] else "")
        kind = f"{row['type']} {STATUS[row['status']]}".strip()
        who, whom = (str(row[role] or "").replace("|", "、") for role in ("agents", "targets"))
        table.add_row(*map(escape, (day, row["label"], kind, who, whom, _where(G, row["sources"]))))
    return table


def _where(G: nx.MultiDiGraph[str], sources: str | None) -> str:
    """page:line of the first line that tells of an event, its source where it names one, and how many more lines do."""
    first, *more = (sources or "").split("|")
    annotation = G.graph.get("annotations", {}).get(first)
    source = f" ({annotation.line.source})" if annotation and annotation.line.source else ""
    return f"{first}{source}" + (f" ほか{len(more):,}行" if more else "")


def explanation(events: Events, annotation: Annotation, doc: Doc) -> Iterator[Table | str]:
    """How one line was read: its text and day, tokens, times, countries, actors, and events with their reasons."""
    line = annotation.line
    yield f"{line.id} ({line.kind}) {escape(line.text)}"
    yield f"報道日 {annotation.published or '不明'}: {annotation.published_basis}"
    yield _table("語", ("語", "品詞", "係り", "係り先"), ((t.text, t.tag_, t.dep_, t.head.text) for t in doc))
    times = ((t.text, t.value, f"{t.start or ''}〜{t.end or ''}", t.grain, t.basis) for t in annotation.times)
    yield _table("時", ("表現", "EDTF", "期間", "粒度", "根拠"), times)
    yield _table("国", ("表現", "コード", "規則"), ((c.text, c.code, c.rule) for c in annotation.countries))
    actors = (
        (a.text, a.kind, events.actor_of[line.id, a.start_char], a.title or "", a.country or "", a.rule) for a in annotation.actors
    )
    yield _table("人・組織", ("表現", "種類", "同定", "肩書", "国", "規則"), actors)
    for event, mention in _told(events, line.id):
        yield _reasons(events, event, mention)


def _told(events: Events, line: str) -> list[tuple[Event, Mention]]:
    told = [(event, mention) for event in events for mention in event.mentions if mention.line == line]
    return sorted(told, key=lambda pair: pair[1].event.start_char)


def _table(title: str, headings: Sequence[str], lines: Iterable[Sequence[str]]) -> Table:
    table = Table(*headings, title=title, title_justify="left", pad_edge=False)
    for cells in lines:
        table.add_row(*map(escape, cells))
    return table


def _reasons(events: Events, event: Event, mention: Mention) -> Table:
    said = mention.event
    fillers = [(role, f"{a.text}: {a.basis}") for role in ("agents", "targets") for a in getattr(said, role)]
    rows = [
        ("出来事", f"{said.label} [{said.text}] {said.type} {said.status}, 確からしさ {said.score:.2f}"),
        ("日付", when(mention) or "不明"),
        *fillers,
        *(("理由", reason) for reason in said.reasons),
        ("同じ出来事", f"{event.id} ({len(event.mentions)}行)"),
    ]
    return _table(said.text, ("", ""), rows)


def files(paths: Iterable[Path]) -> Iterator[str]:
    """Sizes and paths, a file a line, never cut short."""
    return (f"{path.stat().st_size / 1024:9,.0f} kB  {path}" for path in paths)
