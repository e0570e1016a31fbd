"""HTML as a tree, and a tree as texts: one for each block, as a reader would see them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from extract.readers_fields import BROKEN
from extract.readers_source import CONTROL, Input, InputError

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 head header hr html item lb li list main nav ol option p pre quote row cell section summary table tbody td tfoot th "
    "thead tr ul".split()
)
UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea")
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
EMBEDDED = re.compile(r"data:[a-z]+/[^\"'<>\s]{1000,}", re.IGNORECASE)  # pictures within a saved page
NUMBERED = re.compile(r"&#(?:x(?P<hex>[0-9a-f]+)|(?P<decimal>[0-9]+));?", re.IGNORECASE)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_LINES = 20_000
Element = Any


def needed(given: Input, name: str, what: str) -> Any:
    """A library of the extra `inputs`. Raises InputError that says what to install."""
    try:
        return import_module(name)
    except ImportError:
        raise InputError(f"{given.path}: reading {what} needs {name.partition('.')[0]}: pip install 'nenpyo[inputs]'") from None


def declared(head: bytes) -> str | None:
    """The encoding that markup says it has."""
    found = DECLARED.search(head[:2048])
    return found[1].decode("ascii") if found else None


def sound(text: str) -> str:
    """The markup without characters, written out or by number, that no text may have."""
    return CONTROL.sub(" ", NUMBERED.sub(_character, text)) if CONTROL.search(text) or "&#" in text else text


def _character(found: re.Match[str]) -> str:
    digits = found["hex"] or found["decimal"]
    number = int(digits, 16 if found["hex"] else 10) if len(digits) < 9 else sys.maxunicode + 1
    return " " if number > sys.maxunicode or ILLEGAL.match(chr(number)) else found[0]


def parse(html: Any, text: str) -> tuple[Element | None, bool]:
    """The tree of a page or a fragment without what no reader sees (None when nothing is there), and whether it is whole.

    lxml reads no deeper than 256 elements in one another. `html` is the module lxml.html.
    """
    text = EMBEDDED.sub("", sound(text))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        return None, True
    html.etree.strip_elements(tree, *UNSEEN, with_tail=False)
    _break_lines(tree)
    return tree, not any("depth" in error.message for error in parser.error_log)


def _break_lines(tree: Element) -> None:
    """The line ends of a `pre` as `br`, up to a number of lines that no page has."""
    for element in [inner for pre in tree.iter("pre") for inner in pre.iter()]:
        first, *rest = (element.text or "").split("\n", MAX_LINES)
        element.text = first
        breaks = [element.makeelement("br") for _ in rest]
        for br, line in zip(breaks, rest, strict=True):
            br.tail = line
        element[:0] = breaks


def texts(etree: Any, tree: Element) -> Iterator[str]:
    """The text of each block in reading order, spaces joined; `etree` is the module lxml.etree."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in BLOCKS:
            yield from _joined(parts)
        parts.append((element.text if event == "start" else element.tail if element is not tree else "") or "")
    yield from _joined(parts)


def _joined(parts: list[str]) -> Iterator[str]:
    text = " ".join(BROKEN.sub("", "".join(parts)).split())
    parts.clear()
    if text:
        yield text


def plain(html: Any, fragment: str) -> str:
    """The text of a piece of HTML in one line."""
    if "<" not in fragment and "&" not in fragment:
        return " ".join(BROKEN.sub("", fragment).split())
    tree, _ = parse(html, f"<div>{fragment}</div>")
    return "" if tree is None else " ".join(texts(html.etree, tree))
