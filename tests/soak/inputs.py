"""Very many inputs made at random over all readers and `find_times`: `python -m tests.soak.inputs [NUMBER] [SEED]`.

Says for each kind how many were tried, how many failed and the slowest; ends with 1 when any failed. One that never ends is
shown by faulthandler.
"""

from __future__ import annotations

import faulthandler
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz import VOCABULARY, check_file, check_times, files, texts, told

NUMBER = 20_000
UNHURRIED = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
SLOWEST = 5.0  # seconds of work on one input
STUCK = 30  # seconds of work on one input after which the run is given up, with where it stands


class Tried:
    """What became of the inputs of one kind."""

    def __init__(self, check: Callable[..., None]) -> None:
        self.check = check
        self.count = 0
        self.slowest = 0.0
        self.errors: list[str] = []

    def __call__(self, *given: Any) -> None:
        signal.setitimer(signal.ITIMER_PROF, STUCK)
        start = time.process_time()
        try:
            self.check(*given)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            self.errors.append(f"{type(error).__name__}: {str(error)[:200]} at {place.filename}:{place.lineno} of {given!r:.400}")
        self.count += 1
        took = time.process_time() - start
        if took > SLOWEST:
            self.errors.append(f"{took:.1f} s for {given!r:.400}")
        self.slowest = max(self.slowest, took)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _run(tried: Tried, number: int, number_of_run: int, *strategies: st.SearchStrategy[Any]) -> None:
    limits = settings(
        max_examples=number, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )

    @seed(number_of_run)
    @limits
    @given(st.tuples(*strategies))
    def run(values: tuple[Any, ...]) -> None:
        tried(*values)

    run()


def soak(number: int, number_of_run: int) -> bool:
    """Tries so many inputs, a third of them texts for `find_times`; whether all went well."""
    faulthandler.register(signal.SIGPROF, chain=True)
    well = True
    each = -(-number * 2 // 3 // len(VOCABULARY))
    with TemporaryDirectory() as folder:
        kinds: dict[str, tuple[Tried, int, tuple[st.SearchStrategy[Any], ...]]] = {
            suffix: (Tried(partial(check_file, Path(folder) / f"page{suffix}")), each, (files(suffix), told()))
            for suffix in VOCABULARY
        }
        kinds["find_times"] = (Tried(check_times), number - each * len(VOCABULARY), (texts(), st.none() | st.dates()))
        for name, (tried, count, strategies) in kinds.items():
            _run(tried, count, number_of_run, *strategies)
            print(f"{name:10} {tried.count:6,} tried  {len(tried.errors)} failed  slowest {tried.slowest:.2f} s", flush=True)
            for error in tried.errors[:5]:
                print(f"   {error}")
            well = well and not tried.errors
    return well


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(not soak(words[0] if words else NUMBER, words[1] if len(words) > 1 else date.today().toordinal()))
