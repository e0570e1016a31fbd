"""Mentions of persons and organisations in a line: a sequence tagger over GiNZA's tokens, the title grammar for their parts.

The tagger (`data/models/names.npz`, made by `extract.names_train`) finds span and kind; `titles.analyse` reads name,
office and country out of the mention's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from math import log

from spacy.tokens import Doc

from extract.chain import viterbi
from extract.encoder import contexts_of, encoder, mark_votes
from extract.learned import Floats, LinearModel
from extract.model import ActorKind, ActorMention, Country
from extract.names_features import actor_features
from extract.names_known import with_known, without_relations
from extract.names_repair import repair
from extract.titles import analyse

ENCODER = 0.5  # weight of the encoder's log probabilities beside the tagger's scores: F1 is flat from .35 to 1 on held-out lines
SURE = log(0.998)  # log probability of no mention by the encoder from which a word is in none
KINDS: dict[str, ActorKind] = {"person": "person", "org": "org"}


@cache
def names_model() -> LinearModel:
    """The shipped tagger."""
    with as_file(files("extract") / "data" / "models" / "names.npz") as path:
        return LinearModel.load(path)


def find_actors(doc: Doc, countries: tuple[Country, ...], context: Floats | None = None) -> tuple[ActorMention, ...]:
    """Actor mentions in order, without overlap, title and country prefix inside the span (GUIDELINES: actors).

    Reads tokens, tags, dependencies and `doc.ents`, and the words' `context` (`encoder.contexts_of`), which is read here when it
    is not given. `name` is the surface where the words hold no name (首相).
    """
    context = contexts_of([doc])[0] if context is None else context
    votes = mark_votes(context)[:, [encoder().marks.index(label) for label in names_model().labels]]
    doubtful = votes[:, names_model().labels.index("O")] < SURE
    labels = viterbi(names_model(), actor_features(doc, countries, doubtful.tolist()), ENCODER * votes)
    text = doc.text
    actors = without_relations(text, countries, found(doc, labels))
    return tuple(mention(text, *span) for span in with_known(text, countries, actors))


def found(doc: Doc, labels: Sequence[str]) -> list[tuple[int, int, ActorKind]]:
    """The mentions (start_char, end_char, kind) that the tagger's labels give, repaired."""
    spans = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), kind) for start, end, kind in decode(labels)]
    return repair(doc.text, spans)


def decode(labels: Sequence[str]) -> Iterator[tuple[int, int, ActorKind]]:
    """Token spans (start, end exclusive) of BIOES labels, with their kinds."""
    start = 0
    for at, label in enumerate(labels):
        if label[:2] in ("B-", "S-"):
            start = at
        if label[:2] in ("E-", "S-"):
            yield start, at + 1, KINDS[label[2:]]


def mention(text: str, start: int, end: int, kind: ActorKind) -> ActorMention:
    """The mention at a stretch of the text, with the parts that its own words tell."""
    surface = text[start:end]
    parts = analyse(surface, kind)
    title = "".join(filter(None, (parts.status, parts.title or parts.honorific))) or None
    name = parts.name if parts.name and len(parts.name) > 1 else surface
    return ActorMention(start, end, surface, kind, name, title, parts.country, f"tagger:{parts.cls or kind}")
