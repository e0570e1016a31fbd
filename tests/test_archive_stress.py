"""An archive whose writers are killed, and one with several writers and readers. The long form: `make soak`."""

from __future__ import annotations

from pathlib import Path

import tests.soak.archive as soak


def test_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    assert soak.kill_often(tmp_path, 20, documents=60) == []


def test_two_writers_and_four_readers_get_along(tmp_path: Path) -> None:
    assert soak.crowd(tmp_path, rounds=2) == []
