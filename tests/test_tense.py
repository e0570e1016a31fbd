"""Status against the calendar: a day after publication is a plan, a day before it no longer one."""

from datetime import date

import pytest

from extract.model import EventMention, Status
from extract.tense import settled

PUBLISHED = date(2026, 3, 5)


def event(status: Status, start: date | None, end: date | None = None) -> EventMention:
    return EventMention(
        0, 2, "会談", "会談", "CONSULT", status, (), (), (), None, start, end or start, "day", "stated", None, 1.0, ()
    )


@pytest.mark.parametrize(
    ("status", "start", "expected"),
    [
        ("occurred", date(2026, 3, 9), "planned"),
        ("planned", date(2026, 3, 4), "occurred"),
        ("occurred", date(2026, 3, 5), "occurred"),
        ("planned", date(2026, 3, 5), "planned"),
        ("denied", date(2026, 3, 9), "denied"),
        ("possible", date(2026, 3, 4), "possible"),
        ("occurred", None, "occurred"),
    ],
)
def test_the_day_settles_plans_and_deeds_only(status: Status, start: date | None, expected: Status) -> None:
    assert settled(event(status, start), PUBLISHED).status == expected


def test_a_stay_that_begins_today_and_ends_later_is_planned() -> None:
    assert settled(event("occurred", PUBLISHED, date(2026, 3, 8)), PUBLISHED).status == "planned"


def test_a_month_that_holds_the_day_settles_nothing() -> None:
    assert settled(event("occurred", date(2026, 3, 1), date(2026, 3, 31)), PUBLISHED).status == "occurred"


def test_without_a_day_of_publication_nothing_changes() -> None:
    said = event("planned", date(2026, 3, 4))
    assert settled(said, None) is said


def test_a_change_says_why() -> None:
    assert "after 2026-03-05" in settled(event("occurred", date(2026, 3, 9)), PUBLISHED).reasons[-1]
