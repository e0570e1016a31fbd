"""Small linear models over sparse string features and dense vectors: log-linear, deterministic, arrays at run time.

A model is one `.npz` under `data/models/` (feature hashes, float16 weights) with its training record beside it as `.json`.
Training needs scikit-learn (extra `train`); prediction only numpy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def log_softmax(scores: Floats) -> Floats:
    """Log probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


@dataclass(frozen=True)
class LinearModel:
    """Multinomial log-linear model: `labels` (L), `features` (F strings), `weights` (F, L), `dense` (D, L), `bias` (L)."""

    labels: tuple[str, ...]
    features: tuple[str, ...]
    weights: Floats
    dense: Floats
    bias: Floats

    @cached_property
    def rows(self) -> dict[str, int]:
        return {feature: row for row, feature in enumerate(self.features)}

    def scores(self, features: Iterable[str], dense: Floats | None = None) -> Floats:
        """Unnormalised log scores (L) of one item."""
        found = [row for f in features if (row := self.rows.get(f)) is not None]
        total: Floats = self.bias + self.weights[found].sum(axis=0)
        return total if dense is None else np.asarray(total + dense @ self.dense, dtype=np.float32)

    def probabilities(self, features: Iterable[str], dense: Floats | None = None) -> Floats:
        """Probabilities (L) of one item, in the order of `labels`."""
        scores = self.scores(features, dense)
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum(), dtype=np.float32)

    def save(self, path: Path, record: dict[str, Any]) -> None:
        """Write `path` (.npz) and its training record beside it (.json)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path, labels=np.array(self.labels), features=np.array(self.features),
            weights=self.weights.astype(np.float16), dense=self.dense.astype(np.float16), bias=self.bias,
        )  # fmt: skip
        path.with_suffix(".json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> LinearModel:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(
                tuple(arrays["labels"].tolist()), tuple(arrays["features"].tolist()),
                arrays["weights"].astype(np.float32), arrays["dense"].astype(np.float32), arrays["bias"].astype(np.float32),
            )  # fmt: skip


def train(
    items: Sequence[Iterable[str]],
    labels: Sequence[str],
    dense: Floats | None = None,
    *,
    c: float = 1.0,
    seen: int = 2,
    weight: Sequence[float] | None = None,
) -> LinearModel:
    """Fit by L2-regularised logistic regression; features seen in fewer than `seen` items are dropped; `weight` is per item."""
    from scipy import sparse
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform([dict.fromkeys(features, 1.0) for features in items])
    keep = np.flatnonzero(np.asarray((matrix != 0).sum(axis=0)).ravel() >= seen)
    matrix, names = matrix[:, keep], tuple(vectorizer.get_feature_names_out()[keep])
    stacked = matrix if dense is None else sparse.hstack([matrix, sparse.csr_matrix(dense)]).tocsr()
    fitted = LogisticRegression(C=c, max_iter=2000, solver="lbfgs").fit(stacked, labels, sample_weight=weight)
    weights, bias = fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)
    if len(fitted.classes_) == 2:  # scikit-learn keeps only the second class's column
        weights, bias = np.hstack([np.zeros_like(weights), weights]), np.array([0, bias[0]], dtype=np.float32)
    return LinearModel(tuple(fitted.classes_), names, weights[: len(names)], weights[len(names) :], bias)
