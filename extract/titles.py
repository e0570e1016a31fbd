"""The grammar of titles: an actor's surface → country, organisation, personal name, office, status, honorific. Purely textual.

トランプ米大統領 = name + country + office; 国防相パドリーノ = office + name; 米国務省報道官 = organisation + office.
The words are tables (actor_tables.py, organisations.py); this module holds the mechanism.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.actor_tables import Title, bodies, organisation_suffixes, regions, titles
from extract.country_tables import codes_by_name
from extract.model import ActorKind
from extract.organisations import LONGEST, country_of, is_bare_organ, known_body, org_suffix, read_organisation, split_country
from extract.title_words import (
    ROMANISED,
    country_at_end,
    honorific_at_end,
    inside_word,
    is_name,
    office_at_end,
    organisation_at_end,
    split_name,
    status_at_end,
    title_ends,
    title_of,
    without_status,
)  # fmt: skip

__all__ = ["NameParts", "analyse", "clear_kind", "is_bare_organ", "known_body", "org_suffix", "split_country", "title_class"]

_BRACKETS = re.compile(r"[（(〔][^）)〕]*[）)〕]")
_NICKNAME = re.compile(r"(?<=・)[「『“\"][^」』”\"]*[」』”\"]・|[「」『』“”\"]")
_ORDINAL = re.compile(r"(?:第[0-9０-９一二三四五六七八九十]+|第?[0-9０-９]+)代目?$")
_JOINT = re.compile(r"[・、の=＝\s]+$")


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
    """The class of a whole title, a status word allowed (元首相); None when `token` is none.

    "office", "royal", "military", "honorific", "occupation" or "kin".
    """
    found = title_of(token) or title_of(without_status(token)[0])
    return found.cls if found else None


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before an office: a name and what was split off its end."""

    name: str | None = None
    country: str | None = None
    organisation: str | None = None
    status: str | None = None


def _peel(text: str) -> _Left:
    """Split country, status word, region and organisation off the end of what precedes an office; the rest is the name."""
    left = _Left(text)
    while left.name:
        before = left
        rest = _JOINT.sub("", left.name) or left.name
        rest, status = (rest, None) if left.status else status_at_end(_ORDINAL.sub("", rest) or rest)
        rest, country = (rest, None) if left.country else country_at_end(rest)
        rest, organisation = (rest, None) if left.organisation else organisation_at_end(rest)
        if organisation and not left.status:
            organisation, status = without_status(organisation)
        left = _Left(rest, left.country or country, left.organisation or organisation, left.status or status)
        if left.name == before.name:
            break
    return left if not left.name or is_name(left.name) else _without_name(left)


def _without_name(left: _Left) -> _Left:
    """An organisation, perhaps after a status word and a country (元米国…省), or a country or organisation, の and a name."""
    text, status = without_status(left.name or "")
    head, mark, tail = text.rpartition("の")
    if mark and head and left.name and is_name(tail):
        code = codes_by_name().get(head)
        return _Left(tail, code or left.country, left.organisation or (None if code else head), left.status or status)
    country, rest = split_country(text)
    rest, inner = without_status(rest)
    return _Left(None, country or left.country, rest + (left.organisation or "") or None, left.status or status or inner)


def _lead(text: str) -> _Left:
    """A name with a country or body in front: 米ジョージ・W・ブッシュ, 自民党小野寺五典."""
    if ROMANISED.fullmatch(text):
        return _Left(text)
    code, rest = split_country(text)
    if code and rest and is_name(rest) and (len(text) - len(rest) > 1 or ROMANISED.fullmatch(rest)):
        return _Left(rest, code)
    for size in range(min(len(text) - 2, LONGEST), 1, -1):
        rest = text[size:].lstrip("・の")
        if (body := known_body(text[:size])) and is_name(rest):
            return _Left(rest, body.country, text[:size])
    return _Left(text)


def _office_at_start(text: str) -> tuple[str, str] | None:
    """(title phrase, name) of 国防相パドリーノ, ペルー元大統領アルベルト・フジモリ; None without a title before the name."""
    for end in range(len(text) - 1, 1, -1):
        if text[end - 1] not in title_ends() or inside_word(text, end):
            continue
        tail = text[end:].lstrip("・の、 ")
        if len(tail) > 1 and is_name(tail) and (text[:end] in titles() or len(office_at_end(text[:end])[1] or "") > 1):
            return text[:end], tail
    return None


def _resident(left: str) -> _Left:
    """Before an ambassador's title: 駐イスラエル = host only, 駐米英国 and ドイツ駐在イスラエル = host and sender."""
    sender, mark, host = left.partition("駐")
    if not mark:
        return _peel(left)
    code, after = split_country(host.removeprefix("在"))
    status = without_status(sender)[1]
    if host.startswith("在") and sender:
        return _Left(None, code, None, status)
    return _Left(None, split_country(after)[0] if after else split_country(without_status(sender)[0])[0], f"駐{host}", status)


def _before(left: str, found: Title, title: str) -> _Left:
    """Name, country, organisation and status before a title at the end."""
    if found.office in ("大使", "公使", "総領事"):
        return _resident(left)
    if title == "会長" and left.endswith(("審議", "協議", "委員", "議員")):
        return replace(_peel(left + "会"), name=None)
    if found.cls == "kin" and left:
        return _Left(None, organisation=left.removesuffix("の"))
    if left.endswith("の") and len(left) > 1:  # 日本の首相, 日産自動車の社長: nobody is named
        return _without_name(_Left(left[:-1]))
    if title in ("候補", "候補者") and (inner := office_at_end(left))[2]:
        return _peel(inner[0])
    if found.scope == "place" and "・" in left and left.rpartition("・")[2] in regions():
        return replace(_peel(left.rpartition("・")[0]), organisation=left.rpartition("・")[2])
    peeled = _peel(left)
    if found.scope == "place" and peeled.name and len(peeled.name) > 5 and not ROMANISED.fullmatch(peeled.name):
        return replace(peeled, name=peeled.name[:4], organisation=peeled.name[4:])  # 鳩山二郎大川市長: most names have four kanji
    return peeled


def _person(surface: str) -> NameParts:
    text = _NICKNAME.sub("", _BRACKETS.sub("", surface)).strip("・、 　") or surface
    if (alone := titles().get(text)) and alone.cls == "honorific":
        return NameParts(surface, "person", title=text, office=alone.office, scope=alone.scope, honorific=text, cls=alone.cls)
    text, honorific = honorific_at_end(text)
    if "兼" in text[2:]:
        text = text[: text.index("兼", 2)]
    same = text.startswith("同") and (len(text) == 1 or title_class(text[1:]) is not None)
    left, title, found = office_at_end(text[1:] if same else text)
    before = _before(left, found, title) if title and found else _Left(None if same else left)
    if before.name and (leading := _office_at_start(before.name)):
        (outer, name), rank = leading, found
        left, title, found = office_at_end(outer)
        before = _before(left, found, title) if found and title else _Left()
        before = replace(before, name=name, organisation=(before.name or "") + (before.organisation or "") or None)
        title, found, honorific = title or outer, found or rank or titles().get(outer), honorific or (None if found else outer)
    elif before.name:
        lead = _lead(before.name)
        before = _Left(lead.name, before.country or lead.country, before.organisation or lead.organisation, before.status)
    return _parts(surface, before, title, found, honorific, "同" if same else None)


def _parts(surface: str, left: _Left, title: str | None, found: Title | None, honorific: str | None, same: str | None) -> NameParts:
    family, given = split_name(left.name) if left.name else (None, None)
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
    if honorific_at_end(text)[1] or office_at_end(text)[1]:
        return "person"
    return "org" if org_suffix(text) or text.isascii() else "person"


@lru_cache(maxsize=65536)
def analyse(surface: str, kind: ActorKind | None = None) -> NameParts:
    """The parts of an actor's surface; without `kind` it is guessed from the words. Never raises."""
    return _person(surface) if (kind or _guess(surface)) == "person" else _organisation(surface)


def clear_kind(surface: str, kind: ActorKind) -> ActorKind:
    """The kind that the words leave no doubt of (田中氏 is a person, 国連 is none), else `kind`."""
    _, title, found = office_at_end(surface)
    holds = title is not None and len(title) > 1 and found is not None and found.cls == "office" and found.scope != "many"
    suffix = org_suffix(surface)
    if kind == "org" and suffix is None and (holds or honorific_at_end(surface)[1]):
        return "person"
    if kind == "org" and suffix and suffix.canonical == "代表" and analyse(surface, "person").name:  # 小沢代表, not 日本代表
        return "person"
    if kind == "person" and (known_body(surface) or is_bare_organ(surface)) and title_of(surface) is None:
        return "org"
    return kind
