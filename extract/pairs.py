"""Subjects that stand for two named before: 両国は, 両氏が, 双方は."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extract.candidates import Candidate
from extract.grammar_roles import nominative, subject_phrase
from extract.role_features import Scene
from extract.slots import Phrase
from extract.trigger_view import TriggerView
from extract.tsv import rows


@cache
def pair_words() -> Mapping[str, str]:
    """The kind of the two that each word of data/pairs.tsv stands for."""
    return dict(rows("pairs"))


def both(scene: Scene, t: TriggerView) -> tuple[int, ...]:
    """The two entities, in text order, that the subject of an active verb stands for; none where it names whom it means."""
    if t.manner != "act" or (t.governor < 0 and not t.verbal):
        return ()
    top, kind = _subject_of_two(scene, t)
    fit = [c.entity for c in scene.candidates if c.last < top and _fits(c, kind)]
    last = list(dict.fromkeys(reversed(fit)))[:2]
    return tuple(reversed(last)) if len(last) == 2 else ()


def _subject_of_two(scene: Scene, t: TriggerView) -> tuple[int, str]:
    """Where such a subject stands, and which kind its two are of; (-1, "") where there is none, or grammar finds another."""
    slots, told = scene.slots[t.first], scene.verdicts[t.first].subject
    phrases = nominative(slots) if told is None else [subject_phrase(slots)]
    return next(((p.top, kind) for p in phrases if p and (kind := _kind(scene, p))), (-1, ""))


def _kind(scene: Scene, phrase: Phrase) -> str | None:
    """What the last words of a phrase stand for two of, by the longest word that fits."""
    view, words = scene.view, pair_words()
    said = view.text[: view.start[phrase.top] + len(view.words[phrase.top])]
    return next((words[said[-n:]] for n in range(max(map(len, words)), 1, -1) if said[-n:] in words), None)


def _fits(c: Candidate, kind: str) -> bool:
    """Whether a mention is one of the kind; a country also within an actor's mention (米大統領), unless any two are meant."""
    if kind == "country":
        return c.code is not None
    return not c.inside and kind in ("any", c.kind)
