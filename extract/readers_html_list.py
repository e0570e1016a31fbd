"""A page that lists news: elements of one shape, each with a headline, a day, a link or a few sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any
from urllib.parse import urljoin

from extract.readers_markup import Element, texts
from extract.timestamps import published_day

ITEMS = frozenset("li article section div tr dt".split())
LISTED = frozenset("li article tr dt".split())  # these are entries by their name alone
AWAY = frozenset("nav header footer aside form".split())
HEADS = frozenset("h1 h2 h3 h4 h5 h6".split())
ENTRY = range(15, 3_000)  # characters of an entry
LABEL = 12  # characters up to which a block is a label (政治, 続きを読む)
FEWEST = 3
NEARLY = 0.8  # of the best shape's characters: then the one with more entries
HIRAGANA = re.compile("[ぁ-ん]")
SENTENCE = re.compile("[ぁ-ん][^。]*。")
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news in a page."""

    text: str
    title: str | None
    url: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class _Reading:
    etree: Any
    base: str | None
    zone: tzinfo | None


Shape = tuple[Any, ...]


def find_list(etree: Any, tree: Element, base: str | None, zone: tzinfo | None) -> list[Entry]:
    """The entries of the page's main list in their order; none when its text is an article's or shows no list."""
    lengths = _lengths(etree, tree)
    shapes: defaultdict[Shape, list[Element]] = defaultdict(list)
    for element in seen(tree):
        if element.tag in ITEMS and _length(element, lengths) in ENTRY:
            shapes[_shape(element)].append(element)
    items = _likeliest([found for found in shapes.values() if len(found) >= FEWEST], lengths)
    between = list(_outside(tree, items, lengths))
    if not items or sum(lengths[part] for part in between) > sum(_length(item, lengths) for item in items):
        return []
    how, listed = _Reading(etree, base, zone), set(items)
    entries = {item: entry for item in items if (entry := _entry(how, item)) is not None}
    told = {part: Entry(text, None, None, None) for part in between if SENTENCE.search(text := " ".join(texts(etree, part)))}
    return [entry for part in seen(tree) if (entry := entries.get(part) if part in listed else told.get(part))] if entries else []


def seen(tree: Element) -> Iterator[Element]:
    """The elements in reading order, without what stands around the page's own text."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(child for child in reversed(element) if child.tag not in AWAY)


def _lengths(etree: Any, tree: Element) -> dict[Element, int]:
    """The characters in each element."""
    lengths: dict[Element, int] = {}
    for _, element in etree.iterwalk(tree, events=("end",)):
        inner = sum(lengths[child] + len((child.tail or "").strip()) for child in element)
        lengths[element] = len((element.text or "").strip()) + inner
    return lengths


def _length(item: Element, lengths: dict[Element, int]) -> int:
    return sum(lengths.get(part, 0) for part in _parts(item))


def _parts(item: Element) -> list[Element]:
    """The elements of an entry: itself, and what a term of a definition list is defined by."""
    parts = [item]
    while item.tag == "dt" and (following := parts[-1].getnext()) is not None and following.tag == "dd":
        parts.append(following)
    return parts


def _shape(element: Element) -> Shape:
    parent = element.getparent()
    return element.tag, _class(element), None if parent is None else (parent.tag, _class(parent))


def _class(element: Element) -> str:
    return next(iter((element.get("class") or "").split()), "")


def _likeliest(shapes: Sequence[list[Element]], lengths: dict[Element, int]) -> list[Element]:
    """The shape that holds most of the text; of several that hold nearly the same the one with most entries."""
    held = [(sum(_length(item, lengths) for item in items), items) for items in shapes if _lists(items)]
    most = max((score for score, _ in held), default=0)
    near = [(len(items), score, -number) for number, (score, items) in enumerate(held) if score >= NEARLY * most]
    return held[-max(near)[2]][1] if near else []


def _lists(items: Sequence[Element]) -> bool:
    """Whether elements are entries: by their name, or because most have a headline or a link of their own."""
    if items[0].tag in LISTED:
        return True
    own = sum(any(part.tag in HEADS or part.tag in ("a", "time") for part in item.iter()) for item in items)
    return own > len(items) / 2


def _outside(tree: Element, items: Sequence[Element], lengths: dict[Element, int]) -> Iterator[Element]:
    """The paragraphs that stand in no entry."""
    inside = {part for item in items for part in _parts(item)}
    for part in seen(tree):
        if part.tag == "p" and lengths[part] >= ENTRY.start and not any(above in inside for above in part.iterancestors()):
            yield part


def _entry(how: _Reading, item: Element) -> Entry | None:
    parts = _parts(item)
    blocks = [text for part in parts for text in texts(how.etree, part)]
    title = next((text for part in parts for head in part.iter(*HEADS) if (text := " ".join(texts(how.etree, head)))), None)
    stamps = [time.get("datetime") or "" for part in parts for time in part.iter("time")]
    days = {stamp: day for stamp in (*stamps, *blocks) if (day := _day(stamp, how.zone))}
    told = [text for text in blocks if text not in days and text != title and _tells(text)]
    text = "".join(part if part.endswith("。") else f"{part} " for part in told).strip() or title or ""
    if len(text) < LABEL or not HIRAGANA.search(text):
        return None
    return Entry(text, title if title != text else None, _url(how, parts), next(iter(days.values()), None))


def _tells(text: str) -> bool:
    """Whether a block of an entry is more than a label or an address."""
    return (len(text) > LABEL or "。" in text) and not ADDRESS.fullmatch(text)


def _day(stamp: str, zone: tzinfo | None) -> date | None:
    try:
        return published_day(stamp, zone)
    except ValueError:
        return None


def _url(how: _Reading, parts: Sequence[Element]) -> str | None:
    links = (link.get("href") for part in parts for link in part.iter("a") if link.get("href"))
    try:
        url = urljoin(how.base or "", next(links, ""))
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and url.isprintable() else None
