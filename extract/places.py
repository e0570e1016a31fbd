"""Where an event happens: places and bare countries that its clause marks with で, に, への … and that fill no other role."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from extract.role_features import Scene
from extract.slots import Phrase
from extract.trigger_view import TriggerView

PLACE_LABELS = frozenset({"PLACE", "FAC", "LOC", "GPE"})
Spans = list[tuple[int, int, str]]
WHERE = ("で", "では", "にて", "での", "において", "におい", "における", "におけ")


def places_of(spans: Spans, scene: Scene, t: TriggerView, fillers: tuple[Sequence[int], Sequence[int]]) -> tuple[str, ...]:
    """Surfaces of places, then ISO codes of countries that are only a location."""
    taken = {*fillers[0], *fillers[1]}
    found: list[str] = []
    for name, phrase in scene.slots[t.first]:
        case = name.split(":", 1)[1]
        if case in WHERE or (case in ("に", "へ", "から", "まで") and name.startswith(("own", "light"))):
            found += _within(spans, scene, phrase, taken, case)
    return tuple(dict.fromkeys(found))


def _within(spans: Spans, scene: Scene, phrase: Phrase, taken: set[int], case: str) -> list[str]:
    countries = {(c.first, c.last) for c in scene.candidates if c.code}
    places = [
        text
        for first, last, text in spans
        if first <= phrase.top and (first, last) not in countries and _part_of(scene, last, phrase)
    ]
    codes = [
        c.code for c in scene.candidates
        if c.code and not c.inside and c.entity not in taken and scene.grammar.within(c, phrase) in ("head", "N", "の", "deep")
    ]  # fmt: skip
    return places + (codes if case in WHERE else [])


def _part_of(scene: Scene, last: int, phrase: Phrase) -> bool:
    chain = scene.view.ancestors(last)
    return phrase.top in chain and not any(i in scene.grammar.anchors for i in chain[1 : chain.index(phrase.top)])


def place_spans(doc: Doc) -> list[tuple[int, int, str]]:
    """(first token, last token, surface) of the line's places: named entities where there are any, else Sudachi's place names."""
    named = [(e.start, e.end - 1, e.text) for e in doc.ents if e.label_ in PLACE_LABELS]
    if named:
        return named
    out: list[tuple[int, int, str]] = []
    for token in doc:
        if not token.tag_.startswith("名詞-固有名詞-地名") or token.tag_.endswith("国"):
            continue
        end = token.i
        while end + 1 < len(doc) and doc[end + 1].text in (
            "市",
            "州",
            "県",
            "都",
            "区",
            "町",
            "村",
            "島",
            "沖",
            "地区",
            "近郊",
            "郊外",
            "空港",
            "駅",
        ):
            end += 1
        out.append((token.i, end, doc[token.i : end + 1].text))
    return out
