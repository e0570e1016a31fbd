"""Mentions told apart → actors with ids, names and countries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.identity_aliases import Alias
from graph.identity_names import country_on, is_romanised
from graph.identity_organisations import display_name, own_country, prefixed
from graph.identity_roles import RoleKey, fixed_country
from graph.identity_run import HOME, MEDIUM, SINITIC, Run, others
from graph.identity_scene import Item, focus_country, stated_country
from graph.model import Actor

_MUNICIPAL = re.compile(r"[一-龯]{1,5}[市町村区県府都道](?:立|議会|役所|役場|教育|選挙|警察|消防|$)")
_TERM = 400  # days after which an office that nobody is named for may have passed on


@dataclass(frozen=True, slots=True)
class Identities:
    """Actors by id, and the actor id of every mention: (line id, start_char) → id."""

    actors: dict[str, Actor]
    actor_of: dict[tuple[str, int], str]


def named(run: Run, aliases: Mapping[str, Alias]) -> Identities:
    """Group the mentions and name the groups; a user's alias overrules everything found."""
    told = {alias.name: alias for alias in aliases.values()}
    groups: dict[object, list[Item]] = defaultdict(list)
    for line in run.lines:
        for item in line:
            groups[_group(run, item, aliases, told)].append(item)
    actors: dict[str, Actor] = {}
    actor_of: dict[tuple[str, int], str] = {}
    seen: Counter[str] = Counter()
    for key, whole in groups.items():
        for items in _terms(whole) if isinstance(key, RoleKey) else [whole]:
            actor = _actor(run, key, items, seen)
            actors[actor.id] = actor
            actor_of.update(((item.scene.id, item.start), actor.id) for item in items)
    return Identities(actors, actor_of)


def _group(run: Run, item: Item, aliases: Mapping[str, Alias], told: Mapping[str, Alias]) -> object:
    """What a mention is grouped by: the user's alias (of its words or of the name found), else person, office or body."""
    if alias := aliases.get(item.text) or aliases.get(item.parts.name or ""):
        return alias
    if person := run.person_of.get(item.index):
        return told.get(person.name) or id(person)
    if role := run.role_of.get(item.index):
        return role
    key = run.org_of[item.index]
    return told.get(key.name) or told.get(item.text) or key.identity


def _terms(items: Sequence[Item]) -> list[list[Item]]:
    """An office that nobody is named for, cut where it is not spoken of for long: later it is held by somebody else."""
    terms: list[list[Item]] = []
    last: date | None = None
    for item in sorted(items, key=lambda each: (each.scene.day or date.min, each.index)):
        day = item.scene.day
        if not terms or (day and last and (day - last).days > _TERM):
            terms.append([])
        terms[-1].append(item)
        last = day or last
    return terms


def _actor(run: Run, key: object, items: Sequence[Item], seen: Counter[str]) -> Actor:
    surfaces = tuple(dict.fromkeys(item.text for item in items))
    kind, name, country = items[0].parts.kind, *_name_and_country(run, items, surfaces)
    if isinstance(key, Alias):
        kind, name, country = key.kind or kind, key.name, key.country or country
    return Actor(_id(f"{kind}:{name}", country, items[0], key, seen), name, kind, country, surfaces, len(items))


def _id(base: str, country: str | None, item: Item, key: object, seen: Counter[str]) -> str:
    """Kind and name; for namesakes also the country, then the line that an actor of one line stands in, else a number."""
    in_line = item.scene.id in key if isinstance(key, tuple) else isinstance(key, RoleKey) and key.line is not None
    for candidate in (base, f"{base}（{country}）" if country else base, f"{base}（{item.scene.id}）" if in_line else base):
        if candidate not in seen:
            seen[candidate] += 1
            return candidate
    seen[base] += 1
    return f"{base}#{seen[base]}"


def _name_and_country(run: Run, items: Sequence[Item], surfaces: Sequence[str]) -> tuple[str, str | None]:
    first = items[0]
    if person := run.person_of.get(first.index):
        told = country_on(person.known, first.scene.day) if person.known else person.country
        return person.name, person.country if person.sure and told == "EU" else told
    if role := run.role_of.get(first.index):
        full = max(surfaces, key=len)
        national = first.parts.scope == "state" or (first.parts.cls == "office" and first.parts.scope == "many")
        if role.country and national and not (first.parts.country or role.body or fixed_country(first)):
            full = prefixed(role.country, full)
        return full, role.country
    keys = [run.org_of[item.index] for item in items]
    own = own_country(keys[0], items)
    return display_name(keys[0], surfaces), own or (None if keys[0].known or keys[0].international else _guessed(run, items))


def _guessed(run: Run, items: Sequence[Item]) -> str | None:
    """The country of most lines that mention an organisation whose own words name none."""
    votes = Counter(code for item in items if (code := stated_country(item)))
    if votes:
        return votes.most_common(1)[0][0]
    first = items[0]
    hints = [(item, others(run, run.line_of[item.scene.index], item)) for item in items[:20]]
    if is_romanised(first.text):  # the Japanese paper that reports on it tells nothing of its country
        hints = [(item, [place for place in places if place.weight > MEDIUM]) for item, places in hints]
    guesses = Counter(focus_country(item, places) for item, places in hints)
    focus = guesses.most_common(1)[0][0]
    if _MUNICIPAL.match(first.text):
        return focus if focus in SINITIC else HOME
    return focus or (None if is_romanised(first.text) else run.home.get(first.scene.page))
