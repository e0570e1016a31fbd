"""A linear-chain tagger: log-linear scores for each token, scores between neighbouring labels, the best sequence by Viterbi.

Kept in a `LinearModel` whose dense part is the previous label (L, L), so that its file and record are the same.
Training (conditional random field, L-BFGS) needs the extra `train`; tagging only numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.learned import Floats, LinearModel

FORBIDDEN = -1e4


def allowed(previous: str, label: str) -> bool:
    """Whether a BIOES label may follow another; "" stands for the line's beginning and end."""
    inside = previous[:2] in ("B-", "I-")
    if label[:2] in ("I-", "E-"):
        return inside and previous[2:] == label[2:]
    return not inside


def emissions(model: LinearModel, rows: Sequence[Sequence[str]]) -> Floats:
    """Scores (tokens, L) of each token by itself: of a token without features only "O" is possible.

    The first feature of every other row ("bias") is known to the model.
    """
    known = model.rows
    found = [[at for feature in row if (at := known.get(feature)) is not None] for row in rows if row]
    scores = np.tile(np.where(np.array(model.labels) == "O", 0, FORBIDDEN).astype(np.float32), (len(rows), 1))
    if found:
        starts = np.cumsum([0, *(len(row) for row in found[:-1])])
        flat = np.fromiter(chain.from_iterable(found), dtype=np.intp)
        scores[[bool(row) for row in rows]] = np.add.reduceat(model.weights[flat], starts, axis=0) + model.bias
    return scores


def viterbi(model: LinearModel, rows: Sequence[Sequence[str]], votes: Floats | None = None) -> list[str]:
    """The most probable labels of a line's tokens, given the features of each; [] for an empty line.

    `votes` (tokens, L) are added to the scores of the tokens.
    """
    if not rows:
        return []
    emitted, outside = emissions(model, rows), model.labels.index("O")
    if votes is not None:
        emitted += votes
    best = emitted[0] + _edge(model, opening=True)
    back: list[list[int]] = []
    for row, scores in zip(rows[1:], emitted[1:], strict=True):
        if not row:  # only "O" is possible: its best way alone is looked for
            before = best + model.dense[:, outside]
            at = int(before.argmax())
            back.append([at] * len(model.labels))
            best = scores + before[at]
            continue
        paths = best[:, None] + model.dense
        back.append(paths.argmax(axis=0).tolist())
        best = paths.max(axis=0) + scores
    at = int((best + _edge(model, opening=False)).argmax())
    path = [at]
    for pointers in reversed(back):
        path.append(at := pointers[at])
    return [model.labels[i] for i in reversed(path)]


def _edge(model: LinearModel, *, opening: bool) -> Floats:
    """Scores (L) of the labels at the line's beginning or end."""
    fits = [allowed("", label) if opening else allowed(label, "") for label in model.labels]
    return np.asarray(np.where(fits, 0, FORBIDDEN), dtype=np.float32)


def _edges(labels: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    first = np.array([0.0 if allowed("", label) else FORBIDDEN for label in labels])
    last = np.array([0.0 if allowed(label, "") else FORBIDDEN for label in labels])
    return first, last


def _posterior(
    scores: NDArray[np.float64], lengths: NDArray[np.int64], moves: NDArray[np.float64], edges: tuple[Any, Any]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """(log partition, label probabilities (N, T, L), expected moves (L, L)) of N padded lines, the longest first.

    Sums run over powers, each step scaled to one.
    """
    peaks = scores.max(axis=2, keepdims=True)
    powers, paths = np.exp(scores - peaks), np.exp(moves)
    first, last = np.exp(edges[0]), np.exp(edges[1])
    active = [int((lengths > t).sum()) for t in range(scores.shape[1])]
    forward, backward, scale = np.zeros_like(scores), np.zeros_like(scores), np.ones(scores.shape[:2])
    for t, n in enumerate(active):
        step = powers[:n, t] * (first if t == 0 else forward[:n, t - 1] @ paths)
        scale[:n, t] = step.sum(axis=1)
        forward[:n, t] = step / scale[:n, t, None]
    ends = lengths - 1
    at = np.arange(len(lengths))
    closing = (forward[at, ends] * last).sum(axis=1)
    backward[at, ends] = last / closing[:, None]
    expected = np.zeros_like(moves)
    for t in range(len(active) - 2, -1, -1):
        n = active[t + 1]
        ahead = powers[:n, t + 1] * backward[:n, t + 1] / scale[:n, t + 1, None]
        backward[:n, t] = np.where((lengths[:n] > t + 1)[:, None], ahead @ paths.T, backward[:n, t])
        expected += (forward[:n, t].T @ ahead) * paths
    total = float(np.log(scale).sum() + np.log(closing).sum())
    total += float(peaks[..., 0][np.arange(scores.shape[1])[None, :] < lengths[:, None]].sum())
    return total, forward * backward, expected


def _matrix(rows: Sequence[Sequence[str]], seen: int) -> tuple[tuple[str, ...], Any]:
    """Names of the features seen often enough, and the sparse matrix (tokens, F) of ones."""
    from scipy import sparse

    counts = Counter(chain.from_iterable(rows))
    names = tuple(sorted(name for name, count in counts.items() if count >= seen))
    known = {name: i for i, name in enumerate(names)}
    found = [[known[name] for name in row if name in known] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in found)])
    flat = np.fromiter(chain.from_iterable(found), dtype=np.int32)
    ones = np.ones(len(flat), dtype=np.float32)
    return names, sparse.csr_matrix((ones, flat, ends), shape=(len(rows), len(names)))


def train_chain(
    lines: Sequence[Sequence[Sequence[str]]],
    labels: Sequence[Sequence[str]],
    *,
    penalty: float = 1.0,
    seen: int = 2,
    steps: int = 150,
) -> LinearModel:
    """Fit by L2-penalised conditional likelihood; features seen in fewer than `seen` tokens are dropped."""
    from scipy import sparse
    from scipy.optimize import minimize

    order = sorted(range(len(lines)), key=lambda i: -len(lines[i]))
    lines, labels = [lines[i] for i in order], [labels[i] for i in order]
    rows = [row for line in lines for row in line]
    names, matrix = _matrix(rows, seen)
    transposed = sparse.csr_matrix(matrix.T)
    known = tuple(sorted({label for line in labels for label in line}))
    index = {label: i for i, label in enumerate(known)}
    lengths = np.array([len(line) for line in lines])
    where = np.arange(lengths.max())[None, :] < lengths[:, None]
    gold = np.array([index[label] for line in labels for label in line])
    onehot = np.eye(len(known))[gold]
    bars = np.array([[0.0 if allowed(a, b) else FORBIDDEN for b in known] for a in known])
    observed = np.zeros_like(bars)
    for line in labels:
        for a, b in pairwise(line):
            observed[index[a], index[b]] += 1
    edges, split = _edges(known), len(names) * len(known)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, moves = flat[:split].reshape(len(names), len(known)), flat[split:].reshape(bars.shape)
        emitted = np.asarray(matrix @ weights.astype(np.float32), dtype=np.float64)
        padded = np.zeros((*where.shape, len(known)))
        padded[where] = emitted
        total, posterior, expected = _posterior(padded, lengths, moves + bars, edges)
        true = emitted[np.arange(len(gold)), gold].sum() + (observed * moves).sum()
        gradient = np.concatenate([
            (transposed @ (posterior[where] - onehot).astype(np.float32)).ravel(), ((expected - observed) * (bars == 0)).ravel(),
        ]) + penalty * flat  # fmt: skip
        return total - true + penalty / 2 * float(flat @ flat), gradient

    start = np.zeros(split + bars.size)
    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 10}).x
    weights = flat[:split].reshape(len(names), len(known)).astype(np.float32)
    moves = (flat[split:].reshape(bars.shape) + bars).astype(np.float32)
    return LinearModel(known, names, weights, moves, np.zeros(len(known), dtype=np.float32))
