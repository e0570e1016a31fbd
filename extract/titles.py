"""The grammar of titles: an actor's surface → country, organisation, personal name, office, status, honorific. Purely textual.

トランプ米大統領 = name + country + office; 国防相パドリーノ = office + name; 米国務省報道官 = organisation + office.
The words are tables (actor_tables.py, organisations.py); this module holds the mechanism.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.actor_tables import STATUSES, Title, bodies, fields, ministries, organisation_suffixes, regions, titles
from extract.country_tables import codes_by_name
from extract.model import ActorKind
from extract.organisations import (
    LONGEST,
    country_of,
    is_bare_organ,
    known_body,
    leading_body,
    org_suffix,
    read_organisation,
    split_country,
)  # fmt: skip

__all__ = ["NameParts", "analyse", "is_bare_organ", "known_body", "org_suffix", "split_country", "title_class"]

KATAKANA = "ァ-ヴヵヶー"
_NAME = re.compile(rf"[{KATAKANA}A-Za-zÀ-ɏ0-9々〆一-龯ぁ-ん・･＝=\-‐'’. 　]+")
_ROMANISED = re.compile(rf"[{KATAKANA}A-Za-zÀ-ɏ・･＝=\-‐'’. 　]+(?:[0-9０-９]+世)?")
_BRACKETS = re.compile(r"[（(〔][^）)〕]*[）)〕]")
_NICKNAME = re.compile(r"(?<=・)[「『“\"][^」』”\"]*[」』”\"]・|[「」『』“”\"]")
_ORDINAL = re.compile(r"(?:第[0-9０-９一二三四五六七八九十]+|第?[0-9０-９]+)代目?$")
_JOINT = re.compile(r"[・、の=＝\s]+$")
_SPLIT = re.compile(r"[・･＝= 　\s]+")
_MINISTER = re.compile(r"(?:(?<=[ァ-ヴー])[一-龯]{1,6}|^[一-龯ァ-ヴー・]{1,8}?)担?当?相$")
_MIXED = re.compile(rf"^[A-Z]{{2,}}[^A-Za-z・]|[{KATAKANA}][A-Z]{{2,}}$|[一-龯]・|^[一-龯]{1, 3}[A-Z]{(2,)}$")
_RUN = re.compile(rf"(?<=[{KATAKANA}])(?:[A-Z]{{2,}}|[A-Za-z0-9]*[一-龯々][A-Za-z0-9一-龯々・]*)$")

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
        "ドゥ",
        "サン",
        "アブ",
        "イブン",
        "ベン",
        "テル",
    ]
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """What an actor's own words say; every part None where they are silent.

    `name` is the personal name in full, or the organisation without its country; `office` the form that a title's
    variants share (総理 → 首相); `organisation` the body that the office belongs to; `country` an ISO code.
    """

    surface: str
    kind: ActorKind
    country: str | None = None
    organisation: str | None = None
    name: str | None = None
    family: str | None = None
    given: str | None = None
    title: str | None = None
    office: str | None = None
    scope: str | None = None
    status: str | None = None
    honorific: str | None = None
    cls: str | None = None


def title_class(token: str) -> str | None:
    """ "office", "royal", "military", "honorific" or "occupation" when `token` is a whole title (status word allowed), else None."""
    found = _title(token) or _title(_without_status(token)[0])
    return found.cls if found else None


def _title(word: str) -> Title | None:
    found = titles().get(word)
    if found or not _MINISTER.search(word) or word.startswith("首"):
        return found
    field = word.removesuffix("相").removesuffix("担当")
    return Title(f"{ministries().get(field, field)}相", "office", "state")


def _without_status(text: str) -> tuple[str, str | None]:
    """A leading status word split off: 元首相 → 首相, 元."""
    status = next((s for s in STATUSES if text.startswith(s) and len(text) > len(s)), None)
    return (text[len(status) :], status) if status else (text, None)


def _country_at_end(text: str) -> tuple[str, str | None]:
    """A country right before an office split off: トランプ米 → トランプ, US; one-kanji forms only after a katakana name or alone."""
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


def _office_at_end(text: str) -> tuple[str, str | None, Title | None]:
    """(left part, title as written, record) for the longest title that ends `text`; one character is a title only after a name."""
    table = titles()
    for size in range(min(len(text), LONGEST), 0, -1):
        found = table.get(text[-size:])
        if found and found.cls != "honorific" and (size > 1 or _takes_short(text[:-1], text[-1])) and not _inside_word(text, -size):
            return text[:-size], text[-size:], found
    if match := _MINISTER.search(text):
        return text[: match.start()], match.group(), _title(match.group())
    return text, None, None


def _takes_short(left: str, title: str) -> bool:
    """Whether a one-character title can follow: 王 only after a katakana name, 妻 alone or after の, the others after any name."""
    if titles()[title].cls == "kin":
        return left[-1:] in ("", "の")
    return bool(left) and (title != "王" or bool(_ROMANISED.fullmatch(left)))


def _inside_word(text: str, at: int) -> bool:
    """Whether a boundary at `at` would cut a katakana word in two (ラビ in フラビオ)."""
    pair = text[at - 1 : at] + text[at : at + 1 or None]
    return len(pair) == 2 and all(re.match(f"[{KATAKANA}]", char) for char in pair)


def _honorific_at_end(text: str) -> tuple[str, str | None]:
    table = titles()
    for size in range(min(len(text) - 1, 5), 0, -1):
        found = table.get(text[-size:])
        if found and found.cls == "honorific":
            return text[:-size], text[-size:]
    return text, None


def _no_names() -> tuple[Container[str], ...]:
    return codes_by_name(), bodies(), regions(), fields(), titles()


def _is_name(text: str) -> bool:
    """Whether `text` can be a personal name: right characters, no organisation, country or title."""
    if not _NAME.fullmatch(text) or _MIXED.search(text) or "の" in text[1:-1] or any(text in table for table in _no_names()):
        return False
    if text[0] > "一" and leading_body(text):
        return False
    suffix = org_suffix(text)
    if suffix is None or _ROMANISED.fullmatch(text):
        return not text.isascii() or len(text) > 4 or not text.isupper()
    single = text[-1] in _SURNAME_ENDS
    return single and len(text) <= 5 and not any(text.endswith(word) for word in organisation_suffixes() if len(word) > 1)


def _organisation_at_end(text: str) -> tuple[str, str | None]:
    """An organisation right before an office split off a name: アンゲラ・メルケルCDU → CDU, 鳩山由紀夫民主党 → 民主党."""
    if text in bodies():
        return text, None
    for start in range(2, len(text) - 1):
        if text[start:] in bodies() and not _inside_word(text, start) and _is_name(text[:start]):
            return text[:start], text[start:]
    if _is_name(text):
        return text, None
    if "・" in text and not re.match(f"[{KATAKANA}]", text):  # 岩川徹・元鷹巣: the name ends at the dot
        name, _, rest = text.partition("・")
        return name, rest
    match = _RUN.search(text)
    return (text[: match.start()], match.group()) if match else (text, None)


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before an office: a name and what was split off its end."""

    name: str | None = None
    country: str | None = None
    organisation: str | None = None
    status: str | None = None


def _status_at_end(text: str) -> tuple[str, str | None]:
    found = next((status for status in STATUSES if text.endswith(status)), None)
    return (text[: -len(found)], found) if found else (text, None)


def _peel(text: str) -> _Left:
    """Split country, status word, region and organisation off the end of what precedes an office; the rest is the name."""
    left = _Left(text)
    while left.name:
        before = left
        rest = _JOINT.sub("", left.name) or left.name
        rest, status = (rest, None) if left.status else _status_at_end(_ORDINAL.sub("", rest) or rest)
        rest, country = (rest, None) if left.country else _country_at_end(rest)
        rest, organisation = (rest, None) if left.organisation else _organisation_at_end(rest)
        if organisation and not left.status:
            organisation, status = _without_status(organisation)
        left = _Left(rest, left.country or country, left.organisation or organisation, left.status or status)
        if left.name == before.name:
            break
    return left if not left.name or _is_name(left.name) else _without_name(left)


def _without_name(left: _Left) -> _Left:
    """An organisation, perhaps after a status word and a country (元米国…省), or a country or organisation, の and a name."""
    text, status = _without_status(left.name or "")
    head, mark, tail = text.rpartition("の")
    if mark and head and _is_name(tail):
        code = codes_by_name().get(head)
        return _Left(tail, code or left.country, left.organisation or (None if code else head), left.status or status)
    country, rest = split_country(text)
    rest, inner = _without_status(rest)
    return _Left(None, country or left.country, rest + (left.organisation or "") or None, left.status or status or inner)


def _lead(text: str) -> _Left:
    """A name with a country or body in front: 米ジョージ・W・ブッシュ, 自民党小野寺五典."""
    if _ROMANISED.fullmatch(text):
        return _Left(text)
    code, rest = split_country(text)
    if code and rest and _is_name(rest) and (len(text) - len(rest) > 1 or _ROMANISED.fullmatch(rest)):
        return _Left(rest, code)
    for size in range(min(len(text) - 2, LONGEST), 1, -1):
        rest = text[size:].lstrip("・の")
        if (body := known_body(text[:size])) and _is_name(rest):
            return _Left(rest, body.country, text[:size])
    return _Left(text)


def _office_at_start(text: str) -> tuple[str, str] | None:
    """(title phrase, name) of 国防相パドリーノ, ペルー元大統領アルベルト・フジモリ; None without a title before the name."""
    for end in range(len(text) - 1, 1, -1):
        tail = text[end:].lstrip("・の、 ")
        if len(tail) > 1 and not _inside_word(text, end) and _is_name(tail) and len(_office_at_end(text[:end])[1] or "") > 1:
            return text[:end], tail
    return None


def _split_name(name: str) -> tuple[str | None, str | None]:
    """(family, given) of a name written with separators; particles go with the family name (フォン・デア・ライエン)."""
    parts = [part for part in _SPLIT.split(name) if part]
    if len(parts) < 2:
        return None, None
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in _PARTICLES:
        first -= 1
    if not _ROMANISED.fullmatch(name):
        return parts[0], "".join(parts[1:])
    return "・".join(parts[first:]), "・".join(parts[:first])


def _resident(left: str) -> _Left:
    """Before an ambassador's title: 駐イスラエル = host only, 駐米英国 and ドイツ駐在イスラエル = host and sender."""
    sender, mark, host = left.partition("駐")
    if not mark:
        return _peel(left)
    code, after = split_country(host.removeprefix("在"))
    status = _without_status(sender)[1]
    if host.startswith("在") and sender:
        return _Left(None, code, None, status)
    return _Left(None, split_country(after)[0] if after else split_country(_without_status(sender)[0])[0], f"駐{host}", status)


def _before(left: str, found: Title, title: str) -> _Left:
    """Name, country, organisation and status before a title at the end."""
    if found.office in ("大使", "公使", "総領事"):
        return _resident(left)
    if title == "会長" and left.endswith(("審議", "協議", "委員", "議員")):
        return replace(_peel(left + "会"), name=None)
    if found.cls == "kin" and left:
        return _Left(None, organisation=left.removesuffix("の"))
    if title in ("候補", "候補者") and (inner := _office_at_end(left))[2]:
        return _peel(inner[0])
    if found.scope == "place" and "・" in left and left.rpartition("・")[2] in regions():
        return replace(_peel(left.rpartition("・")[0]), organisation=left.rpartition("・")[2])
    peeled = _peel(left)
    if found.scope == "place" and peeled.name and len(peeled.name) > 5 and not _ROMANISED.fullmatch(peeled.name):
        return replace(peeled, name=peeled.name[:4], organisation=peeled.name[4:])  # 鳩山二郎大川市長: most names have four kanji
    return peeled


def _person(surface: str) -> NameParts:
    text = _NICKNAME.sub("", _BRACKETS.sub("", surface)).strip("・、 　") or surface
    if (alone := titles().get(text)) and alone.cls == "honorific":
        return NameParts(surface, "person", title=text, office=alone.office, scope=alone.scope, honorific=text, cls=alone.cls)
    text, honorific = _honorific_at_end(text)
    if "兼" in text[2:]:
        text = text[: text.index("兼", 2)]
    same = text.startswith("同") and (len(text) == 1 or title_class(text[1:]) is not None)
    left, title, found = _office_at_end(text[1:] if same else text)
    before = _before(left, found, title) if title and found else _Left(None if same else left)
    if before.name and (leading := _office_at_start(before.name)):
        (outer, name), rank = leading, found
        left, title, found = _office_at_end(outer)
        before = _before(left, found, title or "") if found else before
        before = replace(before, name=name, organisation=(before.name or "") + (before.organisation or "") or None)
        found = found or rank
    elif before.name:
        lead = _lead(before.name)
        before = _Left(lead.name, before.country or lead.country, before.organisation or lead.organisation, before.status)
    return _parts(surface, before, title, found, honorific, "同" if same else None)


def _parts(surface: str, left: _Left, title: str | None, found: Title | None, honorific: str | None, same: str | None) -> NameParts:
    family, given = _split_name(left.name) if left.name else (None, None)
    country = left.country or (country_of(left.organisation) if left.organisation else None)
    if found and honorific is None and found.cls == "honorific":
        honorific = title
    cls = found.cls if found else "honorific" if honorific else None
    return NameParts(
        surface, "person", country, left.organisation, left.name or None, family, given, title, found.office if found else None,
        found.scope if found else None, same or left.status, honorific, cls,
    )  # fmt: skip


def _organisation(surface: str) -> NameParts:
    found = read_organisation(surface)
    return NameParts(surface, "org", found.country, None, found.name, status="同" if found.anaphor else None, cls=found.cls)


def _guess(text: str) -> ActorKind:
    if text in bodies() or text in organisation_suffixes():
        return "org"
    if _honorific_at_end(text)[1] or _office_at_end(text)[1]:
        return "person"
    return "org" if org_suffix(text) or text.isascii() else "person"


@lru_cache(maxsize=65536)
def analyse(surface: str, kind: ActorKind | None = None) -> NameParts:
    """The parts of an actor's surface; without `kind` it is guessed from the words. Never raises."""
    return _person(surface) if (kind or _guess(surface)) == "person" else _organisation(surface)
