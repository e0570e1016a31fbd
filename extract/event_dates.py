"""When an event happened, from the line's own time expressions, weighed against no date: a log-linear choice and the encoder.

The publication day alone dates nothing. An as-of expression (〜時点) dates the statements of its summary that have no other day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from extract.choice import agreed
from extract.day_rows import after_time, day_rows, last_token, time_scene
from extract.encoder import Reading
from extract.learned import LinearModel
from extract.model import Basis, Time
from extract.role_features import Scene
from extract.trigger_view import TriggerView

MODEL = Path(__file__).parent / "data" / "models" / "days.npz"
ENCODER = 0.5  # its part in the mean with the log-linear model; days right on gold and held-out lines .66 by it alone, .71 so
HOPELESS = -6.0  # log probability by the encoder up to which a time is out: no day changed from -4 to -30
AS_OF = ("時点", "現在")
SINCE = ("から", "以来", "以降", "より", "以後", "来")
NEVER = ("以来", "ぶり")  # 2019年以来の訪問: the visit before
COMPARED = re.compile(r"より[約\d一二三四五六七八九十数]")  # 昨年度末より46兆円増え: compared with, not dated
REPEATED = re.compile("毎[日週月年晩朝]|連[日夜]|たびたび|相次|次々|繰り返")
ADNOMINAL = frozenset({"rel", "こと", "の", "ため", "とき", "際"})  # forms of clauses that hang on a noun
OPEN = ("以降", "以後")
SPOKEN = frozenset({"STATEMENT", "SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "CONSULT"})


@cache
def day_model() -> LinearModel:
    """The weights, read once."""
    return LinearModel.load(MODEL)


def date_events(scene: Scene, times: Sequence[Time], reading: Reading) -> list[tuple[Time | None, str]]:
    """The time of every trigger (its basis as the event's own) with the reason in words; (None, "") where there is none."""
    when = time_scene(scene, times)
    chosen = [_choose(when, t, times, reading) if times else None for t in scene.triggers]
    return [_dated(scene, t, times, pick) for t, pick in zip(scene.triggers, chosen, strict=True)]


def _of_the_main_clause(scene: Scene, t: TriggerView, time: Time) -> bool:
    """Whether a time stands with a topic (EUは4日、) whose clause goes on behind a trigger with its own subject (米軍が拘束し…).

    Of 268 such pairs of time and event on annotated lines the time dates 41.
    """
    view, first = scene.view, scene.view.token_at[time.start_char]
    behind = last_token(scene.view, time) + 1
    if not (first > 0 and behind < t.first and view.words[first - 1] == "は" and view.words[behind] == "、"):
        return False
    return scene.forms[t.first] in ADNOMINAL and "が" in view.words[behind : t.first]


def _of_its_clause(scene: Scene, t: TriggerView, times: Sequence[Time]) -> Time | None:
    """The one time with に in the clause of a verb: 4日に出発し、6日に会談した. Of 278 such on annotated lines 3 have another."""
    view, near = scene.view, list[Time]()
    for time in times if t.verbal else ():
        behind = last_token(scene.view, time) + 1
        level = behind <= t.first and view.sentence[behind - 1] == view.sentence[t.first]
        inside = level and view.depth[behind - 1] == view.depth[t.first]
        if inside and view.predicates_before[t.first] == view.predicates_before[behind]:
            near.append(time)
    return near[0] if len(near) == 1 and after_time(view, near[0]).startswith("に") else None


def _choose(when: Scene, t: TriggerView, times: Sequence[Time], reading: Reading) -> int | None:
    votes = reading.choice(t.last, [c.last for c in when.candidates], (), "time")
    weights = agreed(day_model(), day_rows(when, times, t), votes, HOPELESS, ENCODER)[:, 0]
    own = _of_its_clause(when, t, times)
    for k, time in enumerate(times, 1):
        after = after_time(when.view, time)
        elsewhere = own is not None and time is not own
        if elsewhere or after.startswith(NEVER) or COMPARED.match(after) or _of_the_main_clause(when, t, time):
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
