"""The day of a timestamp: as written in it, or as counted in a zone; never a guess."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.timestamps import published_day, zone


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-01-05",
        "20260105",
        "2026-01-05T23:30:00Z",
        "2026-01-05T23:30:00.000-05:00",
        "2026-01-05 23:30:00",
        "2026/1/5",
        "2026/01/05 23:30",
        "2026.1.5 配信",
        "2026年1月5日",
        "２０２６年１月５日（月）　23時30分",
        "Mon, 05 Jan 2026 23:30:00 +0900",
        "Mon, 05 Jan 2026 23:30:00 JST",
        1767655800,
        "1767655800000",
    ],
)
def test_the_day_is_the_one_written(stamp: str | int) -> None:
    assert published_day(stamp) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("stamp", "in_tokyo"),
    [
        ("2026-01-05T23:30:00Z", 6),
        ("2026-01-05T09:30:00-05:00", 5),
        ("2026-01-05T10:30:00-05:00", 6),
        ("Mon, 05 Jan 2026 23:30:00 GMT", 6),
        ("Mon, 05 Jan 2026 23:30:00 JST", 5),
        (1767655800, 6),
        ("2026-01-05T23:30:00", 5),
        ("2026-01-05", 5),
        ("2026年1月5日23時", 5),
    ],
)
def test_a_zone_moves_only_timestamps_with_an_offset(stamp: str | int, in_tokyo: int) -> None:
    assert published_day(stamp, zone("Asia/Tokyo")) == date(2026, 1, in_tokyo)
    assert published_day(stamp, zone("+09:00")) == date(2026, 1, in_tokyo)


@pytest.mark.parametrize("stamp", ["yesterday", "1月5日", "5 Jan", "2026-13-01", "26-1-5", "", "9" * 5000, True, [2026], 12, 1e300])
def test_what_tells_no_day_raises(stamp: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        published_day(stamp)


@pytest.mark.parametrize("name", ["Tokyo", "+25:00", "../zone", "", "Asia/Tokyo\0"])
def test_an_unknown_zone_is_told_with_the_cure(name: str) -> None:
    with pytest.raises(ValueError, match=r"give a name like Asia/Tokyo or an offset like \+09:00"):
        zone(name)


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.datetimes().map(str)),
    st.sampled_from([None, "+14:00", "-14:00"]),
)
def test_any_value_gives_a_day_or_a_value_error(value: object, name: str | None) -> None:
    with suppress(ValueError):
        assert isinstance(published_day(value, zone(name) if name else None), date)
