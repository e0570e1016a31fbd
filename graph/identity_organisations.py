"""Organisations: mentions → keys that name the same body. A key is (country or None, name); well-known bodies have their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.actor_tables import Body, bodies
from extract.country_tables import country_name
from extract.organisations import (
    country_of,
    is_bare_organ,
    is_international,
    known_body,
    leading_body,
    split_country,
)
from graph.identity_names import folded, is_romanised, known_by_part
from graph.identity_scene import Item, Place, focus_country, stated_country

_OPEN = re.compile(r"^[（(](?:略称?[:：]|以下、?)?[「]?$")
_CLOSE = re.compile(r"^[」]?[、,)）]")
_NAMED_FOR = re.compile(r"(?:第[0-9０-９一二三四五六七八九十]+次)?(.{2,}?)(新?政権|内閣|陣営|一家)")
_COMPATRIOTS = re.compile("邦人|日本人")  # whose safety is the Japanese ministry's care
_LOCAL = re.compile(r"[県府市町村区州道都]")
_HOME = "JP"
_STATE_CLASSES = frozenset(("government", "military", "police", "parliament", "court", "ministry"))
_FAMILY = {"media": "company", "team": "company", "group": "company", "school": "company"}
_LOOSE = frozenset(("社", "団体", "組織", "会", "機関", "大学", "球団", "新聞", "紙", "誌"))
_SHORT = {"US": "米"}


@dataclass(frozen=True, slots=True)
class OrgKey:
    """What organisations are told apart by; `sure`: the country is stated, not guessed; `line`: known in that line only."""

    country: str | None
    name: str
    known: bool = False
    sure: bool = True
    line: str | None = None
    international: bool = False

    @property
    def identity(self) -> tuple[str | None, str, str | None]:
        return self.country, self.name, self.line


@cache
def _national() -> Mapping[tuple[str, str], Body]:
    """(country, name without the country) → well-known body: (US, 国務省) → 米国務省, (GB, 労働党) → 英労働党."""
    table: dict[tuple[str, str], Body] = {}
    for alias, body in bodies().items():
        if body.country:
            code, rest = split_country(alias)
            table.setdefault((body.country, rest if code == body.country else alias), body)
            table.setdefault((body.country, alias), body)
    return table


def _known(body: Body) -> OrgKey:
    return OrgKey(body.country, body.name, known=True)


def key_of(item: Item, before: Sequence[tuple[Item, OrgKey]], others: Sequence[Place], home: str | None = None) -> OrgKey:
    """The key of an organisation mention; `before` are the line's earlier organisations, `others` its
    other actors' countries, `home` the country that the page is mostly about."""
    parts, name = item.parts, item.parts.name or item.text
    if name[0] in "両各" and len(name) < 6:
        return OrgKey(None, name, line=item.scene.id, international=True)
    if parts.status == "同" and (found := _same(item, name, before)):
        return found
    stated = stated_country(item)
    if (body := known_body(item.text)) and not (is_bare_organ(item.text) and body.cls == "party"):
        foreign = body.country == _HOME and stated not in (None, _HOME)
        return _in_country(stated, name, sure=True) if foreign and stated else _known(body)
    country = parts.country or stated
    if country:
        return _in_country(country, name, sure=True)
    if found := _administration(item, name):
        return found
    if is_international(item.text):
        return OrgKey(None, name, sure=True, international=True)
    if found := _antecedent(item, name, before):
        return found
    if not (is_bare_organ(name) or is_bare_organ(item.text)):
        return OrgKey(None, name, sure=False)
    if name == "外務省" and _COMPATRIOTS.search(item.scene.text):
        return _in_country(_HOME, name, sure=False)
    focus = focus_country(item, others) or home
    return _in_country(focus, name, sure=False) if focus else OrgKey(None, name, sure=False, line=item.scene.id)


def _administration(item: Item, name: str) -> OrgKey | None:
    """トランプ政権, キア・スターマー政権: the country and surname of the well-known person whom it is named for."""
    match = _NAMED_FOR.fullmatch(name)
    if match is None:
        return None
    known = [person for person in known_by_part().get(folded(match[1]), ()) if person.is_head]
    if not known or len({person.country for person in known}) > 1:
        return None
    family = next((part for part in reversed(match[1].split("・")) if part), match[1])
    return OrgKey(known[0].country, family + match[2]) if is_romanised(name) else OrgKey(known[0].country, name)


def _in_country(country: str, name: str, sure: bool) -> OrgKey:
    if body := _national().get((country, name)):
        return _known(body)
    return OrgKey(country, name, sure=sure)


def _same(item: Item, name: str, before: Sequence[tuple[Item, OrgKey]]) -> OrgKey | None:
    """同社, 同省, 同国政府: the nearest earlier organisation of that word, else of that class, else that is no organ of a state."""
    if item.text.startswith("同国"):
        codes = [place.code for place in item.scene.places if place.end <= item.start and not place.weight]
        return _in_country(codes[-1], name, sure=True) if codes else None
    if name == "党" and (found := _party(before)):
        return found
    word, alike, family = [], [], []
    for other, key in reversed(before):
        alike += [key] if other.parts.cls == item.parts.cls else []
        word += [key] if (other.parts.name or "").endswith(name) or other.text.endswith(name) else []
        family += (
            [key]
            if _FAMILY.get(other.parts.cls or "", other.parts.cls) == _FAMILY.get(item.parts.cls or "", item.parts.cls)
            else []
        )
    free = [key for other, key in reversed(before) if other.parts.cls not in _STATE_CLASSES] if name in _LOOSE else []
    return next(iter(word + alike + family + free), None)


def _party(before: Sequence[tuple[Item, OrgKey]]) -> OrgKey | None:
    """The party named last; a branch of one stands for it (自民党福岡県連)."""
    for other, key in reversed(before):
        if (body := leading_body(other.text)) and body.cls == "party":
            return _known(body)
        if other.parts.cls == "party":
            return key
    return None


def _antecedent(item: Item, name: str, before: Sequence[tuple[Item, OrgKey]]) -> OrgKey | None:
    """An earlier organisation of the line that ends with this mention's words: 人権理事会 after 国連人権理事会."""
    if name == "党":
        return _party(before)
    if item.parts.cls == "party" and item.text in bodies():
        return next(
            (key for other, key in reversed(before) if other.text.endswith(item.text) and key.country and not key.known), None
        )
    for other, key in reversed(before):
        words = other.parts.name or other.text
        if (words.endswith(name) or other.text.endswith(item.text)) and len(words) >= len(name):
            return key
        if not is_bare_organ(name) and len(name) > 2 and name.removesuffix("社") in words:
            return key
        if item.parts.cls == other.parts.cls == "team" and is_bare_organ(name):
            return key
    return None


def is_longer(item: Item, later: Item) -> bool:
    """Whether a later organisation of the line says in full what this bare one is short for: 倫理委員会 … FIFA倫理委員会."""
    return (
        is_bare_organ(item.text) and item.parts.cls not in _STATE_CLASSES and len(item.text) > 2 and later.text.endswith(item.text)
    )


def is_alias(text: str, first: Item, second: Item) -> bool:
    """Whether the second organisation stands in brackets right after the first: 国際刑事裁判所(ICC)."""
    between = text[first.end : second.start]
    return _OPEN.match(between) is not None and _CLOSE.match(text[second.end : second.end + 2]) is not None


def display_name(key: OrgKey, surfaces: Sequence[str]) -> str:
    """The name to show: a well-known body's own, else the country before a bare organ, else the longest surface."""
    if key.known:
        return key.name
    if key.country and (is_bare_organ(key.name) or key.name in ("側", "当局者")) and not _LOCAL.match(key.name):
        return prefixed(key.country, key.name)
    full = [surface for surface in surfaces if not surface.startswith("同")]
    return max(full, key=len) if full else key.name


def prefixed(country: str, name: str) -> str:
    """The name with its country before it: 米国防相, イラン治安部隊."""
    return _SHORT.get(country, country_name(country)) + name


def own_country(key: OrgKey, items: Sequence[Item]) -> str | None:
    """The country that an organisation's own words or the words before it name."""
    if key.known or key.country or key.international:
        return key.country
    for item in items:
        if code := item.parts.country or country_of(item.text):
            return code
    return None
