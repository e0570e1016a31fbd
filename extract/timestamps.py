"""Timestamps of records → the day they were published."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

_EPOCH = re.compile(r"(?P<seconds>\d{10})(?P<thousandths>\d{3})?(?:\.\d*)?")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>[0-5]\d)")
_WRITTEN = re.compile(
    r"""
    (?P<year>\d{4}) \s* [年/.-] \s* (?P<month>\d{1,2}) \s* [月/.-] \s* (?P<day>\d{1,2}) \s* 日?
    (?:\s* \( [月火水木金土日] (?:曜日?)? \) )?
    (?:[\sT]* (?P<hour>\d{1,2}) (?:時|:) \s* (?P<minute>\d{1,2})? (?:分 | :\d\d (?:\.\d+)?)? (?:\s* \d{1,2} 秒)? )?
    \s* (?:配信|公開|掲載|発表|更新)? \s*
    """,
    re.VERBOSE,
)


def zone(name: str) -> tzinfo:
    """The time zone of a name (Asia/Tokyo) or an offset (+09:00). Raises ValueError in words."""
    if found := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
        if away < timedelta(days=1):
            return timezone(-away if found["sign"] == "-" else away)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise ValueError(f"{name!r} is no time zone; give a name like Asia/Tokyo or an offset like +09:00") from None


def published_day(value: Any, within: tzinfo | None = None) -> date:
    """The day written in a timestamp, in the timestamp's own offset; `within` a zone, the day it was there.

    Reads ISO 8601, 2026/1/5 12:30, 2026年1月5日12時, RFC 2822 (feeds) and seconds or thousandths since 1970 (in UTC unless
    `within` is given). A timestamp without an offset keeps its day. Raises ValueError when it is none of these.
    """
    moment = _moment(value)
    if within is None or moment.tzinfo is None:
        return moment.date()
    try:
        return moment.astimezone(within).date()
    except OverflowError as error:
        raise ValueError(str(error)) from None


def _moment(value: Any) -> datetime:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"no timestamp: {value!r}")
    text = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    if len(text) > 60:
        raise ValueError("too long for a timestamp")
    if since := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(since["seconds"]), UTC)
    if written := _WRITTEN.fullmatch(text):
        hour, minute = (int(written[part] or 0) for part in ("hour", "minute"))
        start = datetime(int(written["year"]), int(written["month"]), int(written["day"]))
        return start.replace(hour=hour % 24, minute=minute)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return _mail(text)


def _mail(text: str) -> datetime:
    try:
        return parsedate_to_datetime(re.sub(r"\bJST\b", "+0900", text))
    except (TypeError, IndexError, OverflowError):
        raise ValueError(f"no timestamp: {text}") from None
