"""Which tokens could name a happening, and how far the trigger reaches around each: high recall, the model decides.

A trigger is one content word (攻撃, 述べ, 死者). It takes in what only makes a word with it: a prefix (再掌握, 初公判), the
place of an arrival (北京入り), the office of an election (大統領選).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.triggers_view import View

NOUNS = ("名詞-普通名詞", "名詞-固有名詞-一般")
COUNTED = ("名詞-普通名詞-助数詞可能", "名詞-数詞")
PREFIX = "接頭辞"
BOUND = frozenset({"入り", "選", "戦", "死", "化", "式", "会", "展", "祭", "刑", "犯", "落ち", "越え", "超え"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible trigger: token `head` with its span of tokens `first`…`head` inclusive."""

    head: int
    first: int


def _possible(view: View, i: int) -> bool:
    tag, text = view.tag[i], view.text[i]
    if view.dep[i] in ("fixed", "cop") and not view.lemma[i].startswith("明らか"):
        return False
    if tag.startswith("動詞-一般"):
        return True
    if tag.startswith("動詞-非自立可能"):
        return view.dep[i] not in ("aux", "fixed", "mark")
    if text in BOUND:
        return i > 0
    if tag.startswith(NOUNS):
        return not tag.startswith(COUNTED) and (view.mention[i] in ("", "PLACE", "GPE") or "サ変" in tag)
    return tag.startswith(("形状詞-一般", "名詞-普通名詞-形状詞", "接尾辞-名詞的-サ変"))


def _first(view: View, i: int) -> int:
    before = i - 1
    if before < 0 or view.end(before) != view.start[i]:
        return i
    if view.tag[before].startswith(PREFIX) or (view.text[i] in BOUND and view.tag[before].startswith("名詞")):
        return before
    return i


def candidates(view: View) -> Iterator[Candidate]:
    """Every token that could be the head of a trigger, in text order."""
    for i in range(len(view)):
        if _possible(view, i):
            yield Candidate(i, _first(view, i))
