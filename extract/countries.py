"""Mentions of countries: full names, one-kanji abbreviations in compounds (日米, 対中, 米軍) and lists (仏、伊).

Names are read from the text, the longest first, with the words that hold a name but mean no country (日本海, 中間選挙) among
them; abbreviations in what is left, where Sudachi's token boundaries allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from spacy.tokens import Doc

from extract.country_tables import (
    EVERY,
    Context,
    Letter,
    code_of,
    codes_by_name,
    contexts,
    country_name,
    denied_words,
    heads,
    kinds_by_name,
    letters,
    prefixes,
)  # fmt: skip
from extract.model import Country
from extract.tsv import entries

__all__ = ["code_of", "codes_by_name", "country_name", "find_countries"]

WIDE = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
KATAKANA = "ァ-ヺー"
NOUN_NEXT = re.compile(rf"[一-鿿々{KATAKANA}A-Za-z・「『\"“]")
ANOTHER_WORD = re.compile(r"(?![ンニーァィゥェォャュョッ])[ァ-ヺー]{2}")
TWO_KATAKANA = re.compile(f"[{KATAKANA}]{{2}}|^[{KATAKANA}]+$")
BARE_BEFORE = re.compile(r"(?:^|[^ぁ-ゖ]|[はがもとにで])$")
OFFICE = re.compile("外相|国防相|政府|軍|大統領(?!代行)|当局|国会|検察|国防省|外務省|企業")  # whose letter is no surname
ONE_LETTER = tuple("営債務防")  # what Sudachi cuts off 国営, 国債, 国務, 国防 after a letter for a country
JOINT = "・、,/=＝-－―–と"
LOOSE_JOINT = "・/-－–"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's text (full-width ASCII folded, offsets kept) and its token boundaries with their tags."""

    text: str
    starts: dict[int, str]
    ends: dict[int, str]

    @classmethod
    def of(cls, doc: Doc) -> _Line:
        spans = [(token.idx, token.idx + len(token), token.tag_) for token in doc]
        return cls(doc.text.translate(WIDE), {s: tag for s, _, tag in spans}, {e: tag for _, e, tag in spans})


@cache
def _names() -> re.Pattern[str]:
    """Every name and denied word, the longest first, grouped by first character for speed."""
    words = sorted(kinds_by_name().keys() | denied_words().keys(), key=lambda w: (w[0], -len(w), w))
    groups = ((first, "|".join(re.escape(word[1:]) for word in group)) for first, group in groupby(words, key=lambda w: w[0]))
    return re.compile("|".join(f"{re.escape(first)}(?:{rest})" for first, rest in groups))


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(letters())}]+")


@cache
def _next_word() -> re.Pattern[str]:
    """国 as the first character of a word of its own."""
    return re.compile("|".join(row["word"] for row in entries("countries_next")))


@cache
def _alone() -> re.Pattern[str]:
    codes = "".join(letter for letter, entry in letters().items() if entry.code)
    return re.compile(f"(?<![一-鿿々{KATAKANA}0-9])[{codes}](?![一-鿿々{KATAKANA}])")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, heads())))


def find_countries(doc: Doc) -> tuple[Country, ...]:
    """Mentions in order, without overlap; `rule` is the name's kind, or compound, prefix, alone, list for abbreviations.

    Reads the text and Sudachi's tags (`token.tag_`) only.
    """
    line = _Line.of(doc)
    full, free = _full_names(line)
    short = [country for start, end in free for country in _abbreviations(line, start, end)]
    listed = _listed(line, full + short)
    found = sorted((*full, *short, *listed), key=lambda country: country.start_char)
    text = doc.text  # joined anew from its tokens at every call
    return tuple(Country(c.start_char, c.end_char, text[c.start_char : c.end_char], c.code, c.rule) for c in found)


def _full_names(line: _Line) -> tuple[list[Country], list[tuple[int, int]]]:
    """The full names, and the stretches of the text that neither a name nor a denied word covers."""
    found, free, at = [], [], 0
    while match := _names().search(line.text, at):
        start, end = match.start(), _cut(line, *match.span())
        free.append((at, start))
        at = end
        surface = line.text[start:end]
        kind = kinds_by_name().get(surface)
        if kind and _stands_free(line, start, end) and (code := _code(line, surface, start, end)):
            found.append(Country(start, end, surface, code, kind))
        elif (letter := letters().get(surface)) and letter.alone != "never":
            found.append(Country(start, end, surface, letter.code, "alone"))
    return found, [*free, (at, len(line.text))]


def _cut(line: _Line, start: int, end: int) -> int:
    """Where the name ends: before a 国 that belongs to the next word (米|国務省, オマーン|国王), by token and table."""
    word = line.text[start:end]
    if word[-1] != "国" or word not in kinds_by_name():
        return end
    if end in line.starts and not (line.text[end : end + 1] in ONE_LETTER and end + 1 in line.starts):
        return end
    return end - 1 if _next_word().match(line.text, end - 1) else end


def _stands_free(line: _Line, start: int, end: int) -> bool:
    """No part of a longer katakana or Latin word (タイ in タイトル), unless Sudachi splits it (ロシア|メディア)."""
    text, before, after = line.text, line.text[start - 1 : start], line.text[end : end + 1]
    if (_latin(text[start]) and _latin(before)) or (_latin(after) and (_latin(text[end - 1]) or after.islower())):
        return False
    known = end - start >= 6 or (end - start >= 3 and "固有名詞" in line.starts.get(start, ""))
    if _katakana(text[start]) and _katakana(before) and not (known and start in line.ends and _headed(line, start, end)):
        return False
    return not (_katakana(text[end - 1]) and _katakana(after)) or (known and end in line.starts) or _joined(line, start, end)


def _joined(line: _Line, start: int, end: int) -> bool:
    """A name that Sudachi left joined to the katakana word after it (アメリカ+ビザ, not アメリカ+ン)."""
    return end - start >= 4 and start in line.starts and ANOTHER_WORD.match(line.text, end) is not None


def _headed(line: _Line, start: int, end: int) -> bool:
    return line.text[start:end] == "ニッポン" or _tails().match(line.text, end) is not None


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _katakana(char: str) -> bool:
    return "ァ" <= char <= "ヺ" or char == "ー"


def _code(line: _Line, surface: str, start: int, end: int) -> str:
    """The code of a name or abbreviation in its surroundings; empty when they say that it is no country."""
    for context in (*contexts()[EVERY], *contexts().get(surface, ())):
        if _holds(context, line.text, start, end):
            return context.code
    return code_of(surface) or ""


def _holds(context: Context, text: str, start: int, end: int) -> bool:
    if context.side == "after":
        return context.pattern.match(text, end) is not None
    if context.side == "before":
        return context.pattern.search(text[max(0, start - 8) : start]) is not None
    return context.pattern.search(text) is not None


def _abbreviations(line: _Line, start: int, end: int) -> Iterator[Country]:
    """Abbreviations in compounds, after a prefix or before a noun within a stretch."""
    at = start
    while run := _runs().search(line.text, at, end):
        first, last = run.span()
        at = first + 1
        if not _opens(line, first):
            continue
        for stop in range(last, first, -1):
            if rule := _rule(line, first, stop, start):
                yield from _spell(line, first, stop, rule)
                at = stop
                break


def _opens(line: _Line, start: int) -> bool:
    """At a token's first character, or after a token-initial prefix that goes with the letter (訪, 対 …)."""
    if _katakana(line.text[start]) and start and _katakana(line.text[start - 1]):
        return False
    return start in line.starts or _prefixed(line, start)


def _prefixed(line: _Line, start: int) -> bool:
    return start > 0 and start - 1 in line.starts and line.text[start] in prefixes().get(line.text[start - 1], "")


def _closes(line: _Line, end: int) -> bool:
    """At a token's end or before a known head within the token (米|軍)."""
    if _katakana(line.text[end - 1]) and _katakana(line.text[end : end + 1]):
        return False
    return end in line.ends or _tails().match(line.text, end) is not None


def _rule(line: _Line, start: int, end: int, floor: int) -> str | None:
    """How the letters of a stretch name countries, or None."""
    text = line.text[start:end]
    if not _closes(line, end) or ("人名" in line.starts.get(start, "") and not OFFICE.match(line.text, end)):
        return None
    prefixed = start > floor and _prefixed(line, start)
    if len(text) == 1:
        return _single(line, start, end, prefixed)
    if len(set(text)) < len(text) or TWO_KATAKANA.search(text) or text == "欧米" or not _code_of_run(line, text, start, end):
        return None
    if prefixed and line.text[start - 1] in "訪渡来滞在" and text[-1] == "中" and not _tails().match(line.text, end):
        return None
    return "compound"


def _code_of_run(line: _Line, text: str, start: int, end: int) -> bool:
    """Whether no context denies the run (日中 in the daytime) or its first letter (5日米軍: a day)."""
    surfaces = ((text, end), (text[0], start + 1)) if text[0] in "日台" else ((text, end),)
    return not any(_holds(context, line.text, start, stop) for surface, stop in surfaces for context in contexts().get(surface, ()))


def _single(line: _Line, start: int, end: int, prefixed: bool) -> str | None:
    letter, text = letters()[line.text[start]], line.text
    if not letter.code:
        return None
    if prefixed:
        return "prefix"
    if letter.alone not in ("noun", "head") or not _code(line, letter.letter, start, end):
        return None
    if _tails().match(text, end) or (letter.alone == "noun" and NOUN_NEXT.match(text, end)):
        return "alone"
    return None


def _spell(line: _Line, start: int, end: int, rule: str) -> Iterator[Country]:
    for at in range(start, end):
        if code := letters()[line.text[at]].code:
            yield Country(at, at + 1, line.text[at], code, rule)


def _listed(line: _Line, found: list[Country]) -> list[Country]:
    """Abbreviations that stand alone in a list with a country (仏、西、伊から) or before a particle (米は)."""
    edges = {edge for country in found for edge in country.span}
    taken = {at for country in found for at in range(*country.span)}
    bare = [at for at in _bare(line) if at not in taken]
    listed: list[Country] = []
    for at in (*bare, *reversed(bare)):
        letter = letters()[line.text[at]]
        if at not in taken and (_plain(line, at, letter) or _in_list(line, at, letter, edges)):
            listed.append(Country(at, at + 1, letter.letter, letter.code, "list"))
            taken.add(at)
            edges |= {at, at + 1}
    return listed


def _bare(line: _Line) -> list[int]:
    """Where a letter is a token of its own between other characters than kanji and katakana."""
    return [match.start() for match in _alone().finditer(line.text) if match.start() in line.starts and match.end() in line.ends]


def _plain(line: _Line, at: int, letter: Letter) -> bool:
    """A letter that means nothing but a country here, though only a particle or comma follows: 米は, 米・"""
    if letter.alone != "noun" or letter.letter == "仏" or not BARE_BEFORE.search(line.text[:at]):
        return False
    return bool(_code(line, letter.letter, at, at + 1))


def _in_list(line: _Line, at: int, letter: Letter, edges: set[int]) -> bool:
    joints = LOOSE_JOINT if letter.letter in "日中朝台比加" else JOINT
    before = at - 1 in edges and line.text[at - 1] in joints
    return before or (at + 2 in edges and line.text[at + 1 : at + 2] in joints)
