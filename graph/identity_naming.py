"""A document's mentions told apart → its local actors, each with the mentions that are it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from extract.titles import is_bare_organ
from graph.identity_actor import Form, LocalActor, Votes
from graph.identity_aliases import Alias
from graph.identity_names import folded, is_romanised, known_by_part
from graph.identity_organisations import OrgKey, own_country
from graph.identity_persons import Person, table_score
from graph.identity_roles import RoleKey, fixed_country, seat_of
from graph.identity_run import MEDIUM, Run, others
from graph.identity_scene import Item, focus_country, stated_country

TERM = 400  # days after which an office that nobody is named for may have passed on
_ASKED = 20  # mentions of a body whose lines are asked for its country
Spans = tuple[tuple[str, int], ...]


def local_actors(run: Run, aliases: Mapping[str, Alias]) -> list[tuple[LocalActor, Spans]]:
    """The document's actors with the places (line id, start) of their mentions; a user's alias overrules everything found."""
    told = {alias.name: alias for alias in aliases.values()}
    groups: dict[object, list[Item]] = defaultdict(list)
    for line in run.lines:
        for item in line:
            groups[_group(run, item, aliases, told)].append(item)
    return [
        (_local(run, key, items), tuple((item.scene.id, item.start) for item in items))
        for key, whole in groups.items()
        for items in (_terms(whole) if isinstance(key, RoleKey) else [whole])
    ]


def _group(run: Run, item: Item, aliases: Mapping[str, Alias], told: Mapping[str, Alias]) -> object:
    """What a mention is grouped by: the user's alias (of its words in its line, of its words anywhere, of the name found), else
    person, office or body."""
    if alias := aliases.get(f"{item.scene.id}\t{item.text}") or aliases.get(item.text) or aliases.get(item.parts.name or ""):
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
        if not terms or (day and last and (day - last).days > TERM):
            terms.append([])
        terms[-1].append(item)
        last = day or last
    return terms


def _local(run: Run, key: object, items: Sequence[Item]) -> LocalActor:
    first = items[0]
    days = [item.scene.day for item in items if item.scene.day]
    bare = LocalActor(
        first.scene.page, first.scene.id, first.start, min(days, default=None), max(days, default=None),
        "single", first.parts.kind, first.text, None, tuple(dict.fromkeys(item.text for item in items)), len(items),
        home=run.home.get(first.scene.page),
    )  # fmt: skip
    if person := run.person_of.get(first.index):
        found = _person(run, bare, person, items)
    elif role := run.role_of.get(first.index):
        found = _office(run, bare, role, items)
    else:
        found = _body(run, bare, run.org_of[first.index], items)
    if isinstance(key, Alias):
        country = key.country or found.own_country if found.is_person else key.country or found.country
        return replace(found, form="alias", kind=key.kind or found.kind, name=key.name, names=(), country=country, seats=())
    return found


def _votes(counted: Mapping[str, int]) -> Votes:
    return tuple(counted.items())


def _person(run: Run, bare: LocalActor, person: Person, items: Sequence[Item]) -> LocalActor:
    named = [item for item in items if item.parts.name]
    full = tuple(dict.fromkeys(item.parts.name for item in named if item.parts.name and item.index in run.full))
    form: Form = "known" if person.known else "full" if full else "short"
    return replace(
        bare,
        form=form,
        name=person.name,
        names=(person.name, *(name for name in full if name != person.name)) if form != "short" else (),
        sure=_votes(person.sure),
        guessed=_votes(person.guessed),
        offices=tuple(sorted(person.offices)),
        seats=tuple(sorted(_seats(run, items))),
        table=_table(run, person, named) if form == "short" else (),
        traits=tuple(filter(None, (named[0].parts.honorific, named[0].parts.cls, named[0].parts.scope))) if named else (),
    )


def _seats(run: Run, items: Iterable[Item]) -> set[tuple[str, str]]:
    """The offices that the person is named with, each with the country or body that it belongs to."""
    return {run.seat_of[item.index] for item in items if item.index in run.seat_of}


def _table(run: Run, person: Person, items: Sequence[Item]) -> tuple[tuple[str, float], ...]:
    """How well each well-known person fits the short name, at its best mention."""
    scores: dict[str, float] = {}
    for item in items:
        key, country = folded(item.parts.name or ""), person.country if person.sure else None
        for known in known_by_part().get(key, ()):
            score = table_score(item, key, known, country, focus_country(item))
            scores[known.name] = max(scores.get(known.name, 0.0), score)
    return tuple(sorted((name, score) for name, score in scores.items() if score > 0))


def _office(run: Run, bare: LocalActor, role: RoleKey, items: Sequence[Item]) -> LocalActor:
    first = items[0]
    national = first.parts.scope == "state" or (first.parts.cls == "office" and first.parts.scope == "many")
    plain = role.country and national and not (first.parts.country or role.body or fixed_country(first))
    asked = [item for item in items if item.index in run.asks]
    return replace(
        bare,
        form="single" if role.line else "office",
        name=role.office,
        country=role.country,
        body=role.body,
        asks=run.asks[asked[0].index] if asked and not role.line else None,
        seats=((seat_of(role.country, role.body), asked[0].parts.office or ""),) if asked and not role.line else (),
        traits=("national",) if plain else (),
    )


def _body(run: Run, bare: LocalActor, key: OrgKey, items: Sequence[Item]) -> LocalActor:
    """A body with what its lines say of its country: `sure` votes are stated, `guessed` ones are in focus."""
    hints = [(item, others(run, run.line_of[item.scene.index], item)) for item in items[:_ASKED]]
    if is_romanised(bare.surfaces[0]):  # the Japanese paper that reports on it tells nothing of its country
        hints = [(item, [place for place in places if place.weight > MEDIUM]) for item, places in hints]
    told = key.known or key.international
    traits = {"known": key.known, "international": key.international, "bare": is_bare_organ(key.name)}
    return replace(
        bare,
        form="single" if key.line else "body",
        name=key.name,
        country=key.country,
        worded=own_country(key, items),
        sure=() if told else _votes(Counter(code for item in items if (code := stated_country(item)))),
        guessed=() if told else _votes(Counter(focus_country(item, places) or "" for item, places in hints)),
        traits=tuple(name for name, holds in traits.items() if holds),
    )
