"""What the answers to a trigger's question when look like, as string features: no day, or one of the line's time expressions.

The features of `role_rows.py` with the times as mentions, and what a time has besides: `T` the words behind it, its grain,
the word before it, how many times there are, stand before it and lie between, and how many triggers lie between.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from extract.candidates import Candidate
from extract.choice import Row
from extract.clauses import LineView
from extract.model import Time
from extract.role_features import Scene
from extract.role_rows import Nobody, Pair
from extract.trigger_view import TriggerView

LINKS = ("ごろ", "頃", "ころ", "過ぎ", "付け", "付")  # stand between a time and its particle


def after_time(view: LineView, time: Time) -> str:
    """The few characters behind a time, past bracketed zones and 頃, 付: に, 時点で, 以来 …"""
    text, at = view.text, time.end_char
    while at < len(text) and text[at] in "(（":
        close = min((i for i in (text.find(")", at), text.find("）", at)) if i >= 0), default=len(text) - 1)
        at = close + 1
    for word in LINKS:
        if text.startswith(word, at):
            at += len(word)
    return text[at : at + 3]


def last_token(view: LineView, time: Time) -> int:
    """The token that a time expression ends in."""
    return view.token_at[max(time.start_char, time.end_char - 1)]


def time_scene(scene: Scene, times: Sequence[Time]) -> Scene:
    """The line with its times as the mentions."""
    return scene.among([_candidate(scene.view, number, time) for number, time in enumerate(times)])


def _candidate(view: LineView, number: int, time: Time) -> Candidate:
    first, last = view.token_at[time.start_char], last_token(view, time)
    return Candidate(
        time.start_char, time.end_char, time.text, number, None, "time", False, first, last, view.head_of(first, last), None
    )


def day_rows(scene: Scene, times: Sequence[Time], t: TriggerView) -> list[Row]:
    """The answers to when: no day first, then the times in their order."""
    return [Nobody(scene, t), *(Moment(scene, k, t, times) for k in range(len(times)))]


class Moment(Pair):
    """A time expression as the day of a trigger."""

    def __init__(self, scene: Scene, index: int, t: TriggerView, times: Sequence[Time]) -> None:
        super().__init__(scene, index, t)
        self.time = times[index]
        self.after = after_time(scene.view, self.time)
        low, high = sorted((self.c.first, t.first))
        rivals = sum(low < c.first < high for c in scene.candidates)
        self.place = f"{min(index, 2)}{min(len(times), 3)}{min(rivals, 2)}{self.near}"
        self.before = scene.view.words[self.c.first - 1] if self.c.first else "^"

    @cached_property
    def events(self) -> str:
        """How many triggers lie between."""
        low, high = sorted((self.c.first, self.t.first))
        return f"we{self.near}{min(3, sum(low < other.first < high for other in self.scene.triggers))}"

    def simple(self) -> list[str]:
        """Each feature by itself."""
        told = (
            f"T{self.after}",
            f"T{self.after[:1]}",
            f"Tg{self.time.grain}",
            f"Tn{self.place}",
            f"T{self.events}",
            f"Tb{self.before}",
        )
        return [*super().simple(), *told]

    def crossed(self) -> list[str]:
        """Features in company of the words behind the time."""
        t, form = self.t, self.scene.forms[self.t.first]
        width, predicates, _, subjects, same, quotes, commas = self.between
        company = (
            f"p{self.path}", f"r{self.relation}", f"v{t.manner}{t.verbal:d}", f"s{t.trigger.status}", f"t{t.type}", f"E{form}",
            f"{predicates}{commas}", f"{subjects}", f"{same}{quotes}", width, f"n{self.place}", f"{predicates}|E{form}",
            f"{self.events}", f"{self.events}|E{form}", f"{self.events}|{same}{quotes}", f"{self.events}|{subjects}",
            f"b{self.before}", f"b{self.before}|{predicates}", f"b{self.before}|{self.events}", f"b{self.before}|E{form}",
        )  # fmt: skip
        heads = (f"T{self.after[:2]}", f"T{self.time.grain}")
        between = (f"c{self.core}", f"t{t.type}", predicates, f"E{form}", f"r{self.relation}")
        out = [*super().crossed(), *(f"{self.events}|{other}" for other in between)]
        return out + [f"{head}|{other}" for head in heads for other in company]
