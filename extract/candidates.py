"""Who may fill a role: the line's mentions of actors and countries, grouped to entities within the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.clauses import LineView
from extract.model import ActorMention, Country, Span

COORDINATORS = re.compile(
    r"""(?: 選手 | 側 | 軍 | 政府 | 当局 | 企業 | 警察 | 首相 | 大統領 | 外相 | 人 | 兵 )?   # イラク軍とトルコ軍
        (?: ら | 氏 | 両 | など )? (?: [(（][^)）]*[)）] )? [「」『』]?
        (?: [・、／/&＆=＝] | と | や | 及び | および | 並びに | ならびに ) [「『]?""",
    re.VERBOSE,
)
ALIAS = re.compile(r"[(（](?:略[:：称]?)?")


@dataclass(frozen=True, slots=True)
class Candidate(Span):
    """A mention that may fill a role: `entity` numbers what it stands for within the line.

    `inside`: a country named within an actor's mention; `first`–`last` its tokens, `top` the one its phrase hangs by.
    """

    entity: int
    code: str | None
    kind: str
    inside: bool
    first: int
    last: int
    top: int
    joined: int | None  # index of the next member of a coordination


def same_actor(a: ActorMention, b: ActorMention) -> bool:
    """Whether two mentions of a line surely name one actor: the same name, or a part of it between separators, or its surname."""
    if a.kind != b.kind or not a.name or not b.name:
        return False
    short, long = sorted((a.name, b.name), key=len)
    if short == long:
        return True
    if a.kind == "person" and len(short) >= 2:
        return short in re.split(r"[・=＝\s]", long) or (long.startswith(short) and "・" not in long)
    return False


def aliased(text: str, a: Span, b: Span) -> bool:
    """Whether `b` stands in brackets right behind `a` as its other name: 国際刑事裁判所(ICC)."""
    gap = ALIAS.match(text, a.end_char)
    return bool(gap and gap.end() == b.start_char and b.end_char < len(text) and text[b.end_char] in ")）、,")


def _entities(text: str, spans: Sequence[Span]) -> list[int]:
    entity: list[int] = []
    for i, span in enumerate(spans):
        known = (entity[j] for j, other in enumerate(spans[:i]) if _same(text, other, span))
        entity.append(next(known, i))
    return entity


def _same(text: str, a: Span, b: Span) -> bool:
    if isinstance(a, Country) and isinstance(b, Country):
        return a.code == b.code
    if a.span == b.span:  # the European Union is a country and an organisation
        return True
    if isinstance(a, ActorMention) and isinstance(b, ActorMention):
        return same_actor(a, b) or (a.kind == b.kind and aliased(text, a, b))
    return False


def find_candidates(view: LineView, countries: Sequence[Country], actors: Sequence[ActorMention]) -> list[Candidate]:
    """Every actor and country mention of the line in its order."""
    spans: list[ActorMention | Country] = sorted((*actors, *countries), key=lambda s: (s.start_char, -s.end_char))
    entities = _entities(view.text, spans)
    inside = [
        isinstance(s, Country) and any(a.start_char <= s.start_char and s.end_char <= a.end_char for a in actors) for s in spans
    ]
    return [_candidate(view, spans, entities[i], inside, i) for i in range(len(spans))]


def _candidate(view: LineView, spans: Sequence[ActorMention | Country], entity: int, inside: Sequence[bool], i: int) -> Candidate:
    span = spans[i]
    first, last = view.tokens_of(span.start_char, span.end_char)
    code = span.code if isinstance(span, Country) else None
    kind = "country" if isinstance(span, Country) else span.kind
    joined = None if inside[i] else _joined(view.text, spans, inside, i)
    return Candidate(
        span.start_char, span.end_char, span.text, entity, code, kind, inside[i], first, last, view.head_of(first, last), joined
    )


def _affiliated(text: str, a: Span, b: Span) -> bool:
    """Whether an organisation before a dot only says whose member the person behind it is: 自民・鈴木氏."""
    if not (isinstance(a, ActorMention) and isinstance(b, ActorMention)):
        return False
    return (a.kind, b.kind) == ("org", "person") and text[a.end_char : b.start_char] == "・"


def _joined(text: str, spans: Sequence[Span], inside: Sequence[bool], i: int) -> int | None:
    for j in range(i + 1, len(spans)):
        if inside[j] or spans[j].start_char < spans[i].end_char:
            continue
        if _affiliated(text, spans[i], spans[j]):
            return None
        gap = COORDINATORS.match(text, spans[i].end_char)
        abbreviations = spans[j].start_char == spans[i].end_char and len(spans[i].text) == len(spans[j].text) == 1
        return j if abbreviations or (gap and gap.end() == spans[j].start_char) else None
    return None
