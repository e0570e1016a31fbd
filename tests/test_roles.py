"""Who did what to whom: arguments, places and speakers over a line's clauses, on sentences of our own."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from extract.candidates import find_candidates
from extract.capitals import capitals
from extract.case_frames import case_frames, frames_of
from extract.clauses import LineView
from extract.gold import nth
from extract.model import ActorMention, Country, EventMention, EventType, Status, Trigger
from extract.pipeline import load_pipeline
from extract.role_examples import read_example, role_examples
from extract.roles import find_events
from extract.tsv import entries

COUNTRIES = {"ケニア": "KE", "ソマリア": "SO", "ノルウェー": "NO", "フィンランド": "FI", "ガーナ": "GH", "トーゴ": "TG"}


def parse(text: str) -> Doc:
    return load_pipeline()(text)


def read(
    text: str, *triggers: tuple[str, EventType], persons: str = "", bodies: str = "", status: Status = "occurred"
) -> list[EventMention]:
    """The events of a sentence whose triggers, persons and bodies are named (the first occurrence counts)."""
    spans = [(nth(text, word, 1), word, kind) for word, kind in triggers]
    found = tuple(Trigger(at, at + len(word), word, kind, status, 1.0, ()) for at, word, kind in sorted(spans))
    actors = tuple(
        ActorMention(at, at + len(name), name, "person" if name in persons.split() else "org", name, None, None, "test")
        for name in (*persons.split(), *bodies.split())
        for at in [nth(text, name, 1)]
    )
    countries = tuple(
        Country(at, at + len(name), name, code, "test")
        for name, code in COUNTRIES.items()
        if name in text
        for at in [text.index(name)]
    )
    return list(find_events(parse(text), found, (), countries, actors, None))


def who(event: EventMention) -> tuple[list[str], list[str]]:
    return [a.country or a.text for a in event.agents], [a.country or a.text for a in event.targets]


def test_subject_and_object() -> None:
    (event,) = read("ケニアがソマリアを攻撃した。", ("攻撃", "ASSAULT"))
    assert who(event) == (["KE"], ["SO"])


def test_passive_turns_subject_into_target() -> None:
    (event,) = read("ムワンギ議員が警備隊に拘束された。", ("拘束", "COERCE"), persons="ムワンギ議員", bodies="警備隊")
    assert who(event) == (["警備隊"], ["ムワンギ議員"])


def test_who_comes_under_an_act_is_its_target() -> None:
    (suffered,) = read("ケニア軍が国境で攻撃を受けた。", ("攻撃", "ASSAULT"), bodies="ケニア軍")
    assert who(suffered) == ([], ["ケニア軍"])
    assert suffered.label == "ケニア軍への攻撃"


def test_noun_with_attributes_of_doer_and_victim() -> None:
    (event,) = read("警備隊によるムワンギ議員の拘束が続く。", ("拘束", "COERCE"), persons="ムワンギ議員", bodies="警備隊")
    assert who(event) == (["警備隊"], ["ムワンギ議員"])


def test_victims_are_targets() -> None:
    (event,) = read("俳優のハンセン氏が昨夜死去した。", ("死去", "OTHER"), persons="ハンセン氏")
    assert who(event) == ([], ["ハンセン氏"])


def test_subject_is_shared_by_the_next_clause() -> None:
    first, second = read(
        "ノルウェーはフィンランドを訪問した議員団を歓迎し、共同声明を発表した。", ("歓迎", "SUPPORT"), ("発表", "STATEMENT")
    )
    assert who(first)[0] == ["NO"]
    assert who(second)[0] == ["NO"]


def test_unnamed_subject_leaves_the_agent_empty() -> None:
    (event,) = read("専門家はガーナの財政悪化を指摘した。", ("指摘", "STATEMENT"))
    assert who(event)[0] == []


def test_coordinated_subjects_share_the_role() -> None:
    (event,) = read("ガーナとトーゴは国境協定に署名した。", ("署名", "AGREE"))
    assert sorted(who(event)[0]) == ["GH", "TG"]


@pytest.mark.parametrize("end", ["表明した。", "表明。"])
def test_the_topic_inside_a_speech_is_not_its_speaker(end: str) -> None:
    text = "ハンセン首相は、交渉が決裂すればノルウェーは漁船を引き揚げると" + end
    *_, speech = read(text, ("引き揚げる", "RETREAT"), ("表明", "STATEMENT"), persons="ハンセン首相")
    assert who(speech)[0] == ["ハンセン首相"]


def test_companion_of_talks_is_target() -> None:
    (event,) = read("ハンセン首相はオウス大統領と会談した。", ("会談", "CONSULT"), persons="ハンセン首相 オウス大統領")
    assert who(event) == (["ハンセン首相"], ["オウス大統領"])


def test_speaker_is_kept_apart_from_the_doer() -> None:
    deed, speech = read(
        "ケニア外務省は、反乱軍が港を攻撃したと発表した。", ("攻撃", "ASSAULT"), ("発表", "STATEMENT"), bodies="ケニア外務省 反乱軍"
    )
    assert who(deed)[0] == ["反乱軍"]
    assert deed.speaker is not None
    assert deed.speaker.text == "ケニア外務省"
    assert speech.speaker is None


def test_same_actor_fills_a_role_once() -> None:
    (event,) = read("国際赤十字(ICRC)は職員を派遣した。", ("派遣", "AID"), bodies="国際赤十字 ICRC")
    assert len(event.agents) == 1


def test_what_stands_before_a_quote_is_not_said_in_it() -> None:
    text = "ムワンギ議員が拘束され、警備隊は「住民が橋を爆破した」と説明した。"
    arrest, blast, _ = read(
        text, ("拘束", "COERCE"), ("爆破", "ASSAULT"), ("説明", "STATEMENT"), persons="ムワンギ議員", bodies="警備隊"
    )
    assert arrest.speaker is None
    assert blast.speaker is not None and blast.speaker.text == "警備隊"


def test_place_of_the_clause() -> None:
    (event,) = read("大統領はナイロビで演説した。", ("演説", "STATEMENT"), persons="大統領")
    assert event.places == ("ナイロビ",)


@pytest.mark.parametrize(("place", "verb"), [("ヨルダン川西岸", "衝突"), ("ホルムズ海峡", "衝突"), ("能登半島沖", "衝突")])
def test_a_place_is_named_whole(place: str, verb: str) -> None:
    (event,) = read(f"{place}で両軍が{verb}した。", (verb, "ASSAULT"))
    assert event.places == (place,)


def test_a_name_in_a_ship_s_name_is_no_place() -> None:
    (event,) = read("両首脳は空母USS George Washingtonで会談した。", ("会談", "CONSULT"))
    assert event.places == ()


def test_place_carries_over_to_the_next_clause() -> None:
    blast, deaths = read("ナイロビで爆発があり、3人が死亡した。", ("爆発", "OTHER"), ("死亡", "OTHER"))
    assert blast.places == deaths.places == ("ナイロビ",)


def test_a_country_is_a_place_where_it_does_not_act() -> None:
    (crash,) = read("ガーナ北部でバスが横転した。", ("横転", "OTHER"))
    (vote,) = read("ガーナは予算案を可決した。", ("可決", "AGREE"))
    assert (crash.places, vote.places) == (("GH",), ())


def test_line_without_mentions_or_triggers() -> None:
    assert read("株価が上昇した。", ("上昇", "OTHER"))[0].agents == ()
    assert find_events(parse("株価が上昇した。"), (), (), (), (), None) == ()


def test_arguments_slice_back_to_their_surface() -> None:
    text = "トーゴ政府はガーナの通信社に抗議した。"
    for event in read(text, ("抗議", "ACCUSE"), bodies="トーゴ政府"):
        for a in (*event.agents, *event.targets):
            assert text[a.start_char : a.end_char] == a.text


def test_names_of_one_person_are_one_entity() -> None:
    text = "マリー・ハンセン氏が来日し、ハンセン氏は会見した。"
    full = ActorMention(0, 9, "マリー・ハンセン氏", "person", "マリー・ハンセン", "氏", None, "test")
    at = text.rindex("ハンセン氏")
    actors = [full, ActorMention(at, at + 5, "ハンセン氏", "person", "ハンセン", "氏", None, "test")]
    first, second = find_candidates(LineView.of(parse(text)), [], actors)
    assert first.entity == second.entity


def test_case_frames_are_sound() -> None:
    kinds = {frame for frames in case_frames().values() for frame in frames}
    assert {"undergo", "meet", "hit", "seize", "say", "visit"} <= kinds
    assert frames_of("日独首脳会談", "日独首脳会談") == frames_of("首脳会談", "首脳会談")


def test_every_example_is_well_formed() -> None:
    for line in role_examples():
        named = {c.code for c in line.countries} | {a.name for a in line.actors}
        for event in line.events:
            assert line.text[event.start_char : event.end_char] == event.trigger
            assert all(name in named or len(name) == 2 for name in (*event.agents, *event.targets)), line.text


def test_example_with_an_unclosed_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="unclosed"):
        read_example("x", "[ガーナ=GHが抗議した。")


def test_party_before_a_dot_is_only_the_affiliation() -> None:
    text = "緑の党・ラヴァル氏が予算案を批判した。"
    (event,) = read(text, ("批判", "ACCUSE"), persons="ラヴァル氏", bodies="緑の党")
    assert who(event)[0] == ["ラヴァル氏"]


@pytest.mark.parametrize(("text", "word", "code"), [
    ("ラヴァル氏がナイロビ入りした。", "ナイロビ入り", "KE"),
    ("ラヴァル氏がオスロを訪問した。", "訪問", "NO"),
])  # fmt: skip
def test_capital_stands_for_the_host(text: str, word: str, code: str) -> None:
    (event,) = read(text, (word, "CONSULT"), persons="ラヴァル氏")
    assert who(event)[1] == [code]


def test_capitals_have_known_codes() -> None:
    codes = {row["code"] for row in entries("countries")}
    assert set(capitals().values()) <= codes


def test_topic_does_not_act_in_a_clause_with_its_own_subject() -> None:
    text = "ガーナは、ケニアがソマリアを攻撃した事件を受け、協議を求めた。"
    attack, _ = read(text, ("攻撃", "ASSAULT"), ("求め", "REQUEST"))
    assert who(attack) == (["KE"], ["SO"])


def test_a_country_in_which_another_strikes_is_struck() -> None:
    [event] = read("ケニアがソマリアの首都で軍事作戦を実施した。", ("実施", "ASSAULT"))
    assert [a.country for a in event.agents] == ["KE"]
    assert [a.country for a in event.targets] == ["SO"]


def test_a_country_in_which_another_helps_is_no_target_for_that() -> None:
    [event] = read("ケニアがソマリアで道路を建設した。", ("建設", "OTHER"))
    assert event.targets == ()
