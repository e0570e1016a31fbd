"""What a pair of trigger and time expression looks like: string features for the date model."""

from __future__ import annotations

from collections.abc import Sequence

from extract.clauses import LineView
from extract.model import Time
from extract.role_features import Scene
from extract.trigger_view import TriggerView

AS_OF = ("時点", "現在")
SINCE = ("から", "以来", "以降", "より", "以後", "来")


def after_time(view: LineView, time: Time) -> str:
    """The few characters behind a time, past bracketed zones and 頃, 付: に, 時点で, 以来 …"""
    text, at = view.text, time.end_char
    while at < len(text) and text[at] in "(（":
        close = min((i for i in (text.find(")", at), text.find("）", at)) if i >= 0), default=len(text) - 1)
        at = close + 1
    for word in ("ごろ", "頃", "ころ", "過ぎ", "付け", "付", "の"):
        if text.startswith(word, at) and word != "の":
            at += len(word)
    return text[at : at + 3]


def _kind(after: str) -> str:
    for word in (
        *AS_OF,
        *SINCE,
        "まで",
        "までに",
        "に",
        "の",
        "は",
        "、",
        "にも",
        "で",
        "が",
        "を",
        "と",
        "にかけて",
        "ぶり",
        "年",
    ):
        if after.startswith(word):
            return word
    return "N"


def _bucket(n: int) -> str:
    return str(n) if n < 3 else "3-5" if n < 6 else "6-10" if n < 11 else "11-20" if n < 21 else "21+"


def time_features(scene: Scene, t: TriggerView, times: Sequence[Time], k: int) -> list[str]:
    """The features of one time as the date of one trigger."""
    view, time = scene.view, times[k]
    first, last = view.tokens_of(time.start_char, time.end_char)
    top = view.head_of(first, last)
    side = "L" if last < t.first else "R" if t.last < first else "I"
    low, high = (last + 1, t.first) if side == "L" else (t.last + 1, first)
    high = max(low, high)
    predicates = view.predicates_before[high] - view.predicates_before[low]
    triggers = sum(1 for u in scene.triggers if low <= u.first and u.last < high)
    others = sum(1 for o in times if low <= view.token_at[o.start_char] < high)
    commas = view.words[low:high].count("、")
    gap = view.sentence[t.first] - view.sentence[first]
    kind = _kind(after_time(view, time))
    governor = scene.grammar.governor(top)
    rel = _relation(scene, governor, t)
    base = f"{side}{max(-1, min(gap, 2))}"
    where = f"{base}p{min(predicates, 3)}"
    path = view.path(top, t.top, 3)
    depth = view.depth[t.first] - view.depth[first]
    verb = f"v{t.verbal:d}"
    out = [
        f"b{base}", f"k{kind}", f"k{kind}|{base}", f"k{kind}|{where}", f"r{rel}", f"r{rel}|k{kind}", f"r{rel}|{verb}", f"w{where}",
        f"w{where}|{verb}", f"w{where}|t{t.type}", f"g{base}{min(triggers, 3)}", f"g{base}{min(triggers, 3)}|k{kind}",
        f"g{base}{min(triggers, 3)}|{verb}", f"o{base}{min(others, 2)}", f"c{base}{min(commas, 3)}",
        f"c{base}{min(commas, 3)}|k{kind}",
        f"d{base}{_bucket(high - low)}", f"d{base}{_bucket(high - low)}|k{kind}", f"p{path}", f"p{path}|k{kind}", f"q{depth}",
        f"q{depth}|{base}",
        f"n{time.grain}", f"n{time.grain}|k{kind}", f"n{time.grain}|t{t.type}", f"s{t.trigger.status}|k{kind}|{base}",
        f"t{t.type}|k{kind}",
        f"t{t.type}|{base}|{verb}", f"a{t.after}|{base}", f"a{t.after}|{where}", f"z{len(times)}|{base}", f"l{t.lemma}|{base}",
    ]  # fmt: skip
    out += [f"F{f}|{base}p{min(predicates, 2)}" for f in t.frames]
    out += _clause_features(scene, t, first, last, f"{base}k{kind}")
    if side == "L":
        out.append(
            f"x{view.text[time.end_char : t.trigger.start_char][:4]}" if t.trigger.start_char - time.end_char <= 4 else "xfar"
        )
    out.append(f"y{time.text[-1]}|k{kind}")
    return out


def _clause_features(scene: Scene, t: TriggerView, first: int, last: int, where: str) -> list[str]:
    """A time between a topic and a comma dates the main clause, not the relative clause that follows it."""
    view, form = scene.view, scene.forms[t.first]
    before = view.words[first - 1] if first else "^"
    ahead = [u for u in scene.triggers if u.first > last and view.sentence[u.first] == view.sentence[first]]
    order = next((k for k, u in enumerate(ahead) if u is t), -1)
    final = bool(ahead) and ahead[-1] is t
    return [f"E{form}|{where}", f"B{before}|{form}", f"B{before}|{where}|{form}", f"B{before}|O{min(order, 3)}{final:d}"]


def _relation(scene: Scene, governor: int, t: TriggerView) -> str:
    view = scene.view
    if governor < 0:
        return "none"
    if t.first <= governor <= t.last:
        return "own"
    if governor == t.governor:
        return "light"
    above = view.ancestors(t.top)
    if governor in above:
        return "up:" + view.deps[above[above.index(governor) - 1]]
    below = view.ancestors(governor)
    if t.top in below:
        return "down:" + view.deps[below[below.index(t.top) - 1]]
    return "side"


def no_date_features(scene: Scene, t: TriggerView, times: Sequence[Time]) -> list[str]:
    """The features of a trigger that no expression dates."""
    own = scene.view.sentence[t.first]
    here = sum(1 for o in times if scene.view.sentence[scene.view.token_at[o.start_char]] == own)
    return [
        "N", f"Nt{t.type}", f"Ns{t.trigger.status}", f"Na{t.after}", f"Nv{t.verbal:d}", f"Nh{min(here, 3)}",
        f"Nh{min(here, 3)}|v{t.verbal:d}",
        f"Nl{t.lemma}", f"Nn{min(len(times), 4)}", f"Nt{t.type}|v{t.verbal:d}|h{min(here, 1)}", *(f"NF{f}" for f in t.frames),
    ]  # fmt: skip
