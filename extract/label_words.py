"""Classes of words that the labels of events go by (data/label_words.tsv)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from extract.tsv import rows


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for kind, word in rows("label_words"):
        found[kind].append(word)
    return {kind: tuple(words) for kind, words in found.items()}


def label_words(kind: str) -> tuple[str, ...]:
    """The words of a class, as the table lists them."""
    return _classes()[kind]
