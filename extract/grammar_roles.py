"""What grammar alone says of a trigger's arguments: one subject with its source, the objects in their order of surety.

The role model weighs these verdicts together with everything else; here is no statistics.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.candidates import Candidate
from extract.slots import Grammar, Phrase
from extract.trigger_view import TriggerView

NOMINATIVE = ("が", "は", "も")
SOURCES = ("own", "light", "rel", "reach", "share", "share2", "far", "last", "lead")
OBJECTS = ("を", "に対", "と", "に", "には", "へ", "をめ", "を巡", "につい", "から", "で", "が", "は")
WHERE = ("head", "の", "N", "+", "deep", "clause")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Entities by grammar: `subject` with its `source` (None: a phrase that is no mention), then (entity, tag) objects in order."""

    subject: int | None
    source: str
    objects: tuple[tuple[int, str], ...]


def verdict(grammar: Grammar, slots: list[tuple[str, Phrase]], candidates: list[Candidate], t: TriggerView) -> Verdict:
    """The verdict on one trigger."""
    if not t.verbal and t.governor < 0:
        return _nominal(grammar, slots, candidates, t)
    entity, source = _subject(grammar, slots, candidates, t)
    return Verdict(entity, source, _objects(grammar, slots, candidates, t, entity))


def subject_phrase(slots: list[tuple[str, Phrase]]) -> Phrase | None:
    """The phrase that is the subject, whether or not it is a mention."""
    found = _subject_slot(slots)
    return found[1] if found else None


def nominative(slots: list[tuple[str, Phrase]]) -> list[Phrase]:
    """All phrases with a subject's particle, the surest first."""
    return [phrase for _, rest, phrase in _split(slots) if rest.partition("/")[0] in NOMINATIVE]


def _subject_slot(slots: list[tuple[str, Phrase]]) -> tuple[str, Phrase] | None:
    """The subject's phrase by the surest source, with source, particle and link."""
    for source in SOURCES:
        found = [(rest.partition("/"), p) for kind, rest, p in _split(slots) if kind == source]
        if source != "rel":  # が before は: a topic may belong to a wider clause
            found = [f for f in found if f[0][0] in NOMINATIVE]
            found.sort(key=lambda f: (f[0][0] == "が", f[1].top))
        if found:
            (case, _, link), phrase = found[-1]
            return f"{source}{case}{link}", phrase
    return None


def _split(slots: list[tuple[str, Phrase]]) -> list[tuple[str, str, Phrase]]:
    return [(name.partition(":")[0], name.partition(":")[2], phrase) for name, phrase in slots]


def _filler(grammar: Grammar, candidates: list[Candidate], p: Phrase) -> tuple[int | None, str]:
    """The entity that a phrase stands for, and how: the head itself before its compounds and attributes."""
    found = [(where, c) for c in candidates if (where := grammar.within(c, p))]
    for wanted in ("head", "N", "の", "+", "deep"):
        hits = [c for where, c in found if where == wanted and not (c.inside and wanted != "head")]
        if hits:
            return hits[-1].entity, wanted
    return None, "other"


def _subject(
    grammar: Grammar, slots: list[tuple[str, Phrase]], candidates: list[Candidate], t: TriggerView
) -> tuple[int | None, str]:
    found = _subject_slot(slots)
    if found is None:
        return None, "absent"
    place, phrase = found
    entity, how = _filler(grammar, candidates, phrase)
    return entity, f"{place}:{how}"


def _objects(
    grammar: Grammar, slots: list[tuple[str, Phrase]], candidates: list[Candidate], t: TriggerView, subject: int | None
) -> tuple[tuple[int, str], ...]:
    found: list[tuple[int, int, int, str]] = []
    for name, phrase in slots:
        kind, _, rest = name.partition(":")
        case = rest.partition("/")[0]
        if kind not in ("own", "light") or case not in OBJECTS:
            continue
        for c in candidates:
            where = grammar.within(c, phrase)
            if where and c.entity != subject and not c.inside:
                found.append((WHERE.index(where), OBJECTS.index(case), c.entity, f"{kind}{case}{where}"))
    ranked: dict[int, str] = {}
    for _, _, entity, tag in sorted(found):
        ranked.setdefault(entity, tag)
    return tuple(ranked.items())


def _nominal(grammar: Grammar, slots: list[tuple[str, Phrase]], candidates: list[Candidate], t: TriggerView) -> Verdict:
    """A bare act noun: による, の and compounds before it; else whoever its clause is about."""
    view, text = grammar.view, grammar.view.text
    own: list[tuple[int, str]] = []
    for c in candidates:
        if c.inside or c.end_char > t.trigger.start_char or t.trigger.start_char - c.end_char > 24:
            continue
        chain = view.ancestors(c.top)
        if not any(t.first <= i <= t.last for i in chain):
            continue
        case = view.particle(view.skip(c.last + 1))[0] or ("abbr" if c.end_char < view.end[c.last] else "N")
        direct = (
            "1" if view.head[c.top] in range(t.first, t.last + 1) or text[c.end_char : t.trigger.start_char] in ("", "の") else "2"
        )
        own.append((c.entity, f"{case}{direct}"))
    doers = [(e, tag) for e, tag in own if tag[:-1] in ("による", "によ", "の", "が", "側の")]
    subject, source = doers[0] if doers else (None, "absent")
    if subject is None:
        subject, source = _subject(
            grammar, [s for s in slots if s[0].split(":")[0] in ("reach", "share", "share2", "last")], candidates, t
        )
    return Verdict(subject, "noun:" + source, tuple((e, tag) for e, tag in own if e != subject))
