"""What two event mentions share: the features of the same-event model. Text and arguments only, no parser, no vectors.

A `View` holds what is asked of a mention again and again; `pair` compares two views.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from extract.country_tables import codes_by_name, denied_words
from extract.model import Basis, EventType, Grain, Status
from extract.tsv import entries
from graph.figures import Figure, figure_of
from graph.rarity import rarity

WORDS = re.compile(r"[ァ-ヺー]{2,}|[A-Za-z][A-Za-z0-9]+|[一-鿿々]+|[0-9０-９]+(?:[.,][0-9]+)?")
KANJI = re.compile(r"[一-鿿々]")
FIGURE = re.compile(r"[0-9０-９][0-9０-９,.]*(?:[万億兆])?(?!日|月|年|時|分|歳)")
LIGHT = frozenset(
    {"実施", "開始", "再開", "継続", "実行", "続け", "続", "終了", "終わ", "開催", "行", "行わ", "行っ", "始め", "始ま", "強化"}
    | {"拡大", "激化", "起き", "発生", "あ", "遂行", "敢行", "終結", "停止", "中断"}
)
OBJECT = re.compile(r"([一-鿿々ァ-ヺー]+)(?:を|が|の|は)?[^一-鿿々ァ-ヺー。]{0,3}$")
CLAUSE_END = "。！？"
NEAR = 24  # characters before a trigger whose words count as its surroundings
REACH = 36  # and in which those named are asked for
NEAR_FIGURE = 1.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """One event mention as coreference sees it.

    `agents`, `targets`: ids of the fillers; `agent_countries`, `target_countries`: the codes behind them (US for 米軍).
    `around`: ids and codes of who is named close by, whatever their role (see `named_around`).
    `text` is the whole line, `text[start_char:end_char]` the trigger; `start`, `end` the event's own days.
    """

    line: str
    page: str
    text: str
    start_char: int
    end_char: int
    type: EventType
    status: Status
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    agent_countries: tuple[str, ...] = ()
    target_countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    published: date | None = None
    start: date | None = None
    end: date | None = None
    grain: Grain | None = None
    basis: Basis = "unresolved"
    around: tuple[str, ...] = ()

    @property
    def trigger(self) -> str:
        return self.text[self.start_char : self.end_char]

    @property
    def place(self) -> tuple[date, str, int, int]:
        """Where it stands among all: by day of publication, page and line."""
        return self.published or date.max, self.page, int(self.line.rpartition(":")[2]), self.start_char


@dataclass(frozen=True, slots=True)
class View:
    """A candidate with what comparing it needs: `weights` maps the line's units, `near` those around the trigger, to weights."""

    candidate: Candidate
    trigger: str
    classes: frozenset[str]
    kanji: frozenset[str]
    agents: frozenset[str]
    targets: frozenset[str]
    agent_sides: frozenset[str]
    target_sides: frozenset[str]
    sites: frozenset[str]
    scene: frozenset[str]
    places: tuple[str, ...]
    weights: Mapping[str, float]
    near: Mapping[str, float]
    norm: float
    near_norm: float
    figures: frozenset[str]
    figure: Figure | None


@cache
def classes_by_trigger() -> Mapping[str, frozenset[str]]:
    """Trigger → the classes of happenings that it can name (attack, talks, visit …)."""
    found: dict[str, set[str]] = {}
    for row in entries("happenings", "graph"):
        found.setdefault(row["trigger"], set()).add(row["class"])
    return MappingProxyType({trigger: frozenset(names) for trigger, names in found.items()})


@cache
def classes_of(trigger: str) -> frozenset[str]:
    """The classes of a trigger, by its longest known end or beginning (地方選挙 → 選挙, 亡くなっ → 亡くな)."""
    table = classes_by_trigger()
    for length in range(len(trigger), 0, -1):
        for part in (trigger[-length:], trigger[:length]):
            if part in table and (length > 1 or len(trigger) <= 2):
                return table[part]
    return frozenset()


def units(text: str) -> Iterable[str]:
    """Words of katakana, Latin letters and digits; kanji by pairs (single ones as they are)."""
    for match in WORDS.finditer(text):
        word = match.group()
        if not KANJI.match(word) or len(word) <= 2:
            yield word
        else:
            yield from (word[at : at + 2] for at in range(len(word) - 1))


def views(candidates: Sequence[Candidate]) -> list[View]:
    """The candidates as comparing needs them; a view depends on its own line alone."""
    whole = {text: {unit: rarity(unit) for unit in units(text)} for text in {candidate.text for candidate in candidates}}
    norms = {text: _norm(line) for text, line in whole.items()}
    return [_view(candidate, whole[candidate.text], norms[candidate.text]) for candidate in candidates]


def _view(candidate: Candidate, whole: Mapping[str, float], norm: float) -> View:
    around = neighbourhood(candidate)
    near = {unit: rarity(unit) for unit in units(around)}
    agents, targets = frozenset(candidate.agents), frozenset(candidate.targets)
    site = countries_in(" ".join(candidate.places))
    return View(
        candidate, candidate.trigger, _classes(candidate), frozenset(KANJI.findall(candidate.trigger)), agents, targets,
        frozenset(candidate.agent_countries) | agents, frozenset(candidate.target_countries) | targets,
        frozenset((*targets, *candidate.target_countries, *site)),
        frozenset((*candidate.agents, *candidate.targets, *candidate.around, *countries_in(around), *site)),
        tuple(candidate.places), whole, near, norm, _norm(near), frozenset(FIGURE.findall(around)),
        figure_of(candidate.text, candidate.start_char, candidate.end_char),
    )  # fmt: skip


@cache
def _country_names() -> re.Pattern[str]:
    """Country names of two characters or more and the letters that hardly mean anything else, words that hold one apart."""
    names = [name for name in (*codes_by_name(), *denied_words()) if len(name) > 1]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) + "|[米英仏露]")


@cache
def countries_in(text: str) -> frozenset[str]:
    """The countries that a text names, roughly: a hint where an event happens, whoever fills its roles."""
    codes = codes_by_name()
    return frozenset(codes[name] for name in _country_names().findall(text) if name in codes)


def _classes(candidate: Candidate) -> frozenset[str]:
    """The trigger's classes; a light verb has those of its noun too (軍事作戦を実施, 攻撃を再開)."""
    own = classes_of(candidate.trigger)
    if candidate.trigger.rstrip("しさせれてた") not in LIGHT:
        return own
    noun = OBJECT.search(candidate.text[: candidate.start_char])
    return own | classes_of(noun.group(1)) if noun else own


def neighbourhood(candidate: Candidate) -> str:
    """The trigger's surroundings within its sentence, without the trigger."""
    text, start, end = candidate.text, candidate.start_char, candidate.end_char
    first, last = window(text, start, end, NEAR)
    return f"{text[first:start]} {text[end:last]}"


def window(text: str, start: int, end: int, reach: int) -> tuple[int, int]:
    """The stretch from `reach` characters before a trigger to half as many after it, within its sentence."""
    before = re.split(f"[{CLAUSE_END}]", text[max(0, start - reach) : start])[-1]
    after = re.split(f"[{CLAUSE_END}]", text[end : end + reach // 2])[0]
    return start - len(before), end + len(after)


def named_around(text: str, trigger: tuple[int, int], named: Iterable[tuple[int, int, tuple[str, ...]]]) -> tuple[str, ...]:
    """What is named close to a trigger; `named`: start and end of each actor or country mention with its id and country code."""
    first, last = window(text, *trigger, REACH)
    found = (name for start, end, names in named if start < last and end > first for name in names)
    return tuple(dict.fromkeys(found))


def _norm(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0


def _cosine(a: Mapping[str, float], b: Mapping[str, float], norm: float) -> float:
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(weight * large[unit] for unit, weight in small.items() if unit in large) / norm


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def dated(candidate: Candidate) -> bool:
    """Whether the mention has a time, be it with one end open (5月以降); "as of" tells when it was said, not when it happened."""
    return candidate.basis != "as-of" and (candidate.start is not None or candidate.end is not None)


def alike(a: View, b: View) -> bool:
    """Whether the triggers could name one happening at all: by type, class of happening or a common character."""
    types = {a.candidate.type, b.candidate.type}
    return len(types) == 1 or types == {"OTHER", "ASSAULT"} or bool(a.classes & b.classes) or bool(a.kanji & b.kanji)


def dense(a: View, b: View) -> list[float]:
    """The numbers that the model weighs, in the order of `DENSE`."""
    ca, cb = a.candidate, b.candidate
    agents, targets = _overlap(a.agents, b.agents), _overlap(a.targets, b.targets)
    agent_sides, target_sides = _overlap(a.agent_sides, b.agent_sides), _overlap(a.target_sides, b.target_sides)
    parties_a, parties_b = a.agent_sides | a.target_sides, b.agent_sides | b.target_sides
    line = _cosine(a.weights, b.weights, a.norm * b.norm)
    near = _cosine(a.near, b.near, a.near_norm * b.near_norm)
    rare = max((weight for unit, weight in a.weights.items() if unit in b.weights), default=0.0)
    days = abs((ca.published - cb.published).days) if ca.published and cb.published else -1
    same_class = bool(a.classes & b.classes)
    apart = _apart(ca, cb)
    toll = _toll(a.figure, b.figure)
    together = ca.page == cb.page
    scene = _overlap(a.scene, b.scene)
    return [
        a.trigger == b.trigger,
        bool(a.kanji & b.kanji),
        same_class,
        ca.type == cb.type,
        ca.status == cb.status,
        agents, targets, agent_sides, target_sides,
        bool(a.agents and b.agents and not a.agent_sides & b.agent_sides),
        bool(a.targets and b.targets and not a.target_sides & b.target_sides),
        bool(a.agents) != bool(b.agents),
        bool(a.targets) != bool(b.targets),
        not (a.agents or a.targets or b.agents or b.targets),
        _overlap(parties_a, parties_b),
        _overlap(a.agent_sides, b.target_sides) + _overlap(b.agent_sides, a.target_sides),
        _same_place(a.places, b.places),
        bool(a.places and b.places and not _same_place(a.places, b.places)),
        line, near, rare, line * same_class, near * same_class,
        dated(ca) and dated(cb) and ca.start == cb.start and ca.end == cb.end,
        dated(ca) != dated(cb),
        days == 0, days > 1, days > 3,
        len(a.figures & b.figures) > 0,
        bool(a.figures and b.figures and not a.figures & b.figures),
        bool(a.agents) and a.agents == b.agents,
        bool(a.targets) and a.targets == b.targets,
        same_class * agent_sides,
        same_class * target_sides,
        same_class * (a.agents == b.agents and a.targets == b.targets and bool(parties_a)),
        bool(a.places) != bool(b.places),
        (ca.type == cb.type) * near,
        apart == 1, apart in (2, 3),
        same_class * rare,
        ("STATEMENT" in (ca.type, cb.type)) * line,
        scene,
        same_class * scene,
        len(a.scene & b.scene) > 1,
        bool(a.scene and b.scene and not a.scene & b.scene),
        toll == 1, toll == -1,
        _overlap(a.sites, b.sites),
        bool(a.target_sides & b.scene or b.target_sides & a.scene),
        bool(a.agent_sides & b.scene or b.agent_sides & a.scene),
        bool(a.target_sides and b.scene and not a.target_sides & b.scene),
        bool(b.target_sides and a.scene and not b.target_sides & a.scene),
        *(together * value for value in (
            True, same_class, a.trigger == b.trigger, ca.type == cb.type, scene, same_class * scene, same_class * agent_sides,
            same_class * target_sides, near, line,
        )),
    ]  # fmt: skip


def _toll(a: Figure | None, b: Figure | None) -> int:
    """1 when the triggers' figures are about the same, -1 when they are far apart, 0 when they cannot be compared."""
    if not (a and b and a.value and b.value and a.counter == b.counter):
        return 0
    return 1 if max(a.value, b.value) <= NEAR_FIGURE * min(a.value, b.value) else -1


def _apart(a: Candidate, b: Candidate) -> int:
    """How many lines apart on one page; 0 for other pages."""
    if a.page != b.page:
        return 0
    return abs(int(a.line.rpartition(":")[2]) - int(b.line.rpartition(":")[2]))


def _same_place(a: Sequence[str], b: Sequence[str]) -> bool:
    return any(x in y or y in x for x in a for y in b)


def sparse(a: View, b: View) -> list[str]:
    """The pair's types, statuses and classes as names."""
    types = "+".join(sorted((a.candidate.type, b.candidate.type)))
    statuses = "+".join(sorted((a.candidate.status, b.candidate.status)))
    shared = sorted(a.classes & b.classes)
    return [f"types={types}", f"statuses={statuses}", *(f"class={name}" for name in shared)]
