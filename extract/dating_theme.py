"""Do the lines of a page tell of one theme? Read from the words that they share, without a parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.lexicon import rows

TELLING = 8  # words of its own from which a line tells whether it shares the theme of another
LINKED = 0.6  # share of the telling lines that must be linked
_WORD = re.compile(r"[一-龠々]{2,}|[ァ-ヴー]{3,}|[A-Z]{3,}")


def hang_together(titles: Sequence[str], texts: Sequence[str]) -> bool:
    """Do uncommon words link most lines, directly or through others and the titles? Lines too short to tell do not count."""
    found = [_words(text) for text in (*texts, *titles)]
    telling = [i for i, words in enumerate(found[: len(texts)]) if len(words) >= TELLING]
    largest = max((sum(i in group for i in telling) for group in _linked(found)), default=0)
    return len(telling) < 2 or largest >= max(2, LINKED * len(telling))


def _linked(found: Sequence[frozenset[str]]) -> list[set[int]]:
    """Groups of texts that share words, each with one of its group."""
    groups: list[tuple[set[int], set[str]]] = []
    for number, words in enumerate(found):
        joined = [group for group in groups if group[1] & words]
        groups = [group for group in groups if group not in joined]
        groups.append(({number}.union(*(g[0] for g in joined)), set(words).union(*(g[1] for g in joined))))
    return [numbers for numbers, _ in groups]


def _words(text: str) -> frozenset[str]:
    """Pairs of kanji, words of kana and letters, without those that any news holds."""
    return frozenset(part for word in _WORD.findall(text) for part in _parts(word)) - _common()


def _parts(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(len(word) - 1)] if "一" <= word[0] <= "龠" or word[0] == "々" else [word]


@cache
def _common() -> frozenset[str]:
    """Words that at least nine in a thousand news summaries hold: to share them shows no common theme."""
    return frozenset(word for word, _ in rows("common_words.tsv"))
