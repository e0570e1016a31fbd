"""What the tagger cuts wrongly and the grammar of Japanese names settles: brackets after a name, an office before it.

国際連合(UN) is two mentions, 金大中(キム・デジュン)元大統領 and 新大統領ホセ・カスト氏 are one each; an occupation before a
name (サッカー選手エムバペ) stays outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.actor_tables import STATUSES, regions, titles
from extract.countries import codes_by_name
from extract.model import ActorKind
from extract.names_split import split
from extract.tsv import rows

Found = tuple[int, int, ActorKind]

LONGEST = 14  # characters of an office
READING = re.compile(r"[（(][ぁ-ゖァ-ヺー・＝=A-Za-z .．\-]{1,30}[）)]")
SHORT = re.compile(r"[」』]?[（(]([A-ZＡ-Ｚ][A-Za-zＡ-Ｚ0-9&＆\-]{1,9})[）)]")
NAME_BEFORE = re.compile(r"[一-鿿々ァ-ヺー・]{2,12}$")
POSTED = re.compile(r"[前元]?駐[一-鿿ァ-ヺー]{1,8}$")
SAID = re.compile("[一-鿿]{1,3}(?:い|な|た|る)(?=[一-鿿])")
STATUS = re.compile("|".join(STATUSES))


@cache
def _offices() -> frozenset[str]:
    """Titles of two and more characters that stand before a name as its part (大統領 X): offices that one or few hold.

    指導者 merely describes (強硬派の指導者 X); an ambassador is one of many but one to a country.
    """
    held = (
        word for word, title in titles().items() if len(word) > 1 and title.cls in ("office", "royal") and title.scope != "many"
    )
    return frozenset(held) - {"指導者"} | {"大使"}


@cache
def crowds() -> frozenset[str]:
    """Words that name nobody in particular (記者団, 専門家): no mention when they stand alone."""
    return frozenset(word for word, _ in rows("crowds"))


def _without_country(text: str, start: int, end: int) -> int:
    """Where the mention begins behind a country or city joined to it by の: 南アフリカの最高裁 → 最高裁."""
    head, joint, tail = text[start:end].partition("の")
    place = head == "同国" or head in codes_by_name() or head in regions()
    return start + len(head) + 1 if joint and len(tail) > 1 and place else start


def repair(text: str, found: Sequence[Found]) -> list[Found]:
    """The mentions (start, end, kind) in order, without overlap, each cut or grown to what belongs to it; crowds are none."""
    grown: list[Found] = []
    for start, end, kind in split(text, found):
        if text[start:end] in crowds():
            continue
        start = _without_country(text, start, end)
        if kind == "person":
            start, end = _with_reading(text, _without_adjective(text, start, end), end)
            start = _with_office(text, start)
        if kind == "org" and (short := SHORT.search(text, start)) and start < short.start() <= end <= short.end():
            end = short.start()
        while grown and grown[-1][1] > start:
            start = min(start, grown.pop()[0])
        if not grown or end > grown[-1][1]:
            grown.append((start, end, kind))
            if kind == "org" and (short := SHORT.match(text, end)):
                grown.append((*short.span(1), kind))
    return [(start, end, kind) for start, end, kind in grown if not _swallowed(grown, start, end)]


def _without_adjective(text: str, start: int, end: int) -> int:
    """Where the mention begins behind an adjective or a verb that says what an office is: 首相に近い|国防相."""
    said = SAID.match(text, start, end)
    return said.end() if said and text[said.end() : end] in titles() else start


def _swallowed(found: Sequence[Found], start: int, end: int) -> bool:
    return any(first <= start and end <= last and (first, last) != (start, end) for first, last, _ in found)


def _with_reading(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow over a bracketed reading that the title follows: 橋下徹(はしもと・とおる)氏."""
    for match in READING.finditer(text, max(0, start - 40)):
        if match.start() > end:
            break
        title = _title_after(text, match.end())
        if not title or match.end() < start:
            continue
        name = NAME_BEFORE.search(text, max(0, match.start() - 12), match.start())
        first = start if start < match.start() else name.start() if name else start
        return first, max(end, title)
    return start, end


def _title_after(text: str, at: int, least: int = 1) -> int | None:
    """Where the longest title (status word before it allowed) that begins at `at` ends."""
    if match := STATUS.match(text, at):
        at = match.end()
    return next(
        (at + size for size in range(LONGEST, least - 1, -1) if text[at : at + size] in titles() and at + size <= len(text)), None
    )


def _with_office(text: str, start: int) -> int:
    """Grow to the left over an office that stands right before the name, with its status word and country."""
    at = start - 1 if text[start - 1 : start] == "・" else start
    size = next((size for size in range(min(LONGEST, at), 1, -1) if text[at - size : at] in _offices()), 0)
    if not size or not re.match(r"[ァ-ヺA-Za-z一-鿿]", text[start : start + 1]) or _title_after(text, start, 2) is not None:
        return start
    return next(_before(text, at - size), at - size)


def _before(text: str, at: int) -> Iterator[int]:
    """Where a status word or a country right before `at` begins, the widest first."""
    status = next((at - len(word) for word in STATUSES if text.endswith(word, 0, at)), at)
    if post := POSTED.search(text, 0, status):
        yield post.start()
    sizes = range(min(10, status), 0, -1)
    country = next((status - size for size in sizes if text[status - size : status] in codes_by_name()), status)
    if country < status:
        yield country
    yield status
