"""Whose statement carries an event: the agent of the speech verb whose quote or と-clause holds the trigger."""

from __future__ import annotations

from collections.abc import Sequence

from extract.role_features import Scene
from extract.trigger_view import TriggerView

REPORTING = ("と", "とし", "ことを", "考えを", "方針を", "意向を", "見方を", "見解を", "可能性を", "との認識を", "予定と", "計画を")
QUOTING = tuple(closing + words for closing in "」』" for words in REPORTING)
SPEECH = frozenset({"STATEMENT", "ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT", "PROTEST"})


def speakers(scene: Scene, agents: Sequence[Sequence[int]]) -> list[int | None]:
    """For every trigger the entity that says it, None when the text itself asserts it."""
    return [_speaker(scene, i, agents) for i in range(len(scene.triggers))]


def _speaker(scene: Scene, index: int, agents: Sequence[Sequence[int]]) -> int | None:
    t = scene.triggers[index]
    for k, verb in enumerate(scene.triggers):
        if verb.first > t.last and verb.type in SPEECH and agents[k] and _says(scene, t, verb):
            return None if t.type in SPEECH and agents[k][0] in agents[index] else agents[k][0]
    return None


def _says(scene: Scene, t: TriggerView, verb: TriggerView) -> bool:
    """Whether the trigger lies in what the verb reports: the verb stands above it and と, こと or a quote's end lies between."""
    view = scene.view
    if view.sentence[t.first] != view.sentence[verb.first] or not any(verb.first <= i <= verb.last for i in view.ancestors(t.top)):
        return False
    before = view.text[: verb.trigger.start_char]
    if (
        before.endswith(QUOTING) and not view.depth[t.first]
    ):  # 拘束され、「結束している」と強調: what stands before a quote is not said
        return False
    return before.endswith(REPORTING)
