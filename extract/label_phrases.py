"""Pieces of a line that may stand in a label: noun phrases and clauses, cut only where a bunsetsu begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.label_words import label_words
from extract.model import Span
from extract.role_features import Scene
from extract.slots import Phrase

ASIDE = re.compile(r"[(（][^)）]*[)）]?")
MARKS = re.compile(r"[「」『』“”\"‘’〝〟、。()（）\s]")
OPENERS = ("名詞", "接頭辞", "代名詞", "連体詞", "形状詞", "動詞-一般", "形容詞-一般", "副詞")
CLOSERS = ("助詞", "助動詞", "動詞", "形容詞", "連体詞", "副詞", "補助記号")  # what may end a bunsetsu
FORMAL = frozenset(label_words("formal"))
TELLING = (*label_words("formal"), *label_words("telling"), *label_words("charge"))
SCENES = frozenset(label_words("scene"))
TIMELY = frozenset(label_words("timely"))
HANGING = frozenset(label_words("hanging"))
LEADING = re.compile("^(?:に|から|以来|頃|ごろ|、|は|の|で|時点|付|が|を|夜|朝|未明|午前|午後|夕)+")
SUMMED = re.compile(
    r"^[^、をにがはでと]+の計?[0-9一二三四五六七八九十]+(?:人|名|氏|者|か国|カ国|ヵ国|ヶ国|社|団体|機関|組織|州|都市|地域)$"
)
POINTING = re.compile("^[そこ]の(?:中|うち|際|後|ため|場)(?:には|では|に|で|は)?(?![一-鿿々])")
LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")


def plain(text: str) -> str:
    """Without asides, quotes, commas and spaces, save the spaces inside Latin names."""
    return MARKS.sub("", LATIN_GAP.sub("\0", ASIDE.sub("", text))).replace("\0", " ")


@dataclass(frozen=True)
class Phrases:
    """The phrases of a scene as a label shows them; `times` are left out."""

    scene: Scene
    times: Sequence[Span]

    @cached_property
    def timed_tokens(self) -> set[int]:
        return {self.scene.view.token_at[x] for s in self.times for x in range(s.start_char, s.end_char)}

    def timed(self, p: Phrase) -> bool:
        view = self.scene.view
        loose = 2 * (view.tags[p.top].startswith(("名詞-普通名詞-副詞可能", "接尾辞")) or view.words[p.top] in TIMELY)  # 4日|夜
        return any(s.start_char <= view.start[p.top] < s.end_char + loose for s in self.times)

    def shred(self, p: Phrase) -> bool:
        """Whether its noun is a piece of an adverb that the tokens cut up: 再会後|ま|も|なく."""
        return len(word := self.scene.view.words[p.top]) == 1 and "ぁ" <= word <= "ん"

    def starts(self, i: int) -> bool:
        """Whether a bunsetsu begins at token `i`: a content word behind a particle, an ending or a mark."""
        view = self.scene.view
        if not view.tags[i].startswith(OPENERS) or view.deps[i] in ("aux", "fixed", "mark", "cop") or view.words[i] in HANGING:
            return False
        return i == 0 or ((view.tags[i - 1].startswith(CLOSERS) or view.words[i - 1] in HANGING) and not self._inside_name(i))

    def _bereft(self, i: int) -> bool:
        """Whether a predicate that begins at token `i`, or an adverb's, would lose an object: 身柄を|受けての."""
        view = self.scene.view
        tops = range(i, view.noun_end(i) + 1)
        if view.tags[i].startswith("副詞"):
            tops = range(view.head[i], view.head[i] + 1)
        elif not view.tags[i].startswith(("動詞", "形容詞", "形状詞")) and not any(view.predicate[k] for k in tops):
            return False
        if view.words[i - 1] == "を":
            return True
        return any(q.top < i and view.head[q.top] in tops and q.case not in ("は", "の") for q in self.scene.grammar.phrases)

    def _inside_name(self, i: int) -> bool:
        view, timed = self.scene.view, self.timed_tokens
        if view.words[i - 1] == "から" and i in timed and i - 2 in timed:  # 2012年から|2022年
            return True
        return view.words[i - 1] in "・＝-〜~" or any(c.first < i <= c.last for c in self.scene.candidates)

    def dotted(self, i: int) -> bool:
        """Whether a dot or a double hyphen ties token `i` to what stands before it: サン・|マロ."""
        return self.scene.view.words[i - 1] in ("・", "＝") or self.scene.view.words[i] in ("・", "＝")

    def cut(self, first: int, end_char: int, room: int) -> str:
        """The text from token `first` to a character, cut from the left at a bunsetsu until it fits; "" if nothing does."""
        view = self.scene.view
        places = [i for i in range(first, view.token_at[max(end_char - 1, 0)] + 1) if i == first or self.starts(i)]
        whole = [i for i in places if i == first or not self._bereft(i)]
        for start in (*whole, *places):  # one that loses an object only where nothing else is left
            words = plain(view.text[view.start[start] : end_char])
            if len(words) <= room and (words not in FORMAL or not self._modified(start)):
                return words
        return ""

    def _modified(self, i: int) -> bool:
        """Whether what stands before a token may modify the noun that begins there."""
        view = self.scene.view
        return i > 0 and (view.words[i - 1] == "の" or not view.tags[i - 1].startswith(("助詞", "補助記号")))

    def shorn(self, p: Phrase, shown: str) -> bool:
        """Whether a noun shown without any particle or ending has lost the modifiers that it stands with."""
        view, end = self.scene.view, self.scene.view.end[p.top]
        first = p.top
        while first > 0 and len(plain(view.text[view.start[first] : end])) < len(shown):
            first -= 1
        inner = range(first, p.top + 1)
        if any(view.tags[i].startswith(("助詞", "助動詞", "動詞")) for i in inner):
            return False
        return any(view.head[i] in inner and view.deps[i] not in ("punct", "case") for i in range(first))

    def noun(self, p: Phrase, room: int) -> str:
        """A noun with as many of its modifiers as fit, and with what is listed before it: 園児・保育士・運転手の3名."""
        first = self.first_of(p.top)
        noun, listed = self.cut(first, self.scene.view.end[p.top], room), self._listed(first, p.top)
        return listed + noun if listed and noun and len(listed + noun) <= room else noun

    def _listed(self, first: int, top: int) -> str:
        """The bare nouns that a comma each parts from a noun counted or summed up, or that are named with it; "" without any."""
        view, at, found = self.scene.view, first, ""
        summed = SUMMED.search(view.text[view.start[first] : view.end[top]])
        while at > 1 and view.words[at - 1] == "、" and self._lists(at - 2):
            start = at - 2
            while start > 0 and view.tags[start - 1].startswith(("名詞", "接頭辞", "接尾辞", "記号")):
                start -= 1
            alone = start == 0 or not view.tags[start - 1].startswith(("助動詞", "動詞"))
            if not ((alone and summed) or self._coordinated(at - 2, at)):
                break
            found, at = plain(view.text[view.start[start] : view.end[at - 2]]) + "・" + found, start
        return found

    def _lists(self, i: int) -> bool:
        """Whether a comma behind token `i` may part nouns of one list: no time, no 会談後."""
        view = self.scene.view
        counted = view.words[i][0].isdigit()  # 2人 is tagged as an adverb may be
        when = i in self.timed_tokens or ("副詞可能" in view.tags[i] and not counted) or view.words[i] in SCENES
        return view.tags[i].startswith(("名詞", "接尾辞")) and not when

    def ends_in(self, p: Phrase, words: Sequence[str]) -> bool:
        """Whether a phrase's noun is one of the words, or a compound of a longer one: 作戦|計画, but 基地 is no 地."""
        view = self.scene.view
        noun = view.text[view.start[self.core(p.top)] : view.end[p.top]]
        return view.words[p.top] in words or noun.endswith(tuple(word for word in words if len(word) > 1))

    def _coordinated(self, last: int, first: int) -> bool:
        """Whether the mention that ends at one token is coordinated with the one that begins at another."""
        found = self.scene.candidates
        behind = [k for k, c in enumerate(found) if c.first == first]
        return any(found[j].last == last for k in behind for j in self.scene.coordinated(k))

    def core(self, top: int) -> int:
        """First token of the compound that ends at `top`."""
        view, first = self.scene.view, top
        while first > 0 and view.tags[first].startswith("接尾辞"):
            first -= 1
        return first

    def first_of(self, top: int) -> int:
        """First token of the noun with everything that hangs by it, back to its clause's comma, subject or time."""
        view, first, core = self.scene.view, self.core(top), self.core(top)
        phrases = [q for q in self.scene.grammar.phrases if view.deps[min(q.behind, top)] != "fixed"]  # 作戦に|おける勝利
        subjects = {q.behind for q in phrases if q.case.endswith(("は", "が")) and q.governor != q.top and self._outer(q, top)}
        subjects |= {
            q.behind for q in phrases if q.case in ("で", "を", "に", "が") and core <= view.head[q.top] <= top
        }  # what belongs to a predicate, whatever the parser says
        while (
            first > 0
            and (self._under(first - 1, top, core) or self._adjoins(first - 1))
            and view.words[first - 1] not in ("、", "。")
        ):
            if first in subjects or first - 1 in self.timed_tokens:
                break
            first -= 1
        while first < core and not self._opens(first):
            first += 1
        return first

    def _opens(self, i: int) -> bool:
        view = self.scene.view
        return (view.tags[i].startswith(OPENERS) and view.words[i] not in HANGING) or view.words[i][0] in "「『“"

    def _adjoins(self, i: int) -> bool:
        """Whether a token is compounded to the noun right behind it, whatever the parser says."""
        tags = self.scene.view.tags
        return (
            tags[i].startswith(("名詞", "接尾辞", "接頭辞"))
            and "副詞可能" not in tags[i]
            and tags[i + 1].startswith(("名詞", "接尾"))
        )

    def _outer(self, q: Phrase, top: int) -> bool:
        """Whether a subject stands outside the clause that modifies the noun `top`."""
        return q.case.endswith("は") or (top not in self.scene.view.ancestors(q.top))

    def _under(self, i: int, top: int, core: int) -> bool:
        chain = self.scene.view.ancestors(i)
        return top in chain or core in chain or self.scene.view.words[i][0] in "「『“"

    def clause(self, at: int, spoken: int) -> int:
        """First token of what is reported before the particle at `at`: the open quote's, else behind the comma or the speaker."""
        view, start = self.scene.view, at
        if view.words[at - 1][0] in "」』”":
            depth = view.depth[at]
            start = at - 1
            while start > 0 and not (view.words[start][0] in "「『“" and view.depth[start] == depth):
                start -= 1
            return start + 1
        while start > spoken and view.words[start - 1] not in ("。", "「", "『", "、"):
            start -= 1
        return start

    def context(self, at: int, room: int) -> str:
        """What stands before a character, back to the last comma or open quote, times left out."""
        view, text = self.scene.view, self.scene.view.text
        start = max(text.rfind(mark, 0, at) for mark in "、。（(") + 1
        opened = max(text.rfind(mark, start, at) for mark in "「『")
        if opened >= 0 and not any(mark in text[opened:at] for mark in "」』"):
            start = opened + 1
        if start >= at:
            return ""
        for first in range(view.token_at[start], view.token_at[at]):
            if first > view.token_at[start] and not self.starts(first):
                continue
            begin = max(view.start[first], start)
            words = self._untimed(begin, at) or plain(text[begin:at])
            if len(words) <= room:
                return re.sub("^([^はがをに]+?)は", r"\1が", POINTING.sub("", words))
        return ""

    def _untimed(self, start: int, end: int) -> str:
        """The text between two characters without its times and the particles behind these."""
        out, at = "", start
        for s in sorted(self.times, key=lambda s: s.start_char):
            if at <= s.start_char and s.end_char <= end:
                out, at = out + self.scene.view.text[at : s.start_char], s.end_char
                rest = self.scene.view.text[at:end]
                at = end - len(LEADING.sub("", rest) if rest else "")
        return plain(out + self.scene.view.text[at:end])
