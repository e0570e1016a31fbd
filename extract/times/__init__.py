"""Expressions of time in Japanese text → EDTF values and day intervals, by grammar (no language model)."""

from extract.times.find import find_times

__all__ = ["find_times"]
