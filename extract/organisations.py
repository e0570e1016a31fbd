"""The grammar of organisations: country, well-known body, last word. 米国務省 = US + 国務省; 在リビア韓国大使館 = KR + 大使館."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.actor_tables import Body, Suffix, bodies, organisation_suffixes, regions
from extract.country_tables import codes_by_name, letters

LONGEST = 16
_HOME = "JP"
_LONGEST_COUNTRY = 14
_KANJI_OR_KATAKANA = re.compile(r"[一-龯ァ-ヴA-Z]")
_STATE = re.compile(r"国(?:務|防(?!衛)|土安|家|立|税|際|境|連|営|有|民保健|民議会)")
_BRACKETS = re.compile(r"[（(〔][^）)〕]*[）)〕]")
_ACRONYM = re.compile("[A-Z]{2,}")
_RESIDENT = re.compile(r"^[在駐]")
_KATAKANA_PAIR = re.compile("[ァ-ヴー]{2}")
_INTERNATIONAL = re.compile(r"^(?:国際|世界|万国|欧州|ユーラシア|アジア|アフリカ|太平洋|中南米|南米|多国籍|ワシントン条約)")
_DESCRIPTION = re.compile(
    r".{0,12}?(?:会社|大手|企業|メーカー|団体|組織|政党|与党|野党|紙|誌|通信社|テレビ局|銀行|国営|クラブ|球団|名門|老舗|機関|勢力)"
)
_SHORT = frozenset(("国連", "日経", "読売", "産経", "東大", "京大", "日銀"))  # two kanji that begin longer names of the body
_TAIL = re.compile(r"(?:社|紙|誌|本社|(?:九州|大阪|西部|東京|中部|北海道|電子|オンライン)版)$")
_SESSION = re.compile(
    r"^(?:第[0-9０-９一二三四五六七八九十百]+回?)?(?:通常|臨時|特別)国会$|^第[0-9０-９一二三四五六七八九十百]+回?国会$"
)
_SAME_COUNTRY = re.compile(r"^同国の?(?=.)")
_SAME = re.compile(r"^同(?=[一-龯ァ-ヴ])(?!盟|志|友|胞)")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation's country, its name without the country, its class and whether 同 points back to an earlier one."""

    country: str | None
    name: str
    cls: str | None
    anaphor: bool = False


def org_suffix(token: str) -> Suffix | None:
    """The longest organisation word that ends `token`, else None."""
    table = organisation_suffixes()
    return next((table[token[start:]] for start in range(max(0, len(token) - LONGEST), len(token)) if token[start:] in table), None)


def known_body(token: str) -> Body | None:
    """The well-known organisation that `token` names, else None; a word that any country has an organ for is none (外務省)."""
    found = bodies().get(token)
    return None if found is None or (found.country == "JP" and is_bare_organ(token)) else found


def is_bare_organ(token: str) -> bool:
    """Whether `token` alone is an organ of the country in focus (政府, 軍, 議会)."""
    found = organisation_suffixes().get(token)
    return found is not None and found.bare


def _letter_stands(letter: str, rest: str) -> bool:
    """Whether a one-kanji country can stand before `rest`: 米金融機関, 中国防省, but not 中央選管."""
    if not rest or not _KANJI_OR_KATAKANA.match(rest):
        return not rest
    alone = letters()[letter].alone
    return (alone == "noun" and letter not in "独伊") or rest in bodies() or rest in organisation_suffixes()


def split_country(text: str) -> tuple[str | None, str]:
    """A leading country split off: 米国務省 → US, 国務省; 韓国の大使館 → KR, 大使館; no country: None and the text."""
    table = codes_by_name()
    for size in range(min(len(text), _LONGEST_COUNTRY), 0, -1):
        code, rest = table.get(text[:size]), text[size:]
        if code is None or _is_country_word(text, size):
            continue
        if size > 1 and text[size - 1] == "国" and table.get(text[: size - 1]) == code and _STATE.match(text, size - 1):
            continue
        if size == 1 and not _letter_stands(text[0], rest):
            continue
        return code, rest[1:] if rest[:1] in ("の", "・") and len(rest) > 1 else rest
    return None, text


def _is_country_word(text: str, size: int) -> bool:
    """Whether the name is the beginning of a longer katakana word or of a word of its own (エストニア語)."""
    if text[size : size + 1] in ("語", "人", "系"):
        return True
    return bool(_KATAKANA_PAIR.match(text, size - 1)) and org_suffix(text[size:]) is None


def country_of(organisation: str) -> str | None:
    """The country that an organisation's own words name: by well-known body, leading country or region."""
    if body := leading_body(organisation):
        return body.country
    if code := split_country(organisation)[0]:
        return code
    table = regions()
    sizes = range(min(len(organisation), 12), 1, -1)
    return next((table[organisation[:size]] for size in sizes if organisation[:size] in table), None)


def leading_body(organisation: str) -> Body | None:
    """The well-known body that the words are or begin with: WTO事務局 → 世界貿易機関; 国連専門家 → 国際連合."""
    for size in range(len(organisation), 1, -1):
        body = known_body(organisation[:size])
        if body and (size == len(organisation) or _ends_word(organisation, size)):
            return body
    return None


def _ends_word(text: str, size: int) -> bool:
    """Whether a word can end before `size`: no katakana word or acronym is cut, and two characters of kanji are a body."""
    pair = text[size - 1 : size + 1]
    cut = _KATAKANA_PAIR.match(pair) or (pair.isascii() and pair.isalnum())
    return not cut and (text[:size].isascii() or size > 2 or text[:2] in _SHORT)


def is_international(organisation: str) -> bool:
    """Whether the words tell that the body belongs to no single country: 国際…, 世界…, a well-known body without a country."""
    body = leading_body(organisation)
    return body.country is None if body else _INTERNATIONAL.match(organisation) is not None or "語版" in organisation


def _shortened(text: str) -> str:
    """High courts and the like in full, by the table of last words: 最高裁 → 最高裁判所."""
    suffix = org_suffix(text)
    if suffix is None or text.endswith(suffix.canonical):
        return text
    word = next(text[start:] for start in range(len(text)) if organisation_suffixes().get(text[start:]) == suffix)
    return text[: len(text) - len(word)] + suffix.canonical


def _points_back(text: str) -> bool:
    """同社, 同省, 同国政府, 同拘置所; not 同県立…高校, which is a name of its own."""
    rest = text[1:].removesuffix("側")
    return bool(_SAME.match(text)) and (text.startswith("同国") or len(rest) < 4 or rest in organisation_suffixes())


def _without_host(text: str) -> str:
    """What follows the host of an embassy: リビア韓国大使館, 中フランス大使館 and 上海日本総領事館 → 韓国大使館 …"""
    for size in range(min(len(text), _LONGEST_COUNTRY), 0, -1):
        rest = text[size:]
        if (text[:size] in codes_by_name() or text[:size] in regions()) and rest and split_country(rest)[0]:
            return rest
    return text


def _described(text: str) -> Body | None:
    """A well-known body after a word that says what it is: 格安航空会社スピリット航空, 主要紙ガーディアン."""
    match = _DESCRIPTION.match(text)
    while match and match.end() < len(text) - 2:
        if body := known_body(text[match.end() :]):
            return body
        match = _DESCRIPTION.match(text, match.end())
    return None


def _doubled(text: str) -> Body | None:
    """A body named by acronym and full name in one: NASAアメリカ航空宇宙局."""
    acronym = _ACRONYM.match(text)
    body = known_body(acronym.group()) if acronym else None
    return body if acronym and body and known_body(text[acronym.end() :]) == body else None


def read_organisation(surface: str) -> Organisation:
    """The parts of an organisation's surface."""
    text = _BRACKETS.sub("", surface).strip("「」『』“” 　") or surface
    if body := known_body(text):
        return Organisation(body.country, body.name, body.cls)
    if (body := known_body(_TAIL.sub("", text))) and len(text) > 2:  # ガーディアン紙, Google社
        return Organisation(body.country, body.name, body.cls)
    if body := _described(text) or _doubled(text):
        return Organisation(body.country, body.name, body.cls)
    if _SESSION.match(text):
        return Organisation(_HOME, "国会", "parliament")
    suffix = org_suffix(text)
    cls = suffix.cls if suffix else None
    if text not in bodies() and _points_back(text):
        rest = (_SAME_COUNTRY.sub("", text) if _SAME_COUNTRY.match(text) else text[1:]).removesuffix("側") or text[1:]
        back = org_suffix(rest)
        return Organisation(None, rest, back.cls if back else None, anaphor=True)
    if is_bare_organ(text):
        return Organisation(None, _shortened(text), cls)
    text = text.rpartition("駐留")[2] or text  # イラク駐留米軍
    if _RESIDENT.match(text):
        text = _without_host(text[1:])
    code, rest = split_country(text)
    if code and rest and (inner := known_body(rest)) and inner.country in (None, code):
        return Organisation(code, inner.name, inner.cls)
    return Organisation(code or country_of(text), _shortened(rest if code and rest else text), cls)
