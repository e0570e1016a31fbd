"""Where the lines of one event disagree: its days, whether it happened at all, how many died or were taken."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from graph.coreference_features import Candidate
from graph.model import Reading

NUMBER = r"[数0-9０-９〇一二三四五六七八九十百千万][0-9０-９,，.〇一二三四五六七八九十百千万億]*"
HEDGE = r"(?:少なくとも|約|およそ|最大|計)?"
COUNTER = r"(?:万|億)?(?:人|名|隻|機|棟|発|便|カ所|か所|ヶ所|ヵ所|カ国|か国|カ村|頭|両|台|件)"
FIGURE = re.compile(rf"{HEDGE}(?P<number>{NUMBER})(?P<counter>{COUNTER})(?:以上|余り?|超|近く)?(?!目)")
BREAK = re.compile(r"[、。「」]")
REACH = 30
WORDS = {"occurred": "起きた", "planned": "予定", "possible": "可能性", "denied": "否定"}
OPPOSED = ({"occurred", "denied"}, {"planned", "denied"}, {"occurred", "possible"})


def readings(candidates: Sequence[Candidate], members: Sequence[int]) -> tuple[Reading, ...]:
    """What each line says of the event where the lines disagree; empty when they agree."""
    told = [candidates[i] for i in members]
    return (*_dates(told), *_statuses(told), *_figures(told))


def _dates(told: Sequence[Candidate]) -> tuple[Reading, ...]:
    days = {(c.start, c.end): c for c in told if c.start and c.end}
    if not any(not _nested(a, b) for a in days for b in days):
        return ()
    return tuple(Reading("date", _period(c.start, c.end), c.line) for c in told if c.start and c.end)


def _nested(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    """One period within the other: a month and a day of it do not disagree."""
    (s, e), (t, f) = a, b
    assert s and e and t and f
    return (s <= t and f <= e) or (t <= s and e <= f)


def _period(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _statuses(told: Sequence[Candidate]) -> tuple[Reading, ...]:
    found = {c.status for c in told}
    if not any(pair <= found for pair in OPPOSED):
        return ()
    return tuple(Reading("status", WORDS[c.status], c.line) for c in told)


def _figures(told: Sequence[Candidate]) -> tuple[Reading, ...]:
    """Figures with one counter that differ, each as its line words it (少なくとも23人)."""
    by_counter: dict[str, list[tuple[str, Reading]]] = defaultdict(list)
    for candidate in told:
        if figure := figure_of(candidate):
            counter = {"名": "人"}.get(figure["counter"], figure["counter"])
            by_counter[counter].append((_plain(figure["number"]), Reading("figure", figure.group(), candidate.line)))
    return tuple(reading for items in by_counter.values() if len({number for number, _ in items}) > 1 for _, reading in items)


def figure_of(candidate: Candidate) -> re.Match[str] | None:
    """The figure that goes with the trigger: the nearest before it in its clause (23人が死亡), else right after it (死者は17人)."""
    start, end = candidate.start_char, candidate.end_char
    before = list(FIGURE.finditer(candidate.text, max(0, start - REACH), start))
    for match in reversed(before):
        if not BREAK.search(candidate.text, match.end(), start):
            return match
    after = FIGURE.search(candidate.text, end, end + 12)
    return after if after and not BREAK.search(candidate.text, end, after.start()) else None


def _plain(number: str) -> str:
    """ASCII digits without separators."""
    return number.translate({ord("０") + n: str(n) for n in range(10)}).replace(",", "").replace("，", "")
