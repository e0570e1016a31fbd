"""The encoder's reading of a line: what it weighs, and that it follows the sentence and not single words."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.language import Language

from extract.clauses import LineView
from extract.countries import find_countries
from extract.encoder import (
    COLUMNS,
    DILATIONS,
    DISTANCES,
    FEATURES,
    RELATIONS,
    clauses,
    contexts_of,
    distance,
    encoder,
    mark_votes,
    read,
    relation,
)
from extract.model import Status
from extract.pipeline import load_pipeline
from extract.predicates import find_triggers
from extract.role_rows import rows_of
from extract.roles import scene_of
from extract.triggers_view import view


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def test_its_arrays_fit_together() -> None:
    model = encoder()
    assert set(model.states) == {"occurred", "planned", "possible", "denied"} and len(model.types) == 18
    assert len(model.weights["out.bias"]) == 1 + len(model.types) + len(model.states)
    for column in COLUMNS:
        assert model.weights[f"emb.{column}.weight"].shape[0] == len(model.ids[column]) + 1, column
    assert model.weights["told.weight"].shape[0] == len(model.ids[FEATURES]) + 1
    assert not model.weights["told.weight"][0].any()  # what an unknown feature adds
    assert all(model.weights[f"blocks.{k}.weight"].shape == (4 * 128, 2 * 128) for k in range(len(DILATIONS)))
    assert all(np.isfinite(array).all() for array in model.weights.values())


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("外相は来週、フランスを訪問する予定だ。", "訪問", "planned"),
        ("外相は先週、フランスを訪問した。", "訪問", "occurred"),
        ("外相はフランスを訪問する可能性がある。", "訪問", "possible"),
    ],
)
def test_it_reads_the_status_from_what_follows(nlp: Language, text: str, word: str, status: Status) -> None:
    doc = nlp(text)
    token = next(t.i for t in doc if t.text == word)
    odds, types, states = read([doc], [((), find_countries(doc), ())])[0].votes([token])
    assert odds[0] > 0
    assert encoder().types[int(types[0].argmax())] == "CONSULT"
    assert encoder().states[int(states[0].argmax())] == status


def test_it_tells_who_from_whom(nlp: Language) -> None:
    doc = nlp("フランスはドイツを非難した。")
    countries = find_countries(doc)
    reading = read([doc], [((), countries, ())])[0]
    scene = scene_of(LineView.of(doc), find_triggers(doc, (), countries, (), reading), countries, ())
    told = [row.simple() for row in rows_of(scene, scene.triggers[0])]
    weights = reading.choice(scene.triggers[0].last, [c.last for c in scene.candidates], told, "agent", "target")
    assert weights.argmax(axis=0).tolist() == [1, 2]
    assert np.exp(weights).sum(axis=0) == pytest.approx([1, 1], abs=1e-4)


def test_it_marks_the_mention_of_an_actor(nlp: Language) -> None:
    doc = nlp("ベルギー外務省は3日、ケニアのオティエノ農相と会談した。")
    [context] = contexts_of([doc])
    votes = mark_votes(context)
    assert np.exp(votes).sum(axis=1) == pytest.approx(np.ones(len(doc)), abs=1e-4)
    kinds = {token.text: encoder().marks[int(row.argmax())] for token, row in zip(doc, votes, strict=True)}
    assert kinds["オティエノ"] == "B-person" and kinds["ベルギー"] == "B-org" and kinds["会談"] == "O"


def test_a_line_of_nothing_has_no_votes(nlp: Language) -> None:
    [empty] = read([nlp("")], [((), (), ())])
    assert [len(votes) for votes in empty.votes([])] == [0, 0, 0]
    assert read([], []) == []
    assert mark_votes(contexts_of([nlp("")])[0]).shape == (0, len(encoder().marks))


def test_lines_read_together_are_read_as_if_alone(nlp: Language) -> None:
    docs = [nlp(text) for text in ("外相は来週、フランスを訪問する予定だ。", "", "辞任。", "フランスはドイツを非難した。")]
    mentions = [((), find_countries(doc), ()) for doc in docs]
    together = read(docs, mentions)
    for doc, found, reading in zip(docs, mentions, together, strict=True):
        [alone] = read([doc], [found])
        assert reading.line == alone.line
        assert reading.hidden == pytest.approx(alone.hidden, abs=1e-4)


def test_distances_keep_their_side() -> None:
    assert [distance(d) for d in (0, 1, 2, 3, 8, 9, 100, -1, -100)] == [0, 1, 2, 3, 4, 5, 7, 9, 15]
    assert len(DISTANCES) == 7


def test_relations_tell_side_clauses_and_quotes(nlp: Language) -> None:
    doc = nlp("首相は「ドイツが撤収すれば支援する」と述べた。")
    line = view(doc)
    at = {text: i for i, text in enumerate(line.text)}
    kinds = {
        name: relation(line, clauses(line), at[trigger], at[word])
        for name, trigger, word in (
            ("topic", "述べ", "首相"), ("quoted", "述べ", "支援"), ("behind", "首相", "述べ"), ("near", "撤収", "ドイツ"),
        )
    }  # fmt: skip
    assert len(set(kinds.values())) == 4
    assert all(0 <= kind < RELATIONS for kind in kinds.values())
    assert kinds["topic"] < RELATIONS // 2 <= kinds["behind"]
