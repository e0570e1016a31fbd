"""Where an event happens: which of the line's places, bare countries and bodies, or nowhere.

The log-linear choice of `choice.py` over the features of the roles (data/models/places.npz, `python -m extract.roles_train`)
and the encoder, half and half.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from spacy.tokens import Doc

from extract.candidates import Candidate
from extract.choice import agreed
from extract.encoder import Reading
from extract.learned import LinearModel
from extract.role_features import Scene
from extract.role_rows import rows_of
from extract.trigger_view import TriggerView

MODEL = Path(__file__).parent / "data" / "models" / "places.npz"
PLACE_LABELS = frozenset({"PLACE", "FAC", "LOC", "GPE"})
SUFFIXES = frozenset(
    {"市", "州", "県", "都", "区", "町", "村", "郡", "島", "沖", "地区", "地方", "近郊", "郊外", "空港", "駅", "港"}
    | {"西岸", "東岸", "北岸", "南岸", "沿岸", "半島", "諸島", "列島", "海峡", "湾", "高原", "砂漠", "盆地"}
)
NOWHERE = 0.8  # what the probability of nowhere counts against that of all places together
HOPELESS = -3.0  # log probability by the encoder; no F1 lost, 79 % of the pairs spared
BESIDE = 0.5  # of the likeliest place's weight: another place from here on is named too
Span = tuple[int, int, int, int]  # first and last token, first and last character (end exclusive)


@cache
def place_model() -> LinearModel:
    """The weights, read once."""
    return LinearModel.load(MODEL)


def place_scene(doc: Doc, scene: Scene) -> Scene:
    """The line with its places, bare countries and bodies as candidates."""
    known = [c for c in scene.candidates if c.kind != "person" and not c.inside]
    taken = {i for c in scene.candidates for i in range(c.first, c.last + 1)}
    spans = [span for span in _spans(doc) if not taken & set(range(span[0], span[1] + 1))]
    names = {doc.text[span[2] : span[3]]: -k for k, span in enumerate(spans, 1)}
    found = [
        Candidate(start, end, text := doc.text[start:end], names[text], None, "place", False, first, last,
                  scene.view.head_of(first, last), None)
        for first, last, start, end in spans
    ]  # fmt: skip
    apart = [Candidate(*_fields(c)) for c in known]
    return scene.among(sorted([*apart, *found], key=lambda c: (c.start_char, -c.end_char)))


def _fields(c: Candidate) -> tuple[int, int, str, int, str | None, str, bool, int, int, int, None]:
    """A candidate's fields; whom it is coordinated with says nothing of where."""
    return c.start_char, c.end_char, c.text, c.entity, c.code, c.kind, c.inside, c.first, c.last, c.top, None


def places_of(where: Scene, t: TriggerView, actors: Sequence[int], reading: Reading) -> tuple[str, ...]:
    """Surfaces of places and ISO codes of countries, in text order; `actors` are the entities that act in the event."""
    if not where.candidates:
        return ()
    votes = reading.choice(t.last, [c.last for c in where.candidates], (), "place")
    return chosen(where, agreed(place_model(), rows_of(where, t), votes, HOPELESS)[:, 0].tolist(), actors)


def chosen(where: Scene, weights: Sequence[float], actors: Sequence[int]) -> tuple[str, ...]:
    """The places, given the probabilities of nowhere and of each candidate."""
    nowhere, *each = weights
    free = [(c, weight) for c, weight in zip(where.candidates, each, strict=True) if c.entity not in actors]
    if nowhere * NOWHERE >= sum(weight for _, weight in free):
        return ()
    least = BESIDE * max(weight for _, weight in free)
    return tuple(dict.fromkeys(c.code or c.text for c, weight in free if weight >= least))


def _spans(doc: Doc) -> list[Span]:
    """Named places, and what Sudachi takes for a place's name besides, with what goes on the name; countries are no places here."""
    named = [(e.start, _grown(doc, e.end - 1)) for e in doc.ents if e.label_ in PLACE_LABELS and not _in_longer_name(doc, e.start)]
    inside = {i for first, last in named for i in range(first, last + 1)}
    for i, tag in enumerate([token.tag_ for token in doc]):
        if i not in inside and tag.startswith("名詞-固有名詞-地名") and not tag.endswith("国") and not _in_longer_name(doc, i):
            named.append((i, _grown(doc, i)))
    return [(first, last, doc[first].idx, doc[last].idx + len(doc[last])) for first, last in sorted(named)]


def _grown(doc: Doc, last: int) -> int:
    """The last token of a place's name with the words that go on it: ヨルダン川|西岸, 能登半島|沖."""
    while last + 1 < len(doc) and doc[last + 1].text in SUFFIXES:
        last += 1
    return last


def _in_longer_name(doc: Doc, i: int) -> bool:
    """Whether a word in Latin letters goes on a name in Latin letters (USS George Washington), which is no place then."""
    return i > 0 and all(doc[k].text.isascii() and doc[k].text.isalpha() for k in (i - 1, i))
