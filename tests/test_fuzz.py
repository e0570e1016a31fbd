"""Whatever is handed over is read or refused in words; `make soak` asks this of very many inputs."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fuzz import VOCABULARY, check_file, check_times, files, texts, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("suffix", VOCABULARY)
def test_any_file_is_read_or_refused_in_words(tmp_path: Path, suffix: str) -> None:
    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
    @given(files(suffix), told())
    def check(data: bytes, told: dict[str, Any]) -> None:
        check_file(tmp_path / f"page{suffix}", data, told)

    check()


@settings(deadline=None)
@given(texts(), st.none() | st.dates())
def test_times_of_any_text(text: str, reference: date | None) -> None:
    check_times(text, reference)
