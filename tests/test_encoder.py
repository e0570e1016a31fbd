"""The encoder's reading of a line: what it weighs, and that it follows the sentence and not single words."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from extract.countries import find_countries
from extract.encoder import DILATIONS, DISTANCES, distance, encoder, read
from extract.model import Status
from extract.pipeline import load_pipeline


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def test_its_arrays_fit_together() -> None:
    model = encoder()
    assert set(model.states) == {"occurred", "planned", "possible", "denied"} and len(model.types) == 18
    assert len(model.weights["out.bias"]) == 1 + len(model.types) + len(model.states)
    for column, ids in model.ids.items():
        assert model.weights[f"emb.{column}.weight"].shape[0] == len(ids) + 1, column
    assert all(model.weights[f"blocks.{k}.weight"].shape == (4 * 128, 2 * 128) for k in range(len(DILATIONS)))
    assert all(np.isfinite(array).all() for array in model.weights.values())


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("外相は来週、フランスを訪問する予定だ。", "訪問", "planned"),
        ("外相は先週、フランスを訪問した。", "訪問", "occurred"),
        ("外相はフランスを訪問しなかった。", "訪問", "denied"),
    ],
)
def test_it_reads_the_status_from_what_follows(nlp: Language, text: str, word: str, status: Status) -> None:
    doc = nlp(text)
    token = next(t.i for t in doc if t.text == word)
    odds, types, states = read(doc, (), find_countries(doc), ()).votes([token])
    assert odds[0] > 0
    assert encoder().types[int(types[0].argmax())] == "CONSULT"
    assert encoder().states[int(states[0].argmax())] == status


def test_it_tells_who_from_whom(nlp: Language) -> None:
    doc = nlp("フランスはドイツを非難した。")
    countries = find_countries(doc)
    at = [next(t.i for t in doc if t.idx == c.start_char) for c in countries]
    token = next(t.i for t in doc if t.text == "非難")
    weights = read(doc, (), countries, ()).roles(token, at)
    assert weights.argmax(axis=0).tolist() == [1, 2]
    assert np.exp(weights).sum(axis=0) == pytest.approx([1, 1], abs=1e-4)


def test_a_line_of_nothing_has_no_votes(nlp: Language) -> None:
    odds, types, states = read(nlp(""), (), (), ()).votes([])
    assert (len(odds), len(types), len(states)) == (0, 0, 0)


def test_distances_keep_their_side() -> None:
    assert [distance(d) for d in (0, 1, 2, 3, 8, 9, 100, -1, -100)] == [0, 1, 2, 3, 4, 5, 7, 9, 15]
    assert len(DISTANCES) == 7
