"""A short Japanese line for an event that reads alone: who, whom or what, the act.

Built from the arguments and the trigger's own clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.label_nominal import COMPANION, INTO, LONGEST, PATIENT, Nominal, passive
from extract.label_phrases import FORMAL, plain
from extract.model import Argument, Span
from extract.role_features import Scene
from extract.slots import Phrase
from extract.trigger_view import TriggerView

NOUN_ROOM = 20  # characters of a subject that is no mention
NOMINATIVE = ("が", "は", "も")
OBJECTS = ("を", "に", "と", "へ", "から", "で", "について", "につい", "に対", "をめ", "を巡", "への", "との", "も", "には", "とは")
ADJUNCTS = frozenset({"念頭", "軸", "背景", "柱", "機", "理由", "中心", "前提", "口実", "視野", "名目", "契機"})  # 〜を…に
TELLING = tuple(FORMAL) + tuple(
    "物語 行為 事例 体験談 動き 事件 事故 話 様子 経緯 結果 影響 問題 映像 写真 記事 疑惑 懸念".split()
    + "夜 日 年 時 中 後 前 際 場合 事態 状況 理由 背景 方法 手法 地 場所".split()
)  # heads that tell of the act, no doers of it
GIVEN = (
    "提示",
    "提案",
    "発表",
    "公表",
    "要求",
    "主張",
    "実施",
    "開発",
    "製造",
    "建設",
    "運営",
    "主導",
    "承認",
    "採択",
    "提出",
    "公開",
    "計画",
    "配備",
    "導入",
    "購入",
    "輸出",
    "輸入",
    "使用",
    "発行",
    "管理",
)  # a noun that such a clause modifies is its object
SURU = ("し", "する", "すれ", "せず", "され", "させ", "すべ")


@dataclass(frozen=True)
class _Writer(Nominal):
    @cached_property
    def own(self) -> list[tuple[str, Phrase]]:
        """The trigger's own phrases before it, times left out, with their cases."""
        kinds = ("own:",) if self.t.verbal else ("own:", "light:")
        slots = self.scene.slots[self.t.first]
        found = [(n.split(":", 1)[1], p) for n, p in slots if n.startswith(kinds) and p.top < self.t.first]
        return [(case, p) for case, p in found if not self.phrases.timed(p) and (case == "は" or not self._closed(p))]

    def _closed(self, p: Phrase) -> bool:
        """Whether a clause that ends in a bare noun lies between a phrase and the trigger: デモが拡大、|… と報告."""
        view = self.scene.view
        return any(
            "サ変" in view.tags[i]
            and view.words[i + 1] == "、"
            and view.depth[i] == view.depth[p.top]
            and view.words[i - 1] in "がをにへ"
            for i in range(p.behind, self.t.first - 1)
        )

    def label(self) -> str:
        act = self._act()
        if not self.t.verbal and not self._made():
            return self.nominal(self.compound())
        subject, filler = self._subject()
        room = LONGEST - len(subject) - len(act) - 1
        body = self._body(room, subject)
        if not body and subject and "passive" not in self.t.voice:
            body = self._given(subject, room)
        if body.endswith("で") and not any(a.text in body for a in self.targets) and filler is not self.targets:
            body += self._fallback(room - len(body)) if "passive" not in self.t.voice else ""
        if not body and self.targets and filler is not self.targets and not {"passive"} & self.t.voice:
            body = self._fallback(room)
        if not subject and not body:
            return self.context(act)
        body = self._told_once(subject, body)
        return (f"{subject}{'は' if self._has_subject(body) else 'が'}" if subject else "") + body + act

    def _has_subject(self, body: str) -> bool:
        """Whether the body brings its own subject, so that another が would garble it."""
        return bool(re.search("[^なだすたいうくる]が.", body))

    @staticmethod
    def _told_once(subject: str, body: str) -> str:
        """The body without the subject that a modifying clause repeats: 下院が|下院で議員が…決議案を提出."""
        if subject and body.startswith(tuple(subject + particle for particle in "がはもで")):
            return re.sub("^[^をにがは]{1,12}が", "", body[len(subject) + 1 :])
        return body

    def _given(self, subject: str, room: int) -> str:
        """What the act is done to, taken from the noun that its clause modifies, or from the clause before of a speech."""
        slots = self.scene.slots[self.t.first]
        found = [p for name, p in slots if name.startswith("rel:") and not self._bare(p).endswith(TELLING)]
        if found and self.t.trigger.text.endswith(GIVEN) and any(name == "own:が" for name, _ in slots):
            return self._bare(found[0]) + "を"
        if "say" not in self.t.frames or found:
            return ""
        view, at = self.scene.view, self.t.first
        here = [p for p in self.scene.grammar.phrases if p.top < at and view.sentence[p.top] == view.sentence[at]]
        here = [p for p in here if p.case in ("を", "も", "が") and not self.phrases.timed(p)]
        here = [p for p in here if any(case in NOMINATIVE and p.behind <= q.top for case, q in self.own)]
        noun = self.phrases.noun(here[-1], room - 3) if here else ""
        return noun + "などを" if noun else ""

    def _fallback(self, room: int) -> str:
        """The target for an act whose clause shows no object; none if it stands in an aside or the act is a speech."""
        text = self.scene.view.text
        seen = [a for a in self.targets if text.rfind("(", 0, a.start_char) <= text.rfind(")", 0, a.start_char)]
        known = set(self.t.frames) & (PATIENT | COMPANION) or self.t.trigger.text.endswith(INTO)
        body = self.names(seen) + self.particle() if seen and known else ""
        return body if len(body) <= room else ""

    def _made(self) -> bool:
        """Whether the trigger is made a predicate by what follows: 明らかに|した, 底上げ|する."""
        text, end = self.scene.view.text, self.t.trigger.end_char
        return text.startswith(("にし", "にす", "にな"), end) or (not self.t.verbal and text.startswith(SURU, end))

    def _act(self) -> str:
        """The verb in its dictionary form, a sahen noun bare, a passive as one."""
        view, t = self.scene.view, self.t
        if view.tags[t.last].startswith(("動詞", "形容詞")):
            lemma = "".join(view.words[t.first : t.last]) + re.sub("ずる$", "じる", view.lemmas[t.last])
            return passive(lemma) if "passive" in t.voice else lemma
        made = view.text.startswith(("にし", "にす", "にな"), t.trigger.end_char)
        if made or (view.tags[t.last].startswith("形状詞") and not self._made()):
            return t.trigger.text.removesuffix("に") + ("になる" if view.text.startswith("にな", t.trigger.end_char) else "にする")
        return t.trigger.text + ("される" if "passive" in t.voice else "")

    def _subject(self) -> tuple[str, Sequence[Argument]]:
        """Those who fill the subject's role by name, else the clause's own nominative, the outermost of a speech verb."""
        passive, undergo = "passive" in self.t.voice, "undergo" in self.t.frames
        fillers = self.targets if passive or (undergo and not self.agents) else self.agents
        own = [p for case, p in self.own if case in NOMINATIVE and not self._object_by_mo(case, p)]
        if self._within_quote(fillers):
            fillers, own = (), own or self._speaker()
        if not own and not fillers and not self.targets and (found := self._modified()):
            return self._bare(found[-1]), fillers
        holding = [p for p in own if any(self._holds(p, a) for a in fillers)]
        wide = [p for p in own if undergo and fillers is self.targets and any(self._covers(p, a) for a in fillers)]
        if wide or (own and self.t.trigger.text.startswith(("未", "不"))):
            return self._short((wide or own)[-1]), fillers
        if fillers and (len(fillers) > 1 or not holding) and not (passive and own and not holding):
            return self.names(fillers), fillers
        if holding or (own and not fillers) or (passive and own):
            return self._short((holding or own)[0 if "say" in self.t.frames else -1]), fillers
        return self.names(fillers), fillers

    def _modified(self) -> list[Phrase]:
        """The noun that the clause modifies: 始まった|改革."""
        slots = self.scene.slots[self.t.first]
        found = [p for name, p in slots if name.startswith("rel:") and not self._short(p).endswith(TELLING)]
        found = [p for p in found if self._bare(p) not in ("者", "人", "人々")]
        return [] if any(name == "own:を" for name, _ in slots) else found

    def _speaker(self) -> list[Phrase]:
        """The topic outside the quotation of a speech verb."""
        view, at = self.scene.view, self.t.first
        return [
            p
            for p in self.scene.grammar.phrases
            if p.case == "は" and p.top < at and (view.sentence[p.top], view.depth[p.top]) == (view.sentence[at], view.depth[at])
        ][:1]

    def _object_by_mo(self, case: str, p: Phrase) -> bool:
        """Whether 〜も is the object of an act whose doer is named elsewhere: 政府は方針も|示した."""
        if case != "も" or not self.agents or any(self._holds(p, a) for a in self.agents):
            return False
        return "passive" not in self.t.voice and "undergo" not in self.t.frames and not any(c == "を" for c, _ in self.own)

    def _within_quote(self, fillers: Sequence[Argument]) -> bool:
        """Whether a speech verb's subject stands inside the very quotation: no speaker."""
        view = self.scene.view
        at = self._and()
        if "say" not in self.t.frames or at < 0 or view.words[at - 1][0] not in "」』”":
            return False
        start = view.start[self.phrases.clause(at, 0)]
        return any(start <= a.start_char < view.start[at] for a in fillers)

    def _holds(self, p: Phrase, a: Argument) -> bool:
        return self.scene.view.start[p.top] < a.end_char <= self.scene.view.end[p.top]

    def _covers(self, p: Phrase, a: Argument) -> bool:
        view = self.scene.view
        return view.start[self.phrases.first_of(p.top)] <= a.start_char and a.end_char < view.end[p.top]

    def _body(self, room: int, subject: str) -> str:
        """The clause's own objects before the trigger, with their modifiers while they fit; a と-clause in their stead."""
        if quoted := self._quoted(room, subject):
            return quoted
        view = self.scene.view
        own = [(case, p) for case, p in self.own if case in OBJECTS and (case != "も" or self._object_by_mo(case, p))]
        parts: list[str] = []
        passed = -1
        for case, p in reversed(own or self._beside()):
            if view.words[p.top] in ADJUNCTS and case == "に":
                passed = p.top
            if view.words[p.top] in ADJUNCTS or passed == p.behind:
                continue
            part = self._part(p, room)
            if subject and case in ("で", "から", "と") and "が" in part:
                continue
            if not part or part in "".join(parts) or any(self._holds(p, a) for a in self.agents if case in ("を", "で")):
                continue
            parts.insert(0, part)
            room -= len(part)
        return "".join(parts)

    def _part(self, p: Phrase, room: int) -> str:
        """A noun phrase with its particle, "" when it does not fit."""
        view = self.scene.view
        particle = plain(view.text[view.end[p.top] : view.start[p.behind] if p.behind < len(view.start) else None])
        noun = self.phrases.noun(p, room - len(particle))
        return noun + particle if noun else ""

    def _beside(self) -> list[tuple[str, Phrase]]:
        """The phrase right before a trigger that stands in quotes or was parsed apart."""
        near = [p for p in self.scene.grammar.phrases if p.top < self.t.first][-1:]
        near = [p for p in near if p.case in ("を", "に", "と", "へ") and not self.phrases.timed(p)]
        text, start = self.scene.view.text, self.scene.view.start
        return [(p.case, p) for p in near if not plain(text[start[p.behind] : self.t.trigger.start_char])]

    def _and(self) -> int:
        """The と that closes what is reported, at most a few words before the trigger; -1 without one."""
        view, t = self.scene.view, self.t
        for at in range(t.first - 1, max(0, t.first - (9 if "say" in t.frames else 2)), -1):
            if view.words[at] in ("、", "。") or view.depth[at] != view.depth[t.first]:
                return -1
            ends = view.words[at - 1][0] in "」』”" or view.tags[at - 1].startswith(
                ("動詞", "助動詞", "形容詞", "形状詞", "助詞-終")
            )
            if view.words[at] == "を" and view.words[at - 1] == "か":
                return at
            if view.words[at] == "と" and (ends or (at == t.first - 1 and view.tags[at - 1].startswith("名詞"))):
                return at
        return -1

    def _quoted(self, room: int, subject: str) -> str:
        """What a speech verb reports, cut from the left where it is too long; before it the object that fits."""
        view, at = self.scene.view, self._and()
        if at < 1:
            return ""
        speakers = [p for p in self.scene.grammar.phrases if p.case in NOMINATIVE and p.behind < at]
        spoken = max((p.behind for p in speakers if subject and self._short(p) == subject), default=0)
        start = self.phrases.clause(at, spoken)
        clause = self.phrases.cut(start, view.end[at], room)
        if len(clause) < 5:
            clause = plain(view.text[view.start[start] : view.end[at]])
            clause = clause if len(clause) <= room else clause[: max(room - 3, 0)] + "…と" if room > 8 else ""
        above = [p for case, p in self.own if case == "を" and p.behind <= start and view.depth[p.top] == view.depth[at]]
        return (self._part(above[-1], room - len(clause)) if above and clause else "") + clause

    def _short(self, p: Phrase) -> str:
        """A named noun bare, with its compounds and title; any other with the modifiers that fit."""
        named = any(c.first <= p.top <= c.last for c in self.scene.candidates)
        return self._bare(p) if named else self.phrases.noun(p, NOUN_ROOM) or self._bare(p)

    def _bare(self, p: Phrase) -> str:
        view = self.scene.view
        cover = [c.first for c in self.scene.candidates if c.first <= p.top <= c.last]
        first = cover[0] if cover else self.phrases.core(p.top)
        while (
            not cover
            and first > 0
            and view.tags[first - 1].startswith(("名詞", "接頭辞", "接尾辞"))
            and view.head[first - 1] >= first
        ):
            first -= 1
        return plain(view.text[view.start[first] : view.end[p.top]])


def label_of(scene: Scene, t: TriggerView, agents: Sequence[Argument], targets: Sequence[Argument], times: Sequence[Span]) -> str:
    """The label: 米国がカラカスで軍事作戦を実施."""
    label = _Writer(scene, t, agents, targets, times).label()
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
