"""Is an act done, planned, possible or denied: the modal cues on a trigger and on what governs it, as model features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from extract.lexicon import rows
from extract.triggers_candidates import Candidate
from extract.triggers_view import View


@cache
def cues() -> Mapping[str, str]:
    """Lemma of a modal word → its class (planned, possible, denied, decided, alleged, …)."""
    return {cue: kind for cue, kind, *_ in rows("modality.tsv")}


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
    return ["1", f"w={word}", f"d={view.dep[i]}", *_own(view, i), *_above(view, i), *_clause(view, i)]


def cue_words(view: View, i: int) -> list[str]:
    """The modal words on token `i` and above it, nearest first, for the reasons."""
    around = [word for j in governors(view, i) for word in (view.lemma[j], *view.chain(j))]
    return list(dict.fromkeys(word for word in around if word in cues()))
