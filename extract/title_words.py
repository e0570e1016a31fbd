"""The words around a personal name, split off one at a time: title, honorific, status word, country, organisation."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from extract.actor_tables import STATUSES, Title, bodies, fields, ministries, organisation_suffixes, regions, titles
from extract.country_tables import codes_by_name
from extract.organisations import LONGEST, leading_body, org_suffix

KATAKANA = "ァ-ヴヵヶー"
_NAME = re.compile(rf"[{KATAKANA}A-Za-zÀ-ɏ0-9々〆一-龯ぁ-ん・･＝=\-‐'’. 　]+")
ROMANISED = re.compile(rf"[{KATAKANA}A-Za-zÀ-ɏ・･＝=\-‐'’. 　]+(?:[0-9０-９]+世)?")
_SPLIT = re.compile(r"[・･＝= 　\s]+")
_CROWN = re.compile(r"(?<=.)[0-9０-９一二三四五六七八九]+(?:冠|段)$")
_MINISTER = re.compile(r"(?:(?<=[ァ-ヴー])[一-龯]{1,6}|^[一-龯ァ-ヴー・]{1,8}?)担?当?相$")
_MIXED = re.compile(rf"^[A-Z]{{2,}}[^A-Za-z・]|[{KATAKANA}][A-Z]{{2,}}$|[一-龯]・|^[一-龯]{{1,3}}[A-Z]{{2,}}$")
_INFLECTED = re.compile(r"[一-龯](?:しい|だった|い|な|た|る|ない)$")
_RUN = re.compile(rf"(?<=[{KATAKANA}])(?:[A-Z]{{2,}}|[A-Za-z0-9]*[一-龯々][A-Za-z0-9一-龯々・]*)$")

_AREAS = ("地元", "現地", "連邦", "中央", "国内", "全国")  # stand before a title like a name: ドイツ連邦|経済相, 地元|行政長官

# Last characters of organisations that also end surnames (中村, 阿部, 小野寺): no organisation in a short kanji word.
_SURNAME_ENDS = frozenset("部村町寺市道都区側署組会社川山田府州院局")
_PARTICLES = frozenset(
    [
        "ド",
        "デ",
        "デル",
        "デラ",
        "ダ",
        "ディ",
        "ファン",
        "フォン",
        "ビン",
        "ビント",
        "アル",
        "エル",
        "ル",
        "ラ",
        "デア",
        "ドス",
        "サン",
        "アブ",
        "イブン",
        "ベン",
        "テル",
    ]
)


def title_of(word: str) -> Title | None:
    """The record of a whole title; any field before 相 makes a minister (鉱業相)."""
    found = titles().get(word)
    if found or not _MINISTER.search(word) or word.startswith("首"):
        return found
    field = word.removesuffix("相").removesuffix("担当")
    return Title(f"{ministries().get(field, field)}相", "office", "state")


@cache
def title_ends() -> frozenset[str]:
    """The last characters of titles."""
    return frozenset(title[-1] for title in titles())


def without_status(text: str) -> tuple[str, str | None]:
    """A leading status word split off: 元首相 → 首相, 元."""
    status = next((s for s in STATUSES if text.startswith(s) and len(text) > len(s)), None)
    return (text[len(status) :], status) if status else (text, None)


def status_at_end(text: str) -> tuple[str, str | None]:
    """A status word at the end split off: トランプ前 → トランプ, 前."""
    found = next((status for status in STATUSES if text.endswith(status) and not text.endswith(_AREAS)), None)
    return (text[: -len(found)], found) if found else (text, None)


def country_at_end(text: str) -> tuple[str, str | None]:
    """A country before an office split off: トランプ米 → トランプ, US; one kanji only after a katakana name or alone."""
    table = codes_by_name()
    for size in range(min(len(text), 14), 1, -1):
        if code := table.get(text[-size:]):
            return text[:-size], code
    if (
        text
        and text[-1] > "一"
        and (code := table.get(text[-1]))
        and (len(text) == 1 or re.match(rf"[{KATAKANA}元前・]", text[-2]))
    ):
        return text[:-1], code
    return text, None


def office_at_end(text: str) -> tuple[str, str | None, Title | None]:
    """(left part, title as written, record) for the longest title that ends `text`; one character is a title only after a name."""
    table = titles()
    for size in range(min(len(text), LONGEST), 0, -1):
        found = table.get(text[-size:])
        if found and found.cls != "honorific" and (size > 1 or _takes_short(text[:-1], text[-1])) and not inside_word(text, -size):
            return text[:-size], text[-size:], found
    if match := _MINISTER.search(text):
        return text[: match.start()], match.group(), title_of(match.group())
    if match := _CROWN.search(text):
        return text[: match.start()], match.group(), Title(match.group(), "occupation", "many")
    return text, None, None


def _takes_short(left: str, title: str) -> bool:
    """Whether a one-character title can follow: 王 only after a katakana name, 妻 alone or after の, the others after any name."""
    if titles()[title].cls == "kin":
        return left[-1:] in ("", "の")
    return bool(left) and (title != "王" or bool(ROMANISED.fullmatch(left)))


def inside_word(text: str, at: int) -> bool:
    """Whether a boundary at `at` would cut a katakana word in two (ラビ in フラビオ)."""
    pair = text[at - 1 : at] + text[at : at + 1 or None]
    return len(pair) == 2 and all(re.match(f"[{KATAKANA}]", char) for char in pair)


def honorific_at_end(text: str) -> tuple[str, str | None]:
    """An honorific at the end split off: 小泉氏 → 小泉, 氏."""
    table = titles()
    for size in range(min(len(text) - 1, 5), 0, -1):
        found = table.get(text[-size:])
        if found and found.cls == "honorific":
            return text[:-size], text[-size:]
    return text, None


def _no_names() -> tuple[Container[str], ...]:
    return codes_by_name(), bodies(), regions(), fields(), titles(), _words()


@cache
def _words() -> frozenset[str]:
    """Organisation words of more than one character: チーム, クラブ, 組合."""
    return frozenset(word for word in organisation_suffixes() if len(word) > 1)


def is_name(text: str) -> bool:
    """Whether `text` can be a personal name: right characters, no organisation, country or title."""
    if (
        not _NAME.fullmatch(text)
        or _MIXED.search(text)
        or _INFLECTED.search(text)
        or "の" in text[1:-1]
        or any(text in table for table in _no_names())
    ):
        return False
    if text[0] > "一" and (leading_body(text) or text in _AREAS):
        return False
    if text.endswith(_AREAS) and country_at_end(next(text.removesuffix(area) for area in _AREAS if text.endswith(area)))[1]:
        return False
    suffix = org_suffix(text)
    if suffix is None or ROMANISED.fullmatch(text):
        return not text.isascii() or len(text) > 4 or not text.isupper()
    single = text[-1] in _SURNAME_ENDS
    return single and len(text) <= 5 and not any(text.endswith(word) for word in organisation_suffixes() if len(word) > 1)


def organisation_at_end(text: str) -> tuple[str, str | None]:
    """An organisation right before an office split off a name: アンゲラ・メルケルCDU → CDU, 鳩山由紀夫民主党 → 民主党."""
    if text in bodies():
        return text, None
    for start in range(2, len(text) - 1):
        if text[start:] in bodies() and not inside_word(text, start) and is_name(text[:start]):
            return text[:start], text[start:]
    if is_name(text):
        return text, None
    if "・" in text and not re.match(f"[{KATAKANA}]", text):  # 岩川徹・元鷹巣: the name ends at the dot
        name, _, rest = text.partition("・")
        return name, rest
    match = _RUN.search(text)
    return (text[: match.start()], match.group()) if match else (text, None)


def split_name(name: str) -> tuple[str | None, str | None]:
    """(family, given) of a name written with separators; particles go with the family name (フォン・デア・ライエン)."""
    parts = [part for part in _SPLIT.split(name) if part]
    if len(parts) < 2:
        return None, None
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in _PARTICLES:
        first -= 1
    if not ROMANISED.fullmatch(name):
        return parts[0], "".join(parts[1:])
    return "・".join(parts[first:]), "・".join(parts[:first])
