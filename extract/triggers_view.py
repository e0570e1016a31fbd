"""A parsed line as plain columns, with what stands around each token: the ground the trigger features are read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.lexicon import commentary, predicates
from extract.model import ActorMention, Country, Span, Time

OPEN, CLOSE = "「『“(（", "」』”)）"
FUNCTION = ("助詞", "助動詞", "補助記号", "接尾辞-動詞的", "接尾辞-形容詞的")


@dataclass(frozen=True, slots=True)
class View:
    """Columns over the tokens of one line (all of length N); `head[i] == i` marks a root.

    `mention` names the class of the mention a token stands in: GPE, PER, ORG, TIME, PLACE or ""; `kind` the lexicon's class.
    `depth` counts open quotation marks and brackets, `sentence` the sentence number.
    """

    text: tuple[str, ...]
    lemma: tuple[str, ...]
    tag: tuple[str, ...]
    dep: tuple[str, ...]
    start: tuple[int, ...]
    head: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    mention: tuple[str, ...]
    kind: tuple[str, ...]
    depth: tuple[int, ...]
    sentence: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def at(self, column: Sequence[str], i: int) -> str:
        """The column's value at `i`, or a boundary mark outside the line."""
        return column[i] if 0 <= i < len(column) else "‖"

    def end(self, i: int) -> int:
        """Offset behind token `i`."""
        return self.start[i] + len(self.text[i])

    def is_function(self, i: int) -> bool:
        """Particle, auxiliary, punctuation, or a light verb that only inflects the word before it."""
        return self.tag[i].startswith(FUNCTION) or self.dep[i] in ("aux", "fixed", "cop", "mark")

    def chain(self, i: int) -> tuple[str, ...]:
        """Lemmas of the function words right after token `i`, up to the next content word (punctuation ends and counts)."""
        found: list[str] = []
        for j in range(i + 1, len(self)):
            if not self.is_function(j) or len(found) == 7:
                break
            found.append(self.lemma[j])
            if self.tag[j].startswith("補助記号"):
                break
        return tuple(found)

    def case(self, i: int) -> str:
        """The particles hanging on token `i`, joined (が, について, との); 0 when there are none."""
        after = range(i + 1, min(i + 5, len(self)))
        found: list[str] = []
        for j in after:
            if self.dep[j] not in ("case", "fixed") and not self.tag[j].startswith("助詞"):
                break
            found.append(self.lemma[j])
        return "".join(found) or "0"


def lexicon_class(text: str, lemma: str) -> str:
    """The lexicon's class of a word: a PLOVER type with its field, a commentary class in lower case, or `-`."""
    events, others = predicates(), commentary()
    return events.get(text) or others.get(text) or events.get(lemma) or others.get(lemma) or "-"


def _quote_depths(texts: Iterable[str]) -> Iterator[int]:
    depth = 0
    for text in texts:
        if text in OPEN:
            depth += 1
        yield depth
        if text in CLOSE:
            depth = max(0, depth - 1)


def _sentences(texts: Iterable[str]) -> Iterator[int]:
    number = 0
    for text in texts:
        yield number
        number += text in "。!?！？"


def _classes(doc: Doc, times: Iterable[Span], countries: Iterable[Span], actors: Iterable[ActorMention]) -> tuple[str, ...]:
    spans = [(e.start_char, e.end_char, "PLACE") for e in doc.ents if e.label_ == "PLACE"]
    spans += [(t.start_char, t.end_char, "TIME") for t in times]
    spans += [(c.start_char, c.end_char, "GPE") for c in countries]
    spans += [(a.start_char, a.end_char, "PER" if a.kind == "person" else "ORG") for a in actors]
    of_char = [""] * (len(doc.text) + 1)
    for start, end, name in spans:
        of_char[start:end] = [name] * (end - start)
    return tuple(of_char[t.idx + len(t) - 1] for t in doc)


def view(
    doc: Doc, times: tuple[Time, ...] = (), countries: tuple[Country, ...] = (), actors: tuple[ActorMention, ...] = ()
) -> View:
    """The columns of a GiNZA doc with its mentions."""
    tokens = list(doc)
    text = tuple(t.text for t in tokens)
    head = tuple(t.head.i for t in tokens)
    children: list[list[int]] = [[] for _ in tokens]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    lemma = tuple(t.lemma_ for t in tokens)
    return View(
        text, lemma, tuple(t.tag_ for t in tokens), tuple(t.dep_ for t in tokens), tuple(t.idx for t in tokens),
        head, tuple(map(tuple, children)), _classes(doc, times, countries, actors),
        tuple(map(lexicon_class, text, lemma)), tuple(_quote_depths(text)), tuple(_sentences(text)),
    )  # fmt: skip
