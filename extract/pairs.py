"""Subjects that stand for two named before: 両国は, 両氏が, 双方とも."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extract.candidates import Candidate
from extract.grammar_roles import subject_phrase
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
    phrase = subject_phrase(scene.slots[t.first]) if t.verbal and t.manner == "act" else None
    kind = _kind(scene, phrase) if phrase else None
    if phrase is None or kind is None:
        return ()
    fit = [c.entity for c in scene.candidates if c.last < phrase.top and _fits(c, kind)]
    last = list(dict.fromkeys(reversed(fit)))[:2]
    return tuple(reversed(last)) if len(last) == 2 else ()


def _kind(scene: Scene, phrase: Phrase) -> str | None:
    """What the last words of a phrase stand for two of, by the longest word that fits."""
    view, words = scene.view, pair_words()
    said = view.text[: view.start[phrase.top] + len(view.words[phrase.top])]
    return next((words[said[-n:]] for n in range(max(map(len, words)), 1, -1) if said[-n:] in words), None)


def _fits(c: Candidate, kind: str) -> bool:
    """Whether a mention is one of the kind; a country also within an actor's mention (米大統領), but not where any two are meant."""
    if kind == "country":
        return c.code is not None
    return not c.inside and kind in ("any", c.kind)
