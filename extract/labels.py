"""A short Japanese line for an event that reads alone: who, whom or what, the act.

Built from the arguments and the trigger's own clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.clauses import CAUSATIVE, NEGATIVE
from extract.label_around import widened
from extract.label_clause import NOMINATIVE
from extract.label_nominal import COMPANION, INTO, LONGEST, PATIENT, passive
from extract.label_phrases import SCENES, TELLING, plain
from extract.label_subject import PERSONS, Subject
from extract.label_words import label_words
from extract.model import Argument, Span
from extract.role_features import Scene
from extract.slots import Phrase
from extract.trigger_view import TriggerView

OBJECTS = tuple("を に と へ から で について につい に対し をめ を巡り を巡っ への との も には とは".split())
ADJUNCTS = frozenset(label_words("adjunct"))
GIVEN = label_words("given")
ACTING = (*PERSONS, *label_words("acting"))


@dataclass(frozen=True)
class _Writer(Subject):
    def label(self) -> str:
        act = self._act()
        if not self.t.verbal and not self.made:
            return self._suffered() or self.nominal(self.compound())
        subject, filler = self.subject()
        room = LONGEST - len(subject) - len(act) - 1
        body = self._body(room, subject)
        if "passive" not in self.t.voice:
            body = self._filled(body, subject, filler, room)
        if not body and (not subject or (not filler and subject in [self.short(p) for p in self.further()])):
            context = self.context(act)  # a subject from further off alone says less
            alone = subject and "passive" in self.t.voice
            return context if not alone and (not subject or len(context) > len(act)) else f"{subject}が{act}"
        if self._undergone(subject, filler) and "を" not in body:
            act += "される"
        body = self._told_once(subject, body)
        subject = "" if f"{subject}が" in body else subject
        return (f"{subject}{'は' if self._has_subject(body) else 'が'}" if subject else "") + body + act

    def _filled(self, body: str, subject: str, filler: Sequence[Argument], room: int) -> str:
        """The body with the object that its clause leaves to another clause, else with the target."""
        if not body and subject:
            body = self._given(subject, room)
        if self.closing() < 0:
            body = self._gapped(room - len(body)) + body
        if filler is self.targets or self._undergone(subject, filler) or any(a.text in body for a in self.targets):
            return body
        if self.asks() and body.endswith("を") and "に" not in body:
            whom = self.names(self.targets) + "に"  # 首相に|辞任を求める
            return whom + body if 1 < len(whom) <= room - len(body) else body
        bare = not body or (body.endswith("で") and "を" not in body)
        return body + self._fallback(room - len(body)) if bare else body

    def _undergone(self, subject: str, filler: Sequence[Argument]) -> bool:
        """Whether a thing or a number of people, named by no argument, can but undergo the act noun that ends: 現金が|押収。"""
        view, acts = self.scene.view, subject.endswith(ACTING) and not re.search("[0-9]", subject)
        ends = "サ変" in view.tags[self.t.last] and view.ends_clause(self.t.last) and set(self.t.frames) & {"seize", "release"}
        return bool(subject and ends) and not (self.agents or filler or acts)

    def _suffered(self) -> str:
        """An act noun with the verb that its own clause gives it and that verb's subject: 港が|大規模な|空爆を受ける."""
        subjects = [p for name, p in self.scene.slots[self.t.first] if name in ("light:が", "light:は")]
        if self.agents or self.targets or self.t.after != "を" or not subjects or not (going := self.going_on()):
            return ""
        label = f"{self.short(subjects[-1])}が{self.whole()}{going}"
        return label if len(label) <= LONGEST else ""

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
        found = [p for name, p in slots if name.startswith("rel:") and not self._told_of(p)]
        if found and (self.t.trigger.text.endswith(GIVEN) or self.t.lemma in GIVEN) and any(name == "own:が" for name, _ in slots):
            return self._before_scene(found[0]) + "を"
        if "say" not in self.t.frames or found:
            return ""
        view, at = self.scene.view, self.t.first
        here = [p for p in self.scene.grammar.phrases if p.top < at and view.sentence[p.top] == view.sentence[at]]
        here = [p for p in here if p.case in ("を", "も", "が") and not self.phrases.timed(p)]
        here = [p for p in here if any(case in NOMINATIVE and p.behind <= q.top for case, q in self.own)]
        noun = self.phrases.noun(here[-1], room - 3) if here else ""
        return noun + "などを" if noun else ""

    def _told_of(self, p: Phrase) -> bool:
        """Whether a clause rather tells of the noun behind it than does anything to it: …した事件, 逮捕した|空港."""
        persons = bool(set(self.t.frames) & {"seize", "accuse"}) and not self.named(p)
        return self.phrases.ends_in(p, TELLING) or (persons and not self.phrases.ends_in(p, PERSONS))

    def _before_scene(self, p: Phrase) -> str:
        """A noun without the time that is compounded to it: 停戦|直前."""
        word = self.scene.view.words[p.top]
        return self.bare(p).removesuffix(word if word in SCENES else "") or word

    def _gapped(self, room: int) -> str:
        """The object of an earlier clause whose verb is left out: 甲は値段を|控えめに、量は大きく変更."""
        view, at = self.scene.view, self.t.first
        if not self.t.verbal or any(case == "を" for case, _ in self.own):
            return ""
        here = [p for p in self.scene.grammar.phrases if p.case == "を" and p.behind < at and not self.phrases.timed(p)]
        here = [p for p in here if (view.sentence[p.top], view.depth[p.top]) == (view.sentence[at], view.depth[at])]
        here = [p for p in here if not self.verbs_between(p.behind, at) and not self.closed(p)]
        return self.part(here[-1], room) if here else ""

    def _fallback(self, room: int) -> str:
        """The target for an act whose clause shows no object; none if it stands in an aside or the act is a speech."""
        text = self.scene.view.text
        seen = [a for a in self.targets if text.rfind("(", 0, a.start_char) <= text.rfind(")", 0, a.start_char)]
        known = set(self.t.frames) & (PATIENT | COMPANION) or self.t.trigger.text.endswith(INTO)
        if self.becoming:
            return ""
        body = self.names(seen) + self.particle() if seen and known else ""
        return body if len(body) <= room else ""

    def _act(self) -> str:
        """The verb in its dictionary form, a sahen noun bare, a passive as one."""
        view, t = self.scene.view, self.t
        if negated := self._negated():
            return negated
        if causer := self._causative():
            return passive(causer) if "passive" in t.voice else causer
        if view.tags[t.last].startswith(("動詞", "形容詞")):
            lemma = "".join(view.words[t.first : t.last]) + re.sub("ずる$", "じる", view.lemmas[t.last])
            return passive(lemma) if "passive" in t.voice else lemma
        if self.becoming:
            return t.trigger.text.removesuffix("に") + view.text[t.trigger.end_char] + "なる"
        made = view.text.startswith(("にし", "にす"), t.trigger.end_char)
        if made or (view.tags[t.last].startswith("形状詞") and not self.made):
            return t.trigger.text.removesuffix("に") + "にする"
        return (self.compound() if t.verbal else t.trigger.text) + ("される" if "passive" in t.voice else "")

    def _negated(self) -> str:
        """The verb of what is denied as the text negates it: 参加せず, 上映されない; "" where another word denies it."""
        view, t = self.scene.view, self.t
        act = self.compound() if view.tags[t.last].startswith("名詞") else t.trigger.text
        for i in range(t.last + 1, min(t.last + 7, len(view.words)) if t.trigger.status == "denied" else 0):
            if view.lemmas[i] in NEGATIVE:
                stem = act + plain(view.text[t.trigger.end_char : view.start[i]])
                if stem == t.trigger.text + "ませ":  # 語りません has another stem than 語らない
                    return stem + view.words[i]
                return stem.removesuffix("ませ") + ("ず" if view.words[i] == "ず" else "ない")
            into = view.words[i] in ("に", "と") and view.text.startswith(("な", "し", "せ"), view.end[i])  # 有罪に|ならない
            if not into and not view.tags[i].startswith(("助動詞", "動詞-非自立", "助詞-接続", "助詞-係")):
                break
        return ""

    def _causative(self) -> str:
        """The verb with its させる: 読ませる, 撤退させる; "" when it has none."""
        view, t = self.scene.view, self.t
        after = [i for i in range(t.last + 1, min(t.last + 4, len(view.words))) if view.lemmas[i] in CAUSATIVE]
        if "causative" not in t.voice or not after:
            return ""
        return t.trigger.text + ("させる" if view.tags[t.last].startswith("名詞") else view.lemmas[after[0]])

    def _body(self, room: int, subject: str) -> str:
        """The clause's own objects before the trigger, with their modifiers while they fit; a と-clause in their stead."""
        if quoted := self.quoted(room, subject):
            return quoted
        view = self.scene.view
        own = [(case, p) for case, p in self.own if case in OBJECTS and (case != "も" or self.object_by_mo(case, p))]
        parts: list[str] = []
        passed = -1
        for case, p in reversed(own or self._beside()):
            if view.words[p.top] in ADJUNCTS and case == "に":
                passed = p.top
            if (passed == p.top or passed == p.behind) and passed + 2 < self.t.first:  # 柱に|据える needs both
                continue
            part = self.part(p, room)
            if subject and case in ("で", "から", "と") and "が" in part:
                continue
            if not part or part in subject + "".join(parts) or any(self.holds(p, a) for a in self.agents if case in ("を", "で")):
                continue
            parts.insert(0, part)
            room -= len(part)
        return "".join(parts)

    def _beside(self) -> list[tuple[str, Phrase]]:
        """The phrase right before a trigger that stands in quotes or was parsed apart."""
        near = [p for p in self.scene.grammar.phrases if p.top < self.t.first][-1:]
        near = [p for p in near if p.case in ("を", "に", "と", "へ") and not self.phrases.timed(p)]
        text, start = self.scene.view.text, self.scene.view.start
        return [(p.case, p) for p in near if not plain(text[start[p.behind] : self.t.trigger.start_char])]


def label_of(
    scene: Scene,
    t: TriggerView,
    agents: Sequence[Argument],
    targets: Sequence[Argument],
    times: Sequence[Span],
    places: Sequence[str] = (),
) -> str:
    """The label: 米国がカラカスで軍事作戦を実施."""
    label = _Writer(scene, t, agents, targets, times).label()
    label = widened(label, scene, t, (*agents, *targets), places)
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
