"""Inputs written for tests of the readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extract.model import Line, Page
from extract.readers import Skip, read

FIRST = "政府は5日、港湾の整備計画を発表した。首相は記者団に「急ぐ必要がある」と述べた。"
SECOND = "野党は6日、この計画に反対すると表明した。"


def pages(*paths: Path | str, **told: Any) -> tuple[list[Page], list[Skip]]:
    """What is read, and what is told to be passed over."""
    skips: list[Skip] = []
    return list(read(paths, skips.append, **told)), skips


def lines(*paths: Path | str, **told: Any) -> list[Line]:
    """The lines of one page that is read without a word."""
    [page], skips = pages(*paths, **told)
    assert skips == []
    return list(page.lines)


def written(path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    """The path, with this in it."""
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path
