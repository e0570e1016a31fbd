"""Capitals that stand for the country one travels to: 北京入り and モスクワを訪問 have CN and RU for host."""

from __future__ import annotations

import re
from functools import cache

from extract.model import Argument, Trigger
from extract.tsv import rows

REACHED = ("", "を", "に", "へ", "を公式", "を初", "を再", "を緊急", "を電撃", "に向け")
TRAVEL = ("入り", "訪問", "訪れ", "到着", "滞在", "向か")


KATAKANA = re.compile(r"[ァ-ヶー・]")  # リガ does not stand in サンリガ


@cache
def capitals() -> dict[str, str]:
    """Country code of every capital's name."""
    return {name: code for name, code in rows("capitals")}  # noqa: C416


def enters_capital(trigger: str) -> bool:
    """Whether a trigger is an arrival in a capital (北京入り): an official's visit."""
    return trigger.endswith("入り") and trigger.removesuffix("入り") in capitals()


def host_of(text: str, trigger: Trigger) -> Argument | None:
    """The country whose capital a trigger of travel names or stands right behind; None when there is none."""
    if trigger.type != "CONSULT" or not trigger.text.endswith(TRAVEL):
        return None
    before, own = text[: trigger.start_char], trigger.text
    for name, code in capitals().items():
        if own == name + "入り":
            return _argument(trigger.start_char, name, code)
        at = before.rfind(name)
        if at >= 0 and before[at + len(name) :] in REACHED and not KATAKANA.match(before[at - 1 : at]):
            return _argument(at, name, code)
    return None


def _argument(at: int, name: str, code: str) -> Argument:
    return Argument(at, at + len(name), name, code, "place (capital)")
