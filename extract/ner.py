"""The named-entity component: a spaCy `ner` with own weights over surface features, word vectors and GiNZA's own tensor.

Labels: PERSON, ORG, PLACE, FAC (施設名), PRODUCT (製品名), EVENT (イベント名). `extract.ner_train` makes the weights.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.ml.staticvectors import StaticVectors
from spacy.pipeline import EntityRecognizer
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Linear, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

if TYPE_CHECKING:
    from spacy.language import Language

LABELS = ("PERSON", "ORG", "PLACE", "FAC", "PRODUCT", "EVENT")
WEIGHTS = files("extract").joinpath("data", "ner", "weights.msgpack")
ROWS = (5000, 300, 2500, 1500, 1500, 2500, 800, 60)  # hash rows for each column of `token_columns`
TENSOR_WIDTH = 256  # of ja_ginza's shared tok2vec
MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": {"@architectures": "nenpyo.SurfaceTok2Vec.v1", "width": 128, "embed": 64, "depth": 4, "tensor": True},
}


def add_ner(nlp: Language) -> None:
    """Add the component "ner" with the shipped weights; the pipeline must hold ja_ginza's vectors and its tok2vec before it."""
    nlp.add_pipe("ner", config={"model": MODEL})
    load_weights(component(nlp), WEIGHTS.read_bytes())


def component(nlp: Language) -> EntityRecognizer:
    """The pipeline's "ner"; TypeError when it is none of spaCy's."""
    found = nlp.get_pipe("ner")
    if not isinstance(found, EntityRecognizer):
        raise TypeError(f"ner is a {type(found).__name__}")
    return found


def dump_weights(ner: EntityRecognizer) -> bytes:
    """Transitions and parameters (float16) as msgpack, without vectors and vocabulary."""
    parts = srsly.msgpack_loads(ner.to_bytes(exclude=["vocab"]))
    return bytes(srsly.msgpack_dumps(parts | {"model": _cast(parts["model"], np.float16)}))


def load_weights(ner: EntityRecognizer, data: bytes) -> None:
    """Fill a component, made from `MODEL`, with what `dump_weights` wrote."""
    parts = srsly.msgpack_loads(data)
    ner.from_bytes(srsly.msgpack_dumps(parts | {"model": _cast(parts["model"], np.float32)}), exclude=["vocab"])


def _cast(model: bytes, dtype: type[np.floating[Any]]) -> bytes:
    nodes = srsly.msgpack_loads(model)
    params = [
        {
            name: value.astype(dtype) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
            for name, value in node.items()
        }
        for node in nodes["params"]
    ]
    return bytes(srsly.msgpack_dumps(nodes | {"params": params}))


_SCRIPTS = (("぀", "ゟ", "h"), ("゠", "ヿ", "k"), ("㐀", "鿿", "K"), ("0", "9", "d"), ("０", "９", "d"))
_OPEN, _CLOSE = "「『(（【〈《“", "」』)）】〉》”"


def script(char: str) -> str:
    """One letter for the script of a character: h hiragana, k katakana, K kanji, d digit, A/a Latin, else itself."""
    for first, last, name in _SCRIPTS:
        if first <= char <= last:
            return name
    return ("A" if char.isupper() else "a") if char.isalpha() else char


def shape(text: str) -> str:
    """The scripts of a word, runs written at most three times: 東京タワー → KKkkk."""
    marks = [script(char) for char in text]
    return "".join(m for i, m in enumerate(marks) if marks[i - 3 : i] != [m] * 3)


@lru_cache(maxsize=65536)
def word_columns(text: str, tag: str) -> tuple[int, ...]:
    """Hashes of what the word alone tells, one for each column but the last."""
    parts = (text, tag, text[:2], text[:1], text[-1:], text[-2:], shape(text))
    return tuple(int(get_string_id(f"{i}{part}")) for i, part in enumerate(parts))


def bracket_states(doc: Doc) -> list[int]:
    """For each token the innermost bracket it stands in (0 = none), with a mark for the token right inside."""
    states: list[int] = []
    stack: list[str] = []
    fresh = False
    for token in doc:
        first = token.text[0]
        if first in _CLOSE and stack:
            stack.pop()
        states.append((_OPEN.index(stack[-1]) + 1) * 2 + fresh if stack else int(fresh))
        fresh = first in _OPEN
        if fresh:
            stack.append(first)
    return states


def token_columns(doc: Doc) -> Any:
    """Hashed features (tokens, columns) of a doc."""
    states = bracket_states(doc)
    rows = [(*word_columns(token.text, token.tag_), state) for token, state in zip(doc, states, strict=True)]
    return np.asarray(rows, dtype="uint64").reshape((len(doc), len(ROWS)))


def _columns_forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Any]:
    return [model.ops.asarray2i(token_columns(doc), dtype="uint64") for doc in docs], lambda d: []


def _tensor_forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[Any, Any]:
    empty: list[Any] = [np.zeros((len(doc), TENSOR_WIDTH), dtype="float32") for doc in docs]
    found: list[Any] = [
        doc.tensor[: len(doc)] if len(doc.tensor) >= len(doc) else blank for doc, blank in zip(docs, empty, strict=True)
    ]
    return [model.ops.asarray2f(tensor, dtype="float32") for tensor in found], lambda d: []


@registry.architectures("nenpyo.SurfaceTok2Vec.v1")  # type: ignore[untyped-decorator]
def surface_tok2vec(width: int, embed: int, depth: int, tensor: bool) -> Model[Any, Any]:
    """Hash embeddings of `token_columns`, static vectors and (where `tensor`) the shared tok2vec's output, mixed and convolved."""
    hashed: list[Model[Any, Any]] = [HashEmbed(embed, rows, column=i, seed=i + 8, dropout=0.0) for i, rows in enumerate(ROWS)]
    columns: Model[Any, Any] = chain(Model("columns", _columns_forward), list2ragged(), with_array(concatenate(*hashed)))
    parts: list[Model[Any, Any]] = [columns, StaticVectors(width, dropout=0.0)]
    total = embed * len(ROWS) + width
    if tensor:
        parts.append(chain(Model("tensor", _tensor_forward), list2ragged(), with_array(Linear(width, TENSOR_WIDTH))))
        total += width
    mix: Model[Any, Any] = with_array(Maxout(width, total, nP=3, dropout=0.0, normalize=True))
    encode = MaxoutWindowEncoder(width=width, window_size=1, maxout_pieces=3, depth=depth)
    model: Model[Any, Any] = chain(concatenate(*parts), mix, ragged2list(), encode)
    model.set_dim("nO", width)
    return model
