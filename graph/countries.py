"""Names of countries for people: CLDR's Japanese names, and what newspapers write where CLDR is formal (data/countries.tsv)."""

from __future__ import annotations

from functools import cache

from babel import Locale

from graph.quad import table


@cache
def _names() -> dict[str, str]:
    return {**Locale("ja").territories, **{row["code"]: row["name"] for row in table("countries.tsv")}}


def country_name(code: str) -> str:
    """The Japanese name of an ISO 3166-1 alpha-2 code (3166-3 for former countries, EU); the code itself where none is known."""
    return _names().get(code, code)
