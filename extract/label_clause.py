"""Which phrases of a line belong to a trigger's own clause: the parser's, as far as marks and word order bear it out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from extract.label_nominal import Nominal
from extract.label_phrases import SCENES, plain
from extract.label_words import label_words
from extract.model import Argument
from extract.slots import Phrase

NOUN_ROOM = 20  # characters of a subject that is no mention
NOMINATIVE = ("が", "は", "も")
ATTRIBUTIVE = ("の", "や", "と", "よる", "対す", "関す", "おけ")  # cases of what only modifies a noun
CAUSES = frozenset(label_words("cause"))
OF_PERSONS = label_words("of_persons")
ALIKE = re.compile("・[一-龠]{2,4}(?:し|する|され|させ)")
SURU = ("し", "する", "すれ", "せず", "され", "させ", "すべ")


@dataclass(frozen=True)
class Clause(Nominal):
    """The phrases of the trigger's clause, and how mentions sit in them."""

    @cached_property
    def own(self) -> list[tuple[str, Phrase]]:
        """The trigger's own phrases before it, times left out, with their cases."""
        kinds = ("own:",) if self.t.verbal else ("own:", "light:")
        slots = self.scene.slots[self.t.first]
        found = [(n.split(":", 1)[1], p) for n, p in slots if n.startswith(kinds) and p.top < self.t.first]
        found = sorted([*found, *self._missed([p for _, p in found])], key=lambda pair: pair[1].top)
        found = [self._past_some(case, p) for case, p in found if not self.phrases.timed(p) and not self.phrases.shred(p)]
        found = [(case, p) for case, p in found if case == "は" or not self.closed(p)]
        return [(case, p) for case, p in found if not self._outside(case, p, found)]

    def _past_some(self, case: str, p: Phrase) -> tuple[str, Phrase]:
        """A phrase with the particle behind its など: 米国など|が."""
        behind = "".join(self.scene.view.words[p.behind : p.behind + 1])
        some = case == "など" and behind in ("が", "は", "も", "を", "に", "で", "と")
        return (behind, replace(p, case=behind, behind=p.behind + 1)) if some else (case, p)

    def _missed(self, found: list[Phrase]) -> list[tuple[str, Phrase]]:
        """Phrases whose noun alone is quoted (「作戦」を|検討), or which hang by the trigger's compound (原因を|調査+中)."""
        view, t = self.scene.view, self.t
        compound = range(t.first, view.noun_end(t.last) + 1)
        before = [p for p in self.scene.grammar.phrases if p.behind <= t.first and p not in found]
        return [
            (p.case, p)
            for p in before
            if (t.first <= p.governor <= t.last and view.depth[p.behind - 1] == view.depth[t.first] < view.depth[p.top])
            or (not t.verbal and self.made and view.head[p.top] in compound)
        ]

    @cached_property
    def made(self) -> bool:
        """Whether a trigger that is no verb is a predicate by what stands around it: 明らかに|した, 調査中, 発見・特定した."""
        view, t = self.scene.view, self.t
        end = t.trigger.end_char
        if self.becoming or view.text.startswith(("にし", "にす"), end) or (not t.verbal and view.text.startswith(SURU, end)):
            return True
        if t.verbal or "サ変" not in view.tags[t.last] or t.first == 0:
            return False
        under_way = view.words[t.first - 1] in ("が", "は") and view.words[t.last + 1 : t.last + 2] == ["中"]
        return view.words[t.first - 1] == "を" or under_way or bool(ALIKE.match(view.text, end))

    @property
    def becoming(self) -> bool:
        """Whether its subject becomes what the trigger says: 有罪|となる; not what it is called: 初の地域訪問|となる."""
        view, t = self.scene.view, self.t
        first = self._compound_first()
        called = first > 0 and "サ変" in view.tags[t.last] and view.words[first - 1] == "の"
        return view.text.startswith(("にな", "とな"), t.trigger.end_char) and not called

    @cached_property
    def adnominal(self) -> list[Phrase]:
        """The noun that the trigger's clause modifies: 始まった|改革; not what stands behind 〜たが or 〜、."""
        view, i = self.scene.view, self.t.last + 1
        while i < len(view.words) and (view.tags[i].startswith(("助動詞", "動詞-非自立")) or view.words[i] in ("て", "で")):
            i += 1
        if i == len(view.words) or view.tags[i].startswith(("助詞", "補助記号-読点", "補助記号-句点")):
            return []
        heads = [p for name, p in self.scene.slots[self.t.first] if name.startswith("rel:")]
        return [self._whole_head(p) for p in heads if view.words[p.top] not in SCENES]  # 収監された|後 modifies no noun

    def _whole_head(self, p: Phrase) -> Phrase:
        """The noun with a case behind a clause, where the parser stops at a part of it or goes too far."""
        view = self.scene.view
        counted = [q for q in self.scene.grammar.phrases if self.t.last < q.top < p.top and q.case == "の" and q.behind <= p.top]
        persons = len(counted) == 1 and view.words[counted[0].top] in ("人", "名") and self.phrases.ends_in(p, OF_PERSONS)
        if persons and counted[0].behind <= p.top and not self.verbs_between(counted[0].behind, p.top):
            return replace(counted[0], case="rel")  # 死亡した|13人の身元
        cased = [q for q in self.scene.grammar.phrases if self.t.last < q.top and not q.case.endswith(ATTRIBUTIVE)][:1]
        if view.words[p.top + 1 : p.top + 2] == ["の"]:  # 射殺された編集長の|遺稿: the parser tells whom
            cased = [q for q in cased if q.top < p.top]
        if view.words[p.top + 1 : p.top + 2] == ["の"] and view.tags[min(p.top + 2, len(view.tags) - 1)].startswith("形容詞"):
            cased = [q for q in self.scene.grammar.phrases if p.top + 2 < q.top and not q.case.endswith(ATTRIBUTIVE)][:1]
            cased = [q for q in cased if "、" not in view.words[p.top : q.top] and not self.verbs_between(p.top + 3, q.top)]
            return replace(cased[0], case="rel") if cased else p  # 植えた|香りの強い花
        near = [q for q in cased if "、" not in view.words[p.top : q.top] and not self.verbs_between(p.top, q.top)]
        return replace(near[0], case="rel") if near else p

    def closed(self, p: Phrase) -> bool:
        """Whether a clause that ends in a bare noun lies between a phrase and the trigger: デモが拡大、|…, 海峡を通過後|に …."""
        view = self.scene.view
        return any(
            "サ変" in view.tags[i]
            and (view.words[i + 1] == "、" or view.words[i + 1] in SCENES)
            and view.depth[i] == view.depth[p.top]
            and view.words[i - 1] in "がをにへ"
            for i in range(p.behind, self.t.first - 1)
        )

    def _outside(self, case: str, p: Phrase, found: list[tuple[str, Phrase]]) -> bool:
        """Whether a phrase belongs elsewhere: to the noun behind it, to the main clause, to a verb before the subject."""
        view = self.scene.view
        if case == "から" and view.deps[p.top] == "nmod":  # 就任から|六か月
            return True
        apart = self._apart(p)
        if self.adnominal and (case in ("は", "に対し") or apart):
            return True
        subjects = [q for other, q in found if other in ("が", "は") and q.top >= p.behind]
        return case in ("が", "を", "に", "へ", "と") and not apart and any(self.verbs_between(p.behind, q.top) for q in subjects)

    def verbs_between(self, first: int, last: int) -> bool:
        view = self.scene.view
        return any(view.tags[i].startswith(("動詞", "形容詞")) and view.deps[i] != "fixed" for i in range(first, last))

    def nearest(self) -> list[Phrase]:
        """The が-phrase with no verb between it and the trigger: its subject, whatever the roles say."""
        near = [p for case, p in self.own if case == "が" and not self.verbs_between(p.behind, self.t.first)]
        return near[-1:]

    def shared(self) -> list[Phrase]:
        """The subject of a clause that is chained to the trigger's, or the one that spans over it."""
        links = ("chain",) if self.t.verbal else ("chain", "none")  # 警察が|原因を調査中: the parser sees no verb at all
        names = {"reach:が", "reach:は", *(f"share:{case}/{link}" for case in NOMINATIVE for link in links)}
        slots = self.scene.slots[self.t.first]
        over = [
            p for name, p in slots if self.t.verbal and name == "share:が/acl" and self._apart(p)
        ]  # 集団が、|使われている機器に侵入
        return over[:1] or [p for name, p in slots if name in names][:1]

    def _apart(self, p: Phrase) -> bool:
        """Whether a comma parts a phrase from the clause behind it."""
        return self.scene.view.words[p.behind - 1 : p.behind + 1].count("、") > 0

    def named(self, p: Phrase) -> bool:
        return any(c.first <= p.top <= c.last for c in self.scene.candidates)

    def _mentions(self, a: Argument) -> list[tuple[int, int]]:
        """Where the line names an argument."""
        same = {c.entity for c in self.scene.candidates if c.start_char == a.start_char and c.end_char == a.end_char}
        found = [(c.start_char, c.end_char) for c in self.scene.candidates if c.entity in same and not c.inside]
        return found or [(a.start_char, a.end_char)]

    def holds(self, p: Phrase, a: Argument) -> bool:
        """Whether a phrase's noun is a mention of the argument."""
        view = self.scene.view
        return any(view.start[p.top] < end <= view.end[p.top] for _, end in self._mentions(a))

    def covers(self, p: Phrase, a: Argument) -> bool:
        """Whether an argument only modifies a phrase's noun: 港湾公社の|職員が."""
        view = self.scene.view
        first = view.start[self.phrases.first_of(p.top)]
        return any(first <= start and end < view.end[p.top] for start, end in self._mentions(a))

    def part(self, p: Phrase, room: int) -> str:
        """A noun phrase with its particle, "" when it does not fit."""
        view = self.scene.view
        particle = plain(view.text[view.end[p.top] : view.start[p.behind] if p.behind < len(view.start) else None])
        particle = "に" if p.case == "に対し" else particle
        noun = self.phrases.noun(p, room - len(particle))
        vague = view.words[p.top] in CAUSES or ("サ変" in view.tags[p.top] and p.top not in self.scene.by_token)
        if p.case in ("で", "から") and vague and self.phrases.shorn(p, noun):  # 活躍で says nothing without whose
            return ""
        return noun + particle if noun else ""

    def short(self, p: Phrase) -> str:
        """A named noun bare, with its compounds and title; any other with the modifiers that fit."""
        return self.bare(p) if self.named(p) else self.phrases.noun(p, NOUN_ROOM) or self.bare(p)

    def bare(self, p: Phrase) -> str:
        view = self.scene.view
        cover = [c.first for c in self.scene.candidates if c.first <= p.top <= c.last]
        first = cover[0] if cover else self.phrases.core(p.top)
        while (
            not cover
            and first > 0
            and (view.tags[first - 1].startswith(("名詞", "接頭辞", "接尾辞")) or self.phrases.dotted(first))
            and (view.head[first - 1] >= first or self.phrases.dotted(first))
        ):
            first -= 1
        last = view.noun_end(p.top) if p.case == "rel" else p.top
        return plain(view.text[view.start[first] : view.end[last]])
