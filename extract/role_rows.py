"""What the answers to a trigger's question look like, as string features: nobody, or one of the mentions.

Simple features are what the encoder asks of every answer; crossed ones join several and are for the log-linear model, which is
asked of the likely answers only. Names are short because each is stored in the weights: `c` case of the mention, `p` dependency
path, `t` type, `l` lemma of the trigger, `k` kind of mention, `v` voice, `r` where the mention's governor stands to the trigger,
`w` what lies between, `S` slots, `V` what grammar alone says, `N` nobody.
"""

from __future__ import annotations

from functools import cached_property

from extract.candidates import Candidate
from extract.choice import Row
from extract.role_features import Scene, adjacent, between, rank
from extract.trigger_view import TriggerView


def rows_of(scene: Scene, t: TriggerView) -> list[Row]:
    """The answers to a trigger's question: nobody first, then the mentions in their order."""
    return [Nobody(scene, t), *(Pair(scene, k, t) for k in range(len(scene.candidates)))]


class Pair:
    """A mention as the filler of a role of a trigger."""

    def __init__(self, scene: Scene, index: int, t: TriggerView) -> None:
        self.scene, self.index, self.t = scene, index, t
        self.c: Candidate = scene.candidates[index]
        self.kind = self.c.kind + ("/in" if self.c.inside else "")
        self.core = scene.cases[index].lstrip("+")
        self.near = "L" if self.c.last < t.first else "R" if t.last < self.c.first else "I"
        same = "S" if scene.view.sentence[self.c.first] == scene.view.sentence[t.first] else "D"
        self.how = f"{self.near}{same}{self.core}"
        self.lead = self.c.entity == scene.candidates[0].entity
        self.next = scene.view.words[self.c.last + 1] if self.c.last + 1 < len(scene.view.words) else "。"
        self.previous = scene.view.words[t.first - 1] if t.first else "^"

    @cached_property
    def path(self) -> str:
        """The dependency path to the trigger."""
        return self.scene.view.path(self.c.top, self.t.top)

    @cached_property
    def relation(self) -> str:
        """Where the predicate that it hangs by stands to the trigger."""
        return self.scene.relation(self.c, self.t)

    @cached_property
    def beside(self) -> str:
        """The few words between it and the trigger."""
        return adjacent(self.scene, self.c, self.t)

    @cached_property
    def between(self) -> list[str]:
        """What lies between, in numbers."""
        return between(self.scene, self.c, self.t)

    @cached_property
    def rank(self) -> list[str]:
        """How many mentions stand nearer."""
        return rank(self.scene, self.index, self.t)

    def simple(self) -> list[str]:
        """Each feature by itself."""
        scene, t, c = self.scene, self.t, self.c
        count = sum(1 for o in scene.candidates if o.entity == c.entity)
        out = [
            f"k{self.kind}", f"c{self.how}", f"p{self.path}", f"r{self.relation}", *self.rank, *self.between, f"x{self.next}",
            f"z{self.previous}", f"m{min(count, 3)}", f"f{self.lead:d}", f"e{scene.view.words[c.last]}",
            f"y{len({o.entity for o in scene.candidates})}", *(self._slots or ["S-"]), *self._verdict,
        ]  # fmt: skip
        if self.beside:
            out.append(f"b{self.beside}")
        if t.governor >= 0:
            out.append(f"g{t.after}{scene.view.lemmas[t.governor]}")
        return out

    def crossed(self) -> list[str]:
        """Features in company of the trigger's word, type, frame and voice."""
        return [*self._cases(), *self._places(), *self._frames(), *self._words(), *self._in_slots(), *self._by_grammar()]

    def _cases(self) -> list[str]:
        t, kind, core, how = self.t, self.kind, self.core, self.how
        act = f"{t.type}/{t.manner}"
        return [
            f"t{t.type}|k{kind}", f"c{how}|v{t.manner}{t.verbal:d}", f"c{how}|t{act}", f"c{how}|l{t.lemma}", f"c{how}|k{kind}",
            f"l{t.lemma}|k{kind}", f"l{t.lemma}|{self.near}", f"p{self.path}|c{core}", f"p{self.path}|t{act}",
            f"r{self.relation}|c{core}", f"r{self.relation}|c{core}|t{act}", f"r{self.relation}|c{core}|a{t.after}",
            f"a{t.after}|c{how}",
        ]  # fmt: skip

    def _places(self) -> list[str]:
        """Where the mention stands: what lies between, how many stand nearer."""
        t, core, (width, predicates, others, subjects, same, quotes, _) = self.t, self.core, self.between
        nearer, rivals, topics = self.rank
        return [
            f"{width}|c{core}", f"{predicates}|c{core}", f"{predicates}|c{core}|v{t.verbal:d}", f"{others}|c{core}",
            f"{subjects}|c{core}", f"{subjects}|c{core}|a{t.after}", f"{nearer}|c{core}", f"{rivals}|c{core}", f"{topics}|c{core}",
            f"{topics}|c{core}|t{t.type}", f"{same}|{quotes}|c{core}",
        ]  # fmt: skip

    def _frames(self) -> list[str]:
        t, out = self.t, list[str]()
        for frame in t.frames:
            out += [f"F{frame}|k{self.kind}", f"F{frame}|c{self.how}", f"F{frame}/{t.manner}|c{self.how}"]
            out.append(f"F{frame}|r{self.relation}|c{self.core}")
            if self.beside:
                out.append(f"F{frame}|b{self.beside}")
        if self.beside:
            out += [f"b{self.beside}|t{t.type}", f"b{self.beside}|l{t.lemma}", f"b{self.beside}|a{t.after}"]
        if t.governor >= 0:
            out += [f"g{t.after}{self.scene.view.lemmas[t.governor]}|c{self.how}", f"g{t.after}|{t.manner}|c{self.how}"]
        return out

    def _words(self) -> list[str]:
        scene, t, how = self.scene, self.t, self.how
        topic = "n" if not scene.topics else "t" if self.index in scene.topics else "o"
        form, says = scene.forms[t.first], scene.verdicts[t.first]
        own = self.c.entity == says.subject
        return [
            f"x{self.next}|t{t.type}", f"z{self.previous}|{how}", f"o{topic}|{how[:2]}", f"o{topic}|{how[:2]}|t{t.type}",
            f"f{self.lead:d}|t{t.type}", f"e{scene.view.words[self.c.last]}|t{t.type}", f"E{form}|{how}",
            f"E{form}|V{own:d}{says.source.split(':')[0]}",
        ]  # fmt: skip

    @cached_property
    def _slots(self) -> list[str]:
        """The slots of the trigger that the mention stands in."""
        told = ((name, self.scene.grammar.within(self.c, phrase)) for name, phrase in self.scene.slots[self.t.first])
        return [f"S{name}/{where}" for name, where in told if where]

    def _in_slots(self) -> list[str]:
        t, out = self.t, list[str]()
        for slot in self._slots:
            out += [f"{slot}|t{t.type}", f"{slot}|v{t.manner}{t.verbal:d}", f"{slot}|l{t.lemma}", f"{slot}|k{self.kind}"]
            out += [f"{slot}|t{t.type}/{t.manner}", *(f"{slot}|F{f}/{t.manner}" for f in t.frames)]
            if t.governor >= 0:
                out.append(f"{slot}|g{self.scene.view.lemmas[t.governor]}")
        return out or [f"S-|t{t.type}", f"S-|k{self.kind}"]

    @cached_property
    def _verdict(self) -> list[str]:
        """Whether grammar alone takes the mention for subject or object, and what it takes in its stead."""
        says = self.scene.verdicts[self.t.first]
        if self.c.entity == says.subject:
            return [f"Vs{says.source}", "Vs"]
        order = next((k for k, (entity, _) in enumerate(says.objects) if entity == self.c.entity), None)
        instead = f"V!{says.subject is None:d}{says.source.split(':')[0]}"
        if order is None:
            return ["V-", instead]
        return [f"Vo{min(order, 2)}{says.objects[order][1]}", f"Vo{min(order, 2)}", instead]

    def _by_grammar(self) -> list[str]:
        t = self.t
        conditions = (f"t{t.type}", f"v{t.manner}{t.verbal:d}", *(f"F{f}/{t.manner}" for f in t.frames))
        return [f"{key}|{condition}" for key in self._verdict for condition in conditions]


class Nobody:
    """A role of a trigger that nobody fills."""

    def __init__(self, scene: Scene, t: TriggerView) -> None:
        self.scene, self.t = scene, t
        self.many = min(len({c.entity for c in scene.candidates}), 6)
        says = scene.verdicts[t.first]
        things = f"No{min(len(says.objects), 2)}{says.objects[0][1] if says.objects else ''}"
        self.says = (f"NV{says.subject is not None:d}{says.source}", things)

    def simple(self) -> list[str]:
        """Each feature by itself."""
        t, view = self.t, self.scene.view
        out = [
            "N", f"Nt{t.type}", f"Nt{t.type}/{t.manner}{t.verbal:d}", f"Nl{t.lemma}", f"Na{t.after}", f"Nn{self.many}",
            f"Nz{view.words[t.first - 1] if t.first else '^'}", *self.says,
        ]  # fmt: skip
        out += [f"NF{frame}{x}" for frame in t.frames for x in ("", t.manner, f"{t.verbal:d}")]
        if t.governor >= 0:
            out.append(f"Ng{t.after}{view.lemmas[t.governor]}")
        for name, phrase, filled in self._slots:
            out.append(f"NS{name}{filled:d}")
            if not filled:
                out.append(f"NS{name.split(':')[0]}:{view.lemmas[phrase]}")
        return out

    def crossed(self) -> list[str]:
        """Features in company of the trigger's word, type, frame and voice."""
        t = self.t
        framed = [f"F{f}/{t.manner}" for f in t.frames]
        out = [f"Nt{t.type}|a{t.after}", f"Nt{t.type}|s{t.trigger.status}", f"Nn{self.many}|t{t.type}", f"Nv{t.manner}|l{t.lemma}"]
        out += [f"NF{frame}{x}" for frame in t.frames for x in (f"|a{t.after}", f"|t{t.type}")]
        out += [f"{key}|{x}" for key in self.says for x in (f"t{t.type}", f"v{t.manner}", *framed)]
        return out + [f"NS{name}{filled:d}|{x}" for name, _, filled in self._slots for x in (f"t{t.type}", f"v{t.manner}", *framed)]

    @cached_property
    def _slots(self) -> list[tuple[str, int, bool]]:
        """The slots of the trigger with their heads, and whether a mention stands in them."""
        within = self.scene.grammar.within
        return [
            (name, phrase.top, any(within(c, phrase) not in (None, "clause") for c in self.scene.candidates))
            for name, phrase in self.scene.slots[self.t.first]
        ]
