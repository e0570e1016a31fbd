"""One thing to be read: where its bytes come from, how large it may be, and who is told of what is passed over."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from errno import ENOSPC
from tempfile import SpooledTemporaryFile, gettempdir
from typing import IO, BinaryIO, cast

from extract.encodings import decode, detect

MAX_FILE_BYTES = 512 * 2**20
MAX_MARKUP_BYTES = 32 * 2**20  # feeds, HTML and JSON are read whole
MAX_ROW = 2**22  # characters in one line of a file of records
MAX_DEPTH = 200
KEPT_IN_MEMORY = 16 * 2**20
CHUNK = 2**20
GZIP = b"\x1f\x8b"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
OTHER_FORMATS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")


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


def quoted(told: object, length: int = 40) -> str:
    """What an input says, as a message may repeat it: short, in one line, without characters that steer a terminal."""
    return CONTROL.sub("", " ".join(str(told)[: 10 * length].split()))[:length]


@dataclass(frozen=True, slots=True)
class Source:
    """What a page is made from. `path` is what messages name, `name` the page's, `suffix` tells the format ("" asks the text).

    `open` gives the bytes; a file, standard input and later an address differ in nothing else.
    """

    path: str
    name: str
    suffix: str
    open: Callable[[], AbstractContextManager[BinaryIO]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the user says of the inputs: `columns` names the column of a field, `zone` the one whose days count."""

    on_skip: OnSkip
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A source opened: its bytes unpacked and seekable."""

    source: Source
    data: IO[bytes]
    how: Reading

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def name(self) -> str:
        return self.source.name

    def skip(self, line: int | None, reason: str) -> None:
        self.how.on_skip(Skip(self.path, line, reason))

    def text(self, declared: str | None = None, limit: int = MAX_FILE_BYTES) -> str:
        """All of it, decoded. Raises InputError when it is no text or longer than `limit` bytes."""
        data = self.start(limit + 1)
        if len(data) > limit:
            raise InputError(f"{self.path}: larger than {limit >> 20} MB; split it into several files")
        text = None if data.startswith(OTHER_FORMATS) else decode(data, declared)
        if text is None:
            raise self._no_text()
        return text

    def as_records(self) -> Input:
        """The same, for a format whose fields need no names from the user."""
        return replace(self, how=replace(self.how, columns={}))

    def start(self, size: int) -> bytes:
        """The first bytes."""
        self.data.seek(0)
        return self.data.read(size)

    def encoding(self) -> str:
        """What all of it is written in. Raises InputError when it is no text."""
        encoding = None if self.start(8).startswith(OTHER_FORMATS) else detect(self._chunks())
        if encoding is None:
            raise self._no_text()
        return encoding

    def head(self) -> str:
        """The beginning of the text."""
        return self.start(2**16).decode(self.encoding(), "ignore")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Numbered lines with their ends, decoded as they are read; one that never ends is passed over and told."""
        encoding = self.encoding()
        self.data.seek(0)
        with _borrowed(self.data, encoding) as file:
            number = 0
            while line := file.readline(MAX_ROW):
                number += 1
                if len(line) < MAX_ROW or line.endswith("\n"):
                    yield number, line
                else:
                    self.skip(number, f"skipped, {_rest(file, len(line)):,} characters in one line; put one summary on a line")

    def _chunks(self) -> Iterator[bytes]:
        self.data.seek(0)
        while chunk := self.data.read(CHUNK):
            yield chunk

    def _no_text(self) -> InputError:
        return InputError(f"{self.path}: not a text in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP; save it as UTF-8 text")


def _rest(file: io.TextIOWrapper, read: int) -> int:
    """The length of a line of which so much was read; the file stands behind it."""
    while part := file.readline(MAX_ROW):
        read += len(part)
        if part.endswith("\n"):
            break
    return read


@contextmanager
def _borrowed(data: IO[bytes], encoding: str) -> Iterator[io.TextIOWrapper]:
    """The bytes as text; they stay open for their owner."""
    file = io.TextIOWrapper(cast(BinaryIO, data), encoding, newline=None)
    try:
        yield file
    finally:
        if not data.closed:
            file.detach()


@contextmanager
def opened(source: Source, how: Reading) -> Iterator[Input]:
    """The source's bytes, gzip unpacked. Raises InputError: not readable, damaged, or larger than can be read."""
    try:
        with source.open() as raw:
            packed = _starts(raw, GZIP)
            if raw.seekable() and not packed:
                _check_size(source, raw)
                yield Input(source, raw, how)
                return
            with SpooledTemporaryFile(KEPT_IN_MEMORY) as spool:
                _unpack(source, raw, spool, packed)
                yield Input(source, spool, how)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{source.path}: damaged gzip file ({error}); pack or fetch it again") from None
    except OSError as error:
        if error.errno == ENOSPC:
            raise InputError(f"{source.path}: no room in {gettempdir()} to unpack it; free some space there") from None
        raise InputError(f"{source.path}: cannot be read ({error.strerror or error}); check its permissions") from None


def _starts(raw: BinaryIO, magic: bytes) -> bool:
    if raw.seekable():
        head = raw.read(len(magic))
        raw.seek(0)
        return head == magic
    return isinstance(raw, io.BufferedReader) and raw.peek(len(magic)).startswith(magic)


def _check_size(source: Source, raw: BinaryIO) -> None:
    if raw.seek(0, io.SEEK_END) > MAX_FILE_BYTES:
        raise InputError(f"{source.path}: larger than {MAX_FILE_BYTES >> 20} MB; split it into several files")
    raw.seek(0)


def _unpack(source: Source, raw: BinaryIO, spool: IO[bytes], packed: bool) -> None:
    """Copy what comes from a pipe or a gzip file to where it can be read twice, no further than the limit."""
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > MAX_FILE_BYTES:
            raise InputError(f"{source.path}: {'unpacks to' if packed else 'gives'} more than {MAX_FILE_BYTES >> 20} MB; split it")
        spool.write(chunk)
    spool.seek(0)
