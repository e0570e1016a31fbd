"""The predicate lexicon: what kind of happening (or none) a Japanese news verb or noun names. Read once from the tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extract.tsv import rows


@cache
def predicates() -> Mapping[str, str]:
    """Dictionary form → PLOVER type of the happening it names."""
    return {word: f"{kind}.{field}" for word, kind, field in rows("predicates")}


@cache
def commentary() -> Mapping[str, str]:
    """Dictionary form → class of words that name no happening by themselves (state, feeling, light, aspect, frame…)."""
    return {word: kind for word, kind, *_ in rows("commentary")}
