"""Tables for the terminal: each summary with its events, and the files written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from extract.model import Annotation
from graph.countries import country_name
from graph.model import Event, Events, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

BASIS = {
    "stated": "本文", "page": "ページの並び", "carried": "前の日付から", "relative": "発表日から", "as-of": "時点",
    "coreference": "他の行から", "unresolved": "",
}  # fmt: skip
STATUS = {"occurred": "", "planned": "予定", "possible": "可能性", "denied": "否定"}


def when(mention: Mention) -> str:
    """The mention's own days and how they were got, or nothing."""
    event = mention.event
    if not event.value:
        return ""
    days = event.value if event.start is None or event.start == event.end else f"{event.start}〜{event.end}"
    return f"{days} ({BASIS[event.basis]})" if BASIS[event.basis] else days


def names(events: Events, ids: Iterable[str]) -> str:
    """The names behind actor ids and country codes."""
    return "、".join(events.actors_by_id[x].name if x in events.actors_by_id else country_name(x) for x in ids)


def summaries(events: Events) -> Table:
    """Every summary of the run with its events: type, date with basis, who, whom; those without an event are named as such."""
    table = Table(expand=True, show_lines=False, pad_edge=False)
    for heading, ratio in (("行", 2), ("報道日", 2), ("出来事", 6), ("種別", 3), ("日付 (根拠)", 4), ("誰が", 3), ("誰に", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    told: defaultdict[str, list[Mention]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            told[mention.line].append(mention)
    for annotation in events.annotations:
        if annotation.line.kind in ("boilerplate", "duplicate"):
            continue
        place, published = annotation.line.id[-24:], str(annotation.published or "")
        if annotation.line.id not in told:
            table.add_row(place, published, f"(出来事なし) {escape(annotation.line.text[:24])}…", style="dim")
        for mention in sorted(told[annotation.line.id], key=lambda m: m.event.start_char):
            table.add_row(place, published, *_cells(events, mention))
            place = published = ""
    return table


def _cells(events: Events, mention: Mention) -> tuple[str, ...]:
    event = mention.event
    kind = f"{event.type} {STATUS[event.status]}".strip()
    return tuple(map(escape, (event.label, kind, when(mention), names(events, mention.agents), names(events, mention.targets))))


def listing(events: Events, shown: Sequence[Event]) -> Table:
    """Events by day: when, what, type, who, whom, in how many lines."""
    table = Table(expand=True, pad_edge=False)
    for heading in ("日付", "出来事", "種別", "誰が", "誰に", "行"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "行" else "left")
    for event in shown:
        kind = f"{event.type} {STATUS[event.status]}".strip()
        day = event.value or (f"({event.published} 報道)" if event.published else "")
        row = (day, event.label, kind, names(events, event.agents), names(events, event.targets), str(len(event.mentions)))
        table.add_row(*map(escape, row))
    return table


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


def _table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(*headings, title=title, title_justify="left", pad_edge=False)
    for row in rows:
        table.add_row(*map(escape, row))
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


def files(paths: Iterable[Path]) -> Table:
    """Paths with their sizes."""
    table = Table.grid(padding=(0, 2))
    for path in paths:
        table.add_row(str(path), f"{path.stat().st_size / 1024:,.0f} kB")
    return table
