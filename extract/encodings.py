"""Bytes of a Japanese text → str: UTF-8 (with or without BOM), UTF-16 with BOM, ISO-2022-JP, Shift_JIS, EUC-JP."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
HIRAGANA = re.compile("[ぁ-ん]")
WIDER = {"shift_jis": "cp932", "shift_jis_2004": "cp932"}  # what is called Shift_JIS has Microsoft's characters


@dataclass(slots=True)
class _Trial:
    """One encoding tried on the bytes as they come: whether it still fits, and what it makes of them."""

    encoding: str
    decoder: codecs.IncrementalDecoder = field(init=False)
    fits: bool = True
    characters: int = 0
    hiragana: int = 0
    nulls: int = 0

    def __post_init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder(self.encoding)()

    def feed(self, data: bytes, final: bool = False) -> None:
        try:
            text = self.decoder.decode(data, final)
        except UnicodeError:
            self.fits = False
            return
        self.characters += len(text)
        self.hiragana += len(HIRAGANA.findall(text))
        self.nulls += text.count("\0")

    @property
    def is_text(self) -> bool:
        return self.fits and self.nulls <= self.characters / 100 + 3


def detect(chunks: Iterable[bytes]) -> str | None:
    """The encoding of bytes that come in chunks, read once; None when they are no text in any of these encodings.

    Shift_JIS and EUC-JP often both decode; running Japanese has hiragana in the right one only.
    """
    trials: list[_Trial] | None = None
    escapes, before = False, b""
    for chunk in _with_bom(chunks):
        trials = _trials(chunk) if trials is None else trials
        escapes = escapes or b"\x1b$" in before + chunk
        before = chunk[-1:]
        for trial in trials:
            if trial.fits:
                trial.feed(chunk)
    if trials is None:
        return "utf-8"
    for trial in trials:
        if trial.fits:
            trial.feed(b"", final=True)
    return _best([trial for trial in trials if trial.is_text], escapes)


def _with_bom(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks, none empty, the first long enough to hold a byte order mark."""
    head, rest = b"", iter(chunks)
    while len(head) < 3 and (chunk := next(rest, None)) is not None:
        head += chunk
    yield from filter(None, chain([head], rest))


def _trials(head: bytes) -> list[_Trial]:
    for bom, encoding in BOMS.items():
        if head.startswith(bom):
            return [_Trial(encoding)]
    return [_Trial(encoding) for encoding in ("iso2022_jp", "utf-8", "cp932", "euc_jp")]


def _best(fit: list[_Trial], escapes: bool) -> str | None:
    for trial in fit:
        if trial.encoding.startswith("utf") or (trial.encoding == "iso2022_jp" and escapes):
            return trial.encoding
    best = max(fit, key=lambda trial: trial.hiragana, default=None)
    return best.encoding if best is not None and best.hiragana else None


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text, or None when the bytes are no text; `declared` is what markup says of itself, believed where it fits."""
    if declared and not any(data.startswith(bom) for bom in BOMS):
        try:
            return data.decode(WIDER.get(codecs.lookup(declared).name, declared))
        except (LookupError, ValueError):
            pass
    encoding = detect([data])
    return data.decode(encoding) if encoding else None
