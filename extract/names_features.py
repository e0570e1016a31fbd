"""What a token shows of being part of an actor's name: features for the tagger of names.py, over one parsed line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from extract.actor_tables import bodies, holders, organisation_suffixes, regions, titles
from extract.model import Country
from extract.ner import shape
from extract.titles import org_suffix, title_class

LONGEST = 6  # tokens of a table's entry
EDGE = "~"


def entity_marks(tokens: Iterable[Token]) -> list[str]:
    """The named entities' BIO labels."""
    return [f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in tokens]


def country_marks(doc: Doc, countries: Sequence[Country]) -> list[str]:
    """For each token how it meets a country's name: "=" is one, "<" begins with one, ">" ends with one, "~" holds one, "" none."""
    marks = [""] * len(doc)
    for country in countries:
        span = doc.char_span(country.start_char, country.end_char, alignment_mode="expand")
        for token in span if span is not None else ():
            starts, ends = country.start_char <= token.idx, token.idx + len(token) <= country.end_char
            marks[token.i] = "=" if starts and ends else "<" if starts else ">" if ends else "~"
    return marks


@lru_cache(maxsize=65536)
def _office(text: str) -> str | None:
    """Class and scope of a title ("office.state"); the class alone behind a status word (元首相)."""
    found = titles().get(text)
    return f"{found.cls}.{found.scope}" if found else title_class(text)


@cache
def _persons() -> frozenset[str]:
    """Full names, aliases and the last parts (ボルソナーロ) of well-known persons."""
    names = {name for holder in holders() for name in (holder.name, *holder.aliases)}
    return frozenset(names | {last for name in names if len(last := name.split("・")[-1]) > 2 and name != last})


@lru_cache(maxsize=65536)
def _known(text: str) -> str | None:
    """What a well-known name names."""
    if body := bodies().get(text):
        return body.cls
    return "person" if text in _persons() else "region" if text in regions() else None


@lru_cache(maxsize=65536)
def _ending(text: str) -> str:
    """The organisation word that ends a token: "=" before its class when it is the whole token, "*" when it also stands alone."""
    suffix = org_suffix(text)
    if suffix is None:
        return ""
    return ("=" if text in organisation_suffixes() else "") + suffix.cls + ("*" if suffix.bare else "")


def table_marks(words: Sequence[str], runs: Sequence[tuple[int, int]], look_up: Callable[[str], str | None]) -> list[str]:
    """BIO marks of the longest stretches of tokens, within a run of nouns, that a table knows."""
    marks, at = [""] * len(words), 0
    while at < len(words):
        for end in range(min(runs[at][1], at + LONGEST), at, -1):
            if found := look_up("".join(words[at:end])):
                marks[at] = f"B-{found}"
                marks[at + 1 : end] = [f"I-{found}"] * (end - at - 1)
                at = end - 1
                break
        at += 1
    return marks


def _in_name(text: str, tag: str) -> bool:
    """Whether a token can stand inside a run of nouns: noun, prefix, suffix, or the dot that joins names."""
    return tag.startswith(("名詞", "接頭辞", "接尾辞")) or text in "・＝=." or tag == "補助記号-一般"


def noun_runs(words: Sequence[str], tags: Sequence[str]) -> list[tuple[int, int]]:
    """For each token the run of nouns (start, end) that it stands in; an empty run where it is in none."""
    runs, start = [(i, i) for i in range(len(words))], None
    for i in range(len(words) + 1):
        if i < len(words) and _in_name(words[i], tags[i]):
            start = i if start is None else start
        elif start is not None:
            runs[start:i] = [(start, i)] * (i - start)
            start = None
    return runs


@lru_cache(maxsize=65536)
def _word_features(text: str, lemma: str, tag: str) -> tuple[str, ...]:
    """What the word alone shows."""
    return (
        f"w={text}", f"l={lemma}", f"p={text[0]}", f"p2={text[:2]}", f"s={text[-1]}", f"s2={text[-2:]}", f"s3={text[-3:]}",
        f"h={shape(text)}", f"t={tag}", f"e={_ending(text)}", f"n={min(len(text), 6)}",
    )  # fmt: skip


def _elsewhere(words: Sequence[str], marks: Sequence[str]) -> list[str]:
    """For each longer word that the line repeats: the most telling mark that it bears at another place."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        if len(word) > 1:
            places.setdefault(word, []).append(at)
    found = [""] * len(words)
    for same in (same for same in places.values() if len(same) > 1):
        for at in same:
            found[at] = max(marks[other] for other in same if other != at)
    return found


def _bracketed(words: Sequence[str]) -> list[str]:
    """For each token right after an opening parenthesis the word before it, for the others in it "in"."""
    found, before = [""] * len(words), ""
    for at, word in enumerate(words):
        if before:
            found[at] = "in"
        if word in ("(", "（"):
            before = words[at - 1] if at else EDGE
        elif word in (")", "）"):
            before = ""
    return found


def _outside(word: str, tag: str) -> bool:
    """Whether a token is never part of a name: particles but の and と, verbs and their endings, full stop and comma."""
    return tag.startswith(("動詞", "助動詞", "補助記号-句点", "補助記号-読点")) or (
        tag.startswith("助詞") and word not in ("の", "と")
    )


def actor_features(
    doc: Doc, countries: Sequence[Country], doubtful: Sequence[bool] | None = None, *, outside: bool = False
) -> list[list[str]]:
    """The features of every token of a line; none for one that is not `doubtful` or never part of a name, unless `outside`."""
    tokens = list(doc)
    doubtful = [True] * len(tokens) if doubtful is None else doubtful
    words, tags = [token.text for token in tokens], [token.tag_ for token in tokens]
    runs, entities = noun_runs(words, tags), entity_marks(tokens)
    offices = table_marks(words, runs, _office)
    following = [f"{entity}|{office}" for entity, office in zip(entities, [*offices, ""][1:], strict=True)]
    columns = {
        "w": words, "t": tags, "N": entities, "C": country_marks(doc, countries), "T": offices,
        "B": table_marks(words, runs, _known), "e": [_ending(word) for word in words],
        "t3": ["-".join(tag.split("-")[:3]) for tag in tags], "h": [shape(word) for word in words],
        "E": _elsewhere(words, following), "P": _bracketed(words),
    }  # fmt: skip
    padded = {name: [EDGE] * 3 + column + [EDGE] * 3 for name, column in columns.items()}
    return [
        ["bias", *_word_features(word, token.lemma_, tag), *_window(padded, at + 3), *_run(padded, run, at), *_syntax(token)]
        if doubt and (outside or not _outside(word, tag))
        else []
        for at, (token, word, tag, run, doubt) in enumerate(zip(tokens, words, tags, runs, doubtful, strict=True))
    ]


def _window(padded: dict[str, list[str]], at: int) -> list[str]:
    """The neighbours' words, tags and marks, alone and in pairs."""
    w, t, n, c, o, b, e, h = (padded[name] for name in ("w", "t3", "N", "C", "T", "B", "e", "h"))
    found = [f"w{d}={w[at + d]}" for d in (-2, -1, 1, 2)] + [f"t{d}={t[at + d]}" for d in (-2, 2)]
    for name, column in (("w", w), ("t", t), ("N", n), ("T", o), ("C", c), ("B", b)):
        found += (f"{name}<={column[at - 1]}|{column[at]}", f"{name}>={column[at]}|{column[at + 1]}")
    found += [
        f"N={n[at]}", f"C={c[at]}", f"T={o[at]}", f"B={b[at]}",
        f"B<={b[at - 1]}", f"B>={b[at + 1]}",
        f"t3={t[at - 1]}|{t[at]}|{t[at + 1]}", f"N3={n[at - 1]}|{n[at]}|{n[at + 1]}",
        f"NTB={n[at]}|{o[at]}|{b[at]}|{c[at]}|{e[at]}", f"NT+={n[at]}|{o[at + 1]}|{e[at + 1]}",
        f"CT={c[at - 1]}|{o[at]}|{e[at]}", f"CT+={c[at]}|{o[at + 1]}|{e[at + 1]}", f"Cw={c[at]}|{w[at + 1]}",
        f"Tw={o[at]}|{w[at + 1]}", f"Nw={n[at]}|{w[at + 1]}", f"wN={w[at - 1]}|{n[at]}", f"tw={t[at]}|{w[at + 1]}",
        f"wT={w[at - 1]}|{o[at]}",
    ]  # fmt: skip
    elsewhere, bracket = padded["E"][at], padded["P"][at]
    if elsewhere:
        found += (f"E={elsewhere}", f"EN={elsewhere}|{n[at]}")
    if bracket:
        before = at - next((d for d in range(1, 40) if w[at - d] in "(（"), 0)
        found += (f"P={n[at]}", f"PN={n[before - 1]}|{n[at]}", f"PT={o[before - 1]}|{h[at]}", f"Pe={e[before - 1]}|{h[at]}")
    return found


def _run(padded: dict[str, list[str]], run: tuple[int, int], at: int) -> list[str]:
    """Where the token stands in its run of nouns, what ends the run and what stands around it."""
    start, end, here = run[0] + 3, run[1] + 3, at + 3
    if start == end:
        return []
    w, t, own, office = padded["w"], padded["t3"], padded["N"][here], padded["T"][end - 1]
    last, after, before, ending = w[end - 1], w[end], w[start - 1], padded["e"][end - 1]
    role = next((d for d in range(start, end) if padded["T"][d].startswith("B-")), end)
    whole = f"{padded['T'][role]}|{'all' if role == start else 'late'}" if all(padded["T"][role:end]) else ""
    return [
        f"R<={min(here - start, 4)}", f"R>={min(end - here - 1, 4)}", f"Rn={min(end - start, 6)}", f"Rl={last}", f"Rs={last[-1]}",
        f"Re={ending}|{office}", f"Ra={after}", f"Rb={before}", f"Ra2={after}|{w[min(end + 1, len(w) - 1)]}",
        f"Rba={before}|{after}",
        f"RaN={after}|{own}", f"ReN={ending}|{office}|{own}", f"Rat={t[end]}|{own}", f"Rla={last[-1]}|{after}",
        f"RT={office}|{padded['T'][here]}|{after}", f"Rw={w[here]}|{after}", f"RW={whole}", f"RWa={whole}|{after}|{before}",
    ]  # fmt: skip


def _syntax(token: Token) -> list[str]:
    """The relation to the head and the head's word."""
    dep, head = token.dep_, token.head
    return [f"d={dep}", f"dh={dep}|{head.lemma_}", f"dt={dep}|{head.pos_}"]
