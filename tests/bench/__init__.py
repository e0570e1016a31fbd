"""Benchmarks, apart from the tests; `extract` is loaded before numpy, as by the command."""

import extract as extract
