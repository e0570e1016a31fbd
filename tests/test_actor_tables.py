"""The tables of offices, organisations and persons: complete, without two meanings for one word."""

from __future__ import annotations

from collections import Counter

import pytest

from extract.actor_tables import bodies, holders, ministries, organisation_suffixes, regions, titles
from extract.country_tables import country_name
from extract.tsv import rows

TITLE_CLASSES = {"office", "honorific", "royal", "military", "occupation", "kin"}
SCOPES = {"state", "body", "place", "many"}


@pytest.mark.parametrize(
    ("table", "cells"),
    [("titles", 5), ("organisations", 5), ("bodies", 4), ("regions", 3), ("persons", 6), ("ministries", 3), ("fields", 2)],
)
def test_rows_are_whole_and_single(table: str, cells: int) -> None:
    entries = list(rows(table))
    assert {len(entry) for entry in entries} == {cells}
    if table not in ("persons", "ministries"):
        assert [word for word, count in Counter(entry[0] for entry in entries).items() if count > 1] == []


def test_titles_have_a_class_and_a_scope() -> None:
    assert {title.cls for title in titles().values()} <= TITLE_CLASSES
    assert {title.scope for title in titles().values()} <= SCOPES


def test_ministers_short_and_long_share_an_office() -> None:
    assert titles()["外相"].office == titles()["外務大臣"].office
    assert titles()["厚労相"].office == titles()["厚生労働大臣"].office
    assert titles()["国防長官"].office == titles()["国防相"].office
    assert ministries()["財務"] == "財務"


def test_countries_are_codes() -> None:
    codes = {body.country for body in bodies().values()} | set(regions().values()) | {holder.country for holder in holders()}
    assert [code for code in codes if code not in (None, "EU") and country_name(code or "") == code] == []


def test_aliases_of_bodies_have_one_meaning() -> None:
    names: Counter[str] = Counter()
    for name, aliases, _, _ in rows("bodies"):
        names.update({name, *filter(None, aliases.split("|"))})
    assert [name for name, count in names.items() if count > 1] == []


def test_last_words_lead_to_their_canonical_form() -> None:
    table = organisation_suffixes()
    assert table["地裁"].canonical == "地方裁判所"
    assert [
        s for s, entry in table.items() if entry.canonical in table and table[entry.canonical].canonical != entry.canonical
    ] == []


def test_holders_leave_after_they_came() -> None:
    assert [holder for holder in holders() if holder.since and holder.until and holder.until < holder.since] == []


def test_no_country_has_two_holders_of_a_head_office_at_once() -> None:
    heads = [holder for holder in holders() if holder.office in ("首相", "大統領", "国家主席") and holder.country]
    for holder in heads:
        clash = [
            other.name
            for other in heads
            if other is not holder
            and (other.country, other.office) == (holder.country, holder.office)
            and other.since
            and holder.since
            and other.since < (holder.until or other.since)
            and holder.since < (other.until or holder.since)
            and other.name != holder.name
        ]
        assert clash == [], (holder, clash)
