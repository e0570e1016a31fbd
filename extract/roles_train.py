"""Train roles, places and days: `python -m extract.roles_train GOLD… [--own GOLD…] [--more GOLD…]` (needs the extra `train`).

Writes roles, places and days (data/models/*.npz) with their records (data, scores with whole files left out).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from extract import places, roles
from extract.candidates import Candidate
from extract.choice import choose, every, train_choice
from extract.clauses import LineView
from extract.day_rows import day_rows, time_scene
from extract.gold import GoldEvent, GoldLine
from extract.learned import LinearModel
from extract.model import Time, Trigger
from extract.pipeline import load_pipeline
from extract.role_examples import role_examples
from extract.role_features import Scene
from extract.role_rows import rows_of
from extract.training import ALWAYS, FOLDS, Annotated, Sources, parser_of, sources_of


@dataclass(frozen=True)
class Sample:
    """An annotated line with its scene; `events` in the order of the scene's triggers."""

    fold: int
    gold: GoldLine
    scene: Scene
    where: Scene
    when: Scene
    events: list[GoldEvent]

    @classmethod
    def of(cls, fold: int, gold: GoldLine, doc: Doc) -> Sample:
        events = sorted(gold.events, key=lambda e: e.start_char)
        triggers = [Trigger(e.start_char, e.end_char, e.trigger, e.type, e.status, 1.0, ()) for e in events]
        scene = roles.scene_of(LineView.of(doc), triggers, gold.countries, gold.actors)
        return cls(fold, gold, scene, places.place_scene(doc, scene), time_scene(scene, gold.times), events)

    def identities(self) -> list[set[str]]:
        """What the gold may call each candidate: codes and canonical names of its entity."""
        names = {a.span: a.name for a in self.gold.actors}
        own = [c.code or names[c.start_char, c.end_char] for c in self.scene.candidates]
        return [{own[k] for k, o in enumerate(self.scene.candidates) if o.entity == c.entity} for c in self.scene.candidates]


@dataclass(frozen=True)
class Task:
    """Questions with the right rows of each label; `origin` is (sample, event) of every question."""

    labels: tuple[str, ...]
    questions: list[list[Sequence[str]]]
    right: list[list[list[bool]]]
    origin: list[tuple[int, int]]

    def train(self, kept: Sequence[int]) -> LinearModel:
        return train_choice([self.questions[i] for i in kept], [[r[i] for i in kept] for r in self.right], self.labels)


def role_answers(sample: Sample, event: GoldEvent) -> tuple[list[bool], list[bool]]:
    """Which rows (nobody, then the mentions) are right as agent and as target; none where a filler has no mention in the line."""
    called = sample.identities()
    agents, targets = ([not names, *(bool(own & set(names)) for own in called)] for names in (event.agents, event.targets))
    return agents, targets


def place_answers(sample: Sample, event: GoldEvent) -> list[bool]:
    """Which rows (nowhere, then the places) are right; none where a place is no candidate."""
    return [not event.places, *(_is_place(c, event) for c in sample.where.candidates)]


def day_answers(sample: Sample, event: GoldEvent) -> list[bool]:
    """Which rows (no day, then the times) are right; none where the line has no time, or one of unknown year and no day."""
    times = sample.gold.times
    if not times or (event.start is None and any(time.start is None for time in times)):
        return []
    return [event.start is None, *(_dates(time, event) for time in times)]


def _dates(time: Time, event: GoldEvent) -> bool:
    return event.start is not None and time.start == event.start and event.end in (time.end, None)


def role_task(samples: Sequence[Sample]) -> Task:
    """Agent and target of every event."""
    task = Task(("agent", "target"), [], [[], []], [])
    for s, sample in enumerate(samples):
        for e, event in enumerate(sample.events):
            agents, targets = role_answers(sample, event)
            task.questions.append(list(map(every, rows_of(sample.scene, sample.scene.triggers[e]))))
            task.right[0].append(agents)
            task.right[1].append(targets)
            task.origin.append((s, e))
    return task


def place_task(samples: Sequence[Sample]) -> Task:
    """The places of every event."""
    task = Task(("place",), [], [[]], [])
    for s, sample in enumerate(samples):
        for e, event in enumerate(sample.events):
            right = place_answers(sample, event)
            task.questions.append(list(map(every, rows_of(sample.where, sample.where.triggers[e]))))
            task.right[0].append(right)
            task.origin.append((s, e))
    return task


def day_task(samples: Sequence[Sample]) -> Task:
    """The time of every event whose line has one."""
    task = Task(("time",), [], [[]], [])
    for s, sample in enumerate(samples):
        for e, event in enumerate(sample.events):
            if right := day_answers(sample, event):
                task.questions.append(list(map(every, day_rows(sample.when, sample.gold.times, sample.when.triggers[e]))))
                task.right[0].append(right)
                task.origin.append((s, e))
    return task


def _is_place(c: Candidate, event: GoldEvent) -> bool:
    """Whether a gold place is this candidate, a part of it or a longer name with it."""
    return any(place == c.code or place in c.text or (len(c.text) > 1 and c.text in place) for place in event.places)


def cross_validate(task: Task, samples: Sequence[Sample]) -> list[Any]:
    """Every question's probabilities by a model that saw none of its file."""
    fold = [samples[s].fold for s, _ in task.origin]
    answers: list[Any] = [None] * len(fold)
    for k in range(FOLDS):
        model = task.train([i for i, f in enumerate(fold) if f != k])
        for i in (i for i, f in enumerate(fold) if f == k):
            answers[i] = choose(model, task.questions[i])
    return answers


def role_scores(task: Task, samples: Sequence[Sample], answers: Sequence[Any]) -> dict[str, float]:
    """F1 of agents and targets over all events, gold triggers and mentions given."""
    hit, got, due = Counter[str](), Counter[str](), Counter[str]()
    for (s, e), weights in zip(task.origin, answers, strict=True):
        if weights is None:
            continue
        sample, event = samples[s], samples[s].events[e]
        identities = {c.entity: names for c, names in zip(sample.scene.candidates, sample.identities(), strict=True)}
        for label, found, fillers in zip(
            task.labels, roles.assign(sample.scene, weights), (event.agents, event.targets), strict=True
        ):
            hit[label] += sum(1 for entity in found if identities[entity] & set(fillers))
            got[label] += len(found)
            due[label] += len(fillers)
    return {label: round(2 * hit[label] / max(1, got[label] + due[label]), 4) for label in task.labels}


def place_scores(task: Task, samples: Sequence[Sample], answers: Sequence[Any]) -> dict[str, float]:
    """F1 of places over all events, gold triggers given; a gold place is found by any name that is a part of it or has it."""
    hit = got = due = 0
    for (s, e), weights in zip(task.origin, answers, strict=True):
        if weights is None:
            continue
        sample, event = samples[s], samples[s].events[e]
        names = {c.code or c.text: c for c in sample.where.candidates}
        found = [names[name] for name in places.chosen(sample.where, weights[:, 0].tolist(), ())]
        hit += sum(_is_place(c, event) for c in found)
        got += len(found)
        due += max(len(event.places), sum(_is_place(c, event) for c in found))
    return {"place": round(2 * hit / max(1, got + due), 4)}


def day_scores(task: Task, samples: Sequence[Sample], answers: Sequence[Any]) -> dict[str, float]:
    """F1 of the days of events, where there is one, gold triggers and times given."""
    hit = got = due = 0
    for right, weights in zip(task.right[0], answers, strict=True):
        if weights is None or not any(right):
            continue
        best = int(weights[:, 0].argmax())
        hit += bool(best) and right[best]
        got += bool(best)
        due += not right[0]
    return {"time": round(2 * hit / max(1, got + due), 4)}


MODELS = (
    ("roles", role_task, role_scores),
    ("places", place_task, place_scores),
    ("days", day_task, day_scores),
)


def read_samples(sources: Sources) -> list[Sample]:
    """The annotated lines of the sources that tell events, and our own examples, parsed by GiNZA."""
    told = [source for source in sources.lines() if source.line.events]
    told += [Annotated("role_examples", line, ALWAYS, 1) for line in role_examples()]
    docs = load_pipeline().pipe([source.line.text for source in told])
    return [Sample.of(source.fold, source.line, doc) for source, doc in zip(told, docs, strict=True)]


def train_all(samples: Sequence[Sample], sources: Sources, folder: Path) -> dict[str, Any]:
    """Train the models, write them with their records, return the records."""
    records = {}
    for name, make, measure in MODELS:
        task = make(samples)
        scores = measure(task, samples, cross_validate(task, samples))
        record = {
            "command": "python -m extract.roles_train GOLD… --own GOLD… --more GOLD…",
            "data": sources.record() | {"own examples": ["role_examples.tsv"]},
            "lines": len(samples), "questions": len(task.questions), "seed": None, "folds": FOLDS,
            "f1 by cross-validation (gold triggers, mentions, times)": scores,
        }  # fmt: skip
        task.train(range(len(task.questions))).save(folder / f"{name}.npz", record)
        records[name] = record
    return records


def main() -> None:
    """Read the arguments, train, write weights and records."""
    sources = sources_of(parser_of(__doc__).parse_args())
    for name, record in train_all(read_samples(sources), sources, roles.MODEL.parent).items():
        print(name, record)


if __name__ == "__main__":
    main()
