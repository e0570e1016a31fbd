"""The transformer's reading of a text: pieces that cover every word, and vectors that follow the context."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnxruntime import InferenceSession
from onnxruntime.capi.onnxruntime_pybind11_state import InvalidArgument
from sentencepiece import SentencePieceProcessor

from extract.contexts import BEGIN, END, LONGEST, MODELS, WIDTH, Pieces, PieceVectors, pieces_of, read_pieces
from extract.learned import Floats


@given(st.lists(st.text("米中 首相　ﾛｼｱ①Ａbc😀が\u3099を、。", min_size=1, max_size=4), max_size=30))
def test_the_pieces_of_a_word_cover_it(words: list[str]) -> None:
    pieces = pieces_of("".join(words))
    first, last = pieces.of_words(words)
    assert len(first) == len(words)
    assert all(a <= b for a, b in pairwise(first))
    at = 0
    for word, a, b in zip(words, first, last, strict=True):
        assert 0 <= a <= b < len(pieces.ids)
        assert a == 0 or pieces.ends[a - 1] <= at
        assert not word.strip() or pieces.ends[b] >= at + len(word.rstrip())  # spaces have no piece
        at += len(word)


def test_a_word_in_two_pieces_and_two_words_in_one() -> None:
    words = ["した", "ので", "フォルドゥ", "し", "た"]
    first, last = pieces_of("".join(words)).of_words(words)
    assert first[2] < last[2]  # a name that no single piece spells
    assert first[3] == last[3] == first[4] == last[4]  # した is one


def test_a_word_has_the_mean_of_its_first_and_its_last_piece() -> None:
    vectors = np.arange(5 * WIDTH, dtype=np.float32).reshape(5, WIDTH)
    told = PieceVectors(Pieces([1, 7, 8, 9, 2], [0, 1, 3, 4, 4]), vectors).of_words(["核", "施設を"])
    assert (told == [vectors[1], (vectors[2] + vectors[3]) / 2]).all()


def test_the_same_word_reads_differently_by_what_is_around_it() -> None:
    def vector(text: str) -> Floats:
        [told] = read_pieces([text])
        at = text.index("攻撃")
        return told.of_words([text[:at], "攻撃", text[at + 2 :]])[1]

    done, again, feared = map(vector, ("米国が攻撃した。", "英国が攻撃した。", "攻撃への懸念が続く。"))
    assert done.shape == (WIDTH,)
    assert np.linalg.norm(done - again) < np.linalg.norm(done - feared)


def test_texts_are_read_by_themselves() -> None:
    texts = ["外相は来週、フランスを訪問する予定だ。", "", "辞任。"]
    for text, together in zip(texts, read_pieces(texts), strict=True):
        [alone] = read_pieces([text])
        assert together.vectors.shape == (len(together.pieces.ids), WIDTH)
        assert (together.vectors == alone.vectors).all()


def test_a_long_text_is_read_to_its_end_in_windows() -> None:
    [told] = read_pieces(["山、" * LONGEST])
    assert len(told.vectors) == len(told.pieces.ids) > 2 * LONGEST
    first, second = told.vectors[10:12], told.vectors[10 + LONGEST : 12 + LONGEST]
    assert not np.allclose(first, second)  # the second window begins elsewhere in the text


def test_the_pieces_are_those_that_have_vectors() -> None:
    count = SentencePieceProcessor(model_file=str(MODELS / "pieces.model")).get_piece_size()
    session = InferenceSession(MODELS / "contexts.onnx", providers=["CPUExecutionProvider"])
    [[vectors]] = session.run(None, {"ids": np.array([[BEGIN, count - 1, END]])})
    assert len(vectors) == 3
    with pytest.raises(InvalidArgument):
        session.run(None, {"ids": np.array([[count]])})
