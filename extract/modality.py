"""Is an act done, planned, possible or denied: the modal cues on a trigger and on what governs it, as model features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from extract.triggers_candidates import Candidate
from extract.triggers_view import View
from extract.tsv import rows


@cache
def cues() -> Mapping[str, str]:
    """Lemma of a modal word → its class (planned, possible, denied, decided, alleged, …)."""
    return {cue: kind for cue, kind, *_ in rows("modality")}


def governors(view: View, i: int, steps: int = 4) -> Iterator[int]:
    """Token `i` and what governs it, upwards, at most `steps`."""
    for _ in range(steps):
        yield i
        if view.head[i] == i:
            return
        i = view.head[i]


def _own(view: View, i: int) -> Iterator[str]:
    chain = view.chain(i)
    yield f"f={' '.join(chain[:5])}"
    for word in set(chain):
        yield f"c={word}"
        if word in cues():
            yield f"cue0={cues()[word]}"
    after = i + 1 + len(chain)
    nxt = view.at(view.lemma, after)
    yield f"next={nxt}"
    yield f"nextcue={cues().get(nxt, '-')}"
    yield f"c1,next={chain[0] if chain else '+'},{cues().get(nxt, '-')}"


def _above(view: View, i: int) -> Iterator[str]:
    for step, j in enumerate(governors(view, i)):
        if step == 0:
            continue
        cue = cues().get(view.lemma[j], "-")
        path = view.case(i) if step == 1 else "~"
        yield f"g{step}={cue}"
        yield f"g{step}w={view.lemma[j]}"
        yield f"g{step}c={cue},{path}"
        for word in set(view.chain(j)):
            if word in cues():
                yield f"g{step}f={cues()[word]}"
                yield f"g{step}wf={word}"
        if step == 1:
            yield f"g1d={view.dep[i]},{cue}"
            yield f"g1form={' '.join(view.chain(j)[:3])}"


NEGATED = re.compile(r"する(?: れる| せる)?(?: て (?:いる|おる))? (?:ない|ず|ぬ)(?: た)?(?: [と。、」].*)?")
CONDITIONS = frozenset({"限り", "場合", "保証", "時"})
NEGATION = frozenset({"ない", "ぬ", "ず", "無い", "まい"})
MOODS = (
    ("neg", NEGATION), ("should", frozenset({"べし", "べき"})), ("will", frozenset({"う", "よう"})), ("wish", frozenset({"たい"})),
    ("if", frozenset({"ば", "たら", "なら"})), ("past", frozenset({"た", "だ"})), ("ongoing", frozenset({"て"})),
)  # fmt: skip


def form(view: View, i: int) -> str:
    """How token `i` stands: a case particle (を, への), a mood (past, ongoing, neg, if …), plain, stop, or compound."""
    chain = view.chain(i)
    if not chain:
        return "compound" if i + 1 < len(view) and view.end(i) == view.start[i + 1] else "end"
    if view.tag[i + 1].startswith("補助記号"):
        return f"stop{chain[0]}"
    if view.tag[i + 1].startswith(("助詞-格助詞", "助詞-係助詞", "助詞-副助詞")):
        return "".join(chain[:2]) if len(chain) > 1 and view.tag[i + 2].startswith("助詞") else chain[0]
    words = set(chain)
    if not words & {"する", "れる", "られる", "せる", "させる"} and view.tag[i].startswith("名詞") and "だ" in words:
        return "is"
    for name, members in MOODS:
        if words & members:
            return name
    return "plain、" if chain[-1] in "、。" else "plain"


def _sentence_end(view: View, i: int, own: str) -> Iterator[str]:
    """The mood that closes the sentence: coordinated clauses (会談し、協議する予定だ) share it."""
    mine = [j for j in range(i, len(view)) if view.sentence[j] == view.sentence[i] and not view.is_function(j)]
    last = mine[-1] if mine else i
    cue, mood = cues().get(view.lemma[last], "-"), form(view, last)
    yield f"se={cue},{mood}"
    yield f"se,o={own},{cue},{mood}"
    yield f"se,g={view.head[i] == last},{cue},{mood},{own}"
    between = [view.text[j] for j in range(i, last)]
    yield f"seq={'と' in between},{own},{cue}"


def _outlook(view: View, i: int) -> Iterator[str]:
    own = form(view, i)
    after = i + 1 + len(view.chain(i))
    if own not in ("stop、", "plain、") and after < len(view) and view.text[after] == "、":
        after += 1
    yield f"o={own}"
    yield from _sentence_end(view, i, own)
    near = after if after < len(view) and view.sentence[after] == view.sentence[i] else -1
    for name, j in (("n", near), ("h", view.head[i] if view.head[i] != i else -1)):
        if j < 0:
            continue
        cue, mood = cues().get(view.lemma[j], "-"), form(view, j)
        yield f"o{name}={own},{cue}"
        yield f"o{name}w={own},{view.lemma[j]}"
        yield f"o{name}f={own},{cue},{mood}"
        top = view.head[j]
        if top != j:
            yield f"o{name}t={own},{cue},{cues().get(view.lemma[top], '-')}"
            yield f"o{name}tw={own},{cue},{view.lemma[top]}"
    ends = [j for j in range(i, len(view)) if view.sentence[j] == view.sentence[i]]
    clause_end = next((j for j in ends if view.text[j] in "、。" and j > i), ends[-1])
    back = [j for j in range(i, clause_end) if not view.is_function(j)]
    if back:
        yield f"oe={own},{cues().get(view.lemma[back[-1]], '-')},{form(view, back[-1])}"


def _clause(view: View, i: int) -> Iterator[str]:
    for child in view.children[i]:
        if view.lemma[child] in cues() and not view.is_function(child):
            yield f"kid={cues()[view.lemma[child]]}"
    mine = [j for j in range(len(view)) if view.sentence[j] == view.sentence[i]]
    for j in mine:
        cue = cues().get(view.lemma[j])
        if cue and j > i and not view.is_function(j):
            yield f"later={cue}"
        elif cue in ("planned", "possible") and not view.is_function(j):
            yield f"before={cue}"
    last = mine[-1] - 1 if len(mine) > 1 else mine[-1]
    yield f"end={view.lemma[last]}"
    yield f"quoted={view.depth[i]}"


def status_features(view: View, candidate: Candidate) -> list[str]:
    """String features of a trigger's status."""
    i = candidate.head
    word = view.lemma[i]
    return ["1", f"w={word}", f"d={view.dep[i]}", *_own(view, i), *_above(view, i), *_clause(view, i), *_outlook(view, i)]


def negated(view: View, i: int) -> bool:
    """Whether token `i` is plainly said not to happen (訪問していない, 署名せず).

    137 of 159 such events on annotated lines are denied. A condition (再開しない限り) is none, nor is しか, which affirms.
    """
    chain = view.chain(i)
    if not NEGATED.fullmatch(" ".join(chain)):
        return False
    return view.at(view.lemma, i + 1 + len(chain)) not in CONDITIONS and view.text[max(0, i - 1)] != "しか"


def cue_words(view: View, i: int) -> list[str]:
    """The modal words on token `i` and above it, nearest first, for the reasons."""
    around = [word for j in governors(view, i) for word in (view.lemma[j], *view.chain(j))]
    return list(dict.fromkeys(word for word in around if word in cues()))
