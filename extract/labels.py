"""A short Japanese line for an event that reads alone: who, whom or what, the act.

Built from the arguments and the trigger's own clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Argument, Span
from extract.role_features import Scene
from extract.slots import Phrase
from extract.trigger_view import TriggerView

LONGEST = 30
ASIDE = re.compile(r"[(（][^)）]*[)）]?")
MARKS = re.compile(r"[「」『』“”\"、。\s]")
NOMINATIVE = ("が", "は", "も")
OBJECTS = ("を", "に", "と", "へ", "から", "で", "について", "につい", "に対", "をめ", "を巡", "への", "との")
PATIENT = frozenset({"hit", "seize", "release", "accuse", "praise", "refuse", "name"})  # frames whose target takes を
OPENERS = ("名詞", "接頭辞", "代名詞", "連体詞", "形状詞")
FORMAL = frozenset(
    {
        "こと",
        "の",
        "もの",
        "ため",
        "よう",
        "可能性",
        "方針",
        "考え",
        "意向",
        "見通し",
        "見方",
        "姿勢",
        "計画",
        "予定",
        "とおり",
        "ところ",
    }
)
LEADING = re.compile("^(?:に|から|以来|頃|ごろ|、|は|の|で|時点|付)+")
PEOPLE = ("人", "兵", "籍", "系")
TELLING = tuple(FORMAL) + tuple(
    "物語 行為 事例 体験談 動き 事件 事故 話 様子 経緯 結果 影響 問題 映像 写真 記事 疑惑 懸念".split()
    + "夜 日 年 時 中 後 前 際 場合 事態 状況 理由 背景 方法 手法 地 場所".split()
)  # heads that tell of the act, no doers of it
INTO = ("介入", "侵攻", "侵入", "進攻", "反撃", "抗議", "反発", "反対", "抵抗", "対抗")  # acts done to 〜に, not 〜を
COMPANION = frozenset({"meet", "together", "contest"})  # … と
GODAN = {
    "う": "われる",
    "く": "かれる",
    "ぐ": "がれる",
    "す": "される",
    "つ": "たれる",
    "ぬ": "なれる",
    "ぶ": "ばれる",
    "む": "まれる",
}


@dataclass(frozen=True)
class _Writer:
    scene: Scene
    t: TriggerView
    agents: Sequence[Argument]
    targets: Sequence[Argument]
    times: Sequence[Span]

    def label(self) -> str:
        act = self._act()
        if not self.t.verbal and not self._made():
            return self._nominal(self._compound())
        subject, patient = self._subject()
        body = self._body(LONGEST - len(subject) - len(act) - 1)
        if not body and self.targets and patient is not self.targets and "passive" not in self.t.voice:
            body = self._names(self.targets) + self._particle()
        if not subject and not body:
            return self._context() + act
        return (f"{subject}が" if subject else "") + body + act

    def _made(self) -> bool:
        """Whether the trigger is made a predicate by にする, になる: 明らかに|した."""
        return self.scene.view.text.startswith(("にし", "にす", "にな"), self.t.trigger.end_char)

    def _act(self) -> str:
        """The verb in its dictionary form, a sahen noun bare, a passive as one."""
        view, t = self.scene.view, self.t
        if view.tags[t.last].startswith(("動詞", "形容詞")):
            lemma = "".join(view.words[t.first : t.last]) + re.sub("ずる$", "じる", view.lemmas[t.last])
            return _passive(lemma, view.tags[t.last], view.deps[t.last]) if "passive" in t.voice else lemma
        if view.tags[t.last].startswith("形状詞") or self._made():
            return t.trigger.text.removesuffix("に") + ("になる" if view.text.startswith("にな", t.trigger.end_char) else "にする")
        return t.trigger.text + ("される" if "passive" in t.voice else "")

    def _subject(self) -> tuple[str, Sequence[Argument]]:
        """Those who fill the subject's role by name, else the clause's own nominative, the outermost of a speech verb."""
        passive, undergo = "passive" in self.t.voice, "undergo" in self.t.frames
        fillers = self.targets if passive or (undergo and not self.agents) else self.agents
        slots = self.scene.slots[self.t.first]
        own = [p for name, p in slots if name.startswith("own:") and name[4:] in NOMINATIVE and p.top < self.t.first]
        own = [p for p in own if not self._timed(p)]
        if not own and not fillers and not self.targets:  # the noun that the clause modifies: 始まった|改革
            own = [p for name, p in slots if name.startswith("rel:") and not self._short(p).endswith(TELLING)]
            own = [] if any(name == "own:を" for name, _ in slots) else own
        holding = [p for p in own if any(self._holds(p, a) for a in fillers)]
        if fillers and (len(fillers) > 1 or not holding) and not (passive and own and not holding):
            return self._names(fillers), fillers
        if holding or (own and not fillers) or (passive and own):
            return self._short((holding or own)[0 if "say" in self.t.frames else -1]), fillers
        return self._names(fillers), fillers

    def _holds(self, p: Phrase, a: Argument) -> bool:
        return self.scene.view.start[p.top] < a.end_char <= self.scene.view.end[p.top]

    def _particle(self) -> str:
        frames = set(self.t.frames)
        if self.t.trigger.text.endswith(INTO):
            return "に"
        return "を" if frames & PATIENT else "と" if frames & COMPANION else "に"

    def _body(self, room: int) -> str:
        """The clause's own objects before the trigger, with their modifiers while they fit; a と-clause in their stead."""
        view, t = self.scene.view, self.t
        if quoted := self._quoted(room):
            return quoted
        own = [(n.split(":", 1)[1], p) for n, p in self.scene.slots[t.first] if n.startswith("own:")]
        own = [(case, p) for case, p in own if case in OBJECTS and p.top < t.first and not self._timed(p)] or self._beside()
        parts: list[str] = []
        for case, p in reversed(own):
            particle = MARKS.sub("", view.text[view.end[p.top] : view.start[p.behind] if p.behind < len(view.start) else None])
            noun = self._fitting(self._first_of(p), p.top, room - len(particle))
            if noun and noun not in "".join(parts) and not any(self._holds(p, a) for a in self.agents if case in ("を", "で")):
                parts.insert(0, noun + particle)
                room -= len(noun + particle)
        return "".join(parts)

    def _beside(self) -> list[tuple[str, Phrase]]:
        """The phrase right before a trigger that stands in quotes or was parsed apart."""
        near = [p for p in self.scene.grammar.phrases if p.top < self.t.first]
        ok = (
            near
            and near[-1].case in ("を", "に", "と", "へ")
            and not self._timed(near[-1])
            and not MARKS.sub("", self.scene.view.text[self.scene.view.start[near[-1].behind] : self.t.trigger.start_char])
        )
        return [(near[-1].case, near[-1])] if ok else []

    def _fitting(self, first: int, last: int, room: int) -> str:
        """The words from `first` to `last`, cut from the left behind a particle until they fit; "" for a formal noun alone."""
        view = self.scene.view
        for start in range(first, last + 1):
            if start > first and not (
                view.tags[start].startswith(OPENERS) and view.tags[start - 1].startswith(("助詞", "助動詞", "動詞"))
            ):
                continue
            words = MARKS.sub("", ASIDE.sub("", view.text[view.start[start] : view.end[last]]))
            if len(words) <= room:
                return "" if words in FORMAL else words
        return ""

    def _quoted(self, room: int) -> str:
        """What a speech verb reports, cut from the left where it is too long."""
        view, t = self.scene.view, self.t
        at = t.first - 1
        if (
            at < 1
            or view.words[at] != "と"
            or not (view.words[at - 1] in "」』" or view.tags[at - 1].startswith(("動詞", "助動詞", "形容詞", "名詞", "形状詞")))
        ):
            return ""
        start = at - 1
        limit = max((p.behind for p in self.scene.grammar.phrases if p.governor == t.first and p.case in NOMINATIVE), default=0)
        while start > limit and view.words[start] not in ("。", "「", "『", "、"):
            start -= 1
        clause = self._fitting(start + (view.words[start] in "。「『、"), at, room)
        return clause if len(clause) > 3 else ""

    def _nominal(self, noun: str) -> str:
        """An act noun that is no verb: 米国によるベネズエラへの軍事介入."""
        who, whom = self._names(self.agents), self._names(self.targets)
        if who and whom and noun == self.t.trigger.text and set(self.t.frames) & (PATIENT | COMPANION):
            return f"{who}が{whom}{self._particle()}{noun}"
        if who and whom:
            return f"{who}による{whom}への{noun}"
        if whom:
            return f"{whom}{'の' if set(self.t.frames) & {'seize', 'release', 'undergo', 'refuse'} else 'への'}{noun}"
        return f"{who}の{noun}" if who else self._context() + self.t.trigger.text

    def _compound(self) -> str:
        """The act noun with what is compounded to it, mentions left out: 軍事+介入."""
        view, t = self.scene.view, self.t
        first = t.first
        taken = {i for c in self.scene.candidates for i in range(c.first, c.last + 1)}
        timed = {view.token_at[x] for s in self.times for x in range(s.start_char, s.end_char)}
        while (
            first > 0
            and view.tags[first - 1].startswith(("名詞-普通", "接頭辞", "名詞-固有名詞-一般"))
            and first - 1 not in taken | timed
        ):
            first -= 1
        return view.text[view.start[first] : t.trigger.end_char]

    def _timed(self, p: Phrase) -> bool:
        view = self.scene.view
        return any(s.start_char <= view.start[p.top] < s.end_char + 2 for s in self.times)

    def _short(self, p: Phrase) -> str:
        """The bare noun of a phrase with its compounds and a named person's title."""
        view = self.scene.view
        cover = [c for c in self.scene.candidates if c.first <= p.top <= c.last]
        first = cover[0].first if cover else p.top
        while (
            not cover
            and first > 0
            and view.tags[first - 1].startswith(("名詞", "接頭辞", "接尾辞"))
            and view.head[first - 1] >= first
        ):
            first -= 1
        return MARKS.sub("", ASIDE.sub("", view.text[view.start[first] : view.end[p.top]]))

    def _first_of(self, p: Phrase) -> int:
        """First token of the noun with everything that hangs by it, back to its clause's comma, subject or time."""
        view, first = self.scene.view, p.top
        subjects = {
            q.behind for q in self.scene.grammar.phrases if (q.case in ("は", "が") and q.governor != p.governor) or q.case == "は"
        }
        timed = {view.token_at[x] for s in self.times for x in range(s.start_char, s.end_char)}
        while first > 0 and p.top in view.ancestors(first - 1) and view.words[first - 1] not in ("、", "。"):
            if first in subjects or first - 1 in timed:
                break
            first -= 1
        return first

    def _context(self) -> str:
        """What stands before a trigger without arguments, back to the last comma or quote; a time only if nothing else is left."""
        text, at = self.scene.view.text, self.t.trigger.start_char
        start = max(text.rfind(mark, 0, at) for mark in "、。「」『』") + 1
        ends = [s.end_char for s in self.times if start <= s.start_char and s.end_char <= at]
        words = LEADING.sub("", text[max(ends) : at]) if ends else text[start:at]
        return re.sub("^(.+?)は", r"\1が", MARKS.sub("", ASIDE.sub("", words or text[start:at]))[-20:])

    def _names(self, arguments: Sequence[Argument]) -> str:
        names = list(dict.fromkeys(ASIDE.sub("", self._surface(a)) for a in arguments))
        return names[0] + "など" if len(names) > 2 else "と".join(names)

    def _surface(self, a: Argument) -> str:
        """The mention's text; a nationality with the people it qualifies: コロンビア人女性."""
        view = self.scene.view
        if a.country is None or not view.text.startswith(PEOPLE, a.end_char):
            return a.text
        last = view.noun_end(view.token_at[a.end_char])
        return view.text[a.start_char : min(view.end[last], a.end_char + 8)]


def label_of(scene: Scene, t: TriggerView, agents: Sequence[Argument], targets: Sequence[Argument], times: Sequence[Span]) -> str:
    """The label: 米国がカラカスで軍事作戦を実施."""
    label = _Writer(scene, t, agents, targets, times).label()
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


def _passive(lemma: str, tag: str, dep: str) -> str:
    if lemma.endswith("する"):
        return lemma[:-2] + "される"
    return lemma[:-1] + (GODAN.get(lemma[-1], "られる") if lemma[-1] != "る" else "られる")
