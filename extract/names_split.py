"""Where a tagged stretch holds more than one name, or a description before it: 橋下・松井の両氏 is two persons.

Cuts only what Japanese settles: 両氏 and 両党 count names that stand before them, など closes a list, 野党 before a katakana
name describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from extract.actor_tables import STATUSES, bodies, regions, titles
from extract.countries import codes_by_name
from extract.model import ActorKind
from extract.organisations import org_suffix

Found = tuple[int, int, ActorKind]

LONGEST = 10  # characters of an occupation
PAIR = re.compile(r"の?両[一-鿿]{1,3}$|夫妻$")
JOINT = re.compile(r"[・、]|と(?=[ァ-ヺ一-鿿A-Z])")
CLOSING = re.compile(r"など|以下|ほか|[、,]?他[、,]")
BETWEEN_KANJI = re.compile(r"(?<=[一-鿿])・(?=[一-鿿])")
STATUS = re.compile("|".join(STATUSES))
FOREIGN = re.compile(r"「?(?=[ァ-ヺA-ZＡ-Ｚ][ァ-ヺーa-zA-Z・＝]{2})")
DESCRIPTION = re.compile(
    r"""(?:子会社|業者|チェーン|メーカー|サイト|支援組織|武装組織|武装勢力|犯罪組織|過激派組織|政府組織|慈善団体|人権団体|環境団体
    |営利団体|企業|大手|主要紙|日刊紙|有力紙|野党|与党|政党)""",
    re.VERBOSE,
)  # fmt: skip


def split(text: str, found: Sequence[Found]) -> list[Found]:
    """The mentions, each that holds several cut into them; in order."""
    return list(chain.from_iterable(_cut(text, _within(text, mention)) for mention in found))


def _within(text: str, mention: Found) -> Found:
    """Without what follows など or 以下 and without a description in front."""
    start, end, kind = mention
    closing = CLOSING.search(text, start + 2, end)
    end = closing.start() if closing else end
    return (start + _described(text[start:end], kind), end, kind)


def _described(surface: str, kind: ActorKind) -> int:
    """The length of a description before a katakana or Latin name: 野党コングレス党, 元外交官キャサリン・X氏."""
    if kind == "org":
        found = DESCRIPTION.search(surface)
        name = FOREIGN.match(surface, found.end()) if found else None
        return name.end() if name else 0
    status = STATUS.match(surface)
    at = status.end() if status else 0
    for size in range(LONGEST, 1, -1):
        title = titles().get(surface[at : at + size])
        if title and title.cls == "occupation" and FOREIGN.match(surface, at + size):
            return at + size
    return 0


def _cut(text: str, mention: Found) -> Iterator[Found]:
    start, end, kind = mention
    surface = text[start:end]
    pair = PAIR.search(surface)
    if pair and pair.start() > 1:
        parts = list(_parts(surface[: pair.start()]))
        names = all(last - first > 1 and surface[first:last] not in codes_by_name() for first, last in parts)
        if names and (len(parts) > 1 or (kind == "person" and surface[pair.start()] != "夫")):
            yield from ((start + first, start + last, kind) for first, last in parts)
            return
    yield from _owner_and_name(text, mention)


def _parts(surface: str) -> Iterator[tuple[int, int]]:
    """The stretches between と, ・ and 、; dots inside a katakana name join."""
    at = 0
    for joint in JOINT.finditer(surface):
        if joint[0] != "・" or BETWEEN_KANJI.match(surface, joint.start()):
            yield at, joint.start()
            at = joint.end()
    yield at, len(surface)


def _owner_and_name(text: str, mention: Found) -> Iterator[Found]:
    """自民・小野寺五典氏 is party and person, 大阪府・田中知事 a person in a place; 前駐米大使・山田花子さん is one person."""
    start, end, kind = mention
    dot = BETWEEN_KANJI.search(text, start, end) if kind == "person" else None
    left = text[start : dot.start()] if dot else ""
    if dot and (left in bodies() or org_suffix(left)):
        if left not in regions() and not left.endswith(("都", "道", "府", "県", "市")):
            yield start, dot.start(), "org"
        yield dot.end(), end, kind
    else:
        yield mention
