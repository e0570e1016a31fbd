"""What a speech verb reports or wants, to whom it is said, and who says it: 市長は|記者に|港湾公社は破綻すると|述べる."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.label_clause import NOMINATIVE, Clause
from extract.label_nominal import PATIENT
from extract.label_phrases import TELLING, plain
from extract.model import Argument
from extract.slots import Phrase

SPEECH = frozenset({"say", "warn", "ask", "accuse", "report"})  # frames of acts that report or want something said


@dataclass(frozen=True)
class Speech(Clause):
    """The と- or よう-clause of a trigger."""

    def closing(self) -> int:
        """The と or よう that closes what is reported or wanted, at most a few words before the trigger; -1 without one."""
        view, t = self.scene.view, self.t
        for at in range(t.first - 1, max(0, t.first - (9 if SPEECH & set(t.frames) else 2)), -1):
            if view.words[at] in ("、", "。") or view.depth[at] != view.depth[t.first]:
                if self._before_speaker(at):
                    continue
                return -1
            if self._reports(at):
                wanted = "ask" in t.frames and "を" in view.words[at + 1 : t.first]  # 危険だと|退去を求める
                return -1 if wanted else at
        return -1

    def _before_speaker(self, at: int) -> bool:
        """Whether the comma parts what is reported from who says so, right before the verb: …が解除されたと、|首相が発表."""
        view = self.scene.view
        if view.words[at] != "、" or view.words[at - 1] != "と":
            return False
        said = [p for p in self.scene.grammar.phrases if p.case in ("が", "は") and p.behind == self.t.first]
        named = ("名詞", "接頭辞", "接尾辞", "記号", "補助記号-一般")
        return bool(said) and all(view.tags[i].startswith(named) for i in range(at + 1, said[0].top))

    def _reports(self, at: int) -> bool:
        view, t = self.scene.view, self.t
        word, before = view.words[at], view.tags[at - 1]
        verbal = before.startswith(("動詞", "助動詞", "形容詞", "形状詞", "助詞-終"))
        if word == "よう":
            whom = [p for p in self.scene.grammar.phrases if p.behind == t.first and p.case == "に" and p.top > at]
            asked = bool(whom) and self.phrases.first_of(whom[0].top) == at + 1  # 阻止するよう|政府に要請
            return bool(SPEECH & set(t.frames)) and verbal and (view.words[at + 1] == "に" or at + 1 == t.first or asked)
        if word == "を":
            return view.words[at - 1] == "か"
        noun = at == t.first - 1 and before.startswith("名詞")
        return word == "と" and view.words[at + 1] != "し" and (verbal or noun or view.words[at - 1][0] in "」』”")

    def quoted(self, room: int, subject: str) -> str:
        """What a speech verb reports, cut where it is too long; before it the object or the addressee that fits."""
        view, at = self.scene.view, self.closing()
        if at < 1:
            return ""
        speakers = [p for p in self.scene.grammar.phrases if p.case in NOMINATIVE and p.behind < at]
        spoken = max((p.behind for p in speakers if subject and self.short(p) == subject), default=0)
        start = self._with_topic(self.phrases.clause(at, spoken), subject)
        clause = self._reported(start, at, room)
        if len(clause) < 5:
            clause = plain(view.text[view.start[start] : view.end[at]])
            clause = clause if len(clause) <= room else clause[: max(room - 3, 0)] + "…と" if room > 8 else ""
        known = clause and subject and "passive" not in self.t.voice
        above = self._above(start, at, room - len(clause), subject + clause) if known else ""
        return above + clause

    def _with_topic(self, start: int, subject: str) -> int:
        """First token of what is reported with the subject right before its quote: 世界は|「よくなる」と."""
        if start < 2 or self.scene.view.words[start - 1][0] not in "「『“":
            return start
        before = [p for p in self.scene.grammar.phrases if p.case in ("は", "が") and p.behind == start - 1]
        if not subject or not before or self.short(before[0]) == subject or subject in self.phrases.noun(before[0], 20):
            return start
        spoken = any(p.case in NOMINATIVE and p.behind < before[0].top for p in self.scene.grammar.phrases)
        return self.phrases.first_of(before[0].top) if spoken else start

    def _reported(self, start: int, at: int, room: int) -> str:
        """The clause before と, else its subject with what fits of the rest, else the end of it."""
        view = self.scene.view
        end = view.end[at]
        if view.words[at + 1] == "の":  # との見解を|示す
            end = next((view.start[p.behind] for p in self.scene.grammar.phrases if p.top > at), end)
        whole = plain(view.text[view.start[start] : end])
        inner = view.depth[at - 2]
        subjects = [p for p in self.scene.grammar.phrases if p.case in ("が", "は") and start <= p.top and p.behind < at]
        subjects = [p for p in subjects if view.depth[p.top] == inner and not self._followed(p, at)]
        if len(whole) <= room or not subjects:
            return self.phrases.cut(start, end, room)
        cut, p = self.phrases.cut(start, end, room), subjects[-1]
        lead = self.short(p) + p.case
        rest = self.phrases.cut(p.behind, end, room - len(lead))
        kept = self.bare(p) + p.case in cut or ("を" in cut and "を" not in rest)
        return cut if kept or len(rest) < 4 else lead + rest

    def _followed(self, p: Phrase, at: int) -> bool:
        """Whether a subject's verb is not the last one before a token, 〜必要がある and 〜しうる left out."""
        view = self.scene.view
        others = [i for i in range(max(p.governor, 1) + 1, at) if view.predicate[i]]
        may = [i for i in others if view.words[i] in ("うる", "得る") and view.tags[i - 1].startswith("動詞")]
        needs = [i for i in others if view.lemmas[i] in ("ある", "有る") and view.words[i - 2] in TELLING]
        return len(others) > len(may) + len(needs)

    def _above(self, start: int, at: int, room: int, said: str) -> str:
        """The object, the addressee or whom a speech is about, standing before what it reports."""
        depth = self.scene.view.depth
        above = [p for case, p in self.own if case == "を" and p.behind <= start and depth[p.top] == depth[at]]
        above = above or self._addressee(start)
        if above:
            return self.part(above[-1], room)
        aimed = {"warn", "ask"} | PATIENT
        if not self.targets or any(a.text in said for a in self.targets) or not aimed & set(self.t.frames):
            return ""
        whom = self.names(self.targets) + self.particle()
        return whom if len(whom) <= room else ""

    def _addressee(self, start: int) -> list[Phrase]:
        """Whom a speech addresses, right before what is said: 記者に対し、|…."""
        return [p for p in self.scene.grammar.phrases if p.case == "に対し" and p.behind == start and self.named(p)]

    def addressing(self) -> list[Phrase]:
        """The speaker before the addressee, wherever the parser puts it: 活動家が|記者に対し、…と語った."""
        whom = self._addressee(self.phrases.clause(self.closing(), 0))
        starts = [self.phrases.first_of(p.top) for p in whom]
        return [p for p in self.scene.grammar.phrases if p.case in ("が", "は") and p.behind in starts]

    def within_quote(self, fillers: Sequence[Argument]) -> bool:
        """Whether a speech verb's subject stands inside the very quotation: no speaker."""
        view = self.scene.view
        at = self.closing()
        if not SPEECH & set(self.t.frames) or at < 0 or view.words[at - 1][0] not in "」』”":
            return False
        start = view.start[self.phrases.clause(at, 0)]
        return any(start <= a.start_char < view.start[at] for a in fillers)

    def speaker(self) -> list[Phrase]:
        """The topic outside the quotation of a speech verb."""
        view, at = self.scene.view, self.t.first
        return [
            p
            for p in self.scene.grammar.phrases
            if p.case == "は" and p.top < at and (view.sentence[p.top], view.depth[p.top]) == (view.sentence[at], view.depth[at])
        ][:1]
