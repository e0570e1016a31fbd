"""Japanese news summaries → annotations: times, countries, actors and events, each with its place in the text."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

# read when numpy is loaded: its threads otherwise spin for long after each product, on a core that others need
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")

from extract.model import (
    ActorMention,
    Annotation,
    Argument,
    Country,
    EventMention,
    Line,
    LineDate,
    Page,
    Span,
    Time,
    Trigger,
)
from extract.readers import InputError, Skip, read

if TYPE_CHECKING:
    from extract.pipeline import annotate, load_pipeline
    from extract.times import find_times

__all__ = [
    "ActorMention",
    "Annotation",
    "Argument",
    "Country",
    "EventMention",
    "InputError",
    "Line",
    "LineDate",
    "Page",
    "Skip",
    "Span",
    "Time",
    "Trigger",
    "annotate",
    "find_times",
    "load_pipeline",
    "read",
]

_LATER = {"annotate": "extract.pipeline", "load_pipeline": "extract.pipeline", "find_times": "extract.times"}


def __getattr__(name: str) -> Any:
    """Import what needs spaCy only when it is asked for: reading and dates take no second of start-up."""
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
