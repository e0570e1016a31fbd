"""Features of a trigger candidate: its word, form, clause, arguments and neighbours, as strings for a log-linear model."""

from __future__ import annotations

from collections.abc import Iterator

from extract.lexicon import predicates
from extract.triggers_candidates import Candidate
from extract.triggers_view import View


def word_class(view: View, i: int) -> str:
    """The lexicon's class of token `i`, a boundary mark outside the line."""
    return view.at(view.kind, i)


def coarse(view: View, i: int) -> str:
    """Part of speech of token `i` in few classes."""
    if not 0 <= i < len(view):
        return "‖"
    parts = view.tag[i].split("-")
    return "-".join(parts[:1] + parts[2:3]) if parts[0] == "名詞" else "-".join(parts[:2])


def word(view: View, c: Candidate) -> Iterator[str]:
    i = c.head
    kind = word_class(view, i)
    yield f"w={view.lemma[i]}"
    yield f"k={kind}"
    yield f"t={view.tag[i]}"
    yield f"t,k={coarse(view, i)},{kind}"
    yield f"dep={view.dep[i]}"
    yield f"last={view.text[i][-1]}"
    yield f"m={view.mention[i]}"
    if c.first < i:
        yield f"pre={view.text[c.first]}"
        yield f"span={coarse(view, c.first)}"
    if len(view.text[i]) > 2:
        yield f"last2={view.text[i][-2:]}"
        yield f"k2={predicates().get(view.text[i][-2:], '-')}"


def form(view: View, c: Candidate) -> Iterator[str]:
    i = c.head
    kind, chain = word_class(view, i), view.chain(i)
    shape = " ".join(chain[:4]) or f"+{coarse(view, i + 1)}"
    yield f"f={shape}"
    yield f"f1={chain[0] if chain else '+'}"
    yield f"f2={' '.join(chain[:2])}"
    yield f"k,f={kind},{' '.join(chain[:2])}"
    yield f"t,f={coarse(view, i)},{shape}"
    yield f"w,f={view.lemma[i]},{chain[0] if chain else '+'}"
    for word in set(chain):
        yield f"c={word}"
    yield f"d,f={view.dep[i]},{chain[0] if chain else '+'}"


def around(view: View, c: Candidate) -> Iterator[str]:
    i, b = c.head, c.first - 1
    kind = word_class(view, i)
    yield f"l={view.at(view.lemma, b)}"
    yield f"lt={coarse(view, b)},{view.at(view.mention, b)}"
    yield f"lk={word_class(view, b)}"
    yield f"lk,k={word_class(view, b)},{kind}"
    yield f"r={view.at(view.lemma, i + 1)}"
    yield f"rt={coarse(view, i + 1)}"
    yield f"rk={word_class(view, i + 1)}"
    yield f"rk,k={word_class(view, i + 1)},{kind}"
    yield f"rr={view.at(view.lemma, i + 1)} {view.at(view.lemma, i + 2)}"
    yield f"rtw={coarse(view, i + 1)},{view.lemma[i]}"


def governor(view: View, c: Candidate) -> Iterator[str]:
    i = c.head
    h = view.head[i]
    kind = word_class(view, i)
    if h == i:
        yield f"root,{kind}"
        yield "root"
        return
    case, hk = view.case(i), word_class(view, h)
    side = "<" if h < i else ">"
    yield f"h={view.lemma[h]}"
    yield f"hc={side}{case},{hk}"
    yield f"hw={case},{view.lemma[h]}"
    yield f"hk,k={hk},{kind}"
    yield f"hkck={hk},{case},{kind}"
    yield f"hd={view.dep[i]},{coarse(view, h)}"
    yield f"hf={view.dep[i]},{case},{' '.join(view.chain(h)[:3])}"
    yield f"hroot={view.head[h] == h},{case}"
    g = view.head[h]
    if g != h:
        yield f"g={view.dep[h]},{view.lemma[g]}"
        yield f"gk={view.dep[i]},{view.dep[h]},{word_class(view, g)}"


def arguments(view: View, c: Candidate) -> Iterator[str]:
    i = c.head
    kind = word_class(view, i)
    for child in view.children[i]:
        if view.is_function(child):
            continue
        case, mention = view.case(child), view.mention[child] or "-"
        yield f"a={case}"
        yield f"ac={case},{mention}"
        yield f"ack={case},{mention},{kind}"
        yield f"aw={case},{view.lemma[child]}"
        yield f"ak={case},{word_class(view, child)},{kind}"
        yield f"ad={view.dep[child]},{mention}"
        yield f"adk={view.dep[child]},{kind}"
    yield f"n={min(4, len(view.children[i]))}"


def place(view: View, c: Candidate) -> Iterator[str]:
    i = c.head
    n = len(view)
    yield f"depth={min(2, view.depth[i])}"
    yield f"sent={min(2, view.sentence[i])}"
    yield f"onesent={view.sentence[-1] < 2}"
    ends = next((j for j in range(i, n) if view.text[j] in "。、"), n)
    yield f"stop={view.text[ends] if ends < n else '‖'}{min(3, ends - i)}"
    same = [j for j in range(n) if view.lemma[j] == view.lemma[i]]
    yield f"dup={same.index(i)},{len(same)}"
    yield f"dupk={same.index(i) > 0},{word_class(view, i)}"
    yield f"pos={i * 4 // n}"


def features(view: View, candidate: Candidate) -> list[str]:
    """String features of one candidate."""
    found = ["1"]
    for family in (word, form, around, governor, arguments, place):
        found.extend(family(view, candidate))
    return found
