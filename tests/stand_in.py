"""A reader that needs no model: finds the names, countries and acts of made-up news by their words. For tests of the archive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from extract.model import ActorMention, Annotation, Argument, Country, EventMention, EventType, Line, Page

ACTS: dict[str, EventType] = {"会談": "CONSULT", "批判": "ACCUSE", "攻撃": "ASSAULT", "発表": "STATEMENT", "支援": "AID"}
LANDS = {"フィジー": "FJ", "トンガ": "TO", "サモア": "WS", "ツバル": "TV", "パラオ": "PW"}
NAMES = ("カルロ・ビアンキ", "ビアンキ", "アンナ・ロッシ", "ロッシ", "大河内文雄", "大河内", "ペドロ・コスタ", "コスタ")
OFFICES = ("首相", "外相", "社長", "氏", "市長")
BODIES = ("政府", "海軍", "国連", "議会")
WHERE = ("首都", "港", "国境", "北部", "市場", "議事堂", "離島", "油田")
_PERSON = re.compile(f"(?:{'|'.join(NAMES)})(?:{'|'.join(OFFICES)})|(?:{'|'.join(LANDS)})(?:{'|'.join(OFFICES[:2])})")
_BODY = re.compile("|".join(BODIES))
_LAND = re.compile("|".join(LANDS))
_ACT = re.compile("|".join(ACTS))


def news(number: int, seed: int = 0) -> list[dict[str, str]]:
    """Made-up records of some weeks in which the same few people meet, quarrel and are told of again."""
    chance = Random(seed)
    return [_record(n, chance) for n in range(number)]


def _record(number: int, chance: Random) -> dict[str, str]:
    day = date(2031, 3, 1) + timedelta(days=chance.randrange(40))
    who = chance.choice(
        [f"{chance.choice(NAMES)}{chance.choice(OFFICES)}", f"{chance.choice(list(LANDS))}の{chance.choice(BODIES)}"]
    )
    office = f"{chance.choice(list(LANDS))}{chance.choice(OFFICES[:2])}"
    whom = chance.choice([*LANDS, office])
    act = chance.choice(list(ACTS))
    text = f"{who}は{chance.choice(list(LANDS))}の{chance.choice(WHERE)}で{whom}を{act}した。第{number % 97}報。"
    return {"id": f"{number:032x}", "published": day.isoformat(), "text": text, "source": f"通信{number % 3}"}


def write_news(path: Path, records: Iterable[dict[str, str]]) -> Path:
    """Records as a file of JSON lines."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def annotate(pages: Iterable[Page], *, workers: int = 1) -> Iterator[Annotation]:
    """One annotation for each line, by words alone."""
    for page in pages:
        for line in page.lines:
            yield annotation(line)


def annotation(line: Line) -> Annotation:
    """What the words of a line tell."""
    lands = tuple(Country(*m.span(), m.group(), LANDS[m.group()], "test") for m in _LAND.finditer(line.text))
    people = [ActorMention(*m.span(), m.group(), "person", m.group(), None, None, "test") for m in _PERSON.finditer(line.text)]
    bodies = [ActorMention(*m.span(), m.group(), "org", m.group(), None, None, "test") for m in _BODY.finditer(line.text)]
    actors = tuple(sorted((*people, *bodies), key=lambda actor: actor.span))
    events = tuple(_event(m, line.text, actors, lands) for m in _ACT.finditer(line.text))
    return Annotation(line, line.published, "test", (), lands, actors, events)


def _event(match: re.Match[str], text: str, actors: tuple[ActorMention, ...], lands: tuple[Country, ...]) -> EventMention:
    agents = tuple(Argument(*a.span, a.text, None, "test") for a in actors[:1])
    last = [land for land in lands if land.end_char == text.rfind("を", 0, match.start())]
    targets = tuple(Argument(*land.span, land.text, land.code, "test") for land in last)
    return EventMention(
        *match.span(), match.group(), text[: match.end()], ACTS[match.group()], "occurred", agents, targets, (), None, None, None,
        None, "unresolved", None, 0.9, ("test",),
    )  # fmt: skip


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives read with these words in place of the models."""
    monkeypatch.setattr("extract.pipeline.annotate", annotate)
