"""Extracted annotations against gold ones: precision, recall and F1 by measure, and where they are lost.

Lines are joined on page stem and line number. Identities of actors are compared through their mentions: a predicted id
stands for the gold actor with whose mentions it overlaps most. A trigger is found when its span and the gold's share at
least 0.4 of their union.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from extract.gold import GoldEvent, GoldLine, read_gold
from extract.measures import BCubed, Bounds, Share, Tally, b_cubed, links, match

ISO = re.compile(r"[A-Z]{2}")
CLOSE = 0.4
Row = dict[str, Any]
Pair = tuple[GoldLine, Row]


@dataclass
class Scores:
    """F1 measures, accuracies, B-cubed of identities, and one line for each event that is not right."""

    measures: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    identities: dict[str, BCubed] = field(default_factory=dict)
    accuracies: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    errors: list[str] = field(default_factory=list)

    def rows(self) -> dict[str, Tally | Share | BCubed]:
        """All figures by name, in alphabetical order."""
        return dict(sorted([*self.measures.items(), *self.identities.items(), *self.accuracies.items()]))


def read_predicted(path: Path) -> dict[tuple[str, int], Row]:
    """The rows of an annotations file by page stem and line number; ValueError names the line that is no annotation."""
    rows = {}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if raw.strip():
            try:
                row = json.loads(raw)
                rows[_key(row)] = row
                _ = [_bounds(item) for key in ("times", "countries", "actors", "events") for item in _found(row, key)]
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ValueError(f"{path}:{number}: no annotation; give what `nenpyo annotate` writes") from None
    return rows


def _key(row: Row) -> tuple[str, int]:
    stem, _, number = row["id"].rpartition(":")
    return PurePath(row.get("page") or stem).stem, int(row.get("line") or number)


def join(gold: Iterable[GoldLine], predicted: Mapping[tuple[str, int], Row]) -> list[Pair]:
    """Each gold line with the predicted row of its page and number ({} when there is none); a gold stem may be cut short."""
    by_line = defaultdict(list)
    for (stem, number), row in predicted.items():
        by_line[number].append((stem, row))

    def partner(line: GoldLine) -> Row:
        stem, _, number = line.id.rpartition(":")
        return next((row for other, row in by_line[int(number)] if other.startswith(stem)), {})

    return [(line, partner(line)) for line in sorted(gold, key=lambda line: line.id)]


def score(gold: Path, predicted: Path) -> Scores:
    """All measures of one gold file."""
    pairs = join(read_gold(gold), read_predicted(predicted))
    scores = Scores()
    told = [pair for pair in pairs if _score_kind(pair, scores)]
    same = _actor_names(told)
    for pair in told:
        _score_mentions(*pair, scores)
        _score_events(*pair, same, scores)
    _score_identity(told, scores)
    _score_links(told, scores)
    return scores


def _score_kind(pair: Pair, scores: Scores) -> bool:
    """Whether the line is one that is told; events found elsewhere are wrong."""
    line, row = pair
    scores.accuracies["kind accuracy"].add(line.kind == row.get("kind"))
    told = row.get("kind") not in ("boilerplate", "duplicate")
    if line.kind in ("boilerplate", "duplicate"):
        scores.measures["events: detection"].add(0, len(row.get("events") or ()) * told, 0)
        return False
    if line.published:
        scores.accuracies["published accuracy"].add(told and line.published.isoformat() == row.get("published"))
    if not told:
        row.clear()
    return True


def _found(row: Row, key: str) -> list[Row]:
    return row.get(key) or []


def _bounds(item: Row) -> Bounds:
    return item["start_char"], item["end_char"]


def _days(item: Any) -> tuple[str | None, str | None]:
    if isinstance(item, dict):
        return item.get("start"), item.get("end")
    return (item.start.isoformat() if item.start else None, item.end.isoformat() if item.end else None)


def _score_mentions(line: GoldLine, row: Row, scores: Scores) -> None:
    times, countries, actors = (_found(row, key) for key in ("times", "countries", "actors"))
    measures = scores.measures
    measures["times: span"].compare((t.span for t in line.times), map(_bounds, times))
    measures["times: span+interval"].compare(((t.span, _days(t)) for t in line.times), ((_bounds(t), _days(t)) for t in times))
    measures["countries: span+code"].compare(
        ((c.span, c.code) for c in line.countries), ((_bounds(c), c["code"]) for c in countries)
    )
    measures["countries: per summary"].compare({c.code for c in line.countries}, {c["code"] for c in countries})
    measures["actors: span"].compare((a.span for a in line.actors), map(_bounds, actors))
    pairs = match([a.span for a in line.actors], [_bounds(a) for a in actors])
    measures["actors: overlap"].add(len(pairs), len(actors), len(line.actors))
    for i, j in pairs:
        scores.accuracies["actors: kind accuracy"].add(line.actors[i].kind == actors[j].get("kind"))
        scores.accuracies["actors: country accuracy"].add(line.actors[i].country == actors[j].get("country"))


def _triggers(line: GoldLine, row: Row) -> list[tuple[int, int]]:
    return match([(e.start_char, e.end_char) for e in line.events], [_bounds(e) for e in _found(row, "events")], CLOSE)


def _actor_names(pairs: Sequence[Pair]) -> dict[str, str]:
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line, row in pairs:
        actors = _found(row, "actors")
        for i, j in match([a.span for a in line.actors], [_bounds(a) for a in actors]):
            votes[actors[j]["id"]][line.actors[i].name] += 1
    return {actor: names.most_common(1)[0][0] for actor, names in votes.items()}


def _score_events(line: GoldLine, row: Row, same: Mapping[str, str], scores: Scores) -> None:
    found, pairs, measures = _found(row, "events"), _triggers(line, row), scores.measures
    wrong = [(line.events[i], found[j], set(_wrong(line.events[i], found[j], same))) for i, j in pairs]
    counts = len(found), len(line.events)
    measures["events: detection"].add(len(pairs), *counts)
    measures["events: detected and dated"].add(sum("date" not in fields for *_, fields in wrong), *counts)
    measures["events: whole (type, status, date, who, whom)"].add(sum(not fields for *_, fields in wrong), *counts)
    dated = sum(bool(gold.start) and "date" not in fields for gold, _, fields in wrong)
    measures["events: date, where there is one"].add(
        dated, sum(bool(e.get("start")) for e in found), sum(bool(e.start) for e in line.events)
    )
    for gold, got, fields in wrong:
        for name in ("type", "status", "date", "agents", "targets"):
            scores.accuracies[f"events: {name} accuracy"].add(name not in fields)
        for role in ("agents", "targets"):
            measures[f"events: {role}"].compare(getattr(gold, role), _who(got.get(role), same))
        if fields:
            scores.errors.append(
                f"{line.id} 「{gold.trigger}」 " + ", ".join(_difference(gold, got, name) for name in sorted(fields))
            )
    _score_unpaired(line, found, pairs, scores)


def _score_unpaired(line: GoldLine, found: list[Row], pairs: list[tuple[int, int]], scores: Scores) -> None:
    hits, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for role in ("agents", "targets"):
        missed = sum(len(getattr(e, role)) for i, e in enumerate(line.events) if i not in hits)
        extra = sum(len(e.get(role) or ()) for j, e in enumerate(found) if j not in used)
        scores.measures[f"events: {role}"].add(0, extra, missed)
    scores.errors += [f"{line.id} 「{e.trigger}」 missed: {e.label}" for i, e in enumerate(line.events) if i not in hits]
    scores.errors += [f"{line.id} 「{e.get('trigger')}」 is no event in the gold" for j, e in enumerate(found) if j not in used]


def _who(ids: Iterable[str] | None, same: Mapping[str, str]) -> Iterator[str]:
    return (x if ISO.fullmatch(x) else same.get(x, "?" + x) for x in ids or ())


def _wrong(gold: GoldEvent, got: Row, same: Mapping[str, str]) -> Iterator[str]:
    yield from (name for name in ("type", "status") if getattr(gold, name) != got.get(name))
    if _days(gold) != _days(got):
        yield "date"
    yield from (role for role in ("agents", "targets") if Counter(getattr(gold, role)) != Counter(_who(got.get(role), same)))


def _difference(gold: GoldEvent, got: Row, name: str) -> str:
    wanted, found = (_days(gold), _days(got)) if name == "date" else (getattr(gold, name), got.get(name))
    return f"{name}: {found} should be {wanted}"


def _score_identity(pairs: Sequence[Pair], scores: Scores) -> None:
    gold, got = {}, {}
    total_gold = sum(len(line.actors) for line, _ in pairs)
    total_got = sum(len(_found(row, "actors")) for _, row in pairs)
    for line, row in pairs:
        actors = _found(row, "actors")
        for i, j in match([a.span for a in line.actors], [_bounds(a) for a in actors]):
            gold[line.id, i], got[line.id, i] = line.actors[i].name, actors[j]["id"]
    scores.identities["actors: identity B3"] = b_cubed(gold, got, total_gold, total_got)


def _score_links(pairs: Sequence[Pair], scores: Scores) -> None:
    gold: dict[Any, str] = {}
    got: dict[Any, str] = {}
    both: dict[Any, str] = {}
    for line, row in pairs:
        found, partner = _found(row, "events"), {j: i for i, j in _triggers(line, row)}
        gold |= {(line.id, str(i)): e.cluster for i, e in enumerate(line.events)}
        got |= {(line.id, str(partner.get(j, f"extra {j}"))): e["event"] for j, e in enumerate(found)}
        both |= {(line.id, str(i)): line.events[i].cluster for i in partner.values()}
    wanted, linked = links(gold), links(got)
    scores.measures["events: same-event links"].add(len(wanted & linked), len(linked), len(wanted))
    shared = {item: got[item] for item in both}
    scores.identities["events: same-event B3"] = b_cubed(both, shared, len(gold), len(got))
