"""The linear-chain tagger: sums against brute force, legal sequences only, and that it learns."""

from itertools import pairwise, product

import numpy as np
import pytest

from extract.chain import FORBIDDEN, _edges, _posterior, allowed, train_chain, viterbi
from extract.learned import LinearModel

LABELS = ("B-a", "E-a", "I-a", "O", "S-a")


def model(seed: int = 0) -> LinearModel:
    rng = np.random.default_rng(seed)
    bars = np.array([[0.0 if allowed(a, b) else FORBIDDEN for b in LABELS] for a in LABELS])
    moves = (rng.normal(size=bars.shape) + bars).astype(np.float32)
    features = tuple(f"f{i}" for i in range(6))
    return LinearModel(LABELS, features, rng.normal(size=(6, 5)).astype(np.float32), moves, np.zeros(5, dtype=np.float32))


def legal(labels: list[str]) -> bool:
    return all(allowed(a, b) for a, b in pairwise(["", *labels, ""]))


def test_probabilities_and_partition_match_the_sum_over_all_sequences() -> None:
    rng = np.random.default_rng(3)
    scores, lengths = rng.normal(size=(2, 4, 5)), np.array([4, 2])
    moves, edges = model().dense.astype(np.float64), _edges(LABELS)
    total, posterior, _ = _posterior(scores, lengths, moves, edges)
    partition = 0.0
    for line, length in enumerate(lengths):
        weighed = []
        for path in product(range(5), repeat=int(length)):
            weight = sum(scores[line, t, label] for t, label in enumerate(path)) + sum(moves[a, b] for a, b in pairwise(path))
            weighed.append((weight + edges[0][path[0]] + edges[1][path[-1]], path))
        log_sum = np.log(sum(np.exp(weight) for weight, _ in weighed))
        partition += log_sum
        first = sum(np.exp(weight - log_sum) for weight, path in weighed if path[0] == 3)
        assert posterior[line, 0, 3] == pytest.approx(first)
    assert total == pytest.approx(partition)


@pytest.mark.parametrize("seed", range(5))
def test_best_sequence_is_the_best_of_all_legal_ones(seed: int) -> None:
    tagger = model(seed)
    rows = [[f"f{i}", f"f{(i + seed) % 6}"] for i in range(4)]
    emitted = [tagger.scores(row) for row in rows]

    def score(path: tuple[int, ...]) -> float:
        return sum(float(emitted[t][label]) for t, label in enumerate(path)) + sum(
            float(tagger.dense[a, b]) for a, b in pairwise(path)
        )

    every = [path for path in product(range(5), repeat=4) if legal([LABELS[i] for i in path])]
    assert viterbi(tagger, rows) == [LABELS[i] for i in max(every, key=score)]


def test_no_tokens_no_labels() -> None:
    assert viterbi(model(), []) == []


def test_unknown_features_still_give_a_legal_sequence() -> None:
    assert legal(viterbi(model(), [["f0", "?"], ["f1"], ["f2", "?"]]))


def test_learns_a_pattern_of_two_tokens() -> None:
    line = [["bias", "x"], ["bias", "name"], ["bias", "title"], ["bias", "x"], ["bias", "name"]]
    gold = ["O", "B-a", "E-a", "O", "O"]
    tagger = train_chain(
        [line] * 5 + [[["bias", "name"], ["bias", "x"], ["bias", "x"]]] * 5, [gold] * 5 + [["O"] * 3] * 5, penalty=0.1
    )
    assert viterbi(tagger, line) == gold
