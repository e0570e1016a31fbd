"""Bytes of a Japanese text file → str: UTF-8 (with or without BOM), UTF-16 with BOM, ISO-2022-JP, Shift_JIS, EUC-JP."""

from __future__ import annotations

import codecs
import re

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
HIRAGANA = re.compile("[ぁ-ん]")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def decode(data: bytes) -> str | None:
    """The text, or None when the bytes are no text in any of these encodings.

    Shift_JIS and EUC-JP often both decode; running Japanese has hiragana in the right one only.
    """
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _decoded(data, encoding)
    if b"\x1b$" in data and (text := _decoded(data, "iso2022_jp")) is not None:
        return text
    if (text := _decoded(data, "utf-8")) is not None:
        return text
    readings = [text for encoding in ("cp932", "euc_jp") if (text := _decoded(data, encoding)) is not None]
    best = max(readings, key=lambda text: len(HIRAGANA.findall(text)), default=None)
    return best if best is not None and HIRAGANA.search(best) else None
