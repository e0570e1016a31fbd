"""What general knowledge says of mentions whatever stands around them.

A country's organ (米側, 中国軍) and a well-known office holder's surname (メルケル) are mentions; a bond or trouble of countries
(米韓同盟, 台湾有事) is no actor; a headline's space parts two names. On annotated news 110 of 114 such organs and every such
surname are mentions; the tagger misses a few where nothing else tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.actor_tables import holders
from extract.model import Country
from extract.names_repair import Found
from extract.tsv import rows

ORGAN = re.compile(r"(?:政府|指導部|当局|軍|側)(?![一-鿿々])")
SPACE = re.compile(r"[^A-Za-z]*[ \u3000](?=[^ \u3000A-Za-z]+$)")  # what stands before a space between Japanese words
SHORTEST = 4  # katakana of a surname; shorter ones are words too (クック, ファン)


@cache
def _surnames() -> re.Pattern[str]:
    """The last parts of office holders' names in katakana, standing free; other spellings may be common words (スナック)."""
    names = {holder.name.split("・")[-1] for holder in holders() if holder.office}
    long = sorted((name for name in names if re.fullmatch(rf"[ァ-ヴー]{{{SHORTEST},}}", name)), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![ァ-ヴー・])(?:{'|'.join(long)})(?![ァ-ヴー・])")


@cache
def _relations() -> frozenset[str]:
    return frozenset(word for word, _ in rows("relations"))


def _is_relation(text: str, countries: Sequence[Country], start: int, end: int) -> bool:
    """Whether a stretch is names of countries and what lies between them: 日米同盟."""
    at = start
    for country in sorted(countries, key=lambda c: c.start_char):
        if country.start_char == at:
            at = country.end_char
    return at > start and text[at:end] in _relations()


def without_relations(text: str, countries: Sequence[Country], found: Sequence[Found]) -> list[Found]:
    """The mentions without bonds of countries, each cut to what follows a headline's space (発言撤回 首相 → 首相)."""
    kept = []
    for start, end, kind in found:
        start += match.end() if (match := SPACE.match(text[start:end])) else 0
        if not _is_relation(text, countries, start, end):
            kept.append((start, end, kind))
    return kept


def with_known(text: str, countries: Sequence[Country], found: Sequence[Found]) -> list[Found]:
    """The mentions with those added that stand clear of them, in order."""
    organs = [(c.start_char, match.end()) for c in countries if (match := ORGAN.match(text, c.end_char))]
    new: list[Found] = [(start, end, "org") for start, end in organs]
    new += [(*match.span(), "person") for match in _surnames().finditer(text)]
    free = [item for item in new if not any(item[0] < end and start < item[1] for start, end, _ in found)]
    return sorted([*found, *free])
