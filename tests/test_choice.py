"""The choice between rows by the log-linear model and the encoder together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from extract.choice import agreed
from extract.learned import LinearModel, log_softmax

MODEL = LinearModel(
    ("agent",), ("good", "bad"), np.array([[2.0], [-2.0]], np.float32), np.zeros((0, 1), np.float32), np.zeros(1, np.float32)
)


@dataclass
class Answer:
    """A row with one crossed feature, which remembers whether it was asked for it."""

    feature: str
    asked: bool = False

    def simple(self) -> list[str]:
        return ["plain"]

    def crossed(self) -> list[str]:
        self.asked = True
        return [self.feature]


def test_both_count_half() -> None:
    votes = log_softmax(np.zeros((1, 3), np.float32)).T
    weights = agreed(MODEL, [Answer("none"), Answer("good"), Answer("bad")], votes, -9.0)[:, 0]
    assert weights.sum() == pytest.approx(1)
    assert np.log(weights[1] / weights[2]) == pytest.approx((2 + 2) / 2, abs=1e-3)  # the encoder sees no difference


def test_hopeless_rows_are_not_looked_at_and_get_nothing() -> None:
    rows = [Answer("none"), Answer("good"), Answer("bad")]
    votes = np.log(np.array([[0.001], [0.6], [0.001]], np.float32))
    weights = agreed(MODEL, rows, votes, -5.0)[:, 0]
    assert [row.asked for row in rows] == [True, True, False]  # nobody is always asked about
    assert weights[2] == 0 and weights[0] + weights[1] == pytest.approx(1)
