"""Years and months taken by nearness to the dates told in full."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dating_near import MONTH_REACH, YEAR_REACH, near_days
from extract.dating_order import Clue

ANCHOR = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("clue", "day"),
    [
        (Clue(0, 3, 6), date(2026, 3, 6)),
        (Clue(0, 12, 28), date(2025, 12, 28)),
        (Clue(0, 9, 6), None),
        (Clue(0, 0, 6), date(2026, 3, 6)),
        (Clue(0, 0, 28), date(2026, 2, 28)),
        (Clue(0, 0, 20), None),
        (Clue(0, 2, 30), None),
        (Clue(2011, 3, 11), date(2011, 3, 11)),
    ],
)
def test_the_nearest_reading_holds_when_the_next_is_far(clue: Clue, day: date | None) -> None:
    assert near_days([[clue]], [ANCHOR]) == [day]


def test_the_latest_of_a_lines_days_is_its_own() -> None:
    assert near_days([[Clue(0, 3, 6), Clue(0, 3, 2)], []], [ANCHOR]) == [date(2026, 3, 6), None]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-YEAR_REACH // 2, YEAR_REACH // 2))
def test_a_day_near_an_anchor_gets_that_year(anchor: date, shift: int) -> None:
    day = anchor + timedelta(days=shift)
    if (day.month, day.day) != (2, 29):
        assert near_days([[Clue(0, day.month, day.day)]], [anchor]) == [day]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 31))
def test_a_month_is_taken_within_reach_only(anchor: date, number: int) -> None:
    (day,) = near_days([[Clue(0, 0, number)]], [anchor])
    assert day is None or (day.day == number and abs((day - anchor).days) <= MONTH_REACH)
