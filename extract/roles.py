"""Who did what to whom, where and when: the arguments of every trigger of a line.

A log-linear choice (data/models/roles.npz, `python -m extract.roles_train`) and the encoder weigh every mention of the line as
agent and as target against nobody; coordinated mentions share a role, one filler never holds both roles or stands twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from spacy.tokens import Doc

from extract.candidates import Candidate, find_candidates
from extract.capitals import host_of
from extract.choice import agreed
from extract.clauses import LineView
from extract.encoder import Reading, read
from extract.event_dates import date_events
from extract.labels import label_of
from extract.learned import Floats, LinearModel
from extract.model import ActorMention, Argument, Country, EventMention, Time, Trigger
from extract.pairs import both
from extract.places import place_scene, places_of
from extract.role_features import Scene
from extract.role_rows import rows_of
from extract.speech import speakers
from extract.trigger_view import TriggerView

MODEL = Path(__file__).parent / "data" / "models" / "roles.npz"
NOBODY_TARGET = 0.9  # evens out that reports name a target less often than the political summaries of the seeds do
HOPELESS = -4.5  # log probability by the encoder in both roles, up to which a mention is out (no F1 lost on files left out)
ENCODER = 0.6  # its part in the mean with the log-linear model; F1 is flat from .4 to .7 on held-out lines
SHARED = 0.0003  # a coordinated mention joins its neighbour's role from this share of its weight on: learning needs but one of them
LIKELY = 0.6  # probability from which a label names who or whom: on files left out 4 of 10 below it are right
TURNS = ("が、", "し、", "り、", "て、", "一方、", "一方で、")  # end a clause behind which another topic speaks
BASES = {
    "": "attribute",
    "が": "subject",
    "は": "topic",
    "も": "topic",
    "を": "object",
    "に": "dative",
    "と": "companion",
    "の": "attribute",
}


@cache
def role_model() -> LinearModel:
    """The weights, read once."""
    return LinearModel.load(MODEL)


def find_events(
    doc: Doc,
    triggers: tuple[Trigger, ...],
    times: tuple[Time, ...],
    countries: tuple[Country, ...],
    actors: tuple[ActorMention, ...],
    published: date | None,
    reading: Reading | None = None,
) -> tuple[EventMention, ...]:
    """The events of a line, one for each trigger, with arguments, places, speaker, own date and label.

    `published` is not used to date anything: the publication day alone dates nothing.
    """
    if not triggers:
        return ()
    view = LineView.of(doc)
    scene = scene_of(view, triggers, countries, actors)
    reading = reading or read([doc], [(times, countries, actors)])[0]
    weights = [weigh(scene, t, reading) for t in scene.triggers]
    fillers = [assign(scene, weighed, both(scene, t)) for t, weighed in zip(scene.triggers, weights, strict=True)]
    dates = date_events(scene, times, reading)
    where = place_scene(doc, scene)
    said = speakers(scene, [agents for agents, _ in fillers])
    told = [_likely(scene, weighed, found) for weighed, found in zip(weights, fillers, strict=True)]
    return tuple(
        _event(where, scene, i, fillers[i], told[i], dates[i], said[i], times, reading) for i in range(len(scene.triggers))
    )


def scene_of(view: LineView, triggers: Sequence[Trigger], countries: Sequence[Country], actors: Sequence[ActorMention]) -> Scene:
    """The line as the role model sees it."""
    return Scene(view, find_candidates(view, countries, actors), [TriggerView.of(view, t) for t in triggers])


def weigh(scene: Scene, t: TriggerView, reading: Reading) -> Floats:
    """Probabilities (1 + mentions, 2) of nobody and of every mention as agent and as target of a trigger."""
    rows = rows_of(scene, t)
    votes = reading.choice(t.last, [c.last for c in scene.candidates], [row.simple() for row in rows], "agent", "target")
    weights = agreed(role_model(), rows, votes, HOPELESS, ENCODER)
    subject = own_subject(scene, t)
    subject = speaking_topic(scene, t) if subject is None else subject
    if subject is not None:  # a topic never does what a clause with its own subject tells
        for k in scene.topics:
            if scene.candidates[k].entity != subject:
                weights[k + 1, 0] = 0
    return weights


def speaking_topic(scene: Scene, t: TriggerView) -> int | None:
    """The entity of a topic with a comma (外相は、) whose speech has a topic of its own without one (首相は辞めないと述べた).

    On annotated lines it is the speaker in all 14 such sentences.
    """
    view = scene.view
    if "say" not in t.frames or t.first == 0 or view.words[t.first - 1] != "と":
        return None
    here = [scene.candidates[k] for k in scene.topics if scene.cases[k].lstrip("+") == "は"]
    here = [c for c in here if c.last < t.first and view.sentence[c.first] == view.sentence[t.first]]
    here = [c for c in here if view.depth[c.first] == view.depth[t.first]]
    if len({c.entity for c in here}) != 2 or here[0].entity == here[-1].entity:
        return None
    first, last = here[0], here[-1]
    turned = view.text[first.end_char : last.start_char].endswith(TURNS)
    apart = view.text.startswith("は、", first.end_char) and not view.text.startswith("は、", last.end_char)
    return first.entity if apart and not turned else None


def own_subject(scene: Scene, t: TriggerView) -> int | None:
    """The entity marked by が, without a comma, that stands before an active verb with no predicate or subject in between."""
    view, found = scene.view, None
    if not t.verbal or t.manner != "act":
        return None
    for k, c in enumerate(scene.candidates):
        behind = view.skip(c.last + 1)
        if c.inside or scene.cases[k] != "が" or behind + 1 >= t.first or view.words[behind + 1] == "、":
            continue
        clear = not {"が", "は"} & set(view.words[behind + 1 : t.first])
        level = view.sentence[c.first] == view.sentence[t.first] and view.depth[c.first] == view.depth[t.first]
        if clear and level and view.predicates_before[t.first] == view.predicates_before[behind + 1]:
            found = c.entity
    return found


def assign(scene: Scene, weights: Floats, doers: Sequence[int] = ()) -> tuple[list[int], list[int]]:
    """Agents and targets as entity numbers: the likeliest pair that is not one entity twice, with whoever is coordinated.

    `doers` are the agents where these are known.
    """
    shares: dict[int, list[float]] = {}
    for c, (agent, target) in zip(scene.candidates, weights[1:].tolist(), strict=True):
        share = shares.setdefault(c.entity, [0.0, 0.0])
        share[0] += agent
        share[1] += target
    nobody = [float(weights[0, 0]), float(weights[0, 1]) * NOBODY_TARGET]
    first: Sequence[int | None] = doers or (None, *shares)
    pairs = [
        ((shares[a][0] if a is not None else nobody[0]) * (shares[b][1] if b is not None else nobody[1]), a, b)
        for a in first
        for b in (None, *shares)
        if a is None or (a != b and b not in doers and b not in scene.joined.get(a, ()))
    ]
    _, agent, target = max(pairs, key=lambda pair: pair[0])
    agents = list(doers) or _with_joined(scene, agent, weights[1:, 0].tolist(), taken=target)
    return agents, [e for e in _with_joined(scene, target, weights[1:, 1].tolist(), taken=agent) if e not in agents]


def _with_joined(scene: Scene, first: int | None, weights: Sequence[float], taken: int | None) -> list[int]:
    """A filler with whoever is coordinated with that mention of it which speaks most for the role, in text order."""
    if first is None:
        return []
    own = max((k for k, c in enumerate(scene.candidates) if c.entity == first), key=lambda k: weights[k])
    total = sum(weights[k] for k, c in enumerate(scene.candidates) if c.entity == first)
    beside = [scene.candidates[k].entity for k in scene.coordinated(own)]
    shares = {e: sum(weights[k] for k, c in enumerate(scene.candidates) if c.entity == e) for e in beside}
    found = {first, *(e for e in beside if e != taken and shares[e] > SHARED * total)}
    return list(dict.fromkeys(c.entity for c in scene.candidates if c.entity in found))


def _likely(scene: Scene, weights: Floats, fillers: tuple[list[int], list[int]]) -> tuple[bool, bool]:
    """Whether agents and targets are likely enough for a label to name them."""
    shares = [
        sum(weights[k + 1, role] for k, c in enumerate(scene.candidates) if c.entity in found) for role, found in enumerate(fillers)
    ]
    return shares[0] >= LIKELY, shares[1] >= LIKELY


def _event(
    where: Scene,
    scene: Scene,
    index: int,
    fillers: tuple[list[int], list[int]],
    told: tuple[bool, bool],
    dated: tuple[Time | None, str],
    speaker: int | None,
    times: Sequence[Time],
    reading: Reading,
) -> EventMention:
    t = scene.triggers[index]
    agents, targets = (tuple(_argument(scene, e, t) for e in entities) for entities in fillers)
    places = places_of(where, t, fillers[0], reading)
    suffering = None if targets else host_of(scene.view.text, t.trigger) or _struck(scene, t, agents, places)
    if suffering and suffering.country not in {a.country for a in agents}:
        targets = (suffering,)
    time, why = dated
    reasons = (*t.trigger.reasons, *((why,) if why else ()))
    label = label_of(scene, t, agents if told[0] else (), targets if told[1] or suffering else (), times, places)
    return EventMention(
        t.trigger.start_char, t.trigger.end_char, t.trigger.text, label, t.trigger.type, t.trigger.status, agents, targets,
        places, time.value if time else None, time.start if time else None, time.end if time else None,
        time.grain if time else None, time.basis if time else "unresolved", None if speaker is None else _argument(scene, speaker,
        t),
        t.trigger.score, reasons,
    )  # fmt: skip


def _struck(scene: Scene, t: TriggerView, agents: Sequence[Argument], places: Sequence[str]) -> Argument | None:
    """The country in which another country strikes; it is the target where no other is named (6 of 8 on annotated news)."""
    if t.trigger.type != "ASSAULT" or not agents or any(a.country is None for a in agents):
        return None
    return next((_argument(scene, c.entity, t) for c in scene.candidates if c.code in places), None)


def _argument(scene: Scene, entity: int, t: TriggerView) -> Argument:
    """The mention of an entity that stands nearest to the trigger, an actor's before a bare country's."""
    mentions = [c for c in scene.candidates if c.entity == entity]
    best = min(mentions, key=lambda c: (c.code is not None, scene.view.sentence[c.first] != scene.view.sentence[t.first],
                                        c.start_char > t.trigger.start_char, abs(c.start_char - t.trigger.start_char)))  # fmt: skip
    return Argument(best.start_char, best.end_char, best.text, best.code, _basis(scene, best))


def _basis(scene: Scene, c: Candidate) -> str:
    """The grammatical place of a filler in words, with the particle it was found by."""
    case = scene.cases[scene.candidates.index(c)].lstrip("+")
    name = BASES.get(case.rsplit(">", 1)[-1], "oblique")
    return f"{name} ({case})" if case else name
