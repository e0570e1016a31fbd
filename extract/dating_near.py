"""The own day of each line of a page whose order tells nothing: years and months by nearness to the dates told in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.dating_order import Clue, readings

YEAR_REACH = 120  # days from the nearest full date within which a month and day tell their year
MONTH_REACH = 10  # days within which a day of the month tells its month
CLEAR = 2  # how many times farther the next reading must lie


def near_days(clues: Sequence[Sequence[Clue]], anchors: Sequence[date]) -> list[date | None]:
    """The latest past day of each line: told in full, or the one reading that lies near the anchors; None where none does."""
    return [
        max((c.sure for c in line if c.sure), default=None)
        or max((day for c in line if (day := _nearest(c, anchors))), default=None)
        for line in clues
    ]


def _nearest(clue: Clue, anchors: Sequence[date]) -> date | None:
    """The reading nearest to an anchor, when it lies within reach and the next one far off."""
    away = sorted((min(abs((day - a).days) for a in anchors), day) for day in readings(clue, min(anchors), max(anchors)))
    if not away or away[0][0] > (YEAR_REACH if clue.month else MONTH_REACH):
        return None
    return away[0][1] if len(away) == 1 or away[1][0] > CLEAR * away[0][0] + 1 else None
