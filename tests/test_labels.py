"""Labels read alone, stay short and name who, whom and what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clauses import LineView
from extract.countries import find_countries
from extract.labels import LONGEST, label_of
from extract.model import Argument, EventType, Span, Status, Trigger
from extract.names import find_actors
from extract.pipeline import load_pipeline
from extract.roles import scene_of


def label(text: str, word: str, kind: EventType = "OTHER", agents: str = "", targets: str = "", times: str = "") -> str:
    at = text.index(word)
    scene = scene_of(LineView.of(load_pipeline()(text)), [Trigger(at, at + len(word), word, kind, "occurred", 1.0, ())], [], [])
    found = [
        [Argument(text.index(n), text.index(n) + len(n), n, None, "test") for n in names.split()] for names in (agents, targets)
    ]
    dates = [Span(text.index(n), text.index(n) + len(n), n) for n in times.split()]
    return label_of(scene, scene.triggers[0], found[0], found[1], dates)


@pytest.mark.parametrize(
    ("text", "word", "agents", "targets", "expected"),
    [
        ("中央銀行が利率を変更した。", "変更", "中央銀行", "", "中央銀行が利率を変更"),
        ("ハンセン市長が警察に逮捕された。", "逮捕", "警察", "ハンセン市長", "ハンセン市長が警察に逮捕される"),
        ("財務省は関税を引き下げると述べた。", "述べ", "財務省", "", "財務省が関税を引き下げると述べる"),
        ("政府は新聞の報道を否定した。", "否定", "政府", "", "政府が新聞の報道を否定"),
        ("労組による工場への抗議が続く。", "抗議", "労組", "", "労組による工場への抗議"),
        ("外相は「合意が守られる保証はない」と述べた。", "述べ", "外相", "", "外相は合意が守られる保証はないと述べる"),
        ("財務省は税率を据え置くと記者会見で発表した。", "発表", "財務省", "", "財務省が税率を据え置くと発表"),
        ("委員会は監視を強化する方針も示した。", "示し", "委員会", "", "委員会が監視を強化する方針も示す"),
        ("漁業権への影響が指摘された。", "指摘", "", "", "漁業権への影響が指摘される"),
        ("「漁業協定」改定が迫る。", "改定", "", "", "漁業協定改定"),
        ("議員は北海漁業問題の協議を急いだ。", "協議", "", "", "議員が北海漁業問題の協議を急ぐ"),
        ("調査は湖の水位がなぜ下がったかを示した。", "示し", "調査", "", "調査は湖の水位がなぜ下がったかを示す"),
        ("市は観光を軸に再建を継続した。", "継続", "市", "", "市が再建を継続"),
    ],
)
def test_label(text: str, word: str, agents: str, targets: str, expected: str) -> None:
    assert label(text, word, agents=agents, targets=targets) == expected


def rows(*lines: str) -> list[list[str]]:
    """Text, trigger, agents, targets and label, parted by bars."""
    return [[cell.strip() for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize(
    ("text", "word", "agents", "targets", "expected"),
    rows(
        # a subject with a comma spans over the clause that modifies the object
        "武装した一団が、倉庫で使われている古い船に侵入した。|侵入|||武装した一団が倉庫で使われている古い船に侵入",
        # what a relative clause does to the noun behind it, without the time compounded to that
        "ペルーが提案した休戦直前に砲撃があった。|提案|ペルー||ペルーが休戦を提案",
        "教団が略奪した絵画が見つかった。|略奪|教団||教団が絵画を略奪",
        # とよう stand before the addressee too
        "組合は予算を増やすよう議会に要請した。|要請|組合|議会|組合が議会に予算を増やすよう要請",
        # たと、 before the speaker; an act noun beside the one with its verb; this place is a place
        "規制が解除されたと、知事が発表した。|発表|知事||知事は規制が解除されたと発表",
        "沖で船体が発見・回収された。|発見|||船体が沖で発見される",
        "この場所で火災が起きた。|火災|||この場所で火災が起きる",
        # no time is listed with a count
        "会談後、市内の3人が死亡した。|死亡|||市内の3人が死亡",
        # listed nouns stay together where one sums them up
        "火事で園児2人、保育士1人、運転手1人の計4人が死亡した。|死亡|||園児2人・保育士1人・運転手1人の計4人が火事で死亡",
        # nobody is said to act: the noun with が has undergone it
        "社長の家で宝石や現金が押収。|押収||社長|宝石や現金が社長の家で押収される",
        # a counted group before の, not what is theirs
        "雪崩で死亡した7人の身元が判明した。|死亡|||7人が雪崩で死亡",
        # who fills the role only owns who does it
        "ペルーの眼科医が患者を傷つけた罪で刑を言い渡された。|言い渡さ||ペルー|ペルーの眼科医が刑を言い渡される",
        # the noun behind a relative clause does what the clause says
        "増税に抗議した青年が釈放された。|抗議||増税|青年が増税に抗議",
        # charged with it, but said of nobody
        "警察は納屋に放火した容疑で3人を逮捕した。|放火|||納屋に放火",
        # what somebody hears of and what befalls them
        "市は停電を受け、節電を始めた。|停電|||停電",
        "協会は襲撃を受け、警備を増やした。|襲撃|||襲撃",
        # act nouns that make no verb with an object; ends of a contest
        "州が起こした3社への訴訟が続く。|訴訟|州|3社|州による3社への訴訟",
        "青組が白組に惜敗した。|惜敗|青組|白組|青組が白組に惜敗",
        # the head of an appositive clause is no subject; a noun behind a relative clause is one, whole
        "川に転落する心配はないという。|転落|||川に転落",
        "公社は縮小された式典を開いた。|縮小|||式典が縮小される",
        "駅長が就任後まもなく辞任した。|辞任|||駅長が辞任",
        "歌手を紹介する番組が登場した。|登場|番組||歌手を紹介する番組が登場",
        "州は停戦に協力する用意がある。|協力|||州が停戦に協力",
        # も marks an object where another subject stands before it
        "審議会は値上げを退け、委員は増税も選択肢から排除した。|排除|||委員が増税も選択肢から排除",
        # the noun that the name only modifies is the subject
        "北岸船籍の貨物船が座礁した。|座礁||北岸|北岸船籍の貨物船が座礁",
        "北岸の漁師たちが操業を停止した。|停止|北岸||北岸の漁師たちが操業を停止",
        # 〜で and 〜から with their own modifiers, or not at all
        "橋の崩落が原因で、知事が辞任した。|辞任|知事||知事が辞任",
        "大工のハンセンの活躍で、北岸クラブは優勝を達成した。|達成|北岸クラブ||北岸クラブが大工のハンセンの活躍で優勝を達成",
        "開業からわずか3ヶ月の店主に対し、漁師が退職を要求した。|要求|||漁師が開業からわずか3ヶ月の店主に退職を要求",
        # what belongs to another verb or act noun stays there
        "漁船は海峡を通過後、港に到着した。|到着|漁船||漁船が港に到着",
        "市は湾岸に倉庫を開設するため秘密交渉を進めた。|交渉|市||市による秘密交渉",
        # an object whose noun is quoted, bare or of a clause without its verb
        "委員会は「改修工事」を検討した。|検討|委員会||委員会が改修工事を検討",
        "銀行は見通しを下方修正した。|修正|銀行||銀行が見通しを下方修正",
        "消防団は祭りを島では控えめに、本土では中止すると発表した。|中止|消防団||消防団が祭りを中止",
        "警察が原因を調査中だ。|調査|||警察が原因を調査",
        "政府は港の再建を柱に据えた。|据え|政府||政府が港の再建を柱に据える",
        # the subject of a chained clause
        "漁師が網を直し、港から沖に移動した。|移動|||漁師が港から沖に移動",
        "射殺された編集長の遺稿が届いた。|射殺||編集長|編集長が射殺される",
        "店が襲われる騒ぎが起きた。|襲わ|||店が襲われる",
        # causatives
        "公社が船員を下船させた。|下船|公社|船員|公社が船員を下船させる",
        "父が息子に荷物を運ばせた。|運ば|父||父が息子に荷物を運ばせる",
        # act nouns
        "ハンセン知事の辞任は遅れた。|辞任|ハンセン知事||ハンセン知事の辞任",
        "ハンセン知事は南岸と組み、大阪訪問を終えた。|訪問|ハンセン知事|南岸|ハンセン知事による大阪訪問",
        "北岸は南岸からの二度目の部隊撤退を決めた。|撤退|北岸|南岸|北岸による南岸からの部隊撤退",
        "村は激しい空爆を受けた。|空爆|||村が激しい空爆を受ける",
        # a speech with what is said and to whom
        "市長は港湾公社に対し、桟橋を売らないよう警告した。|警告|市長|港湾公社|市長が港湾公社に桟橋を売らないよう警告",
        "裁判所は証拠が足りないとして釈放を命じた。|命じ|裁判所||裁判所が釈放を命じる",
        "水位は下がると専門家は警告した。|警告|||専門家は水位は下がると警告",
        "社長は赤字は一時的だとの見解を示した。|示し|社長||社長が赤字は一時的だとの見解を示す",
        "議長は港湾公社の再建案について「根拠がない」と非難した。|非難|議長|港湾公社|議長は港湾公社を根拠がないと非難",
    ),
)
def test_label_reads_as_the_clause_does(text: str, word: str, agents: str, targets: str, expected: str) -> None:
    assert label(text, word, agents=agents, targets=targets) == expected


def test_nothing_is_left_of_a_time_that_is_cut_out() -> None:
    assert label("製鉄所は1964年以来初の黒字を計上した。", "計上", agents="製鉄所", times="1964年") == "製鉄所が初の黒字を計上"
    text = "長老が1950年と1972年の避難生活を振り返った。"
    assert label(text, "避難", times="1950年 1972年") == "長老が避難生活を振り返る"


def test_a_one_letter_country_is_written_out() -> None:
    text = "ペルー外務省は対米批判を避けた。"
    at, us = text.index("批判"), text.index("米")
    trigger = Trigger(at, at + 2, "批判", "ACCUSE", "occurred", 1.0, ())
    scene = scene_of(LineView.of(load_pipeline()(text)), [trigger], [], [])
    agent, target = Argument(0, 6, "ペルー外務省", None, "test"), Argument(us, us + 1, "米", "US", "test")
    assert label_of(scene, scene.triggers[0], [agent], [target], []) == "ペルー外務省が米国を批判"


def of_trigger(text: str, word: str, status: Status = "occurred", places: tuple[str, ...] = ()) -> str:
    doc = load_pipeline()(text)
    countries = find_countries(doc)
    actors = find_actors(doc, countries)
    at = text.index(word)
    scene = scene_of(LineView.of(doc), [Trigger(at, at + len(word), word, "OTHER", status, 1.0, ())], countries, actors)
    named = [Argument(a.start_char, a.end_char, a.text, a.country, "test") for a in actors]
    return label_of(scene, scene.triggers[0], named, [], [], places)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("知事は式典に出席しなかった。", "出席", "知事が式典に出席しない"),
        ("知事は条約に署名せずに帰国した。", "署名", "知事が条約に署名せず"),
        ("容疑者は場所を明かしていません。", "明かし", "容疑者が場所を明かしていない"),
        ("知事は賄賂の受け取りを否定した。", "受け取り", "知事が賄賂の受け取りを否定"),
        ("首相は、軍による攻撃を否定した。", "攻撃", "軍による攻撃を否定"),
    ],
)
def test_what_is_denied_is_not_told_as_a_fact(text: str, word: str, expected: str) -> None:
    assert of_trigger(text, word, "denied") == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("厳しい熱波に住民が苦しむ。", "熱波", "ペルーでの厳しい熱波"),
        ("土砂崩れで12人が死亡した。", "死亡", "12人が土砂崩れで死亡"),
        ("12人が死亡した。", "死亡", "ペルーで12人が死亡"),
        ("米軍が港を封鎖した。", "封鎖", "米軍が港を封鎖"),
    ],
)
def test_a_label_without_any_name_says_where(text: str, word: str, expected: str) -> None:
    assert of_trigger(text, word, places=("PE",)) == expected


def test_an_office_or_organ_says_whose_it_is() -> None:
    assert of_trigger("スーダンの外務大臣が辞任した。", "辞任") == "スーダンの外務大臣が辞任"


def test_a_name_inside_the_quotation_does_not_speak() -> None:
    assert label("市長は「港湾公社は破綻する」と述べた。", "述べ", agents="港湾公社") == "市長が港湾公社は破綻すると述べる"


def test_a_long_line_is_cut_where_a_word_group_begins() -> None:
    text = "山あいの古い町並みと深い森に囲まれた静かな湖のほとりで起きた作業船による観光遊覧船への衝突について調べる。"
    assert label(text, "衝突") == "深い森に囲まれた静かな湖のほとりで起きた作業船による観光遊覧船への衝突"


def test_three_agents_are_named_by_the_first() -> None:
    text = "甲社と乙社と丙社が合併した。"
    assert label(text, "合併", agents="甲社 乙社 丙社").startswith("甲社などが")


@given(st.text(alphabet="大統領が首都で演説し、「反乱」を(非難)したと12日に。", min_size=1, max_size=40))
def test_label_never_fails_and_stays_short(words: str) -> None:
    text = words + "発表した"
    assert 0 < len(label(text, "発表")) <= LONGEST
