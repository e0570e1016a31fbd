"""What the user names → sources: files, folders, patterns, standard input; addresses later."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from glob import glob, has_magic
from pathlib import Path, PurePath
from typing import BinaryIO

from extract.readers_source import InputError, Source

SUFFIXES = (".txt", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".html", ".htm", ".xhtml", ".rss", ".atom", ".rdf", ".xml")
STANDARD_INPUT = "-"
ADDRESS = re.compile(r"(?:https?|feed|ftp):/{1,2}", re.IGNORECASE)
ATTACHED = ("_files", ".files", "_ファイル", "-Dateien")  # the folder that a browser saves beside a page


def sources(paths: Iterable[str | Path]) -> Iterator[tuple[Source, bool]]:
    """Every source once, in the order given (a folder's by name), and whether the user named it outright.

    Raises InputError when a path is missing or a folder holds no page.
    """
    names: dict[object, str] = {}
    for path in paths:
        for file, root in _found(str(path)):
            key = file if file == STANDARD_INPUT else Path(file).resolve()
            if key in names:
                continue
            taken = {PurePath(name).with_suffix("") for name in names.values()}
            name = names[key] = "stdin" if file == STANDARD_INPUT else _name(Path(file), root, taken)
            yield Source(file, name, _suffix(name, file), _opener(file)), file == str(path)


def _found(path: str) -> Iterator[tuple[str, Path]]:
    """The files of a path, each with the folder below which its page is named."""
    if path == STANDARD_INPUT:
        yield path, Path()
    elif ADDRESS.match(path):
        raise InputError(f"{path}: addresses are not fetched; save the page or feed and give the file")
    elif Path(path).exists() or not has_magic(path):
        for file in _files(Path(path)):
            yield str(file), Path(path) if file != Path(path) else file.parent
    else:
        yield from _matching(path)


def _matching(pattern: str) -> Iterator[tuple[str, Path]]:
    matches = [Path(match) for match in sorted(glob(pattern, recursive=True))]  # noqa: PTH207 Path.glob takes no absolute one
    files = [(file, match if match.is_dir() else match.parent) for match in matches for file in _pages(match)]
    if not files:
        raise InputError(f"{pattern}: no page fits this pattern; give a file, a folder, or a pattern such as news/*.txt")
    yield from ((str(file), root) for file, root in files)


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path}: no such file or folder; give a .txt page, a .jsonl or .csv file, a feed or a folder of them")
    files = _pages(path)
    if not files:
        raise InputError(f"{path}: no page in this folder; put one summary a line into a .txt file there")
    return files


def _pages(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if _is_page(file, path)) if path.is_dir() else [path]


def _is_page(file: Path, root: Path) -> bool:
    parts = file.relative_to(root).parts
    hidden = any(part.startswith(".") for part in parts) or any(part.endswith(ATTACHED) for part in parts[:-1])
    return unpacked(file.name.lower()).endswith(SUFFIXES) and not hidden and file.is_file()


def unpacked(name: str) -> str:
    """The name without .gz."""
    return name[:-3] if name.lower().endswith(".gz") and len(name) > 3 else name


def _suffix(name: str, file: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return suffix if file != STANDARD_INPUT and suffix in SUFFIXES else ""


def _name(file: Path, root: Path, taken: set[PurePath]) -> str:
    """The page's name below its root, longer or numbered where another page of the run has it, so that ids stay apart."""
    name = unpacked(file.relative_to(root).as_posix())
    if PurePath(name).with_suffix("") in taken:
        name = f"{file.parent.name or 'page'}/{name}"
    base, count = PurePath(name), 2
    while PurePath(name).with_suffix("") in taken:
        name, count = str(base.with_name(f"{base.stem}~{count}{base.suffix}")), count + 1
    return name


def _opener(file: str) -> Callable[[], AbstractContextManager[BinaryIO]]:
    return _standard_input if file == STANDARD_INPUT else lambda: Path(file).open("rb")


def _standard_input() -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer)
