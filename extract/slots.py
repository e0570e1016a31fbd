"""The grammatical slots around a trigger: which noun phrase is its subject, object, dative …, and how it was reached.

A noun phrase that is no mention (専門家は, 複数の遺体が) fills its slot too, so that no actor further off is taken for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extract.candidates import Candidate
from extract.clauses import CLOSING, NOMINAL, LineView
from extract.trigger_view import TriggerView

SUBJECT = ("が", "は", "も", "には", "では", "からは")
INNER = ("の", "や", "と", "との", "への", "からの", "での", "による", "に対する", "に関する", "か", "など")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `top` its last noun, `case` its particle phrase, `governor` the predicate it hangs by (-1: none)."""

    top: int
    case: str
    governor: int
    behind: int  # token after the particle phrase


@dataclass(frozen=True)
class Grammar:
    """The phrases of a line and what governs what."""

    view: LineView
    anchors: frozenset[int]  # tokens that count as predicates: verbs and triggers

    @cached_property
    def phrases(self) -> list[Phrase]:
        view, out, i = self.view, [], 0
        while i < len(view.words):
            if view.tags[i].startswith("助詞") and i and self._nominal(i - 1):
                case, behind = view.particle(i)
                top = self._noun(i - 1)
                out.append(Phrase(top, case, self._governor(top, case), behind))
                i = max(behind, i + 1)
            else:
                i += 1
        return out

    def _nominal(self, i: int) -> bool:
        return self.view.tags[i].startswith(NOMINAL) or self.view.words[i][0] in CLOSING

    def _noun(self, i: int) -> int:
        """The noun before closing brackets and asides."""
        view = self.view
        while i > 0 and view.words[i][0] in CLOSING:
            if view.words[i][0] in ")）":
                while i > 0 and view.words[i][0] not in "(（":
                    i -= 1
            i -= 1
        return i

    def _governor(self, top: int, case: str) -> int:
        """Adnominal phrases belong to the very noun they stand before; the others look up to the next predicate.

        The parser often puts は into a relative clause, where it hardly belongs, and lets が jump over the clause behind a topic.
        """
        view = self.view
        if case in INNER and view.head[top] not in self.anchors:
            return -1
        found = self.governor(top)
        while case == "は" and found >= 0 and self._adnominal(found) and self.governor(found) >= 0:
            found = self.governor(found)
        if case == "が" and self._after_topic(top):
            nearest = next((i for i in range(top + 1, found) if view.predicate[i]), found)
            return nearest if view.depth[nearest] == view.depth[top] else found
        return found

    def _adnominal(self, i: int) -> bool:
        """Whether a predicate modifies the noun right behind it."""
        view, j = self.view, i + 1
        while j < len(view.words) and view.tags[j].startswith(("助動詞", "動詞-非自立", "形容詞-非自立")):
            j += 1
        return view.deps[i] == "acl" and j < len(view.words) and view.tags[j].startswith(NOMINAL)

    def _after_topic(self, top: int) -> bool:
        view = self.view
        return any(
            view.words[i] == "は" and view.depth[i] == view.depth[top] and view.sentence[i] == view.sentence[top]
            for i in range(top)
        )

    def governor(self, i: int) -> int:
        """The nearest predicate or trigger above a token."""
        return next((a for a in self.view.ancestors(i)[1:] if a in self.anchors), -1)

    def slots(self, t: TriggerView) -> list[tuple[str, Phrase]]:
        """(slot name, phrase) pairs of a trigger, the surest first: own:が, light:は, reach:は, share:が, last:は."""
        own = [("own:" + p.case, p) for p in self.phrases if t.first <= p.governor <= t.last and self._open(p, t)]
        out = own + self._relative(t) + self._light(t)
        if not any(name.split(":")[1] in ("が", "は", "も") for name, _ in out):
            out += self._reaching(t)
        return out

    def _relative(self, t: TriggerView) -> list[tuple[str, Phrase]]:
        """The noun that the trigger's clause modifies: 死亡した|オセゲラ."""
        view, head = self.view, self.view.head[t.top]
        if not t.verbal or view.deps[t.top] != "acl" or head <= t.last or view.ends_clause(t.last):
            return []
        return [("rel:" + ("n" if view.tags[head].startswith("名詞-普通") else "p"), Phrase(head, "rel", head, head + 1))]

    def _open(self, p: Phrase, t: TriggerView) -> bool:
        """Whether a phrase can belong to a trigger: not the trigger itself, nor shut in a quote outside of which that stands."""
        return not t.first <= p.top <= t.last and self.view.depth[p.top] <= self.view.depth[t.first]

    def _light(self, t: TriggerView) -> list[tuple[str, Phrase]]:
        if t.governor < 0:
            return []
        return [("light:" + p.case, p) for p in self.phrases if p.governor == t.governor and self._open(p, t)]

    def _reaching(self, t: TriggerView) -> list[tuple[str, Phrase]]:
        """Subjects from outside the own clause: a topic that spans over it, a shared subject, the last sentence's topic."""
        view, at = self.view, t.first
        sentence = view.sentence[at]
        before = [p for p in self.phrases if p.top < at and p.case in SUBJECT and view.depth[p.top] <= view.depth[at]]
        here = [p for p in before if view.sentence[p.top] == sentence]
        over = [p for p in here if p.governor > t.last]
        if over:
            return [(f"reach:{over[-1].case}", over[-1])] + [(f"far:{p.case}", p) for p in over[-2:-1]]
        out = [(f"share:{p.case}/{self._link(p, t)}", p) for p in here[-1:]]
        outer = [p for p in here[:-1] if self._link(p, t) not in ("quote", "acl")]
        out += [(f"share2:{p.case}/{self._link(p, t)}", p) for p in outer[-1:]]
        if not out:
            out = [(f"last:{p.case}", p) for p in before[-1:]] + [("lead:" + p.case, p) for p in before[:1] if p is not before[-1]]
        return out

    def _link(self, p: Phrase, t: TriggerView) -> str:
        """How the clause of an earlier subject is tied to the trigger: quote, acl, chain (advcl) or none."""
        view, g = self.view, p.governor
        if g < 0:
            return "none"
        end = next((i for i in range(g, t.first) if view.words[i] in ("、", "。") or view.words[i] == "と"), t.first)
        if end < t.first and view.words[end] == "と" and view.tags[end].startswith("助詞"):
            return "quote"
        chain = view.ancestors(g)
        if not any(t.first <= i <= t.last for i in chain):
            return "loose"
        below = chain[: next(k for k, i in enumerate(chain) if t.first <= i <= t.last)]
        return "acl" if any(view.deps[i] == "acl" and not view.ends_clause(i) for i in below if i in self.anchors) else "chain"

    @cached_property
    def _known(self) -> dict[tuple[int, int, int], str | None]:
        return {}

    def within(self, c: Candidate, p: Phrase) -> str | None:
        """How a mention sits in a phrase: head, compound (N), attribute (の), coordinated (+), deeper; None when it does not."""
        key = c.start_char, c.end_char, p.top
        if key not in self._known:
            self._known[key] = self._place(c, p)
        return self._known[key]

    def _place(self, c: Candidate, p: Phrase) -> str | None:
        if c.first <= p.top <= c.last:
            return "head"
        steps = self.view.ancestors(c.top)
        if p.top not in steps or c.first > p.top:
            return None
        inner = steps[: steps.index(p.top)]
        if any(i in self.anchors for i in inner[1:]):
            return "clause"
        labels = {self.view.deps[i] for i in inner}
        if labels <= {"compound"}:
            return "N"
        following = self.view.words[c.last + 1] if c.last + 1 < len(self.view.words) else ""
        return "の" if following == "の" and len(inner) == 1 else "+" if following in ("・", "と", "や", "、") else "deep"
