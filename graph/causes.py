"""Cause links that a line states between its events: 攻撃を受け、…と表明; 空爆で17人が死亡; 制裁に対抗し、輸出を止めた.

The connectives (`data/causes.tsv`) stand behind the trigger of the cause; the consequence is the next event of the sentence,
or the speech act that reports it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from extract.tsv import entries
from graph.coreference_features import Candidate

INFLECTION = r"(?:[しさせられたてする]{0,6}(?:こと|の|とされる?|後の?|など|攻撃|措置|事件|作戦|行動|活動|発表)?)"
SENTENCE_END = re.compile(r"[。！？]")
SPEECH = {"STATEMENT", "ACCUSE", "THREATEN", "SUPPORT", "REJECT", "REQUEST"}
REPORTED = re.compile(r"[^、。]{0,12}」?(?:と|を|よう|旨)[^、。]{0,6}$")


@cache
def connective() -> re.Pattern[str]:
    """What may follow a trigger that is a cause."""
    patterns = [row["pattern"] for row in entries("causes", "graph")]
    return re.compile(INFLECTION + "(?:" + "|".join(patterns) + ")")


def causes(candidates: Sequence[Candidate]) -> list[tuple[int, int]]:
    """(cause, consequence) indexes into `candidates`, both of one line, in order."""
    by_line: dict[str, list[int]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        by_line[candidate.line].append(i)
    found = []
    for members in by_line.values():
        members.sort(key=lambda i: candidates[i].start_char)
        for at, i in enumerate(members):
            consequence = _consequence(candidates, i, members[at + 1 :])
            if consequence is not None:
                found.append((i, consequence))
    return sorted(found)


def _consequence(candidates: Sequence[Candidate], cause: int, later: Sequence[int]) -> int | None:
    """The event that a connective behind the trigger links to."""
    told = candidates[cause]
    if not (match := connective().match(told.text, told.end_char)):
        return None
    end = SENTENCE_END.search(told.text, match.end())
    stop = end.start() if end else len(told.text)
    within = [i for i in later if match.end() - 1 <= candidates[i].start_char < stop]
    outside = [i for i in within if not _quoted(told.text, match.end(), candidates[i].start_char)]
    return _reporting(candidates, (outside or within)) if within else None


def _quoted(text: str, start: int, at: int) -> bool:
    """Whether a quotation that opens after `start` is still open at `at`."""
    between = text[start:at]
    return between.count("「") > between.count("」") or between.count("『") > between.count("』")


def _reporting(candidates: Sequence[Candidate], within: Sequence[int]) -> int:
    """The first event, or the speech act that it is the content of (攻撃を受け、停戦が終了したと発表)."""
    first = candidates[within[0]]
    for i in within[1:]:
        between = first.text[first.end_char : candidates[i].start_char]
        if candidates[i].type in SPEECH and REPORTED.match(between):
            return i
    return within[0]
