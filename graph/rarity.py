"""How telling a word is: from its count in 12,453 Japanese news lines (`data/words.tsv`), never from the lines at hand.

So that what two lines share does not change when others are read.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from extract.tsv import entries

LINES = 12_453  # in which the table's words were counted; words of fewer than five are left out and count as of one


@cache
def _weights() -> Mapping[str, float]:
    counts = {row["word"]: int(row["lines"]) for row in entries("words", "graph")}
    return {word: math.log((LINES + 1) / count) / math.log(LINES + 1) for word, count in counts.items()}


def rarity(word: str) -> float:
    """1 for a word hardly ever read, towards 0 the more lines hold it.

    >>> rarity("日") < rarity("空爆") < rarity("ヌクアロファ")
    True
    """
    return _weights().get(word, 1.0)
