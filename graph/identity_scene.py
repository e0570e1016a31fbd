"""What surrounds an actor mention: its line, day, neighbours and the country in focus."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.actor_tables import regions
from extract.model import Annotation, Line
from extract.titles import NameParts, analyse, clear_kind

_SENTENCE = re.compile(r"[。！？!?]")
_OF = re.compile(r"^(?:人|国籍|出身|系|北部|南部|東部|西部)?の?「?[^、。はがをにへでと「」]{0,12}$")
_AFTER = {
    "topic": re.compile(r"は|では|においては|政府は"),
    "subject": re.compile(r"が|でも|も"),
    "scene": re.compile(r"で|の首都|[東西南北中]+部|国内|各地|全土"),
    "owner": re.compile(r"の|系"),
    "aim": re.compile(r"に対|への|に対する|へ|戦争|侵攻|攻撃|訪問|有事|情勢|海峡|問題|産|製|側|人"),
    "object": re.compile(r"を|との|と"),
    "zone": re.compile(r"時間|標準時|語"),
}
"""What follows a country's name, by what it makes of it."""

_WEIGHTS = {
    "topic": 2.5, "subject": 2.0, "scene": 1.5, "owner": 0.5, "aim": -1.5, "object": -1.0, "zone": -4.0, "first": 1.0,
    "repeat": 0.5, "aimed": -1.5, "later": -2.0, "near": 0.5, "sentence": 1.0, "region": -0.2,
}  # fmt: skip
"""How much each trait speaks for a country to be the one in focus; set by search on annotated leads, then rounded."""

_REACH = 60  # characters over which a country is near
_SAME_COUNTRY = re.compile("同国")
_AIMED = re.compile(r"[対訪駐在反親]$")


@dataclass(frozen=True, slots=True)
class Place:
    """What tells a country, at its place in the line: a country's name (weight 0), a region or an actor (below 0)."""

    start: int
    end: int
    code: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A line with its place in the run; `day` is its publication day, else the first closed day that it names."""

    index: int
    page: str
    id: str
    text: str
    day: date | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An actor mention in its scene, with the parts of its own words; `index` counts the mentions of the run."""

    index: int
    scene: Scene
    start: int
    end: int
    text: str
    parts: NameParts


@cache
def _region_pattern() -> re.Pattern[str]:
    names = sorted((re.escape(name) for name in regions() if len(name) > 1), key=len, reverse=True)
    return re.compile("(?<![ァ-ヴー])(?:" + "|".join([*names, "邦人", "日本人"]) + ")(?![ァ-ヴー])")


def _places(annotation: Annotation) -> tuple[Place, ...]:
    """Countries named in the line and regions of the table, in order; a region inside a country word or name does not count."""
    found = [Place(c.start_char, c.end_char, c.code) for c in annotation.countries]
    taken = [c.span for c in annotation.countries] + [a.span for a in annotation.actors if a.kind == "person"]
    for match in _region_pattern().finditer(annotation.line.text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(Place(match.start(), match.end(), regions().get(match.group(), "JP"), _WEIGHTS["region"]))
    found.sort(key=lambda place: place.start)
    return tuple(_with_same_country(annotation.line.text, found))


def _with_same_country(text: str, places: list[Place]) -> list[Place]:
    """同国 is the country named last before it."""
    for match in _SAME_COUNTRY.finditer(text):
        before = [place for place in places if place.end <= match.start()]
        if before:
            places.append(Place(match.start(), match.end(), before[-1].code))
    return sorted(places, key=lambda place: place.start)


def _day(annotation: Annotation) -> date | None:
    if annotation.published:
        return annotation.published
    return next((time.start for time in annotation.times if time.start and time.end and (time.end - time.start).days < 400), None)


def document_of(line: Line) -> str:
    """What a line is read together with: its page, or itself when it is a record with an id of its own."""
    return line.id if line.record else line.page


def scenes(annotations: Sequence[Annotation]) -> list[list[Item]]:
    """The mentions of every line that has some, in reading order."""
    lines: list[list[Item]] = []
    count = 0
    for index, annotation in enumerate(annotations):
        if not annotation.actors:
            continue
        line = annotation.line
        scene = Scene(index, document_of(line), line.id, line.text, _day(annotation), _places(annotation))
        items = []
        for mention in sorted(annotation.actors, key=lambda actor: actor.span):
            parts = analyse(mention.text, clear_kind(mention.text, mention.kind))
            items.append(Item(count, scene, mention.start_char, mention.end_char, mention.text, parts))
            count += 1
        lines.append(items)
    return lines


def stated_country(item: Item) -> str | None:
    """The country that the words right before or the brackets after the mention give it.

    オランダのバルケネンデ首相, 英国人のアレックス氏, フィリピンの国会, ナダル選手(スペイン).
    """
    text = item.scene.text
    for place in item.scene.places:
        if (
            not place.weight
            and place.start == item.end + 1
            and text[item.end] in "（("
            and text[place.end : place.end + 1] in "）)"
        ):
            return place.code
    for place in reversed([p for p in item.scene.places if p.end <= item.start]):
        between = text[place.end : item.start]
        if between.startswith(("の", "・", "人", "国籍", "出身", "南部", "北部", "東部", "西部")) and _OF.match(between):
            return None if _AIMED.search(text[: place.start]) else place.code
        if len(between) > 16 or between.startswith(("は", "が", "を", "に")):
            return None
    return None


def focus_country(item: Item, others: Sequence[Place] = (), allowed: Callable[[str], bool] = bool) -> str | None:
    """The country that the line is about at the mention, by topic, order and distance; None when nothing names one.

    `others` are the line's other actors whose country is known, at their places; `allowed` says which countries may be meant.
    """
    scores = focus_scores(item, others, allowed)
    return max(scores, key=lambda code: scores[code]) if scores else None


def focus_scores(item: Item, others: Sequence[Place], allowed: Callable[[str], bool]) -> dict[str, float]:
    """How much speaks for each country that the line names."""
    scores: dict[str, float] = {}
    places = [p for p in item.scene.places if not (item.start <= p.start < item.end) and allowed(p.code)]
    first = min((place.start for place in places if place.weight >= 0), default=-1)
    for place in [*places, *(other for other in others if allowed(other.code))]:
        score = _weight(item, place) + (_WEIGHTS["first"] if place.start == first else 0.0)
        again = _WEIGHTS["repeat"] if place.code in scores else 0.0
        scores[place.code] = max(scores.get(place.code, -9.0), score) + again
    return scores


def _weight(item: Item, place: Place) -> float:
    text = item.scene.text
    follows = next((trait for trait, pattern in _AFTER.items() if pattern.match(text, place.end)), None)
    score = place.weight + (_WEIGHTS[follows] if follows else 0.0)
    if _AIMED.search(text[: place.start]):
        score += _WEIGHTS["aimed"]
    if place.start > item.start:
        return score + _WEIGHTS["later"]
    nearness = _WEIGHTS["near"] * max(0.0, 1 - (item.start - place.end) / _REACH)
    return score + nearness + _WEIGHTS["sentence"] / (1 + len(_SENTENCE.findall(text[place.end : item.start])))
