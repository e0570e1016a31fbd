"""Mentions of persons and organisations in a line: a sequence tagger over GiNZA's tokens, the title grammar for their parts.

The tagger (`data/models/names.npz`, made by `extract.names_train`) finds span and kind; `titles.analyse` reads name,
office and country out of the mention's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files

from spacy.tokens import Doc

from extract.chain import viterbi
from extract.learned import LinearModel
from extract.model import ActorKind, ActorMention, Country
from extract.names_features import actor_features
from extract.names_known import with_known, without_relations
from extract.names_repair import repair
from extract.titles import analyse

KINDS: dict[str, ActorKind] = {"person": "person", "org": "org"}


@cache
def names_model() -> LinearModel:
    """The shipped tagger."""
    with as_file(files("extract") / "data" / "models" / "names.npz") as path:
        return LinearModel.load(path)


def find_actors(doc: Doc, countries: tuple[Country, ...]) -> tuple[ActorMention, ...]:
    """Actor mentions in order, without overlap, title and country prefix inside the span (GUIDELINES: actors).

    Reads tokens, tags, dependencies and `doc.ents`. `name` is the surface where the words hold no name (首相).
    """
    labels = viterbi(names_model(), actor_features(doc, countries))
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
