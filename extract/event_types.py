"""Features of an event's PLOVER type: the lexicon's class of its word, what it is done to, and the company it keeps."""

from __future__ import annotations

from collections.abc import Iterator

from extract.triggers_candidates import Candidate
from extract.triggers_features import arguments, around, governor, word, word_class
from extract.triggers_view import View


def _content(view: View, i: int) -> Iterator[str]:
    own = word_class(view, i).partition(".")[0]
    for child in view.children[i]:
        if view.is_function(child):
            continue
        kind = word_class(view, child).partition(".")[0]
        yield f"kid={view.case(child)},{kind}"
        yield f"kid,k={view.case(child)},{kind},{own}"
        yield f"kidw={view.case(child)},{view.lemma[child]}"
        for grandchild in view.children[child]:
            below = word_class(view, grandchild).partition(".")[0]
            if below not in ("-", "‖"):
                yield f"below={below},{own}"


def _inherited(view: View, c: Candidate) -> Iterator[str]:
    """What a word that says little (開始, 実施, 行動) takes its type from: the noun before it, its object, its modifiers."""
    own = word_class(view, c.head).partition(".")[0]
    sources = [("l", c.first - 1)] if c.first and view.end(c.first - 1) == view.start[c.first] else []
    sources += [(view.case(j), j) for j in view.children[c.head] if not view.is_function(j)]
    for case, j in sources:
        for k in (j, *(x for x in view.children[j] if not view.is_function(x))):
            kind = word_class(view, k).partition(".")[0]
            if kind not in ("-", "light", "state", "change"):
                yield f"inh={case},{kind}"
                yield f"inh,w={kind},{view.lemma[c.head]}"
                yield f"inh,k={kind},{own}"


def _company(view: View, i: int) -> Iterator[str]:
    own = word_class(view, i).partition(".")[0]
    for j in range(len(view)):
        if view.sentence[j] == view.sentence[i] and j != i:
            kind = word_class(view, j).partition(".")[0]
            if kind.isupper() or kind in ("military", "diplomatic", "judicial", "relief", "joint", "economic", "vote"):
                yield f"bag={kind}"
                yield f"bag,k={kind},{own}"


def type_features(view: View, candidate: Candidate) -> list[str]:
    """String features of a trigger's event type."""
    i = candidate.head
    families = (word(view, candidate), around(view, candidate), governor(view, candidate), arguments(view, candidate))
    return ["1", *(f for family in families for f in family), *_content(view, i), *_company(view, i), *_inherited(view, candidate)]
