"""Do the lines of a page tell of one theme? Read from the words that they share, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from extract.tsv import rows

TELLING = 8  # words of its own from which a line tells whether it shares the theme of another
LINKED = 0.25  # share of pairs with a common word; of unrelated leads 0.08, of two pages of one theme 0.57 and 0.94
MOST = 100  # lines that are compared; pairs grow with the square
_WORD = re.compile(r"[一-龠々]{2,}|[ァ-ヴー]{3,}|[A-Z]{3,}")


def hang_together(titles: Sequence[str], texts: Sequence[str]) -> bool:
    """Do enough pairs of lines, titles among them, share an uncommon word? Lines too short to tell do not count."""
    telling = [words for words in map(_words, texts) if len(words) >= TELLING]
    if len(telling) < 2:
        return True
    heads = [words for words in map(_words, titles) if words]
    pairs = list(combinations([*heads, *telling][:MOST], 2))
    return sum(not one.isdisjoint(other) for one, other in pairs) >= LINKED * len(pairs)


def _words(text: str) -> frozenset[str]:
    """Pairs of kanji, words of kana and letters, without those that any news holds."""
    return frozenset(part for word in _WORD.findall(text) for part in _parts(word))


def _parts(word: str) -> Iterator[str]:
    """The uncommon pairs of a word of kanji, but for those that bridge two common ones (日本|政府)."""
    if not (word[0] == "々" or "一" <= word[0] <= "龠"):
        yield from {word} - _common()
        return
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    common = [False, *(pair in _common() for pair in pairs), False]
    for i, pair in enumerate(pairs, 1):
        if not (common[i] or (common[i - 1] and common[i + 1])):
            yield pair


@cache
def _common() -> frozenset[str]:
    """Words that at least nine in a thousand news summaries hold: to share them shows no common theme."""
    return frozenset(word for word, _ in rows("common_words"))
