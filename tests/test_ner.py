"""The named-entity component: its labels in own sentences, its weights, its features."""

import json
from importlib.resources import files

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from extract.ner import LABELS, ROWS, WEIGHTS, bracket_states, component, dump_weights, load_weights, shape, token_columns
from extract.pipeline import load_pipeline


def entities(text: str) -> set[tuple[str, str]]:
    return {(span.text, span.label_) for span in load_pipeline()(text).ents}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山田太郎は京都市で生まれた。", {("山田太郎", "PERSON"), ("京都市", "PLACE")}),
        ("彼女は東京大学を卒業し、三菱商事に入社した。", {("三菱商事", "ORG")}),
        ("国際連合はスイスのジュネーヴに事務所を置く。", {("国際連合", "ORG"), ("スイス", "PLACE"), ("ジュネーヴ", "PLACE")}),
    ],
)
def test_finds_persons_organisations_and_places(text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= entities(text)


def test_labels_are_the_six_and_no_others() -> None:
    assert set(component(load_pipeline()).labels) == set(LABELS)


def test_empty_text_has_no_entities() -> None:
    assert entities("") == set()


def test_shipped_weights_are_small_and_name_their_origin() -> None:
    record = json.loads(files("extract").joinpath("data", "ner", "record.json").read_text(encoding="utf-8"))
    assert len(WEIGHTS.read_bytes()) < 15_000_000
    assert "CC BY-SA" in record["data"]


def test_weights_survive_writing_and_reading() -> None:
    nlp = load_pipeline()
    ner = component(nlp)
    text = "鈴木花子は大阪府の市立病院で記者会見を開いた。"
    before = entities(text)
    load_weights(ner, dump_weights(ner))
    assert entities(text) == before


@pytest.mark.parametrize(
    ("text", "expected"), [("東京タワー", "KKkkk"), ("ABC社", "AAAK"), ("2026年", "dddK"), ("すもももも", "hhh")]
)
def test_shape(text: str, expected: str) -> None:
    assert shape(text) == expected


def test_brackets_mark_what_they_hold() -> None:
    doc = Doc(spacy.blank("ja").vocab, ["「", "海", "辺", "」", "で"], [False] * 5)
    outside, first, second, closing, after = bracket_states(doc)
    assert outside == closing == after == 0
    assert first != second
    assert first > 1 and second > 1


def test_columns_have_one_row_a_token() -> None:
    doc = Doc(spacy.blank("ja").vocab, ["海", "辺"], [False] * 2)
    columns = token_columns(doc)
    assert columns.shape == (2, len(ROWS))
    assert columns.dtype == np.uint64
