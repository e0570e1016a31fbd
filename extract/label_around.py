"""What a finished label is widened by, where there is room: where it was, whose an office is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from extract.country_tables import country_name
from extract.label_nominal import LONGEST
from extract.model import Argument
from extract.role_features import Scene
from extract.titles import is_bare_organ, title_class
from extract.trigger_view import TriggerView

CASES = re.compile("[がをはにへと]|から")
SHORT = 10  # characters of an owner's name that a label has room for


def widened(label: str, scene: Scene, t: TriggerView, fillers: Sequence[Argument], places: Sequence[str]) -> str:
    """The label with all of this that fits."""
    owned = (partial(_owned, scene, a) for a in fillers)
    for step in (partial(_placed, scene, t, places), *owned):
        label = wider if len(wider := step(label)) <= LONGEST else label
    return label


def _placed(scene: Scene, t: TriggerView, places: Sequence[str], label: str) -> str:
    """Where it was, before a label that names nobody and no place: ナイジェリアでの|激しい熱波, チリで|3人が死亡."""
    where = country_name(places[-1]) if places else ""
    if not where or where in label or any(c.text in label for c in scene.candidates):
        return label
    noun = scene.view.tags[t.last].startswith("名詞") and label.endswith(t.trigger.text) and not CASES.search(label)
    return label if "で" in label else f"{where}での{label}" if noun else f"{where}で{label}"


def _owned(scene: Scene, a: Argument, label: str) -> str:
    """Whose an office or an organ without a name of its own is: スーダンの|外務大臣."""
    at, text = label.find(a.text), scene.view.text
    if not text[: a.start_char].endswith("の") or not (title_class(a.text) or is_bare_organ(a.text)):
        return label
    owner = next((c.text for c in scene.candidates if c.end_char == a.start_char - 1), "")
    known = not owner or owner in label or at < 0 or label[at - 1 : at] == "の"
    return label if known or len(owner) > SHORT else f"{label[:at]}{owner}の{label[at:]}"
