"""A short Japanese line for an event that reads alone: who, whom or what, the act. Built from arguments and the trigger's own clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Argument
from extract.role_features import Scene
from extract.slots import Phrase
from extract.trigger_view import TriggerView

LONGEST = 30
ASIDE = re.compile(r"[(（][^)）]*[)）]")
KEPT = ("を", "に", "と", "へ", "で", "から", "について", "につい", "に対", "への")


def label_of(scene: Scene, t: TriggerView, agents: Sequence[Argument], targets: Sequence[Argument]) -> str:
    """The label: 米国がカラカスで軍事作戦を実施."""
    act = _act(scene, t)
    passive = "passive" in t.voice
    subject = _names(targets if passive and targets else agents)
    parts = _phrases(scene, t)
    head = f"{subject}が" if subject else ""
    body = "".join(parts)
    if not body and targets and not passive:
        body = f"{_names(targets)}{_particle(t)}"
    if not head and not body:
        return _clip(_context(scene, t) + act)
    if passive and agents and targets:
        body = f"{_names(agents)}に" + body
    return _clip(head + body + act)


def _act(scene: Scene, t: TriggerView) -> str:
    """The trigger as a label ends: a sahen noun bare, a verb in its dictionary form, a passive with される."""
    view = scene.view
    stem = view.text[t.trigger.start_char : t.trigger.end_char]
    if view.tags[t.last].startswith(("動詞", "形容")):
        lemma = "".join(view.words[t.first : t.last]) + view.lemmas[t.last]
        return f"{lemma[:-1]}{_passive_ending(lemma)}" if "passive" in t.voice else lemma
    return stem + "される" if "passive" in t.voice and t.verbal else stem


def _passive_ending(lemma: str) -> str:
    rows = {
        "う": "われる",
        "く": "かれる",
        "ぐ": "がれる",
        "す": "される",
        "つ": "たれる",
        "ぬ": "なれる",
        "ぶ": "ばれる",
        "む": "まれる",
    }
    return rows.get(lemma[-1], "られる")


def _particle(t: TriggerView) -> str:
    return (
        "と"
        if t.type in ("CONSULT", "COOPERATE", "AGREE")
        else "を"
        if t.type in ("ASSAULT", "COERCE", "ACCUSE", "SUPPORT")
        else "に"
    )


def _names(arguments: Sequence[Argument]) -> str:
    names = [ASIDE.sub("", a.text) for a in arguments]
    return names[0] + "など" if len(names) > 2 else "と".join(names)


def _phrases(scene: Scene, t: TriggerView) -> list[str]:
    """The objects of the trigger's own clause, shortened from the left until they fit."""
    own = [(n.split(":", 1)[1], p) for n, p in scene.slots[t.first] if n.startswith("own:")]
    return [_text(scene, p, case) for case, p in own if case in KEPT and p.top < t.first][-2:]


def _text(scene: Scene, p: Phrase, case: str) -> str:
    view = scene.view
    first = p.top
    while first > 0 and view.deps[first - 1] == "compound" and view.head[first - 1] >= first:
        first -= 1
    return ASIDE.sub("", view.text[view.start[first] : view.end[p.top]]) + view.text[view.end[p.top] : view.start[p.behind]]


def _context(scene: Scene, t: TriggerView) -> str:
    """What stands before a trigger without arguments, back to the clause's start."""
    text, at = scene.view.text, t.trigger.start_char
    start = max(text.rfind(mark, 0, at) for mark in "、。「」")
    return text[start + 1 : at]


def _clip(label: str) -> str:
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
