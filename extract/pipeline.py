"""GiNZA loaded once and the stages in their order, in one process or several."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from itertools import islice
from multiprocessing import get_context
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from threadpoolctl import threadpool_limits

from extract.contexts import PieceVectors, read_pieces
from extract.countries import find_countries
from extract.dating import date_page
from extract.encoder import Mentions, contexts_of, read
from extract.model import Annotation, Line, LineDate, Page
from extract.names import find_actors
from extract.ner import add_ner
from extract.predicates import find_triggers
from extract.roles import find_events
from extract.tense import settled

TELLING = ("title", "summary")
SWITCH = 0.0003  # seconds after which a thread that waits for the interpreter gets it: 5 % more lines than by Python's 0.005
CHUNK = 32  # lines parsed together; more costs memory and gains no speed
Job = tuple[tuple[Line, LineDate], ...]


@cache
def load_pipeline() -> Language:
    """GiNZA with our named entities in place of its own: `doc.ents` carry PERSON, ORG, PLACE, FAC, PRODUCT, EVENT."""
    nlp = spacy.load("ja_ginza", exclude=["ner"])  # its bunsetu_recognizer stays: it also mends the parser's labels
    add_ner(nlp)
    _multiply_by_numpy(nlp)
    return nlp


def _multiply_by_numpy(nlp: Language) -> None:
    """Let numpy's BLAS multiply in place of BLIS: GiNZA's tok2vec runs 2.8 times as fast (`make bench`), same results."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        if isinstance(model := getattr(component, "model", None), Model):
            for layer in model.walk():
                layer.ops = ops


def annotate(pages: Iterable[Page], *, workers: int = 1) -> Iterator[Annotation]:
    """One annotation for each line of the pages, in their order; `workers` processes share the parsing."""
    jobs = _jobs(pages)
    if workers == 1:
        yield from _in_turn(jobs)
        return
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read by the workers: together they use every core already
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from _spread(pool, jobs, 2 * workers)


def annotate_docs(docs: Sequence[Doc], told: Job, pieces: Sequence[PieceVectors] | None = None) -> Iterator[Annotation]:
    """All stages over parsed lines; the encoder reads them together, with their texts' pieces where these are known already."""
    mentions: list[Mentions] = []
    contexts = contexts_of(docs, pieces)
    for doc, (_, dated), context in zip(docs, told, contexts, strict=True):
        countries = find_countries(doc)
        mentions.append((dated.times, countries, find_actors(doc, countries, context)))
    for doc, (line, dated), found, reading in zip(docs, told, mentions, read(docs, mentions, contexts), strict=True):
        triggers = find_triggers(doc, *found, reading)
        events = find_events(doc, triggers, *found, dated.published, reading)
        settled_events = tuple(settled(event, dated.published) for event in events)
        yield Annotation(line, dated.published, dated.basis, *found, settled_events)


def _jobs(pages: Iterable[Page]) -> Iterator[Job]:
    dated = ((line, when) for page in pages for line, when in zip(page.lines, date_page(page), strict=True))
    while job := tuple(islice(dated, CHUNK)):
        yield job


def _in_turn(jobs: Iterator[Job]) -> Iterator[Annotation]:
    """Job after job; while the events of one are sought, a second core reads the next: its pieces, its words, their vectors.

    Each of the two does its products alone: they would only wait for each other's core. Python lets the reader go on sooner than it
    does by itself, for the reader holds the interpreter but a moment between its long products.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        with threadpool_limits(1, user_api="blas"):
            yield from _read_ahead(jobs)
    finally:
        sys.setswitchinterval(usual)


def _read_ahead(jobs: Iterator[Job]) -> Iterator[Annotation]:
    with ThreadPoolExecutor(1) as reader:
        job = next(jobs, ())
        begun = reader.submit(_begun, _texts(job))
        while job:
            docs, pieces = begun.result()
            following = next(jobs, ())
            begun = reader.submit(_begun, _texts(following))
            yield from _annotated(job, _finished(docs), pieces)
            job = following


def _annotate(job: Job) -> list[Annotation]:
    docs, pieces = _begun(_texts(job))
    return _annotated(job, _finished(docs), pieces)


def _begun(texts: Sequence[str]) -> tuple[list[Doc], list[PieceVectors]]:
    """Texts in words with their vectors (GiNZA's first component), and in pieces."""
    docs = map(load_pipeline().make_doc, texts)
    return list(_components()[0].pipe(docs, batch_size=CHUNK)), read_pieces(texts)


def _finished(docs: list[Doc]) -> list[Doc]:
    """Docs after GiNZA's other components."""
    for component in _components()[1:]:
        pipe = getattr(component, "pipe", None)  # GiNZA's rules have none
        docs = list(pipe(docs, batch_size=CHUNK)) if pipe else list(map(component, docs))
    return docs


def _components() -> list[Any]:
    return [component for _, component in load_pipeline().pipeline]


def _texts(job: Job) -> list[str]:
    return [line.text for line, _ in job if line.kind in TELLING]


def _annotated(job: Job, docs: Sequence[Doc], pieces: Sequence[PieceVectors]) -> list[Annotation]:
    told = tuple((line, dated) for line, dated in job if line.kind in TELLING)
    found = annotate_docs(docs, told, pieces)
    return [
        next(found) if line.kind in TELLING else Annotation(line, dated.published, dated.basis)
        for line, dated in job
    ]  # fmt: skip


def _spread(pool: ProcessPoolExecutor, jobs: Iterator[Job], ahead: int) -> Iterator[Annotation]:
    """Results in the order of the jobs, with at most `ahead` of them under way so that memory stays bounded."""
    waiting: deque[Future[list[Annotation]]] = deque(pool.submit(_annotate, job) for job in islice(jobs, ahead))
    try:
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(pool.submit(_annotate, job) for job in islice(jobs, 1))
    finally:
        for future in waiting:
            future.cancel()
