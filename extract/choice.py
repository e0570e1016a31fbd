"""Log-linear choice: of the rows of one question (nobody, or one of the mentions) which is the answer. Arrays at run time.

A question's rows compete: P(row) = exp(w·f(row)) / sum over its rows. Several right rows share the credit, so that a filler that is
mentioned twice may be found through either mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from extract.learned import Floats, LinearModel, log_softmax

FAINT = 0.02  # features whose weights stay below add nothing but size
TINY = 1e-9  # keeps the logarithm of a probability of nothing finite
Question = Sequence[Sequence[str]]  # the features of each of its rows


class Row(Protocol):
    """One answer."""

    def simple(self) -> list[str]:
        """Each feature by itself."""
        ...

    def crossed(self) -> list[str]:
        """Features in company."""
        ...


def every(row: Row) -> Sequence[str]:
    """All features of an answer."""
    return row.simple() + row.crossed()


def choose(model: LinearModel, question: Question) -> Floats:
    """Probabilities (rows, labels) of every row as the answer to each of the model's questions."""
    row_of = model.rows.get
    places: list[int] = []
    starts: list[int] = []
    for features in question:
        starts.append(len(places))
        places.append(0)  # stands for the row itself, so that none is empty; taken off below
        places += [row for row in map(row_of, features) if row is not None]
    gathered = model.weights[places]
    scores = np.stack([np.add.reduceat(column, starts) for column in gathered.T], axis=1) - model.weights[0]
    powers = np.exp(scores - scores.max(axis=0))
    return np.asarray(powers / powers.sum(axis=0), dtype=np.float32)


def agreed(model: LinearModel, rows: Sequence[Row], votes: Floats, hopeless: float, part: float = 0.5) -> Floats:
    """Probabilities (rows, labels) of every row: the mean of the log-linear choice's logarithms and of the encoder's `votes`.

    `part` is the encoder's in the mean. Rows whose votes are all at or below `hopeless` get 0 and cost no crossed features; the
    first (nobody) is always asked about.
    """
    asked = [k for k, vote in enumerate(votes.max(axis=1).tolist()) if k == 0 or vote > hopeless]
    mine = np.log(choose(model, [every(rows[k]) for k in asked]) + TINY)
    weights = np.zeros_like(votes)
    weights[asked] = np.exp(log_softmax(((1 - part) * mine + part * votes[asked]).T).T)
    return weights


def weight_of(count: int, full: int = 30) -> float:
    """How strongly a feature speaks at first: rare ones less, so that they learn slower than the common ones they refine."""
    return float(min(1.0, (count / full) ** 0.5))


def train_choice(
    questions: Sequence[Question],
    right: Sequence[Sequence[Sequence[bool]]],
    labels: Sequence[str],
    *,
    penalty: float = 5.0,
    seen: int = 2,
) -> LinearModel:
    """Fit one weight column a label; `right[label][question][row]`. Questions without a right row are left out for that label."""
    counts: dict[str, int] = {}
    for row in (row for question in questions for row in question):
        for feature in set(row):
            counts[feature] = counts.get(feature, 0) + 1
    names = tuple(sorted(f for f, n in counts.items() if n >= seen))
    scale = np.array([weight_of(counts[f]) for f in names])
    index = {f: i for i, f in enumerate(names)}
    columns = [_fit(questions, answers, index, scale, penalty) for answers in right]
    weights = np.stack(columns, axis=1).astype(np.float32)
    heavy = np.abs(weights).max(axis=1) > FAINT
    names, weights = tuple(name for name, keep in zip(names, heavy, strict=True) if keep), weights[heavy]
    zeros = np.zeros(len(labels), dtype=np.float32)
    return LinearModel(tuple(labels), names, weights, np.zeros((0, len(labels)), dtype=np.float32), zeros)


def _fit(
    questions: Sequence[Question],
    answers: Sequence[Sequence[bool]],
    index: dict[str, int],
    scale: NDArray[np.float64],
    penalty: float,
) -> NDArray[np.float64]:
    from scipy import sparse
    from scipy.optimize import minimize

    kept = [i for i, answer in enumerate(answers) if any(answer)]
    rows = [row for i in kept for row in questions[i]]
    matrix = _matrix(rows, index, scale)
    right = np.array([flag for i in kept for flag in answers[i]], dtype=float)
    group = np.repeat(np.arange(len(kept)), [len(answers[i]) for i in kept])
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    transposed = sparse.csr_matrix(matrix.T)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        every, true = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = transposed @ (powers / every[group] - powers * right / true[group])
        return float(np.log(every / true).sum() + penalty / 2 * weights @ weights), slope + penalty * weights

    found = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return np.asarray(found.x * scale)


def _matrix(rows: Iterable[Sequence[str]], index: dict[str, int], scale: NDArray[np.float64]) -> Any:
    from scipy import sparse

    places: list[int] = []
    ends = [0]
    for row in rows:
        places += [index[f] for f in dict.fromkeys(row) if f in index]
        ends.append(len(places))
    return sparse.csr_matrix((scale[places], places, ends), shape=(len(ends) - 1, len(index)))
