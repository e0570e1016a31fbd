"""Frames of verbs and act nouns: a coarse class that tells which of its arguments are whom it is done to (data/case_frames.tsv)."""

from __future__ import annotations

from functools import cache

from extract.tsv import entries


@cache
def case_frames() -> dict[str, tuple[str, ...]]:
    """Lemma → its frames."""
    return {row["lemma"]: tuple(row["frames"].split()) for row in entries("case_frames")}


def frames_of(lemma: str, surface: str) -> tuple[str, ...]:
    """Frames of a trigger by its lemma, else its surface, else the longest tail of a compound (共同記者会見 → 会見)."""
    table = case_frames()
    for word in (lemma, surface, *(surface[i:] for i in range(1, len(surface) - 1))):
        if word in table:
            return table[word]
    return ("?",)
