"""The regular expression of the lexer, built from named parts: one alternative for each kind of token.

All patterns run on folded text (numerals.fold): ASCII digits, brackets, dashes and `~`.
"""

from __future__ import annotations

import re
from functools import cache

from extract.times import tables

KANJI = r"(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
NUM = rf"(?:[0-9]{{1,2}}|{KANJI})"
SOME = rf"(?:[0-9]{{1,4}}|{KANJI}|半|数十|十数|数|何)"
FEW = rf"(?:[0-9]{{1,3}}|{KANJI}|半)"
DASH = r"[-~ー]"
MONTHS = r"[カかケヶヵ箇個]月"
# The first two characters of what LEXICAL's patterns match, beside the tables' words.
STARTS = (
    "西暦 紀元 令和 平成 昭和 大正 明治 過去 ここ この 直近 今後 向こ これ "
    "最初 最後 今か 午前 午後 AM PM 次の 今度 正午 上旬 中旬 下旬 上半 下半"
)
FREE = r"(?<![0-9])(?<![0-9][.,])(?<![0-9]:)(?<!UTC[-+])(?<!GMT[-+])"  # no digit of a longer number stands before

# What makes 「3日」, 「2000年」 or 「3月」 a length of time or another word rather than a date.
DAY_LENGTH = (
    r"(?!間|目|連続|連敗|連勝|続け|ぶり|以内|以上|ほど|程度|余|あまり|がかり|未満|あたり|当たり|当り|平均|制|足らず|おき|ごと|毎|坊主"
    r"|か月|遅[れいくか]|経|早[いくか]|も早|勤務|休み?(?!日|会)|残|に短縮|に延長|を要|を費|に及|にわた|に渡|に満た|に一度|に1度|に1回|分の|分を|分が|近く|半|越し|とも|掛|かけて|かかる|もかか|もあれば)"
)
YEAR_LENGTH = r"(?!間|以上|ぶり|余|あまり|近く|超|ほど|前(?!後|半|期)|後(?!半|期)|越し|来の|問題|もの|にわた|に渡|続)"
YEAR_2_LENGTH = r"(?!間|目|代|連続|連|ぶり|以上|前(?!半)|後(?!半)|余|近く|ほど|にわた|に及|に一度|に1度|に1回|生|物|債|式|型|来)"
MONTH_OTHER = r"(?!間|並|曜|例|額|給|収|謝|齢|光|面|影|革命|目|堂|場|見草|ほど|余|あまり|半|あたり|当たり)"
CLOCK_LENGTH = r"(?!間|期|代|点|速|折|限|差|局|短|給|効|刻|系|々)"
WEEKDAY_OTHER = r"(?!版|劇場|大工|紙|ロードショー|学校|市|会|毎|ごと|スペシャル|ドラマ)"
SEASON_OTHER = (
    r"(?=[にはも](?!気|な)|まで|から|以降|頃|ごろ|休み|~|の(?:休暇|旅行|観光|運航|フライト|公演|シーズン|移籍|選挙|参院選|衆院選|総選挙"
    r"|臨時国会|ツアー|間|終わり|初め|到来|国会))"
)
SEASON_OF_YEAR = r"[春夏秋冬](?!季|闘|祭|至|分|眠|休|場所|学期)"

NUMERIC = {
    "iso": r"(?P<iso_y>[12][0-9]{3})(?P<iso_s>[-/.])(?P<iso_m>0?[1-9]|1[0-2])(?P=iso_s)(?P<iso_d>0?[1-9]|[12][0-9]|3[01])"
    r"(?![0-9]|[-/.][0-9])(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[-+][0-9]{2}:?[0-9]{2})?)?",
    "iso_month": r"(?P<im_y>19[0-9]{2}|20[0-9]{2})[/-](?P<im_m>0[1-9]|1[0-2])(?![0-9/-]|年)",
    "slash": r"(?<![/.])(?P<sl_m>0?[1-9]|1[0-2])/(?P<sl_d>0?[1-9]|[12][0-9]|3[01])"
    r"(?=\([月火水木金土日]|\)|付|時点|から|まで|$)(?<!/[0-9]/[0-9])",
    "shift": rf"(?P<sh_n>{SOME})(?P<sh_u>日|週間|{MONTHS}|月(?=(?:ほど)?[前後])|年)間?"
    r"(?P<sh_x>半|ほど|余り|あまり|以上|近く|[くぐ]らい)?"
    r"(?P<sh_d>前(?!倒|後|半|払|売|任|作|線|者|提|回|期|夜|年|日|月)|後(?!半|ろ|退|期|任|続|編|方|遺))",
    "within": rf"(?P<in_n>{FEW})(?P<in_u>時間|日|週間|{MONTHS}|年)間?以内",
    "half": rf"(?P<half_n>[0-9]{{1,4}}|{KANJI})(?P<half_s>{DASH}|、|,|・|から|より|/(?=[0-9]{{2}}年))"
    rf"(?=(?:[0-9]{{1,4}}|{KANJI})(?P<half_u>年|月|両?日|シーズン))",
    "decade": r"(?P<de_n>[12][0-9]{2}0|[0-9]0)年代",
    "year": r"(?P<y_n>[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3})(?P<y_u>年度(?:シーズン)?|年)"
    rf"{YEAR_LENGTH}(?:\((?:令和|平成|昭和|大正|明治)(?:元|[0-9]{{1,2}})年?度?\))?",
    "year_2": rf"(?P<y2_n>[0-9]{{2}})(?P<y2_u>年度|年|(?=シーズン)){YEAR_2_LENGTH}",
    "century": rf"(?P<ce_n>{NUM})世紀(?!前(?!半)|後(?!半)|にわた|ぶり|以上|近く|間|[一-龠](?<![初末前後半中]))",
    "month": rf"(?P<mo_n>{NUM})(?P<mo_u>月期|月){MONTH_OTHER}",
    "day": rf"(?P<da_n>[0-9]{{1,2}}|{KANJI}(?!日[町市月酔坊]))両?日{DAY_LENGTH}",
    "clock": rf"(?:(?P<cl_h>[0-9]{{1,2}}|十[一二]?)時{CLOCK_LENGTH}(?:(?:{NUM}|00)分(?!間|の[0-9])(?:[0-9]{{1,2}}秒)?|半)?"
    r"|(?P<cc_h>[0-9]{1,2}):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))",
    "bare": r"(?P<ba_n>19[0-9]{2}|20[0-3][0-9])(?![0-9.,:/%年月日時]|[-~][0-9])",
}

LEXICAL = {
    "gregorian": r"西暦(?P<ad_n>[0-9]{1,4})年",
    "before_christ": r"紀元前(?P<bc_n>[0-9]{1,4})(?P<bc_u>年|世紀)",
    "era": rf"(?P<er_e>令和|平成|昭和|大正|明治)\s?(?P<er_y>元|{NUM})(?P<er_u>年度|年)(?!代|間|以上)(?:\([12][0-9]{{3}}年?\))?",
    "era_short": r"(?<![A-Za-z])(?P<es_e>[RHSTM])(?P<es_y>[0-9]{1,2})(?P<es_s>[./])(?P<es_m>0?[1-9]|1[0-2])(?P=es_s)"
    r"(?P<es_d>0?[1-9]|[12][0-9]|3[01])(?![0-9.])",
    "era_letter": r"(?<![A-Za-z])(?P<el_e>[RHS])(?P<el_y>[0-9]{1,2})年(?P<el_u>度)?",
    "year_quote": rf"'(?P<yq_n>[0-9]{{2}})年{YEAR_2_LENGTH}",
    "window": rf"(?P<wi_p>過去|ここ|この|直近|今後|向こう|これから|最初の|最後の|今から)の?(?:約|およそ)?(?P<wi_n>{FEW})"
    rf"(?P<wi_u>時間|日|週間|{MONTHS}|年)間?(?:以内)?(?!間|以内|前|後|目|ぶり|連続|代|で最|で初|で(?:最も|もっとも))",
    "named": "(?:{named})",
    "word": "(?:{words})",
    "nth_weekday": r"第(?P<nw_n>[1-5一二三四五])(?P<nw_d>[月火水木金土日])曜日?",
    "modifier": "(?:{modifiers})",
    "weekday": rf"(?P<we_d>[月火水木金土日])曜日?{WEEKDAY_OTHER}",
    "weekday_paren": r"\((?P<wp_d>[月火水木金土日])(?:曜日?)?(?:・?[祝休])*\)",
    "ampm_clock": rf"(?P<am>午前|午後|AM|PM)\s?(?:(?P<am_h>{NUM}|零)時{CLOCK_LENGTH}(?:(?:{NUM}|00)分(?!間)(?:[0-9]{{1,2}}秒)?|半)?"
    r"|(?P<am_c>[0-9]{1,2}):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))",
    "part": "(?:{parts})",
    "season": rf"[春夏秋冬]{SEASON_OTHER}",
    "next": r"(?:次の|今度の|翌)(?=[月火水木金土日]曜)",
    "noon": r"正午",
    "alone": r"(?:[上中下]旬|[上下]半期|第[1-4一二三四]四半期)(?=[にのはもまかを、。]|中|$)",
    "this": rf"この(?={NUM}月{MONTH_OTHER})",
    "same": r"[同翌](?=午前|午後|正午|夜|朝|未明|夕|深夜|早朝|昼|[0-9]{1,2}[時日月]|[12][0-9]{3}年|[0-9]{1,2}:)",
}


FOLLOWERS = ("modifier", "part", "weekday_paren")
OPENERS = ("alone", "noon")  # these never continue one  # these only continue an expression


def _trie(words: list[str]) -> str:
    """A regex for any of the words, longest first, that shares their beginnings (several times as fast as a flat one)."""
    heads: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        heads.setdefault(word[:1], []).append(word[1:])
    ends = "" in heads
    branches = [re.escape(head) + _trie(rest) for head, rest in heads.items() if head]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


KANA = re.compile(r"[ぁ-ん]+$")
BARE_KANA = r"(?<![ぁ-ん一-龠])|(?<=[はがもでにをと])(?<!こと)"


def _words() -> str:
    """The relative words; those in kana alone need a boundary on both sides (静けさ, であした)."""
    kana = [w for w in tables.words() if KANA.match(w)]
    guarded = tables.guarded_words()
    plain = [w for w in tables.words() if w not in kana and w not in guarded]
    others = [
        (f"(?<!{before})" if before else "") + w + (f"(?!{after})" if after else "")
        for w, (after, before) in sorted(guarded.items(), key=lambda item: -len(item[0]))
    ]
    longer = [w for w in plain if any(w.startswith(g) for g in guarded)]
    return rf"{_trie(longer)}|{'|'.join(others)}|{_trie(plain)}|(?:{BARE_KANA}){_trie(kana)}(?=[のはにもでまよ、。朝夜夕]|$)"


def _lexical(name: str, pattern: str) -> str:
    if name == "named":
        pattern = _trie(list(tables.named())) + tables.not_named()
    elif name == "word":
        pattern = _words()
    elif name == "modifier":
        pattern = _trie([m for m, _ in tables.modifiers()])
    elif name == "part":
        pattern = tables.parts_of_day()
    return f"(?P<{name}>{pattern})"


def _numeric() -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in NUMERIC.items())


@cache
def opening() -> re.Pattern[str]:
    """Any token that may open an expression; `lastgroup` of a match is its kind. A look at the first characters comes first."""
    lexical = [_lexical(name, pattern) for name, pattern in LEXICAL.items() if name not in FOLLOWERS]
    lexical.append(rf"(?P<part_clock>(?:{tables.parts_of_day()})(?={NUM}時|[0-9]{{1,2}}:[0-9]{{2}}))")
    two = sorted({w[:2] for w in (*tables.words(), *tables.named(), *tables.part_names()) if len(w) > 1} | set(STARTS.split()))
    beside_digits = r"[RHSAP'][0-9M]|[第月火水木金土日][1-5一二三四五曜]|[夜朝昼夕晩明方刻][0-9]"
    starts = rf"{_trie(two)}|{beside_digits}|[春夏秋冬]{SEASON_OTHER}|[同翌][0-9午正夜朝未夕深早昼月火水木金土日]"
    return re.compile(rf"(?=[0-9一二三四五六七八九十半数零何]){FREE}(?:{_numeric()})|(?={starts})(?:{'|'.join(lexical)})")


@cache
def following() -> re.Pattern[str]:
    """Any token that may continue an expression, tried where the last one ended."""
    lexical = [
        _lexical(name, SEASON_OF_YEAR if name == "season" else pattern) for name, pattern in LEXICAL.items() if name not in OPENERS
    ]
    return re.compile(rf"{_numeric()}|{'|'.join(lexical)}")
