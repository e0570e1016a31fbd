"""A group of local actors → what it is called, of which country, by which surfaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import ActorKind
from graph.identity_actor import LocalActor, majority
from graph.identity_names import country_on, is_romanised
from graph.identity_organisations import OrgKey, display_name, prefixed
from graph.identity_run import HOME, SINITIC

_MUNICIPAL = re.compile(r"[一-龯]{1,5}[市町村区県府都道](?:立|議会|役所|役場|教育|選挙|警察|消防|$)")


@dataclass(frozen=True, slots=True)
class Portrait:
    """What an actor is shown as, before it has an id."""

    name: str
    kind: ActorKind
    country: str | None
    surfaces: tuple[str, ...]
    mentions: int
    spot: str | None = None


def portrait(members: Sequence[LocalActor]) -> Portrait:
    """The actor that these are, given by place; everything about it is asked of all of them alike."""
    first = next((one for one in members if one.form == "alias"), None) or next(
        (one for one in members if one.is_person), members[0]
    )
    surfaces = tuple(dict.fromkeys(surface for one in members for surface in one.surfaces))
    name, country = _called(first, members, surfaces)
    alone = first.line if first.form == "single" else None
    return Portrait(name, first.kind, country, surfaces, sum(one.mentions for one in members), alone)


def _called(first: LocalActor, members: Sequence[LocalActor], surfaces: Sequence[str]) -> tuple[str, str | None]:
    if first.form == "alias":
        return first.name, next((one.country for one in members if one.form == "alias" and one.country), None)
    if first.is_person:
        return _person([one for one in members if one.is_person])
    if first.kind == "person":
        full = max(surfaces, key=len)
        return prefixed(first.country, full) if first.country and "national" in first.traits else full, first.country
    return _body(first, members, surfaces)


def _person(people: Sequence[LocalActor]) -> tuple[str, str | None]:
    sure = majority(one.sure for one in people)
    if known := next((known for one in people if (known := one.known)), None):
        day = next((one.first for one in people if one.first), None)
        own = sure if known.country == "EU" and sure else known.country
        told = country_on(known, day)
        return known.name, own if sure and told == "EU" else told
    names = [name for one in people for name in (one.name, *one.names)]
    return max(names, key=len), sure or majority(one.guessed for one in people)


def _body(first: LocalActor, members: Sequence[LocalActor], surfaces: Sequence[str]) -> tuple[str, str | None]:
    key = OrgKey(first.country, first.name, "known" in first.traits, international="international" in first.traits)
    own = first.country or next((one.worded for one in members if one.worded), None)
    return display_name(key, surfaces), own or (None if key.known or key.international else _country(members))


def _country(members: Sequence[LocalActor]) -> str | None:
    """The country of most lines that mention an organisation whose own words name none."""
    if stated := majority(one.sure for one in members):
        return stated
    first = members[0].surfaces[0]
    focus = majority(one.guessed for one in members) or None
    if _MUNICIPAL.match(first):
        return focus if focus in SINITIC else HOME
    return focus or (None if is_romanised(first) else members[0].home)
