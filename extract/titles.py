"""The grammar of titles: an actor's surface → country, organisation, personal name, office, status, honorific. Purely textual.

トランプ米大統領 = name + country + office; 国防相パドリーノ = office + name; 米国務省報道官 = organisation + office.
The words are tables (actor_tables.py); this module holds the mechanism.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.actor_tables import (
    STATUSES, Body, Suffix, Title, bodies, country_words, ministries, organisation_suffixes, regions, titles,
)  # fmt: skip
from extract.model import ActorKind

KATAKANA = "ァ-ヴヵヶー"
_NAME = re.compile(rf"[{KATAKANA}A-Za-zÀ-ɏ0-9々〆一-龯ぁ-ん・･＝=\-‐'’. 　]+")
_ROMANISED = re.compile(rf"[{KATAKANA}A-Za-zÀ-ɏ・･＝=\-‐'’. 　]+(?:[0-9０-９]+世)?")
_BRACKETS = re.compile(r"[（(〔][^）)〕]*[）)〕]")
_NICKNAME = re.compile(r"(?<=・)[「『“\"][^」』”\"]*[」』”\"]・|[「」『』“”\"]")
_ORDINAL = re.compile(r"(?:第[0-9０-９一二三四五六七八九十]+|第?[0-9０-９]+)代目?$")
_JOINT = re.compile(r"[・、の=＝\s]+$")
_ACRONYM = re.compile(r"[A-ZＡ-Ｚ][A-Za-zＡ-Ｚ0-9&\-]*[A-ZＡ-Ｚ0-9]$")
_SPLIT = re.compile(r"[・･＝= 　\s]+")
_MINISTER = re.compile(r"(?:(?<=[ァ-ヴー])[一-龯]{1,6}|^[一-龯ァ-ヴー・]{1,8}?)担?当?相$")
_BEFORE_STATE = re.compile(r"国(?:務|防(?!衛)|土安|家|立|税|際|境|連|営|有|民保健|民議会)")
_RUN = re.compile(rf"(?<=[{KATAKANA}])[A-Za-z0-9一-龯々・]+$")
_LONGEST = 16

# Last characters of organisations that also end surnames (中村, 阿部, 小野寺): no organisation in a short kanji word.
_SURNAME_ENDS = frozenset("部村町寺市道都区側署組会社川山田府州院局")
_PARTICLES = frozenset("ド デ デル デラ ダ ディ ド ファン フォン フォンデア ビン ビント アル エル ル ラ ファン・デル デア ドス ドゥ マク サン アブ イブン ベン テル ラ".split())


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
    """"office", "royal", "military", "honorific" or "occupation" when `token` is a whole title (status word allowed), else None."""
    found = _title(token) or _title(_without_status(token)[0])
    return found.cls if found else None


def org_suffix(token: str) -> Suffix | None:
    """The longest organisation word that ends `token`, else None."""
    table = organisation_suffixes()
    for start in range(max(0, len(token) - _LONGEST), len(token)):
        if found := table.get(token[start:]):
            return found
    return None


def known_body(token: str) -> Body | None:
    """The well-known organisation that `token` names, else None."""
    return bodies().get(token)


def is_bare_organ(token: str) -> bool:
    """Whether `token` alone is an organ of the country in focus (政府, 軍, 議会)."""
    found = organisation_suffixes().get(token)
    return found is not None and found.bare


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


def split_country(text: str) -> tuple[str | None, str]:
    """A leading country split off: 米国務省 → US, 国務省; 韓国大使館 → KR, 大使館."""
    table = country_words()
    for size in range(min(len(text), 14), 0, -1):
        code = table.get(text[:size])
        if code is None or (size > 1 and text[size - 1] == "国" and table.get(text[: size - 1]) == code and _BEFORE_STATE.match(text, size - 1)):
            continue
        rest = text[size:]
        return code, rest.removeprefix("の") if rest.startswith("の") else rest
    return None, text


def _country_at_end(text: str) -> tuple[str, str | None]:
    """A country right before an office split off: トランプ米 → トランプ, US; one-kanji forms only after a katakana name or alone."""
    table = country_words()
    for size in range(min(len(text), 14), 1, -1):
        if code := table.get(text[-size:]):
            return text[:-size], code
    if text and (code := table.get(text[-1])) and (len(text) == 1 or re.match(rf"[{KATAKANA}元前・]", text[-2])):
        return text[:-1], code
    return text, None


def _office_at_end(text: str) -> tuple[str, str | None, Title | None]:
    """(left part, title as written, record) for the longest title that ends `text`; one character is a title only after a name."""
    table = titles()
    for size in range(min(len(text), _LONGEST), 0, -1):
        found = table.get(text[-size:])
        if found and found.cls != "honorific" and (size > 1 or _takes_short(text[:-1], text[-1])) and not _inside_word(text, -size):
            return text[:-size], text[-size:], found
    if match := _MINISTER.search(text):
        return text[: match.start()], match.group(), _title(match.group())
    return text, None, None


def _takes_short(left: str, title: str) -> bool:
    """Whether a one-character title can follow: 王 only after a katakana name, the others after any name."""
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


def _is_name(text: str) -> bool:
    """Whether `text` can be a personal name: right characters, no organisation, country or title."""
    if not _NAME.fullmatch(text) or text in country_words() or text in bodies() or text in regions() or "の" in text[1:-1]:
        return False
    suffix = org_suffix(text)
    if suffix is None or _ROMANISED.fullmatch(text):
        return not text.isascii() or len(text) > 4 or not text.isupper()
    single = text[-1] in _SURNAME_ENDS
    return single and len(text) <= 5 and not any(text.endswith(word) for word in organisation_suffixes() if len(word) > 1)


def _organisation_at_end(text: str) -> tuple[str, str | None]:
    """An organisation right before an office split off a name: アンゲラ・メルケルCDU → CDU, 鳩山由紀夫民主党 → 民主党."""
    for start in range(1, len(text) - 1):
        if text[start:] in bodies() and _is_name(text[:start]):
            return text[:start], text[start:]
    if (match := _RUN.search(text)) and not _ROMANISED.fullmatch(text):
        return text[: match.start()], match.group()
    return text, None


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before an office: a name and what was split off its end."""

    name: str | None
    country: str | None
    organisation: str | None
    status: str | None


def _peel(text: str) -> _Left:
    """Split country, status word, region and organisation off the end of what precedes an office; the rest is the name."""
    country = status = organisation = None
    while text:
        before = text
        text = _ORDINAL.sub("", _JOINT.sub("", text)) if len(text) > 1 else text
        if not status and (found := next((s for s in STATUSES if text.endswith(s)), None)):
            text, status = text[: -len(found)], found
        if not country:
            text, country = _country_at_end(text)
        if not organisation and text and not _is_name(text):
            text, organisation = _organisation_at_end(text)
        if text == before:
            break
    if not text:
        return _Left(None, country, organisation, status)
    if _is_name(text):
        return _Left(text, country, organisation, status)
    found, rest = split_country(text)
    rest, lead = _without_status(rest)
    return _Left(None, found or country, rest + (organisation or "") or organisation, status or lead)


def _lead(text: str) -> tuple[str, str | None, str | None]:
    """(name, country, organisation) of a name with a prefix: 米ジョージ・W・ブッシュ, 自民党小野寺五典."""
    code, rest = split_country(text)
    one_kanji = code is not None and len(text) - len(rest) == 1
    if code and rest and (bool(_ROMANISED.fullmatch(rest)) if one_kanji else not _ROMANISED.fullmatch(text)) and _is_name(rest):
        return rest, code, None
    for size in range(min(len(text) - 2, _LONGEST), 1, -1):
        if text[:size] in bodies() and _is_name(text[size:]) and not _ROMANISED.fullmatch(text):
            return text[size:].lstrip("・の"), bodies()[text[:size]].country, text[:size]
    return text, None, None


def _office_at_start(text: str) -> tuple[str, str] | None:
    """(title phrase, name) of 国防相パドリーノ, ペルー元大統領アルベルト・フジモリ; None without a title before the name."""
    for end in range(len(text) - 1, 1, -1):
        tail = text[end:].lstrip("・の、 ")
        if len(tail) < 2 or _inside_word(text, end) or not _is_name(tail):
            continue
        _, title, _ = _office_at_end(text[:end])
        if title and len(title) > 1:
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
    if not re.search(f"[{KATAKANA}A-Za-z]", name):
        return parts[0], "".join(parts[1:])
    return "・".join(parts[first:]), "・".join(parts[:first])


def _person(surface: str) -> NameParts:
    text = _NICKNAME.sub("", _BRACKETS.sub("", surface)).strip("・、 　")
    text, honorific = _honorific_at_end(text)
    text = text.split("兼")[0] if "兼" in text[2:] else text
    left, title, found = _office_at_end(text)
    peeled = _peel(left) if title else None
    leading = _office_at_start(text) if not title else _office_at_start(left) if peeled and peeled.name and found and found.cls in ("military", "honorific") else None
    if leading:
        phrase, name = leading
        rest, title, found = _office_at_end(phrase)
        peeled = _peel(rest)
        peeled = _Left(name, peeled.country, "".join(filter(None, (peeled.name, peeled.organisation))) or None, peeled.status)
    elif peeled is None:
        peeled = _Left(text, None, None, None)
    country, organisation, name = peeled.country, peeled.organisation, peeled.name
    if name and not leading:
        name, code, lead = _lead(name)
        country, organisation = country or code, organisation or lead
    family, given = _split_name(name) if name else (None, None)
    country = country or (_country_of(organisation) if organisation else None)
    return NameParts(
        surface, "person", country, organisation, name, family, given, title, found.office if found else None,
        found.scope if found else None, peeled.status, honorific, found.cls if found else "honorific" if honorific else None,
    )  # fmt: skip


def _country_of(organisation: str) -> str | None:
    """The country that an organisation's own words name: by the country, the region or the well-known body they hold."""
    body = bodies().get(organisation)
    if body and body.country and not is_bare_organ(organisation):
        return body.country
    if code := split_country(organisation)[0]:
        return code
    for size in range(min(len(organisation), 12), 1, -1):
        if code := regions().get(organisation[:size]):
            return code
    return None


_RESIDENT = re.compile(r"^[在駐]")


def _organisation(surface: str) -> NameParts:
    text = _BRACKETS.sub("", surface).strip("「」『』 　")
    body = bodies().get(text)
    suffix = org_suffix(text)
    cls = suffix.cls if suffix else None
    if body and not is_bare_organ(text):
        return NameParts(surface, "org", body.country, None, body.name, cls=body.cls)
    if _RESIDENT.match(text):  # 在リビア韓国大使館 belongs to the second country
        _, inner = split_country(text[1:])
        code, rest = split_country(inner)
        return NameParts(surface, "org", code, None, rest if code else text, cls=cls)
    code, rest = split_country(text)
    if code and rest and (inner := bodies().get(rest)) and inner.country in (None, code) and not is_bare_organ(rest):
        return NameParts(surface, "org", code, None, inner.name, cls=inner.cls)
    return NameParts(surface, "org", code or _country_of(text), None, rest if code and rest else text, cls=cls)


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
