"""RSS and Atom files → records: an entry's summary (else its content, else its title) is its text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from extract.model import Line, Page
from extract.readers_fields import line_of, record_pages
from extract.readers_markup import declared, needed, plain, sound
from extract.readers_source import MAX_DEPTH, MAX_MARKUP_BYTES, Input, InputError, quoted

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class _Depth(ContentHandler):
    """Stops at elements that stand too deep in one another."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def startElement(self, name: str, attrs: Any) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RecursionError

    def endElement(self, name: str) -> None:
        self.depth -= 1


def read_feed(given: Input) -> Iterator[Page]:
    """One record an entry, counted from 1, with the feed's title as source."""
    feedparser = needed(given, "feedparser", "feeds")
    html = needed(given, "lxml.html", "feeds")
    text = sound(DECLARATION.sub("", given.text(declared(given.start(2048)), MAX_MARKUP_BYTES)))
    told = text.encode("utf-8", "replace")
    damage = _checked(given, told)
    # Bytes in a stream: of a text feedparser would take an address in it for one to fetch.
    parsed = feedparser.parse(io.BytesIO(told), sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        raise InputError(f"{given.path}: no RSS or Atom feed; save the feed itself, or the page as .html")
    if damage:
        given.skip(None, f"the feed is damaged ({damage}), read as far as it can be understood")
    source = plain(html, parsed.feed.get("title") or "") or None
    yield from record_pages(given, (_line(given, html, n, entry, source) for n, entry in enumerate(parsed.entries, 1)))


def _checked(given: Input, told: bytes) -> str | None:
    """What is wrong with the XML, None when nothing is. Raises InputError when it is a bomb."""
    sax = needed(given, "defusedxml.sax", "feeds")
    common = needed(given, "defusedxml.common", "feeds")
    try:
        sax.parseString(told, _Depth(), forbid_external=False)
    except common.DefusedXmlException:
        raise InputError(f"{given.path}: declares entities of its own, which a feed never needs; take them out") from None
    except RecursionError:
        raise InputError(f"{given.path}: elements stand more than {MAX_DEPTH} deep in one another; no feed does") from None
    except (SAXException, ValueError) as error:
        return quoted(str(error).replace("<unknown>:", "line ", 1), 80)
    return None


def _line(given: Input, html: Any, number: int, entry: Any, source: str | None) -> Line | None:
    title = plain(html, entry.get("title") or "")
    own = plain(html, (entry.get("source") or {}).get("title") or "")
    text = plain(html, entry.get("summary") or "") or _content(html, entry)
    record = {
        "text": text or title,
        "published": entry.get("published") or entry.get("updated"),
        "title": title if text else None,
        "url": entry.get("link"),
        "source": own or source,
        "id": entry.get("id"),
    }
    return line_of(given.as_records(), number, record)


def _content(html: Any, entry: Any) -> str:
    return next((text for part in entry.get("content") or () if (text := plain(html, part.get("value") or ""))), "")
