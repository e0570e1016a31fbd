"""Status by the calendar: what lies after the day of publication is planned, what lies before it is no longer a plan.

On annotated reports with both days 19 of 20 later events are planned and none of 48 earlier ones is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from extract.model import EventMention


def settled(event: EventMention, published: date | None) -> EventMention:
    """The event with the status that its own day and the day of publication leave no doubt of."""
    if published is None or event.start is None:
        return event
    ahead = event.start > published or (event.start == published and event.end is not None and event.end > published)
    if ahead and event.status == "occurred":
        return replace(event, status="planned", reasons=(*event.reasons, f"status: planned, after {published}"))
    if (event.end or event.start) < published and event.status == "planned":
        return replace(event, status="occurred", reasons=(*event.reasons, f"status: occurred, before {published}"))
    return event
