"""Event mentions → happenings: which mentions of a run tell of the same event.

Pairs that share a party, a place or a telling word are weighed by a small model (`data/coreference.npz`, trained by
`python -m graph.coreference_train`), then joined strongest first as long as the mentions of the two groups fit each other on
average. Two mentions of one line, or with different stated days, are never one event.

Whether a pair is weighed, and with what outcome, depends on the two mentions alone; mentions that no chain of probable pairs
joins never meet. So events fall into components, and another mention changes only those that it has a probable pair with.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from extract.learned import LinearModel
from graph.causes import causes
from graph.coreference_conflict import conflict
from graph.coreference_features import Candidate, View, alike, dated, dense, named_around, sparse, views
from graph.readings import readings

__all__ = ["Candidate", "causes", "cluster", "date_sources", "named_around", "readings"]

Pair = tuple[int, int]
THRESHOLD = 0.42  # of the mean probability between two groups (files left out: links F1 .253; at .35 .232, at .5 .251)
FLOOR = 0.02  # no two members may be less likely one event than this
WINDOW = 7  # days between the first and the last publication of an event's mentions, unless they state the same day
PAGE_WINDOW = 31  # the same on one page of news, which tells an affair from its first day on
MONTH = 31  # days: the longest time that one line may lend to another
TELLING = 6  # rare words of a line that serve as keys
SHARED = 2  # keys that mentions of two documents have in common to be weighed; of one document, one is enough


@cache
def model() -> LinearModel:
    """The weights of the same-event model."""
    with as_file(files("graph") / "data" / "coreference.npz") as path:
        return LinearModel.load(path)


def cluster(candidates: Sequence[Candidate]) -> list[list[int]]:
    """Groups of indexes into `candidates`, each in order, ordered by their first member; every index is in one group.

    The order in which the candidates are given makes no difference to who is with whom.
    """
    order = sorted(range(len(candidates)), key=lambda index: candidates[index].place)
    told = views([candidates[index] for index in order])
    found = group_all([view.candidate for view in told], probabilities(told, list(pairs(told))))
    return sorted(sorted(order[member] for member in members) for members in found)


def group_all(candidates: Sequence[Candidate], probable: Mapping[Pair, float]) -> list[list[int]]:
    """Groups of candidates given by place, each component of probable pairs for itself."""
    found = []
    for members in components(len(candidates), probable):
        index = {member: at for at, member in enumerate(members)}
        own = {(index[i], index[j]): probable[i, j] for i, j in _within(members, probable)} if len(members) > 1 else {}
        found += [[members[at] for at in some] for some in group([candidates[member] for member in members], own)]
    return found


def components(count: int, probable: Mapping[Pair, float]) -> list[list[int]]:
    """What chains of probable pairs join, each in order."""
    of = list(range(count))

    def root(i: int) -> int:
        while of[i] != i:
            of[i] = i = of[of[i]]
        return i

    for (i, j), probability in probable.items():
        if probability >= THRESHOLD:
            a, b = sorted((root(i), root(j)))
            of[b] = a
    found: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(count):
        found[root(i)].append(i)
    return list(found.values())


def probabilities(told: Sequence[View], found: Sequence[Pair]) -> dict[Pair, float]:
    """The probability that the two mentions of each pair, given by place, are one event; each by itself, to the last bit."""
    if not found:
        return {}
    same = model().labels.index("1")
    weights = (model().dense[:, 1 - same] - model().dense[:, same]).astype(np.float64)
    numbers = np.array([dense(told[i], told[j]) for i, j in found], dtype=np.float64)
    sums = (numbers * weights).sum(axis=1).tolist()  # row by row: a product of matrices would depend on how many there are
    names = (model().scores(sparse(told[i], told[j])) for i, j in found)
    against = (float(score[1 - same]) - float(score[same]) + total for score, total in zip(names, sums, strict=True))
    return {pair: 1 / (1 + math.exp(min(score, 700.0))) for pair, score in zip(found, against, strict=True)}


def pairs(told: Sequence[View], new: Iterable[int] | None = None) -> Iterator[Pair]:
    """The pairs worth weighing of mentions given by place; those that a `new` one is in, when these are given."""
    wanted = set(range(len(told)) if new is None else new)
    has = [frozenset(keys(view)) for view in told]
    posted: defaultdict[object, list[int]] = defaultdict(list)
    for i, view in enumerate(told):
        for block in blocks(view.candidate):
            for key in has[i]:
                posted[block, key].append(i)
    for i in sorted(wanted):
        near = {j for block in neighbours(told[i].candidate) for key in has[i] for j in posted.get((block, key), ())}
        for j in sorted(near):
            if j != i and (j not in wanted or i < j) and _worth(told[i], told[j], len(has[i] & has[j])):
                yield min(i, j), max(i, j)


def blocks(candidate: Candidate) -> Iterator[object]:
    """Where a mention is looked for: at its day of publication, on its page, at the time it states."""
    yield candidate.page
    if candidate.published:
        yield candidate.published.toordinal()
    if dated(candidate):
        yield candidate.start, candidate.end


def neighbours(candidate: Candidate) -> Iterator[object]:
    """Where those that it may be one event with are looked for."""
    yield candidate.page
    if candidate.published:
        yield from range(candidate.published.toordinal() - WINDOW, candidate.published.toordinal() + WINDOW + 1)
    if dated(candidate):
        yield candidate.start, candidate.end


def _worth(a: View, b: View, shared: int) -> bool:
    enough = 1 if a.candidate.page == b.candidate.page else SHARED
    return shared >= enough and alike(a, b) and _comparable(a.candidate, b.candidate)


def _within(members: Sequence[int], probable: Mapping[Pair, float]) -> Iterator[Pair]:
    """The pairs between members."""
    yield from ((i, j) for at, i in enumerate(members) for j in members[at + 1 :] if (i, j) in probable)


def _comparable(a: Candidate, b: Candidate) -> bool:
    """Whether nothing forbids it: same time of publication (undated lines: same page), else the same stated day."""
    if conflict(a, b):
        return False
    if dated(a) and dated(b) and a.start == b.start and a.end == b.end:
        return True
    if a.published and b.published:
        window = PAGE_WINDOW if a.page == b.page else WINDOW
        return abs((a.published - b.published).days) <= window and not _past(a, b, window) and not _past(b, a, window)
    return a.page == b.page


def _past(a: Candidate, b: Candidate, window: int) -> bool:
    """Whether `a` tells of a time long over when `b`, which states none, was published (2025年の攻撃 of an attack told as news)."""
    ended = a.end if dated(a) and not dated(b) else None
    return ended is not None and b.published is not None and (b.published - ended).days > window


def keys(found: View) -> Iterator[object]:
    """What a mention can be found by: kind of happening with a party, place or day, and the line's most telling words."""
    candidate = found.candidate
    kinds = found.classes or {candidate.type}
    parties = found.agent_sides | found.target_sides
    yield from ((kind, name) for kind in kinds for name in parties | found.scene)
    yield from ((kind, place) for kind in kinds for place in found.places)
    yield from ((candidate.type, party) for party in parties)
    yield from ((candidate.type, candidate.start) for _ in range(dated(candidate)))
    yield from sorted(found.weights, key=lambda unit: (-found.weights[unit], unit))[:TELLING]
    yield from sorted(found.near, key=lambda unit: (-found.near[unit], unit))[:TELLING]


def group(candidates: Sequence[Candidate], probable: Mapping[Pair, float]) -> list[list[int]]:
    """Join groups strongest pair first while the known pairs between them are probable on average and none is excluded."""
    groups = _Groups(candidates, probable)
    for (i, j), probability in sorted(probable.items(), key=lambda item: (-item[1], item[0])):
        if probability < THRESHOLD:
            break
        groups.join(i, j)
    return sorted(groups.members.values())


class _Groups:
    """Groups of mentions with, for each pair of groups, the sum, number and least of the pair probabilities between them."""

    def __init__(self, candidates: Sequence[Candidate], probable: Mapping[Pair, float]) -> None:
        self.candidates = candidates
        self.of = list(range(len(candidates)))
        self.members = {i: [i] for i in self.of}
        self.lines = {i: {candidate.line} for i, candidate in enumerate(candidates)}
        self.pages = {i: {candidate.page} for i, candidate in enumerate(candidates)}
        self.telling = {i: [i] if _telling(candidate) else [] for i, candidate in enumerate(candidates)}
        self.published = {i: [c.published] if c.published and not dated(c) else [] for i, c in enumerate(candidates)}
        self.between: dict[int, dict[int, tuple[float, int, float]]] = defaultdict(dict)
        for (i, j), probability in probable.items():
            self.between[i][j] = self.between[j][i] = (probability, 1, probability)

    def join(self, i: int, j: int) -> None:
        """Join the groups of two mentions if they fit."""
        a, b = self.of[i], self.of[j]
        if a == b or not self._fit(a, b):
            return
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        for member in self.members[b]:
            self.of[member] = a
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        self.lines[a] |= self.lines.pop(b)
        self.pages[a] |= self.pages.pop(b)
        self.telling[a] += self.telling.pop(b)
        self.published[a] += self.published.pop(b)
        self._merge_sums(a, b)

    def _fit(self, a: int, b: int) -> bool:
        total, count, least = self.between[a][b]
        if total / count < THRESHOLD or least < FLOOR or self.lines[a] & self.lines[b]:
            return False
        published = self.published[a] + self.published[b]
        window = PAGE_WINDOW if len(self.pages[a] | self.pages[b]) == 1 else WINDOW
        if published and (max(published) - min(published)).days > window:
            return False
        return not any(conflict(self.candidates[x], self.candidates[y]) for x in self.telling[a] for y in self.telling[b])

    def _merge_sums(self, a: int, b: int) -> None:
        del self.between[a][b]
        for other, (total, count, least) in self.between.pop(b).items():
            if other == a:
                continue
            del self.between[other][b]
            known, number, low = self.between[a].get(other, (0.0, 0, 1.0))
            self.between[a][other] = self.between[other][a] = (known + total, number + count, min(low, least))


def _telling(candidate: Candidate) -> bool:
    """Whether a mention says enough of itself to contradict others: a time, or whom."""
    return dated(candidate) or bool(candidate.targets)


def date_sources(candidates: Sequence[Candidate], clusters: Iterable[Sequence[int]]) -> dict[int, int]:
    """Mentions without a day of their own → the mention of the same event whose day they take (basis "coreference").

    The day that most mentions state, the shortest period before longer ones, then the first; a year dates no other line.
    """
    sources: dict[int, int] = {}
    for members in clusters:
        told = [i for i in members if _states_days(candidates[i])]
        if not told:
            continue
        counts = Counter((candidates[i].start, candidates[i].end) for i in told)
        best = min(told, key=lambda i: (_length(candidates[i]), -counts[candidates[i].start, candidates[i].end], i))
        sources.update((i, best) for i in members if not dated(candidates[i]))
    return sources


def _states_days(candidate: Candidate) -> bool:
    return bool(dated(candidate) and candidate.start and candidate.end) and _length(candidate) <= MONTH


def _length(candidate: Candidate) -> int:
    return (candidate.end - candidate.start).days if candidate.start and candidate.end else 0
