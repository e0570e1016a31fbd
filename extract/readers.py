"""Input files → pages: `.txt` pages (one summary a line), `.jsonl` records, folders of both."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Any

from extract.encodings import decode
from extract.model import Line, Page
from extract.page import classify

SUFFIXES = (".txt", ".jsonl")
MAX_FILE_BYTES = 512 * 2**20
MAX_LINE_BYTES = 48_000  # Sudachi refuses inputs over 49,149 bytes
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class InputError(Exception):
    """An input that cannot be read at all: file, what is wrong, and the cure, in one line."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A line or file that was passed over, or read only after mending."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{self.path}{f':{self.line}' if self.line else ''}: {self.reason}"


OnSkip = Callable[[Skip], None]


def _warn(skip: Skip) -> None:
    warnings.warn(str(skip), stacklevel=3)


def read(paths: str | Path | Iterable[str | Path], on_skip: OnSkip = _warn) -> Iterator[Page]:
    """Pages of files and folders in the order given (a folder's files by name).

    `on_skip` is told of everything passed over; the default warns. Raises `InputError` when a path is missing,
    a folder holds no page, or a file named outright is no text.
    """
    names: dict[Path, str] = {}
    for path in [paths] if isinstance(paths, str | Path) else paths:
        for file in _files(Path(path)):
            if file.resolve() in names:
                continue
            name = names[file.resolve()] = _name(file, Path(path), {PurePath(n).with_suffix("") for n in names.values()})
            try:
                yield _page(file, name, on_skip)
            except InputError as error:
                if file == Path(path):
                    raise
                on_skip(Skip(str(file), None, str(error).removeprefix(f"{file}: ")))


def _name(file: Path, root: Path, taken: set[PurePath]) -> str:
    """The page's name below its root, longer or numbered where another page of the run has it, so that ids stay apart."""
    name = file.name if file == root else file.relative_to(root).as_posix()
    if PurePath(name).with_suffix("") in taken:
        name = f"{file.parent.name or 'page'}/{name}"
    base, count = PurePath(name), 2
    while PurePath(name).with_suffix("") in taken:
        name, count = str(base.with_name(f"{base.stem}~{count}{base.suffix}")), count + 1
    return name


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path}: no such file or folder; give a .txt page, a .jsonl file or a folder of them")
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if _is_page(file, path))
    if not files:
        raise InputError(f"{path}: no .txt or .jsonl page in this folder; put one summary a line into a .txt file there")
    return files


def _is_page(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return file.suffix.lower() in SUFFIXES and not hidden and file.is_file()


def _page(path: Path, name: str, on_skip: OnSkip) -> Page:
    text = _text(path)
    raw = [(number, line) for number, line in enumerate(_split(text), 1) if line.strip()]
    if not raw:
        on_skip(Skip(str(path), None, "empty: no summary in it"))
        return Page(name, ())
    report = _reporter(str(path), on_skip)
    sound = ((number, fit) for number, line in raw if (fit := _fit(line, number, report)) is not None)
    if path.suffix.lower() == ".jsonl":
        records = (_record(name, number, line, report) for number, line in sound)
        return classify(Page(name, tuple(line for line in records if line)), records=True)
    return classify(Page(name, tuple(Line(name, number, line) for number, line in sound)))


def _reporter(path: str, on_skip: OnSkip) -> Callable[[int, str], None]:
    return lambda line, reason: on_skip(Skip(path, line, reason))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(f"{path}: larger than {MAX_FILE_BYTES >> 20} MB; split it into several files")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    text = None if data[:4] in (b"%PDF", b"PK\x03\x04") else decode(data)
    if text is None or text.count("\0") > len(text) / 100 + 3:
        raise InputError(f"{path}: not a text in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP; save it as UTF-8 text")
    return text


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _fit(line: str, number: int, report: Callable[[int, str], None]) -> str | None:
    """The line as it can be parsed: control characters become spaces (offsets stay), an endless line is passed over."""
    if len(line) > MAX_LINE_BYTES or len(line.encode("utf-8", "replace")) > MAX_LINE_BYTES:
        report(number, f"skipped, {len(line):,} characters in one line; put one summary on a line")
        return None
    clean, count = CONTROL.subn(" ", line)
    if count:
        report(number, f"{count} control character{'s' * (count > 1)} read as spaces")
    return clean.rstrip() or None


def _record(name: str, number: int, raw: str, report: Callable[[int, str], None]) -> Line | None:
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError):
        report(number, f"skipped, no JSON: {raw[:40]}")
        return None
    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str) or not text.strip():
        report(number, 'skipped, no JSON object with a "text"')
        return None
    if (fit := _fit(" ".join(text.splitlines()), number, report)) is None:
        return None
    published = _published(record.get("published"), number, report)
    title, url, source, own = (_string(record.get(key)) for key in ("title", "url", "source", "id"))
    return Line(name, number, fit, published=published, title=title, url=url, source=source, record=own)


def _string(value: Any) -> str | None:
    return CONTROL.sub(" ", value) if isinstance(value, str) and value.strip() else None


def _published(value: Any, number: int, report: Callable[[int, str], None]) -> date | None:
    """The day written in a timestamp, in the timestamp's own offset."""
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value).date()
    except (TypeError, ValueError):
        report(number, f'"published" is no ISO day or timestamp, left out: {str(value)[:40]}')
        return None
