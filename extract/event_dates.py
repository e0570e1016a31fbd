"""When an event happened, from the line's own time expressions: a log-linear choice between them and no date.

The publication day alone dates nothing. An as-of expression (〜時点) dates the statements of its summary that have no other day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from extract.choice import choose
from extract.learned import LinearModel
from extract.model import Basis, Time
from extract.role_features import Scene
from extract.time_features import AS_OF, SINCE, after_time, no_date_features, time_features
from extract.trigger_view import TriggerView

MODEL = Path(__file__).parent / "data" / "models" / "roles_dates.npz"
NEVER = ("以来", "ぶり")  # 2019年以来の訪問: the visit before
COMPARED = re.compile(r"より[約\d一二三四五六七八九十数]")  # 昨年度末より46兆円増え: compared with, not dated
REPEATED = re.compile("毎[日週月年晩朝]|連[日夜]|たびたび|相次|次々|繰り返")
OPEN = ("以降", "以後")
SPOKEN = frozenset({"STATEMENT", "SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "CONSULT"})


@cache
def date_model() -> LinearModel:
    """The weights, read once."""
    return LinearModel.load(MODEL)


def date_events(scene: Scene, times: Sequence[Time]) -> list[tuple[Time | None, str]]:
    """The time of every trigger (its basis as the event's own) with the reason in words; (None, "") where there is none."""
    chosen = [_choose(scene, t, times) if times else None for t in scene.triggers]
    return [_dated(scene, t, times, pick) for t, pick in zip(scene.triggers, chosen, strict=True)]


def question(scene: Scene, t: TriggerView, times: Sequence[Time]) -> list[list[str]]:
    """The rows of a trigger: no date first, then the times in their order."""
    return [no_date_features(scene, t, times), *(time_features(scene, t, times, k) for k in range(len(times)))]


def _choose(scene: Scene, t: TriggerView, times: Sequence[Time]) -> int | None:
    weights = choose(date_model(), question(scene, t, times))[:, 0]
    for k, time in enumerate(times, 1):
        after = after_time(scene.view, time)
        if after.startswith(NEVER) or COMPARED.match(after):
            weights[k] = 0
    best = int(weights.argmax())
    return best - 1 if best else None


def _dated(scene: Scene, t: TriggerView, times: Sequence[Time], pick: int | None) -> tuple[Time | None, str]:
    if pick is None:
        pick = _as_of(scene, t, times)
    if pick is None:
        return None, ""
    time = times[pick]
    after = after_time(scene.view, time)
    basis, why = _basis(scene, t, time, after)
    if time.start and (after.startswith(OPEN) or (after.startswith(SINCE) and _goes_on(scene, t, time))):
        return replace(time, end=None, value=f"{time.value.partition('/')[0]}/..", basis=basis), why
    return replace(time, basis=basis), why


def _goes_on(scene: Scene, t: TriggerView, time: Time) -> bool:
    """Whether the clause says that it goes on (〜ている, 毎日): a law in force from a day on begins on that day."""
    view, last = scene.view, max(t.last, t.governor)
    if REPEATED.search(view.text[time.end_char : t.trigger.start_char]):
        return True
    return any(view.lemmas[i] in ("いる", "続ける", "続く") for i in range(last + 1, min(last + 6, len(view.words))))


def _as_of(scene: Scene, t: TriggerView, times: Sequence[Time]) -> int | None:
    """The one as-of time of the summary, for what is said or done by a finite verb."""
    marked = [k for k, time in enumerate(times) if after_time(scene.view, time).startswith(AS_OF)]
    if len(marked) != 1 or not t.verbal or t.type not in SPOKEN or t.trigger.status != "occurred":
        return None
    return marked[0]


def _basis(scene: Scene, t: TriggerView, time: Time, after: str) -> tuple[Basis, str]:
    view = scene.view
    if after.startswith(AS_OF):
        return "as-of", f"date: 「{time.text}」時点"
    at = view.token_at[time.start_char]
    if time.basis == "unresolved":
        return "unresolved", f"date: 「{time.text}」, open"
    low, high = sorted((at, t.first))
    near = view.sentence[at] == view.sentence[t.first] and view.predicates_before[high] - view.predicates_before[low] <= 1
    return (time.basis, f"date: 「{time.text}」 in its clause") if near else ("carried", f"date: carried from 「{time.text}」")
