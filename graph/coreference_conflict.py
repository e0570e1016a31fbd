"""What keeps two mentions of events apart, whatever else they share."""

from __future__ import annotations

from datetime import date

from graph.coreference_features import Candidate, dated


def conflict(a: Candidate, b: Candidate) -> bool:
    """What can never be one happening: two mentions of one line, two stated days apart, other doers and other sufferers,
    sufferers of other countries, or a call and a meeting at a place."""
    if a.line == b.line or _strangers(a, b) or _other_sufferers(a, b) or (_called(a) and b.places) or (_called(b) and a.places):
        return True
    if not dated(a) or not dated(b):
        return False
    first, last = a.start or date.min, a.end or date.max
    return first > (b.end or date.max) or (b.start or date.min) > last or _grains_differ(a, b)


def _called(candidate: Candidate) -> bool:
    """Whether the parties only telephoned: 電話|会談."""
    return candidate.text.endswith(("電話", "オンライン"), 0, candidate.start_char)


def _strangers(a: Candidate, b: Candidate) -> bool:
    """Both tell who and whom, and nobody is in both."""
    if not (a.agents and a.targets and b.agents and b.targets):
        return False
    return not {*a.agents, *a.targets, *a.agent_countries, *a.target_countries} & {
        *b.agents, *b.targets, *b.agent_countries, *b.target_countries
    }  # fmt: skip


def _other_sufferers(a: Candidate, b: Candidate) -> bool:
    """Both tell whom, of different countries, and neither names the other's among the doers: an attack on Japan, one on Iran."""
    whom, other = {*a.targets, *a.target_countries}, {*b.targets, *b.target_countries}
    if not (a.target_countries and b.target_countries) or whom & other:
        return False
    return not whom & {*b.agents, *b.agent_countries} and not other & {*a.agents, *a.agent_countries}


def _grains_differ(a: Candidate, b: Candidate) -> bool:
    """A day and a long period that happens to hold it."""
    if not (a.start and a.end and b.start and b.end):
        return False
    return abs((a.end - a.start).days - (b.end - b.start).days) > 45
