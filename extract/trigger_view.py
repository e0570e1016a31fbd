"""A trigger in its clause: lemma, voice, what stands behind it, the light verb that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extract.case_frames import frames_of
from extract.clauses import LineView
from extract.model import Trigger

SUFFERED = {"を": ("受ける", "浴びる", "被る", "こうむる"), "に": ("遭う", "あう")}  # 攻撃を受けた: done to its subject
BARE = frozenset({"受ける", "巡る", "めぐる", "求める", "控える", "続ける", "終える", "経る"})


@dataclass(frozen=True)
class TriggerView:
    """A trigger in its clause: `top` its syntactic head token, `voice` of its predicate, `after` the particle phrase behind it."""

    trigger: Trigger
    first: int
    last: int
    top: int
    lemma: str
    voice: frozenset[str]
    after: str
    governor: int
    verbal: bool

    @classmethod
    def of(cls, view: LineView, trigger: Trigger) -> TriggerView:
        first, last = view.tokens_of(trigger.start_char, trigger.end_char)
        top = view.head_of(first, last)
        noun_end = view.noun_end(last)
        after, nxt = view.particle(view.skip(noun_end + 1))
        verbal = view.predicate[last] and noun_end == last
        if not verbal and after == "" and nxt < len(view.words) and view.lemmas[nxt] in BARE:
            after = "を"  # headlines leave the particle out: 攻撃受け
        governor = _predicate_behind(view, nxt) if after in ("を", "が", "に", "は", "も") and not verbal else -1
        voice = view.voice(last if verbal else governor if governor >= 0 else noun_end)
        if governor >= 0 and view.lemmas[governor] in SUFFERED.get(after, ()) and _told(view, governor):
            voice = voice | {"passive"}
        lemma = "".join(view.words[first:last]) + view.lemmas[last]
        return cls(trigger, first, last, top, lemma, voice, "V" if verbal else after, governor, verbal)

    @cached_property
    def frames(self) -> tuple[str, ...]:
        return frames_of(self.lemma, self.trigger.text)

    @property
    def type(self) -> str:
        return self.trigger.type

    @cached_property
    def manner(self) -> str:
        """Voice as one word: act, pas, cau, with neg where negated."""
        return "pas" if "passive" in self.voice else "cau" if "causative" in self.voice else "act"


def _told(view: LineView, i: int) -> bool:
    """Whether a verb tells what was or is (受けた, 受ける, 受けている), not on what occasion something else was done (受け、)."""
    after = "".join(view.words[i + 1 : i + 3])
    return view.words[i] == view.lemmas[i] or after.startswith(("た", "てい", "てお"))


def _predicate_behind(view: LineView, i: int) -> int:
    """The predicate a few tokens behind, as in 攻撃を強く|非難: its token, -1 when a clause ends first."""
    for j in range(i, min(i + 5, len(view.words))):
        if view.words[j] in "、。":
            return -1
        if view.predicate[j]:
            return j
    return -1
