"""A person called by a short name only → the person of another document, by name, office, country and time."""

from __future__ import annotations

from collections.abc import Iterable

from graph.identity_actor import LocalActor, days_apart
from graph.identity_names import HEADS, folded, is_family, known_by_name
from graph.identity_persons import APART, LEAST, MARGIN, latest_office

Named = tuple[LocalActor, str]


def bearer(short: LocalActor, named: Iterable[Named]) -> str | None:
    """The group of the best among the persons with such a name, and among the well-known ones; None when none is clear."""
    scores: dict[str, float] = {}
    for other, group in named:
        if other.page != short.page:
            scores[group] = max(scores.get(group, 0.0), _score(short, other))
    for name, score in short.table:
        group = f"known:{name}"
        scores[group] = scores.get(group, 0.0) + score
    ranked = sorted(scores.items(), key=lambda entry: (-entry[1], -_latest(entry[0]), entry[0]))
    if not ranked or ranked[0][1] < LEAST:
        return None
    clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= MARGIN or _latest(ranked[0][0])
    return ranked[0][0] if clear else None


def earlier_key(short: LocalActor) -> str | None:
    """The group of one who holds an office of a country and is nowhere named in full."""
    country = short.own_country if short.sure else None
    if "state" not in short.traits or not short.offices or not country:
        return None
    return f"short:{folded(short.name)}:{country}:{short.offices[0]}"


def _latest(group: str) -> int:
    known = known_by_name().get(folded(group.removeprefix("known:"))) if group.startswith("known:") else None
    return latest_office(known) if known else 0


def _score(short: LocalActor, other: LocalActor) -> float:
    apart = days_apart(short, other)
    near = 4.0 - apart / APART if apart is not None and apart <= APART else 0.5
    return near + _fit(short, other)


def _fit(short: LocalActor, other: LocalActor) -> float:
    """How office, country and form of the name speak for or against the person."""
    if {"夫妻", "両氏"} & set(short.traits) or ("夫人" in short.traits and other.form == "known" and not _is_wife(other)):
        return -20.0
    key = folded(short.name)
    score = 0.5 if any(is_family(key, name) for name in other.names) else -0.5
    mine, theirs = short.own_country if short.sure else None, other.own_country
    if mine and theirs:
        score += 2.5 if mine == theirs else -10.0
    for office in short.offices:
        if office in HEADS:
            score += 2.0 if office in other.offices else -3.0 if other.offices and other.form != "known" else 0.0
    if "occupation" in short.traits and (known := other.known) and known.is_head:
        score -= 4.0
    return score


def _is_wife(other: LocalActor) -> bool:
    return any(holder.office.endswith("夫人") for holder in (other.known.offices if other.known else ()))
