"""Event mentions → happenings: which mentions of a run tell of the same event.

Pairs that share a party, a place or a telling word are weighed by a small model (`data/coreference.npz`, trained by
`python -m graph.coreference_train`), then joined strongest first as long as the mentions of the two groups fit each other on
average. Two mentions of one line, or with different stated days, are never one event.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from heapq import nlargest
from importlib.resources import as_file, files
from operator import itemgetter

import numpy as np

from extract.learned import LinearModel
from graph.causes import causes
from graph.coreference_features import Candidate, View, alike, conflict, dated, dense, named_around, sparse, views
from graph.readings import readings

__all__ = ["Candidate", "causes", "cluster", "date_sources", "named_around", "readings"]

Pair = tuple[int, int]
THRESHOLD = 0.35  # of the mean probability between two groups; cross-validation says 0.25, but a wrong join misleads more
FLOOR = 0.02  # no two members may be less likely one event than this
PARTNERS = 40  # pairs weighed for one mention in a small run; fewer in a large one, so that time grows with the mentions
SMALL_RUN = 3000
POSTED = 60  # latest mentions remembered under one key
WINDOW = 7  # days between the first and the last publication of an event's mentions, unless they state the same day
TELLING = 6  # rare words of a line that serve as keys


@cache
def model() -> LinearModel:
    """The weights of the same-event model."""
    with as_file(files("graph") / "data" / "coreference.npz") as path:
        return LinearModel.load(path)


def cluster(candidates: Sequence[Candidate]) -> list[list[int]]:
    """Groups of indexes into `candidates`, each in order, ordered by their first member; every index is in one group."""
    told = views(candidates)
    return group(candidates, probabilities(told, list(pairs(told))))


def probabilities(told: Sequence[View], found: Sequence[Pair]) -> dict[Pair, float]:
    """The probability that the two mentions of each pair are one event."""
    if not found:
        return {}
    same = model().labels.index("1")
    numbers = np.array([dense(told[i], told[j]) for i, j in found], dtype=np.float32)
    names = np.array([model().scores(sparse(told[i], told[j])) for i, j in found], dtype=np.float32)
    scores = names + numbers @ model().dense
    return dict(zip(found, (1 / (1 + np.exp(scores[:, 1 - same] - scores[:, same]))).tolist(), strict=True))


def pairs(told: Sequence[View]) -> Iterator[Pair]:
    """The pairs worth weighing: the likeliest partners of each mention among the earlier ones that share a key with it."""
    limit = PARTNERS if len(told) <= SMALL_RUN else PARTNERS // 3
    posted: dict[object, deque[int]] = defaultdict(lambda: deque(maxlen=POSTED))
    for i in sorted(range(len(told)), key=lambda at: (_anchor(told[at].candidate), at)):
        shared: Counter[int] = Counter()
        for key in keys(told[i]):
            shared.update(posted[key])
            posted[key].append(i)
        likeliest = [j for j, _ in nlargest(3 * limit, shared.items(), key=itemgetter(1, 0))]
        partners = (j for j in likeliest if alike(told[i], told[j]) and _comparable(told[i].candidate, told[j].candidate))
        yield from ((min(i, j), max(i, j)) for j, _ in zip(partners, range(limit), strict=False))


def _anchor(candidate: Candidate) -> date:
    return candidate.published or candidate.start or date.min


def _comparable(a: Candidate, b: Candidate) -> bool:
    """Whether nothing forbids it: same time of publication (undated lines: same page), else the same stated day."""
    if conflict(a, b):
        return False
    if dated(a) and dated(b) and a.start == b.start and a.end == b.end:
        return True
    if a.published and b.published:
        return abs((a.published - b.published).days) <= WINDOW
    return a.page == b.page


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
        self.dated = {i: [i] if dated(candidate) else [] for i, candidate in enumerate(candidates)}
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
        self.dated[a] += self.dated.pop(b)
        self.published[a] += self.published.pop(b)
        self._merge_sums(a, b)

    def _fit(self, a: int, b: int) -> bool:
        total, count, least = self.between[a][b]
        if total / count < THRESHOLD or least < FLOOR or self.lines[a] & self.lines[b]:
            return False
        published = self.published[a] + self.published[b]
        if published and (max(published) - min(published)).days > WINDOW:
            return False
        return not any(conflict(self.candidates[x], self.candidates[y]) for x in self.dated[a] for y in self.dated[b])

    def _merge_sums(self, a: int, b: int) -> None:
        del self.between[a][b]
        for other, (total, count, least) in self.between.pop(b).items():
            if other == a:
                continue
            del self.between[other][b]
            known, number, low = self.between[a].get(other, (0.0, 0, 1.0))
            self.between[a][other] = self.between[other][a] = (known + total, number + count, min(low, least))


def date_sources(candidates: Sequence[Candidate], clusters: Iterable[Sequence[int]]) -> dict[int, int]:
    """Mentions without a day of their own → the mention of the same event whose day they take (basis "coreference").

    The day that most mentions state, the shortest period before longer ones, then the first.
    """
    sources: dict[int, int] = {}
    for members in clusters:
        told = [i for i in members if dated(candidates[i]) and candidates[i].start and candidates[i].end]
        if not told:
            continue
        counts = Counter((candidates[i].start, candidates[i].end) for i in told)
        best = min(told, key=lambda i: (_length(candidates[i]), -counts[candidates[i].start, candidates[i].end], i))
        sources.update((i, best) for i in members if not dated(candidates[i]))
    return sources


def _length(candidate: Candidate) -> int:
    return (candidate.end - candidate.start).days if candidate.start and candidate.end else 0
