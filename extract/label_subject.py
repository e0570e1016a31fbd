"""Who stands as the subject of a label: those who fill its role, as the clause names them, else the clause's own nominative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.clauses import SUFFIXES
from extract.label_clause import NOMINATIVE, NOUN_ROOM
from extract.label_nominal import DIRECTED, INTO, PATIENT
from extract.label_phrases import TELLING
from extract.label_speech import Speech
from extract.label_words import label_words
from extract.model import Argument
from extract.slots import Phrase

PERSONS = label_words("person")
CHARGES = label_words("charge")
TIED = re.compile("よる|への|での|との|からの|対する|関する|巡る|めぐる")  # modifiers that make no owner


@dataclass(frozen=True)
class Subject(Speech):
    """The subject of a trigger that is a predicate."""

    def subject(self) -> tuple[str, Sequence[Argument]]:
        """Those who fill the subject's role by name, else the clause's own nominative, the outermost of a speech verb."""
        passive, undergo = "passive" in self.t.voice, "undergo" in self.t.frames or self.becoming
        fillers = self.targets if passive or (undergo and not self.agents) else self.agents
        own = [p for case, p in self.own if case in NOMINATIVE and not self.object_by_mo(case, p)]
        if passive and any(self.holds(p, a) for case, p in self.own if case == "に" for a in fillers):  # 当局に|預けられる
            fillers = ()
        if self.within_quote(fillers):
            fillers, own = (), own or self.speaker()
        if not own and not fillers and (found := self.modified()) and (not self.targets or self._doer(found[-1])):
            return self.bare(found[-1]), fillers
        if not own and fillers:
            own = self._covering(fillers)
        elif not own and not (passive and self.adnominal):
            own = self.further()
            if self.asks():  # 首相は辞任を求める声に…: whom it is asked of
                own = [p for p in own if not any(self.holds(p, a) for a in self.targets)]
        holding = [p for p in own if any(self.holds(p, a) for a in fillers)]
        behind = self.modified() if all(a.country for a in fillers) else []  # 侵入した|米国のドローン, but 殺された|編集長
        wide = [p for p in behind or own if not holding and any(self.covers(p, a) for a in fillers)]
        if wide and all(self.covers(wide[-1], a) for a in fillers):
            return self._wide(wide[-1], fillers), fillers
        sure = [p for p in self.nearest() if p in own and p not in (*holding, *wide)]
        if sure or (own and self.t.trigger.text.startswith(("未", "不"))):
            return self.short((sure or own)[-1]), fillers
        if fillers and (len(fillers) > 1 or not holding) and not (passive and own and not holding):
            return self.names(fillers), fillers
        if holding or (own and not fillers) or (passive and own):
            return self.short((holding or own)[0 if "say" in self.t.frames else -1]), fillers
        return self.names(fillers), fillers

    def asks(self) -> bool:
        """Whether somebody is asked for something."""
        return "ask" in self.t.frames and self.t.trigger.type == "REQUEST"

    def _doer(self, p: Phrase) -> bool:
        """Whether the noun that a clause modifies does what the clause says: 警察に抗議した|青年, 失脚した|ソンコ氏."""
        into = self.t.trigger.text.endswith(INTO)
        if "passive" in self.t.voice or (set(self.t.frames) & PATIENT and not into):
            return False
        whom = any(self.holds(p, a) for a in self.targets) and not into and not set(self.t.frames) & DIRECTED
        return whom or (self.phrases.ends_in(p, PERSONS) and any(case in ("に", "と", "へ") for case, _ in self.own))

    def _covering(self, fillers: Sequence[Argument]) -> list[Phrase]:
        """The nearest subject that those who fill the role only modify: ドイツの|医師が殺害の罪で刑を受けた."""
        view, at = self.scene.view, self.t.first
        here = [p for p in self.scene.grammar.phrases if p.case in NOMINATIVE and p.behind <= at and not self.named(p)]
        here = [p for p in here if (view.sentence[p.top], view.depth[p.top]) == (view.sentence[at], view.depth[at])]
        here = [p for p in here if all(self.covers(p, a) for a in fillers)]
        return [p for p in here if not any(TIED.search(view.text[a.end_char : view.start[p.top]]) for a in fillers)][-1:]

    def further(self) -> list[Phrase]:
        """The subject of an earlier clause, unless the trigger's own clause modifies a noun that has it, or a charge."""
        if self.modified() or any(self.phrases.ends_in(p, CHARGES) for p in self.adnominal):
            return []
        return self.addressing() if self.closing() >= 0 else self.shared()

    def _wide(self, p: Phrase, fillers: Sequence[Argument]) -> str:
        """A noun with the modifiers that name who fills the role: 港湾公社の職員; but not with the trigger's own clause."""
        view, bare = self.scene.view, self.bare(p)
        if view.words[p.top] in SUFFIXES and all(a.text in bare for a in fillers):
            return bare
        first = self.phrases.first_of(p.top)
        if p.top > self.t.last:
            first = next((i for i in range(max(first, self.t.last + 1), p.top) if self.phrases.starts(i)), p.top)
        noun = self.phrases.cut(first, view.end[view.noun_end(p.top)], NOUN_ROOM)
        return noun if all(a.text in noun for a in fillers) else bare

    def modified(self) -> list[Phrase]:
        """The noun that the clause modifies: 始まった|改革."""
        found = [p for p in self.adnominal if not self.phrases.ends_in(p, TELLING) and self.bare(p) not in ("者", "人", "人々")]
        return [] if any(case in ("を", "が") for case, _ in self.own) else found

    def object_by_mo(self, case: str, p: Phrase) -> bool:
        """Whether 〜も is the object of an act whose doer is named elsewhere: 政府は方針も|示した."""
        before = any(other in ("が", "は") and q.behind <= p.top for other, q in self.own)
        if case != "も" or not (self.agents or before) or any(self.holds(p, a) for a in self.agents):
            return False
        if {"happen", "undergo"} & set(self.t.frames):
            return False
        return "passive" not in self.t.voice and not any(c == "を" for c, _ in self.own)
