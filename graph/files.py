"""Output files that are whole or not there: written aside, renamed when complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, TextIO, overload


def _open(path: Path, mode: str) -> IO[Any]:
    # One line end on every system, so that the same input gives the same bytes.
    return path.open(mode) if "b" in mode else path.open(mode, encoding="utf-8", newline="")


@contextmanager
def _aside(path: Path, mode: str) -> Iterator[IO[Any]]:
    path = path.resolve()
    if path.exists() and not path.is_file():
        with _open(path, mode) as file:
            yield file
        return
    # A file name has at most 255 bytes; 60 Japanese characters are 180.
    aside = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        with _open(aside, mode) as file:
            yield file
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@overload
def written_aside(path: Path, mode: Literal["w"] = "w") -> AbstractContextManager[TextIO]: ...
@overload
def written_aside(path: Path, mode: Literal["wb"]) -> AbstractContextManager[BinaryIO]: ...
def written_aside(path: Path, mode: Literal["w", "wb"] = "w") -> AbstractContextManager[IO[Any]]:
    """An open file (UTF-8 text, or "wb") beside `path` that takes its place when the block ends without an error.

    On any error, an interrupt too, the old file stays as it was and the new one is removed.
    A link is followed; a device or pipe (/dev/stdout) is written directly. OSError as from `open`.
    """
    return _aside(Path(path), mode)
