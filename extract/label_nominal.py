"""Labels of act nouns that are no verbs: 米国によるベネズエラへの軍事介入; and the names that every label shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.capitals import enters_capital
from extract.country_tables import country_name
from extract.label_phrases import ASIDE, HANGING, Phrases, plain
from extract.label_words import label_words
from extract.model import Argument, Span
from extract.role_features import Scene
from extract.slots import INNER
from extract.trigger_view import SUFFERED, TriggerView

LONGEST = 36
PATIENT = frozenset({"hit", "seize", "release", "accuse", "praise", "refuse", "name"})  # frames whose target takes を
PEOPLE = label_words("people")
MATTERS = label_words("matter")
INTO = label_words("into")
DECIDED = label_words("decided")
DEEDS = label_words("deed")
UNDERGONE = label_words("undergone")
DIRECTED = frozenset("hit seize release accuse praise refuse impose ask give launch warn say visit".split())  # acts done to whom
COMPANION = frozenset({"meet", "together", "contest"})  # … と
TAIL = 5  # characters behind an act noun that leave it what its verb is about: 抗議活動|が拡大, but not 墜落事故最終報告書|を公表
COUNT = re.compile(r"(?<=.)[0-9]+(?:人|名)$")  # not all of 米兵|3人 need have taken part
LONG = 8  # characters behind a name that still tell who belongs to it
GOING = re.compile("^[訪来離渡入帰][日米中韓朝露欧英仏独印台豪国]$")  # acts that name their own goal
SHARED = label_words("shared")
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
class Nominal:
    """An event's label while its trigger is a noun; the base of the verbs' writer."""

    scene: Scene
    t: TriggerView
    agents: Sequence[Argument]
    targets: Sequence[Argument]
    times: Sequence[Span]

    @cached_property
    def phrases(self) -> Phrases:
        return Phrases(self.scene, self.times)

    def particle(self) -> str:
        frames = set(self.t.frames)
        if self.t.trigger.text.endswith((*INTO, *DECIDED)):
            return "に"
        return "を" if frames & PATIENT else "と" if frames & COMPANION else "に"

    def nominal(self, noun: str) -> str:
        """An act noun that is no verb: 米国によるベネズエラへの軍事介入."""
        who, whom = self.names(self.agents), self.names(self.targets)
        frames = set(self.t.frames)
        if said := self._called():
            return said
        if self.t.trigger.status == "denied" and self.going_on():
            return self._bare_act(noun)  # 知事が賄賂の受け取り|を否定: who denies it stands in its context
        if who and (GOING.match(self.t.trigger.text) or enters_capital(self.t.trigger.text)):
            return f"{who}が{noun}"
        if (
            who
            and whom
            and (frames & COMPANION or (noun == self.t.trigger.text and frames & PATIENT and self._sahen()))
            and not self._about()
        ):
            return f"{who}が{whom}{self.particle()}{noun}"
        whole, place = self.whole(), self._place()
        noun = noun if noun.startswith(place) else place + noun
        unknown = "?" in frames and bool(whom) and not self._topical()
        sure = self._about() or self._does_to() or unknown or all(self._tied(a) for a in self.targets)
        if who and whom and (place or whom in noun or not sure):
            whom = ""  # the text names another goal, or the act is done to nobody
        against = len(self.targets) == 1 and self.scene.view.text[: self.targets[0].start_char].endswith("対")
        if who and whom and against and noun == self.t.trigger.text:
            return f"{COUNT.sub('', who)}による対{whom}{noun}"  # 対イラン|戦争
        if who and whom:
            return f"{COUNT.sub('', who)}による{whom}{self._to()}{noun}"
        return self._of_one(noun, whole, who, whom)

    def _of_one(self, noun: str, whole: str, who: str, whom: str) -> str:
        """An act noun of which the label names who or whom or nobody."""
        frames = set(self.t.frames)
        inside = all(self._in_whole(a) for a in (*self.agents, *self.targets))
        if (who or whom) and inside and len(whole) > len(noun):
            return whole
        if whom:
            return whole if "undergo" in frames else f"{whom}{self._to()}{noun}"
        if who:
            if len(whole) > len(noun) and (self.t.after in ("で", "での") or who in whole):
                return whole
            if len(noun) < len(whole) < 17 and not noun.endswith(INTO):
                return f"{who}による{whole}"
            tie = "の" if frames & {"self", "undergo"} else "による"  # 首相の|辞任
            return f"{COUNT.sub('', who)}{tie}{noun}"
        return whole if len(whole) > len(noun) + 1 else self._bare_act(noun)

    def _sahen(self) -> bool:
        """Whether the act noun makes a verb with する that has an object: 攻撃, but not 訴訟 or 判決."""
        return "サ変" in self.scene.view.tags[self.t.last] and not self.t.trigger.text.endswith(DEEDS)

    def _does_to(self) -> bool:
        return bool(set(self.t.frames) & DIRECTED) or self.t.trigger.text.endswith((*INTO, *UNDERGONE))

    def _place(self) -> str:
        """The place compounded to the act where it is no filler: 北京|訪問."""
        view, first = self.scene.view, self.t.first
        while first > 0 and view.tags[first - 1].startswith("名詞-固有名詞-地名"):
            first -= 1
        start = view.start[first]
        taken = any(start < a.end_char and a.start_char < self.t.trigger.start_char <= a.end_char for a in self._fillers())
        return "" if taken else view.text[start : self.t.trigger.start_char]

    def _topical(self) -> bool:
        """Whether the target is a subject of the act's own sentence, where the act has no passive verb: no plain target."""
        view, a = self.scene.view, self.targets[0]
        here = view.sentence[view.token_at[a.start_char]] == view.sentence[self.t.first]
        return here and view.text.startswith(("は", "が"), a.end_char) and "passive" not in self.t.voice

    def _tied(self, a: Argument) -> bool:
        """Whether nothing but nouns' modifiers stands between a name and the act noun: 港からの|二度目の|出発."""
        view, start = self.scene.view, self.t.trigger.start_char
        between = [p for p in self.scene.grammar.phrases if view.token_at[a.start_char] <= p.top < self.t.first]
        return a.end_char <= start and "、" not in view.text[a.end_char : start] and all(p.case in INNER for p in between)

    def _fillers(self) -> Sequence[Argument]:
        return (*self.agents, *self.targets)

    def _to(self) -> str:
        """What ties a target to the act: the text's own particle, else への for an act done to it; の where that is not sure."""
        text, a = self.scene.view.text, self.targets[0]
        written = next((tie for tie in ("からの", "との", "への") if text.startswith(tie, a.end_char)), "")
        if written and self._tied(a):
            return written
        frames = set(self.t.frames)
        undergone = frames & {"seize", "release", "refuse"} or self.t.trigger.text.endswith(UNDERGONE)
        if self._about() or undergone or (not self.agents and self._topical()):
            return "の"
        return "との" if frames & COMPANION else "への" if self.agents or self._does_to() else "の"

    def _called(self) -> str:
        """A speech named by its words: 「有事は危機」発言."""
        view, at = self.scene.view, self.t.first
        if at < 1 or "say" not in self.t.frames or view.words[at - 1][0] not in "」』":
            return ""
        words = plain(view.text[view.start[self.phrases.clause(at, 0)] : view.start[at]])
        return f"{words}との{self.t.trigger.text}" if 6 < len(words) < LONGEST - 6 else ""

    def _bare_act(self, noun: str) -> str:
        """A bare act noun with what it does or what stands before it; with its time where a subject before it has another verb."""
        going, view = self.going_on(), self.scene.view
        label = self.context(noun + going)
        time = [s for s in self.times if 0 <= self.t.trigger.start_char - s.end_char < 2]
        apart = ("が" in label or "を" in label) and not going and not view.ends_clause(self.t.last)
        if time and apart:  # …を払拭する目的で|1981年のクーデター
            return plain(view.text[time[0].start_char : self.t.trigger.end_char])
        if going or "が" not in label or view.ends_clause(self.t.last):
            return label
        if self.t.after == "の":
            after = min(self.t.last + 2, len(view.words) - 1)
            return noun + view.text[self.t.trigger.end_char : view.end[view.noun_end(after)]]
        return noun

    def _about(self) -> bool:
        """Whether a target's name only opens a compound: 台湾|有事."""
        return any(self.scene.view.text.startswith(MATTERS, a.end_char) for a in self.targets)

    def going_on(self) -> str:
        """What a bare act noun does: 抗議|が拡大."""
        view, t = self.scene.view, self.t
        if t.after not in ("が", "を") or t.governor < 0 or view.end[view.noun_end(t.last)] - t.trigger.end_char > TAIL:
            return ""
        word = view.lemmas[t.governor] if view.tags[t.governor].startswith("動詞") else view.words[t.governor]
        verbal = view.tags[t.governor].startswith("動詞")
        hears = word == "受ける" and view.words[t.governor + 1 : t.governor + 2] in (["、"], ["て"])
        if hears and ("hit" not in t.frames or self._upon()):
            return ""
        if "passive" in t.voice and word not in SUFFERED.get(t.after, ()):  # 攻撃を|受ける is passive as it stands
            verb = passive(word) if verbal else word + "される"
        else:
            verb = word
        return plain(view.text[t.trigger.end_char : view.start[t.governor]]) + verb

    def _upon(self) -> bool:
        """Whether the topic does something to something upon what it hears of: 米国は|攻撃を受け、…を開始した."""
        view, behind = self.scene.view, self.t.governor + 1
        here = [i for i in range(len(view.words)) if view.sentence[i] == view.sentence[self.t.first]]
        rest = {view.words[i] for i in here if i >= behind and view.tags[i].startswith("助詞-格")}
        topic = any(view.words[i] == "は" for i in here if i < self.t.first)
        return topic and "が" not in rest and "を" in rest

    def _from(self) -> int:
        """First token of the act noun's whole phrase; not across と that joins another noun to it."""
        view, first = self.scene.view, self.phrases.first_of(self.t.top)
        compound = self._compound_first()
        for i in range(compound - 1, first, -1):
            if (
                view.words[i] in ("と", "や")
                and view.tags[i - 1].startswith(("名詞", "接尾辞"))
                and view.tags[i + 1].startswith(("名詞", "接頭辞", "形状詞"))  # not 最低と|なる
                and "の" not in view.words[i:compound]
            ):
                return i + 1
        return min(first, compound)

    def whole(self) -> str:
        return self.phrases.cut(self._from(), self.t.trigger.end_char, LONGEST)

    def _in_whole(self, a: Argument) -> bool:
        return self.scene.view.start[self._from()] <= a.start_char

    def _compound_first(self) -> int:
        """First token of the words compounded to the act noun, mentions left out."""
        view, first = self.scene.view, self.t.first
        taken = {i for c in self.scene.candidates for i in range(c.first, c.last + 1)} | self.phrases.timed_tokens
        taken |= {view.token_at[a.start_char] for a in (*self.agents, *self.targets)}
        while (
            first > 0
            and view.tags[first - 1].startswith(("名詞-普通", "接頭辞", "名詞-固有名詞-一般"))
            and first - 1 not in taken
            and view.words[first - 1] not in HANGING
            and not (self.t.verbal and ("副詞可能" in view.tags[first - 1] or "助数詞" in view.tags[first - 1]))
        ):
            first -= 1
        return first

    def compound(self) -> str:
        """The act noun with what is compounded to it, mentions left out: 軍事+介入."""
        view = self.scene.view
        last = self.t.last
        if self.t.trigger.text in SHARED and last + 1 < len(view.words) and view.tags[last + 1].startswith("名詞"):
            last += 1
        return plain(view.text[view.start[self._compound_first()] : view.end[last]])

    def context(self, act: str) -> str:
        """The act with what stands before it in its clause."""
        before = self.phrases.context(self.t.trigger.start_char, LONGEST - len(act))
        compound = self.compound().removesuffix(self.t.trigger.text)
        return (before.removesuffix(compound) if act.startswith(compound) else before) + act

    def names(self, arguments: Sequence[Argument]) -> str:
        names = list(dict.fromkeys(plain(self._surface(a)) for a in arguments))
        return names[0] + "など" if len(names) > 2 else "と".join(names)

    def _people(self, a: Argument) -> str:
        """A name with what makes those who belong to it, up to the trigger: 米|兵1人, 日本|人男性; "" without that."""
        view = self.scene.view
        at, stop = view.token_at[a.end_char], self.t.trigger.start_char
        if view.text[a.end_char : view.end[at]] not in PEOPLE or a.end_char == stop:
            return ""
        ends = [view.end[i] for i in range(at, view.noun_end(at) + 1) if view.end[i] <= a.end_char + LONG]
        return plain(view.text[a.start_char : max((end for end in ends if end <= stop or stop < a.start_char), default=a.end_char)])

    def _surface(self, a: Argument) -> str:
        """The mention's text, a one-letter country written out; the name of another thing whole: コロンビア人女性, 台湾有事."""
        view = self.scene.view
        if people := self._people(a):
            return people
        if a.country is not None and len(a.text) == 1:
            return country_name(a.country)
        text = re.split(r"(?<=[^\x00-\x7f])\s(?=[^\x00-\x7f])", ASIDE.sub("", a.text))[-1].removeprefix("ため")
        matter = next((m for m in MATTERS if view.text.startswith(m, a.end_char) and self.t.trigger.start_char != a.end_char), "")
        return text + matter + ("者" if matter and view.text.startswith("者", a.end_char + len(matter)) else "")


def passive(lemma: str) -> str:
    if lemma.endswith("する"):
        return lemma[:-2] + "される"
    return lemma[:-1] + (GODAN.get(lemma[-1], "られる") if lemma[-1] != "る" else "られる")
