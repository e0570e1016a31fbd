"""The seeds read once for every test that needs real text."""

from pathlib import Path

import pytest

import extract
import graph
from graph.model import Events

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="session")
def seeds() -> Events:
    """Both seed pages, resolved in one run."""
    return graph.resolve(extract.annotate(extract.read(SEEDS)))
