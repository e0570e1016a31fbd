"""What a pair of trigger and mention looks like: string features for the role model.

Names are short because each is stored in the weights: `c` case of the mention, `p` dependency path, `t` type,
`l` lemma of the trigger, `k` kind of mention, `v` voice, `r` where the mention's governor stands to the trigger,
`w` what lies between.
"""

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


def _adjacent(scene: Scene, c: Candidate, t: TriggerView) -> str:
    """The words between mention and trigger when few: "" for a compound, の, による, への …"""
    view = scene.view
    if c.end_char <= t.trigger.start_char:
        between = view.text[c.end_char : t.trigger.start_char]
        if len(between) <= 6:
            return "L" + between
        joint = view.noun_end(c.last + 1) if c.last + 1 < len(view.words) else c.last
        return "l" + view.text[view.end[joint] : t.trigger.start_char][:5] if len(between) <= 9 else ""
    if t.trigger.end_char <= c.start_char:
        between = view.text[t.trigger.end_char : c.start_char]
        return "R" + between if len(between) <= 6 else ""
    return "in" + ("first" if c.start_char == t.trigger.start_char else "later")


def _between(scene: Scene, c: Candidate, t: TriggerView) -> list[str]:
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
        f"wg{side}{min(ga, 2)}{min(wa, 2)}",
        f"ws{side}{same}", f"wq{quotes}", f"wc{side}{min(words.count('、'), 2)}",
    ]  # fmt: skip


def _rank(scene: Scene, index: int, t: TriggerView) -> list[str]:
    """How many mentions of the same case, and how many at all, stand nearer to the trigger."""
    c, case = scene.candidates[index], scene.cases[index].lstrip("+")
    gap = abs(c.first - t.first)
    before = [i for i, o in enumerate(scene.candidates) if o.last < t.first and not o.inside and o.entity != c.entity]
    nearer = sum(1 for i in before if t.first - scene.candidates[i].first < gap)
    rivals = sum(1 for i in before if scene.cases[i].lstrip("+") == case and t.first - scene.candidates[i].first < gap)
    subjects = sum(1 for i in before if scene.cases[i].lstrip("+") in ("は", "が") and t.first - scene.candidates[i].first < gap)
    side = "L" if c.last < t.first else "R"
    return [f"n{side}{min(nearer, 4)}", f"nr{side}{min(rivals, 2)}", f"ns{side}{min(subjects, 2)}"]


def pair_features(scene: Scene, index: int, t: TriggerView) -> list[str]:
    """The features of one mention as a filler of one trigger."""
    c, view = scene.candidates[index], scene.view
    case, relation = scene.cases[index], scene.relation(c, t)
    kind = c.kind + ("/in" if c.inside else "")
    path, beside = view.path(c.top, t.top), _adjacent(scene, c, t)
    between, rank = _between(scene, c, t), _rank(scene, index, t)
    near = "L" if c.last < t.first else "R" if t.last < c.first else "I"
    same = "S" if view.sentence[c.first] == view.sentence[t.first] else "D"
    core = case.lstrip("+")
    how, act = f"{near}{same}{core}", f"{t.type}/{t.manner}"
    out = [
        f"k{kind}", f"t{t.type}|k{kind}", f"c{how}", f"c{how}|v{t.manner}{t.verbal:d}", f"c{how}|t{act}", f"c{how}|l{t.lemma}",
        f"c{how}|k{kind}", f"l{t.lemma}|k{kind}", f"l{t.lemma}|{near}", f"p{path}", f"p{path}|c{core}", f"p{path}|t{act}",
        f"r{relation}",
        f"r{relation}|c{core}", f"r{relation}|c{core}|t{act}", f"r{relation}|c{core}|a{t.after}", f"a{t.after}|c{how}",
        f"{between[0]}|c{core}", f"{between[1]}|c{core}", f"{between[1]}|c{core}|v{t.verbal:d}", f"{between[2]}|c{core}",
        f"{between[3]}|c{core}", f"{between[3]}|c{core}|a{t.after}", *rank, f"{rank[0]}|c{core}", f"{rank[1]}|c{core}",
        f"{rank[2]}|c{core}", f"{rank[2]}|c{core}|t{t.type}", f"{between[4]}|{between[5]}|c{core}", *between,
    ]  # fmt: skip
    for frame in t.frames:
        out += [f"F{frame}|k{kind}", f"F{frame}|c{how}", f"F{frame}/{t.manner}|c{how}", f"F{frame}|r{relation}|c{core}"]
        if beside:
            out.append(f"F{frame}|b{beside}")
    if beside:
        out += [f"b{beside}", f"b{beside}|t{t.type}", f"b{beside}|l{t.lemma}", f"b{beside}|a{t.after}"]
    if t.governor >= 0:
        governor = view.lemmas[t.governor]
        out += [f"g{t.after}{governor}", f"g{t.after}{governor}|c{how}", f"g{t.after}|{t.manner}|c{how}"]
    out += _word_features(scene, index, t, how)
    out += _clause_features(scene, c, t, how)
    return out + _slot_features(scene, c, t, kind) + _verdict_features(scene, c, t)


def _clause_features(scene: Scene, c: Candidate, t: TriggerView, how: str) -> list[str]:
    """How the clause ends, with the case of the mention and whether grammar takes it for the subject."""
    form, says = scene.forms[t.first], scene.verdicts[t.first]
    own = c.entity == says.subject
    return [f"E{form}|{how}", f"E{form}|V{own:d}{says.source.split(':')[0]}"]


def _verdict_features(scene: Scene, c: Candidate, t: TriggerView) -> list[str]:
    """Whether grammar alone takes the mention for subject or object, and what it takes in its stead."""
    says = scene.verdicts[t.first]
    frames = [f"F{f}/{t.manner}" for f in t.frames]
    conditions = (f"t{t.type}", f"v{t.manner}{t.verbal:d}", *frames)
    if c.entity == says.subject:
        keys = [f"Vs{says.source}", "Vs"]
    else:
        order = next((k for k, (entity, _) in enumerate(says.objects) if entity == c.entity), None)
        tag = says.objects[order][1] if order is not None else ""
        keys = [f"Vo{min(order, 2)}{tag}", f"Vo{min(order, 2)}"] if order is not None else ["V-"]
        keys.append(f"V!{says.subject is None:d}{says.source.split(':')[0]}")
    return [*keys, *(f"{key}|{condition}" for key in keys for condition in conditions)]


def _slot_features(scene: Scene, c: Candidate, t: TriggerView, kind: str) -> list[str]:
    out = []
    for name, phrase in scene.slots[t.first]:
        where = scene.grammar.within(c, phrase)
        if where:
            slot = f"S{name}/{where}"
            out += [slot, f"{slot}|t{t.type}", f"{slot}|v{t.manner}{t.verbal:d}", f"{slot}|l{t.lemma}", f"{slot}|k{kind}"]
            out += [f"{slot}|t{t.type}/{t.manner}", *(f"{slot}|F{f}/{t.manner}" for f in t.frames)]
            if t.governor >= 0:
                out.append(f"{slot}|g{scene.view.lemmas[t.governor]}")
    return out or ["S-", f"S-|t{t.type}", f"S-|k{kind}"]


def event_features(scene: Scene, t: TriggerView) -> list[str]:
    """The features of a role that nobody fills."""
    view, many = scene.view, min(len({c.entity for c in scene.candidates}), 6)
    prev = view.words[t.first - 1] if t.first else "^"
    out = [
        "N", f"Nt{t.type}", f"Nt{t.type}/{t.manner}{t.verbal:d}", f"Nl{t.lemma}", f"Na{t.after}", f"Nt{t.type}|a{t.after}",
        f"Nt{t.type}|s{t.trigger.status}", f"Nn{many}", f"Nn{many}|t{t.type}", f"Nv{t.manner}|l{t.lemma}", f"Nz{prev}",
    ]  # fmt: skip
    out += [f"NF{frame}{x}" for frame in t.frames for x in ("", t.manner, f"{t.verbal:d}", f"|a{t.after}", f"|t{t.type}")]
    if t.governor >= 0:
        out.append(f"Ng{t.after}{view.lemmas[t.governor]}")
    says = scene.verdicts[t.first]
    state = f"NV{says.subject is not None:d}{says.source}"
    things = f"No{min(len(says.objects), 2)}{says.objects[0][1] if says.objects else ''}"
    out += [
        f"{key}{x}"
        for key in (state, things)
        for x in ("", f"|t{t.type}", f"|v{t.manner}", *(f"|F{f}/{t.manner}" for f in t.frames))
    ]
    for name, phrase in scene.slots[t.first]:
        filled = any(scene.grammar.within(c, phrase) not in (None, "clause") for c in scene.candidates)
        slot = f"NS{name}{filled:d}"
        out += [slot, f"{slot}|t{t.type}", f"{slot}|v{t.manner}", *(f"{slot}|F{f}/{t.manner}" for f in t.frames)]
        if not filled:
            out.append(f"NS{name.split(':')[0]}:{view.lemmas[phrase.top]}")
    return out


def _word_features(scene: Scene, index: int, t: TriggerView, how: str) -> list[str]:
    c, view = scene.candidates[index], scene.view
    nxt = view.words[c.last + 1] if c.last + 1 < len(view.words) else "。"
    prev = view.words[t.first - 1] if t.first else "^"
    topic = "n" if not scene.topics else "t" if index in scene.topics else "o"
    count = sum(1 for o in scene.candidates if o.entity == c.entity)
    lead = c.entity == scene.candidates[0].entity
    tail = view.words[c.last]
    return [
        f"x{nxt}", f"x{nxt}|t{t.type}", f"z{prev}", f"z{prev}|{how}", f"o{topic}|{how[:2]}", f"o{topic}|{how[:2]}|t{t.type}",
        f"m{min(count, 3)}", f"f{lead:d}", f"f{lead:d}|t{t.type}", f"e{tail}", f"e{tail}|t{t.type}",
        f"y{len({o.entity for o in scene.candidates})}",
    ]  # fmt: skip
