"""A line with its triggers and mentions, and what of it the features of roles are made of (`role_rows.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extract.candidates import Candidate
from extract.clauses import CLOSING, NOMINAL, SENTENCE_END, LineView
from extract.grammar_roles import Verdict, verdict
from extract.slots import Grammar, Phrase
from extract.trigger_view import TriggerView


@dataclass(frozen=True)
class Scene:
    """A line with its candidates and triggers, as the features see them."""

    view: LineView
    candidates: list[Candidate]
    triggers: list[TriggerView]

    def among(self, candidates: list[Candidate]) -> Scene:
        """The same line and triggers with other candidates; what does not depend on these is not found anew."""
        other = Scene(self.view, candidates, self.triggers)
        for name in ("by_token", "grammar", "slots", "forms", "order_of"):
            other.__dict__[name] = getattr(self, name)  # where cached_property keeps its values
        return other

    @cached_property
    def cases(self) -> list[str]:
        """Case of every candidate: its particle phrase; `N>が` in a compound, `の>が` as an attribute, `+が` if coordinated."""
        return [self._case(i) for i in range(len(self.candidates))]

    def _case(self, i: int, seen: int = 0) -> str:
        c, view = self.candidates[i], self.view
        if c.joined is not None and seen < 8:
            return "+" + self._case(c.joined, seen + 1).lstrip("+")
        if c.end_char < view.end[c.last]:  # one kanji of a compound token: 対|米, 訪|中
            return "abbr"
        return self._outer_case(view.skip(c.last + 1))

    def _outer_case(self, i: int, depth: int = 0) -> str:
        view = self.view
        particle, nxt = view.particle(i)
        if depth >= 2:
            return particle or "N"
        if particle == "":
            if (i < len(view.words) and view.tags[i].startswith("名詞")) or view.tags[i].startswith("接尾"):
                return "N>" + self._outer_case(view.skip(view.noun_end(i) + 1), depth + 1)
            return "?"
        if particle == "の" and nxt < len(view.words):
            return "の>" + self._outer_case(view.skip(view.noun_end(nxt) + 1), depth + 1)
        return particle

    @cached_property
    def by_token(self) -> dict[int, TriggerView]:
        return {i: t for t in self.triggers for i in range(t.first, t.last + 1)}

    @cached_property
    def grammar(self) -> Grammar:
        anchors = {i for i, flag in enumerate(self.view.predicate) if flag} | set(self.by_token)
        return Grammar(self.view, frozenset(anchors))

    @cached_property
    def slots(self) -> dict[int, list[tuple[str, Phrase]]]:
        """The slots of every trigger, by its first token."""
        return {t.first: self.grammar.slots(t) for t in self.triggers}

    @cached_property
    def forms(self) -> dict[int, str]:
        """How the clause of every trigger ends, by its first token."""
        return {t.first: clause_form(self.view, t) for t in self.triggers}

    @cached_property
    def order_of(self) -> dict[int, int]:
        """Number of the trigger at a token."""
        return {i: k for k, t in enumerate(self.triggers) for i in range(t.first, t.last + 1)}

    @cached_property
    def verdicts(self) -> dict[int, Verdict]:
        """What grammar alone says of every trigger, by its first token."""
        return {t.first: verdict(self.grammar, self.slots[t.first], self.candidates, t) for t in self.triggers}

    @cached_property
    def joined(self) -> dict[int, list[int]]:
        """Entities that are coordinated with one another."""
        out: dict[int, list[int]] = {}
        for c in self.candidates:
            if c.joined is not None:
                other = self.candidates[c.joined].entity
                out.setdefault(c.entity, []).append(other)
                out.setdefault(other, []).append(c.entity)
        return out

    def coordinated(self, index: int) -> list[int]:
        """The mentions coordinated with a mention, through others too, without itself: A、B と C."""
        found, todo = [index], [index]
        while todo:
            at = todo.pop()
            near = [k for k, c in enumerate(self.candidates) if c.joined == at or self.candidates[at].joined == k]
            todo += [k for k in near if k not in found]
            found += [k for k in near if k not in found]
        return found[1:]

    @cached_property
    def topics(self) -> list[int]:
        """Candidates marked は, in order."""
        return [
            i
            for i, case in enumerate(self.cases)
            if case.lstrip("+") in ("は", "には", "では", "とは", "も") or case.endswith(">は")
        ]

    def relation(self, c: Candidate, t: TriggerView) -> str:
        """Where the predicate that the mention hangs by stands to the trigger."""
        view = self.view
        chain = view.ancestors(c.top)
        governor = next((i for i in chain[1:] if view.predicate[i] or i in self.by_token), chain[-1])
        if t.first <= governor <= t.last:
            return "own"
        above = view.ancestors(t.top)
        if governor in above:
            steps = sum(view.predicate[i] for i in above[1 : above.index(governor)])
            return f"up{min(steps, 2)}:{view.deps[above[above.index(governor) - 1]]}"
        below = view.ancestors(governor)
        if t.top in below:
            return f"down:{view.deps[below[below.index(t.top) - 1]]}"
        return "side"


def clause_form(view: LineView, t: TriggerView) -> str:
    """How a clause ends: rel before the noun it modifies, end, quote, else the word behind it; n and particle for bare nouns."""
    if not t.verbal and t.governor < 0:
        return "n" + t.after
    i = (t.last if t.verbal else t.governor) + 1
    while i < len(view.words) and (
        view.tags[i].startswith(("助動詞", "動詞-非自立", "形容詞-非自立")) or view.words[i] in ("て", "で")
    ):
        i += 1
    if i >= len(view.words) or view.words[i][0] in SENTENCE_END:
        return "end"
    word, tag = view.words[i], view.tags[i]
    if word in ("こと", "の", "とき", "際", "ため", "後", "中", "前"):
        return word
    if tag.startswith(NOMINAL):
        return "rel"
    return "quote" if word[0] in CLOSING else word


def _bucket(n: int) -> str:
    return str(n) if n < 4 else "4-6" if n < 7 else "7-12" if n < 13 else "13-25" if n < 26 else "26+"


def adjacent(scene: Scene, c: Candidate, t: TriggerView) -> str:
    """The words between mention and trigger when few: "" for a compound, の, による, への …"""
    view = scene.view
    if c.end_char <= t.trigger.start_char:
        words = view.text[c.end_char : t.trigger.start_char]
        if len(words) <= 6:
            return "L" + words
        joint = view.noun_end(c.last + 1) if c.last + 1 < len(view.words) else c.last
        return "l" + view.text[view.end[joint] : t.trigger.start_char][:5] if len(words) <= 9 else ""
    if t.trigger.end_char <= c.start_char:
        words = view.text[t.trigger.end_char : c.start_char]
        return "R" + words if len(words) <= 6 else ""
    return "in" + ("first" if c.start_char == t.trigger.start_char else "later")


def between(scene: Scene, c: Candidate, t: TriggerView) -> list[str]:
    """What lies between mention and trigger: words, predicates, mentions, subjects and topics, a sentence's end, quotes, commas."""
    view = scene.view
    left, right = (c.last + 1, t.first) if c.last < t.first else (t.last + 1, c.first)
    side = "L" if c.last < t.first else "R"
    right = max(left, right)
    words = view.words[left:right]
    predicates = min(3, view.predicates_before[right] - view.predicates_before[left])
    others = sum(1 for o in scene.candidates if left <= o.first and o.last < right and not o.inside)
    ga = sum(1 for i in range(left, right) if view.words[i] == "が" and view.tags[i].startswith("助詞-格"))
    wa = sum(1 for i in range(left, right) if view.words[i] == "は")
    same = view.sentence[c.first] == view.sentence[t.first]
    quotes = view.depth[t.first] - view.depth[c.first]
    return [
        f"w{side}{_bucket(right - left)}", f"wp{side}{predicates}", f"wo{side}{min(others, 3)}",
        f"wg{side}{min(ga, 2)}{min(wa, 2)}", f"ws{side}{same}", f"wq{quotes}", f"wc{side}{min(words.count('、'), 2)}",
    ]  # fmt: skip


def rank(scene: Scene, index: int, t: TriggerView) -> list[str]:
    """How many mentions of the same case, and how many at all, stand nearer to the trigger."""
    c, case = scene.candidates[index], scene.cases[index].lstrip("+")
    gap = abs(c.first - t.first)
    before = [i for i, o in enumerate(scene.candidates) if o.last < t.first and not o.inside and o.entity != c.entity]
    nearer = sum(1 for i in before if t.first - scene.candidates[i].first < gap)
    rivals = sum(1 for i in before if scene.cases[i].lstrip("+") == case and t.first - scene.candidates[i].first < gap)
    subjects = sum(1 for i in before if scene.cases[i].lstrip("+") in ("は", "が") and t.first - scene.candidates[i].first < gap)
    side = "L" if c.last < t.first else "R"
    return [f"n{side}{min(nearer, 4)}", f"nr{side}{min(rivals, 2)}", f"ns{side}{min(subjects, 2)}"]
