"""A line as arrays for the argument stage: tokens, heads, particles, predicates, quotes; everything looked up once.

Indices are token indices of the doc unless a name says `char`. No verdicts here: only what the parse and the characters say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING, CLOSING = "「『(（［【“‘〈《", "」』)）］】”’〉》"
QUOTES_OPEN, QUOTES_CLOSE = "「『“", "」』”"
SENTENCE_END = "。．！？!?"
NOMINAL = ("名詞", "接尾辞", "代名詞", "接頭辞", "形状詞")
PASSIVE, CAUSATIVE, NEGATIVE = ("れる", "られる"), ("せる", "させる"), ("ない", "ず", "ぬ", "まい")
SUFFIXES = frozenset({"ら", "など", "等", "側", "たち", "達", "自身", "自体", "のみ", "ほか", "両", "各"})
MULTI = {
    "に": ("よる", "よっ", "より", "よれ", "対し", "対する", "対しま", "つい", "とっ", "向け", "関し", "関する", "伴い", "伴う",
    "代わっ",
          "代わり", "おい", "於い", "おける", "加え", "続い", "続き"),
    "と": ("し", "する", "の", "は", "も"),
    "を": ("めぐり", "めぐっ", "めぐる", "巡り", "巡っ", "巡る", "通じ", "通し"),
    "へ": ("の",),
    "で": ("の", "は", "も"),
    "から": ("の",),
}  # fmt: skip


@dataclass(frozen=True)
class LineView:
    """The tokens of one line: `head` of a root is itself; `start`/`end` are character offsets."""

    text: str
    words: list[str]
    lemmas: list[str]
    tags: list[str]
    deps: list[str]
    head: list[int]
    start: list[int]
    end: list[int]

    @classmethod
    def of(cls, doc: Doc) -> LineView:
        text, name = doc.text, doc.vocab.strings
        table = doc.to_array(["LEMMA", "TAG", "DEP", "HEAD", "IDX", "LENGTH"]).astype(
            "int64"
        )  # one call, many times as fast as the tokens
        keys = doc.to_array(["LEMMA", "TAG", "DEP"]).tolist()
        start = table[:, 4].tolist()
        end = (table[:, 4] + table[:, 5]).tolist()
        return cls(
            text,
            [text[a:b] for a, b in zip(start, end, strict=True)],
            [name[lemma] for lemma, _, _ in keys],
            [name[tag] for _, tag, _ in keys],
            [name[dep] for _, _, dep in keys],
            [i + step for i, step in enumerate(table[:, 3].tolist())],
            start,
            end,
        )

    @cached_property
    def token_at(self) -> list[int]:
        """Token of every character (of the one before for spaces)."""
        at, index = [0] * (len(self.text) + 1), 0
        for char in range(len(self.text) + 1):
            while index + 1 < len(self.start) and self.start[index + 1] <= char:
                index += 1
            at[char] = index
        return at

    @cached_property
    def sentence(self) -> list[int]:
        """Sentence number of every token; a full stop inside quotes ends none."""
        numbers, number, depth = [], 0, 0
        for word in self.words:
            depth += (word[0] in OPENING) - (word[0] in CLOSING)
            numbers.append(number)
            if depth <= 0 and word[0] in SENTENCE_END:
                number, depth = number + 1, 0
        return numbers

    @cached_property
    def depth(self) -> list[int]:
        """How many quotes are open at every token."""
        depths, depth = [], 0
        for word in self.words:
            depth -= word[0] in QUOTES_CLOSE and depth > 0
            depths.append(depth)
            depth += word[0] in QUOTES_OPEN
        return depths

    @cached_property
    def predicate(self) -> list[bool]:
        """Whether a token heads a predicate: a verb, an adjective, or a sahen noun used as one."""
        return [self._is_predicate(i) for i in range(len(self.words))]

    def _is_predicate(self, i: int) -> bool:
        tag, dep = self.tags[i], self.deps[i]
        if tag.startswith("動詞") and dep not in ("aux", "fixed", "mark", "cop"):
            return True
        if tag.startswith("名詞-普通名詞-サ変") and i + 1 < len(self.words) and self.lemmas[i + 1] in ("する", "できる", "為る"):
            return True
        return tag.startswith("名詞") and dep in ("ROOT", "advcl", "acl", "ccomp") and self.ends_clause(i)

    def ends_clause(self, i: int) -> bool:
        """Whether a comma, a full stop, a closing quote or the end follows the word (体言止め)."""
        nxt = self.words[i + 1][0] if i + 1 < len(self.words) else "。"
        return nxt in SENTENCE_END + "、," + CLOSING

    @cached_property
    def predicates_before(self) -> list[int]:
        """Running count of predicates (exclusive), to tell how many lie between two tokens."""
        counts = [0]
        for flag in self.predicate:
            counts.append(counts[-1] + flag)
        return counts

    def tokens_of(self, start_char: int, end_char: int) -> tuple[int, int]:
        """First and last token of a character span."""
        return self.token_at[start_char], self.token_at[max(start_char, end_char - 1)]

    def head_of(self, first: int, last: int) -> int:
        """The token of a span whose own head lies outside it (the last such)."""
        for i in range(last, first - 1, -1):
            if not first <= self.head[i] <= last or self.head[i] == i:
                return i
        return last

    def skip(self, i: int) -> int:
        """Past plural suffixes, bracketed asides and closing quotes from token `i`."""
        while i < len(self.words):
            if self.words[i] in SUFFIXES or self.words[i][0] in CLOSING:
                i += 1
            elif self.words[i][0] in "(（":
                i = self._past_aside(i)
            else:
                break
        return i

    def _past_aside(self, i: int) -> int:
        while i < len(self.words) and self.words[i][-1] not in ")）":
            i += 1
        return i + 1

    def particle(self, i: int) -> tuple[str, int]:
        """The particle phrase that begins at token `i` (「に対して」→ に対) and the token after it; "" when there is none."""
        if i >= len(self.words):
            return "。", i
        word, tag = self.words[i], self.tags[i]
        if not tag.startswith("助詞"):
            return ("", i) if tag.startswith(NOMINAL) or tag.startswith(("動詞", "形容", "連体")) else (word[0], i)
        following = self.words[i + 1] if i + 1 < len(self.words) else ""
        if following in MULTI.get(word, ()):
            end = i + 2
            while end < len(self.words) and self.words[end] in ("て", "は", "、"):
                end += 1
            return word + following[: 2 if word in "にを" else 1], end
        if following in ("は", "も"):
            return word + following, i + 2
        return word, i + 1

    def noun_end(self, i: int) -> int:
        """Last token of the compound noun that goes on at token `i`."""
        last = i
        while (
            last < len(self.words)
            and (self.tags[last].startswith(NOMINAL) or self.words[last] == "・")
            and self.deps[last] != "aux"
        ):
            last += 1
        return max(i, last - 1)

    def voice(self, last: int) -> frozenset[str]:
        """Passive, causative, negative, する, benefactive: from the auxiliaries that follow a predicate."""
        found: set[str] = set()
        i = last + 1
        while i < len(self.words) and i <= last + 7:
            lemma, tag = self.lemmas[i], self.tags[i]
            if not tag.startswith(("助動詞", "動詞-非自立", "形容詞-非自立")) and self.words[i] not in ("て", "で"):
                break
            found |= self._voice_of(lemma)
            i += 1
        return frozenset(found)

    @staticmethod
    def _voice_of(lemma: str) -> set[str]:
        named = {"passive": PASSIVE, "causative": CAUSATIVE, "negative": NEGATIVE, "suru": ("する", "為る"), "want": ("たい",)}
        return {name for name, lemmas in named.items() if lemma in lemmas}

    def path(self, a: int, b: int, limit: int = 4) -> str:
        """Dependency labels up from `a` and down to `b` through their lowest common ancestor; "far" beyond `limit` steps."""
        up_a, up_b = self.ancestors(a), self.ancestors(b)
        meet = next((i for i in up_a if i in up_b), None)
        if meet is None:
            return "none"
        steps_a, steps_b = up_a[: up_a.index(meet)], up_b[: up_b.index(meet)]
        if len(steps_a) + len(steps_b) > limit:
            return f"far{min(len(steps_a), 3)}/{min(len(steps_b), 3)}"
        return "<".join(self.deps[i] for i in steps_a) + "|" + ">".join(self.deps[i] for i in reversed(steps_b))

    def ancestors(self, i: int) -> list[int]:
        """The token and its heads up to the root; do not change the list."""
        return self.chains[i]

    @cached_property
    def chains(self) -> list[list[int]]:
        """`ancestors` of every token."""
        return [self._chain(i) for i in range(len(self.words))]

    def _chain(self, i: int) -> list[int]:
        chain = [i]
        while self.head[chain[-1]] != chain[-1]:
            chain.append(self.head[chain[-1]])
        return chain
