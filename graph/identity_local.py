"""Actor mentions of one document → who they are within it: by full name, surname, office, and an organisation's name.

Persons are told apart by full name, then surname with country, office and nearness; holders of an office by the person whom
the line, the document or the table of office holders names; organisations by country and name. What stays unclear stays apart.
Who is the same over documents: graph.identity_link.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Annotation
from extract.organisations import is_international, known_body
from extract.titles import analyse
from graph.identity_names import folded, has_office, is_full, is_romanised, known_by_name
from graph.identity_organisations import OrgKey, is_alias, is_longer, key_of
from graph.identity_persons import Person, add_full, add_short
from graph.identity_roles import (
    RoleKey,
    beside,
    body_of,
    fixed_country,
    in_line,
    in_office,
    is_past,
    known_holder,
    same_person,
    same_title,
)  # fmt: skip
from graph.identity_run import HOME, SINITIC, Run, others
from graph.identity_scene import Item, focus_country, focus_scores, scenes, stated_country

_NAMED_NEAR = 1.5  # weight of a country whose holder of the office the page names
_JAPANESE = re.compile(r"[一-龯々〆ヶぁ-ん][一-龯々〆ヶぁ-んァ-ヴー・ ]{1,7}")
_DAYS = 10  # within which a person named with an office holds it against what the table says
_SINGLE = frozenset(("上院議員", "下院議員", "国会議員", "議員", "大使", "特使", "選手", "監督", "判事"))
_UNNAMED = frozenset(("many", "kin"))


def tell_apart(annotations: Sequence[Annotation]) -> Run:
    """What each actor mention of one document is. Linear in the mentions; the same input gives the same."""
    lines = _recast(scenes(annotations))
    run = Run(lines, {line[0].scene.index: line for line in lines})
    run.home.update(_homes(lines))
    _full_names(run)
    _short_names(run)
    _organisations(run)
    _guess_countries(run)
    _offices(run)
    _unnamed(run)
    return run


def _recast(lines: list[list[Item]]) -> list[list[Item]]:
    """Full names tagged as organisations are persons where the run or the table knows a person of that name."""
    full = {folded(item.parts.name) for line in lines for item in line if item.parts.kind == "person" and item.parts.name}

    def cast(item: Item) -> Item:
        wrong = item.parts.kind == "org" and "・" in item.text and item.parts.name == item.text and not known_body(item.text)
        key = folded(item.text)
        return replace(item, parts=analyse(item.text, "person")) if wrong and (key in full or key in known_by_name()) else item

    return [[cast(item) for item in line] for line in lines]


def _homes(lines: Sequence[Sequence[Item]]) -> dict[str, str]:
    """Page → Japan where Japan is the country that the page names most: there a bare 政府 is Japan's."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        codes = {place.code for place in line[0].scene.places} | {code for item in line if (code := item.parts.country)}
        named[line[0].scene.page].update(codes)
    return {page: HOME for page, codes in named.items() if codes and codes[HOME] >= max(codes.values())}


def _own_country(item: Item) -> str | None:
    return item.parts.country or fixed_country(item) or stated_country(item)


def _persons(run: Run) -> list[Item]:
    return [item for line in run.lines for item in line if item.parts.kind == "person"]


def _full_names(run: Run) -> None:
    """First the names that tell a person by themselves, those of three or four kanji after the longer ones that they may begin."""
    named = [item for item in _persons(run) if item.parts.name]
    for item in named:
        name = item.parts.name or ""
        if folded(name) in known_by_name() or (is_full(name) and (is_romanised(name) or len(name) > 4)):
            run.person_of[item.index] = add_full(run.people, item, _own_country(item))
            run.full.add(item.index)
    for size in (4, 3):
        for item in named:
            name = item.parts.name or ""
            taken = item.index in run.person_of or len(name) != size or is_romanised(name)
            if not taken and not run.people.near.get(folded(name)):
                run.person_of[item.index] = add_full(run.people, item, _own_country(item))
                run.full.add(item.index)
    run.people.sort()


def _short_names(run: Run) -> None:
    for item in _persons(run):
        if item.parts.name and item.index not in run.person_of:
            run.person_of[item.index] = add_short(run.people, item, _own_country(item), focus_country(item))


def _organisations(run: Run) -> None:
    brackets: dict[tuple[str, str], OrgKey] = {}
    for line in run.lines:
        before: list[tuple[Item, OrgKey]] = []
        for item in line:
            if item.parts.kind == "org":
                key = _org_key(run, item, line, before, brackets)
                run.org_of[item.index] = key
                before.append((item, key))


def _org_key(
    run: Run, item: Item, line: Sequence[Item], before: Sequence[tuple[Item, OrgKey]], brackets: dict[tuple[str, str], OrgKey]
) -> OrgKey:
    """The key of one organisation; an acronym in brackets after a name stands for it on the page from then on."""
    place = item.scene.page, item.text
    both_known = before and before[-1][1].known and known_body(item.text)
    if before and not both_known and is_alias(item.scene.text, before[-1][0], item):
        brackets[place] = before[-1][1]
    if place in brackets and (item.text.isascii() or (before and brackets[place] == before[-1][1])):
        return brackets[place]
    home = run.home.get(item.scene.page)
    key = key_of(item, before, others(run, line, item), home)
    longer = next((each for each in line if each.start > item.end and is_longer(item, each)), None) if not key.known else None
    return key_of(longer, before, others(run, line, longer), home) if longer and not any(k == key for _, k in before) else key


def _guess_countries(run: Run) -> None:
    """Countries of persons that no words state: Japanese names are Japanese, others belong to the line's country."""
    for line in run.lines:
        for item in line:
            person = run.person_of.get(item.index)
            if person and not person.known and not person.sure:
                code = _guess(run, line, item)
                if code:
                    person.guessed[code] += 1


def _guess(run: Run, line: Sequence[Item], item: Item) -> str | None:
    name = item.parts.name or ""
    if is_romanised(name):  # a foreigner on a Japanese page is no Japanese unless it is said
        return focus_country(item, others(run, line, item), lambda code: code not in (HOME, "EU"))
    focus = focus_country(item, others(run, line, item))
    if focus in SINITIC and len(name) <= 3:
        return focus
    return "JP" if _JAPANESE.fullmatch(name) else focus


def _offices(run: Run) -> None:
    for item in _persons(run):
        person = run.person_of.get(item.index)
        if person:
            seat = run.roles.add(item, person, _own_country(item) or person.country, body_of(item))
            if seat:
                run.seat_of[item.index] = seat


def _unnamed(run: Run) -> None:
    """Bind every mention without a name to a person, or give it a key of its own."""
    for line in run.lines:
        for item in line:
            if item.parts.kind == "person" and item.index not in run.person_of:
                people = [(other, run.person_of.get(other.index)) for other in line if other.parts.kind == "person"]
                person = _bind(run, item, line, people)
                if person:
                    run.person_of[item.index] = person
                    person.items.append(item)
                else:
                    run.role_of[item.index] = _role_key(run, item, line)


def _country_of_role(run: Run, item: Item, line: Sequence[Item]) -> str | None:
    if item.parts.organisation and is_international(item.parts.organisation):
        return None
    own = _own_country(item)
    if own:
        return own
    office = next(
        (head for head in ("首相", "大統領") if (item.parts.organisation or "").startswith(head)), item.parts.office or ""
    )
    scores = focus_scores(item, others(run, line, item), lambda code: has_office(code, office))
    if item.parts.scope == "state":
        for code in run.roles.countries(item):
            scores[code] = scores.get(code, 0.0) + _NAMED_NEAR
    return max(scores, key=lambda code: scores[code]) if scores else run.home.get(item.scene.page)


def _bind(run: Run, item: Item, line: Sequence[Item], named: Sequence[tuple[Item, Person | None]]) -> Person | None:
    if item.parts.status == "同":
        return same_person(item, named)
    if person := beside(item, named):
        return person
    if item.parts.scope in _UNNAMED or item.parts.scope is None:
        if item.parts.country and not item.parts.organisation and item.parts.office in _SINGLE and not is_past(item):
            run.asks[item.index] = "only"
            return run.roles.only(item, item.parts.country)
        return in_line(item, named) if not item.parts.organisation and not item.parts.country else None
    country, body = _country_of_role(run, item, line), body_of(item)
    if body is None and (person := in_line(item, named) or in_office(item, _own_country(item), named)):
        return person
    if item.parts.scope != "state" and body is None and not (item.parts.office == "指導者" and item.parts.country):
        return None
    if is_past(item):
        return known_holder(run.people, item, country, body)
    run.asks[item.index] = "nearest"
    just_named = run.roles.nearest(item, country, body, _DAYS)
    return just_named or known_holder(run.people, item, country, body) or run.roles.nearest(item, country, body)


def _role_key(run: Run, item: Item, line: Sequence[Item]) -> RoleKey:
    for other in reversed([each for each in line if each.end <= item.start]):
        earlier = run.role_of.get(other.index)
        if earlier and not item.parts.country and not item.parts.organisation and same_title(item, other):
            return earlier
    country = _country_of_role(run, item, line)
    stated = item.parts.country or item.parts.organisation or item.parts.scope == "state"
    office = (item.parts.status or "") + (item.parts.office or item.text)
    return RoleKey(country, body_of(item), office, None if stated and country else item.scene.id)
