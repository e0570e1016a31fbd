"""Who is who over lines and pages. Lines are written with marks: {p:人} and {o:団体} are mentions, {c:国=ISO} a country."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import ActorKind, ActorMention, Annotation, Country, Line
from graph.identity import Alias, Identities, identify, read_aliases
from graph.model import Actor

MARK = re.compile(r"\{([poc]):([^}=]*)(?:=([A-Z]{2}))?\}")


def line(marked: str, number: int = 1, day: date | None = None, page: str = "a.txt") -> Annotation:
    text, countries, actors, at = "", [], [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        at, start = match.end(), len(text)
        text += match[2]
        if match[1] == "c":
            countries.append(Country(start, len(text), match[2], match[3], "test"))
        else:
            kind: ActorKind = "person" if match[1] == "p" else "org"
            actors.append(ActorMention(start, len(text), match[2], kind, match[2], None, None, "test"))
    return Annotation(Line(page, number, text + marked[at:]), day, "test", (), tuple(countries), tuple(actors))


def run(*marked: str, day: date | None = date(2026, 3, 1)) -> tuple[Identities, list[list[Actor]]]:
    """The identities, and the actors of each line in their order."""
    annotations = [line(text, number, day) for number, text in enumerate(marked, 1)]
    found = identify(annotations)
    return found, [[found.actors[found.actor_of[a.line.id, m.start_char]] for m in a.actors] for a in annotations]


def ids(*marked: str, day: date | None = date(2026, 3, 1)) -> list[str]:
    return [actor.id for actors in run(*marked, day=day)[1] for actor in actors]


def test_full_name_surname_and_title_are_one_person() -> None:
    found = ids("{p:カルロ・ビアンキ社長}が会見した。", "{p:ビアンキ氏}は辞任を否定した。", "{p:ビアンキ}は沈黙した。")
    assert set(found) == {"person:カルロ・ビアンキ"}


def test_surname_before_the_full_name_of_a_later_line() -> None:
    assert set(ids("{p:ビアンキ氏}は辞任を否定した。", "{p:カルロ・ビアンキ社長}が会見した。")) == {"person:カルロ・ビアンキ"}


def test_japanese_surname_and_given_name() -> None:
    found = ids("{p:大河内文雄市長}が再選された。{p:大河内氏}は69歳。{p:文雄氏}の弟も出馬した。")
    assert set(found) == {"person:大河内文雄"}


def test_two_persons_of_one_surname_stay_two() -> None:
    first, second, third = ids("{p:カルロ・ビアンキ社長}と{p:アンナ・ビアンキ監督}が並び、{p:アンナ・ビアンキ氏}が話した。")
    assert first != second
    assert second == third


def test_one_surname_of_two_countries_stays_two() -> None:
    first, second = ids("{c:ブラジル=BR}の{p:コスタ外相}が訪れた。", "{c:ポルトガル=PT}の{p:コスタ外相}が迎えた。")
    assert first != second


def test_variant_spellings_are_one() -> None:
    assert len(set(ids("{p:ヴィクトル・ノヴァーク氏}が勝った。", "{p:ビクトル・ノバク氏}は笑った。"))) == 1


def test_well_known_person_has_the_full_name_and_country() -> None:
    _, [[actor]] = run("{p:マクロン大統領}が演説した。")
    assert (actor.name, actor.country) == ("エマニュエル・マクロン", "FR")


def test_holder_is_told_by_the_day() -> None:
    assert ids("{p:日本首相}が会見した。", day=date(2012, 1, 5)) == ["person:野田佳彦"]
    assert ids("{p:日本首相}が会見した。", day=date(2015, 1, 5)) == ["person:安倍晋三"]
    assert ids("{p:米前大統領}が会見した。", day=date(2010, 1, 5)) == ["person:ジョージ・W・ブッシュ"]


def test_role_is_bound_to_the_person_whom_the_page_names() -> None:
    found = ids("{c:エルドラド=EC}の{p:マリア・ロペス国防相}が辞任した。", "{c:エルドラド=EC}の{p:国防相}は前日に会見していた。")
    assert set(found) == {"person:マリア・ロペス"}


def test_role_in_apposition() -> None:
    assert len(set(ids("{p:ユネスコ事務局長}の{p:アンナ・ノバク氏}が訪れた。"))) == 1


def test_bare_role_without_a_day_binds_only_near() -> None:
    far = (
        ["{c:フィジー=FJ}の{p:ジョン・カマ首相}が就任した。"]
        + ["何もない{o:気象庁}。"] * 9
        + ["{c:フィジー=FJ}の{p:首相}が会見した。"]
    )
    found = ids(*far, day=None)
    assert found[0] != found[-1]


def test_same_points_to_the_nearest() -> None:
    first, second, third = ids("{p:山本太一市長}と{p:鈴木花子氏}が争い、{p:同氏}が勝った。")
    assert third == second != first


def test_past_office_is_not_the_present_one() -> None:
    first, second = ids("{p:ペドロ・サンチェス首相}は{p:元首相}を批判した。")
    assert first != second


def test_organisations_by_country_and_name() -> None:
    found = ids("{o:米国務省}が発表した。", "{c:米国=US}の{o:国務省}は否定した。", "{o:アメリカ国務省}も認めた。")
    assert set(found) == {"org:米国務省"}


def test_bare_organ_belongs_to_the_country_in_focus() -> None:
    _, [[police], [army], [government]] = run(
        "{c:ギリシャ=GR}で列車が脱線し、{o:警察}が調べている。", "{c:タイ=TH}の{o:軍}が動いた。", "{o:トルコ政府}が発表した。"
    )
    assert [police.country, army.country, government.country] == ["GR", "TH", "TR"]
    assert police.name == "ギリシャ警察"


def test_acronym_in_brackets_stands_for_the_name() -> None:
    first, second, third = ids("{o:世界熱気球連盟}({o:WHBF})が開幕を告げた。", "{o:WHBF}は参加者を公表した。")
    assert first == second == third


def test_party_of_the_country_in_focus() -> None:
    _, [[american], [japanese]] = run("{c:米国=US}の{o:民主党}が勝った。", "{c:日本=JP}の{o:民主党}が敗れた。")
    assert (american.name, japanese.name) == ("米民主党", "民主党")


def test_same_company() -> None:
    assert len(set(ids("{o:北洋紡績}が倒産した。{o:同社}は1960年の創業。"))) == 1


def test_administration_has_the_country_of_its_head() -> None:
    _, [[first], [second]] = run("{o:トランプ政権}が方針を示した。", "{o:キア・スターマー政権}が続いた。")
    assert (first.country, second.country) == ("US", "GB")


def test_international_office_has_no_country() -> None:
    _, [[actor]] = run("{p:NATO事務総長}が{c:米国=US}を訪れた。")
    assert actor.country is None


def test_foreigner_takes_the_country_stated_in_brackets() -> None:
    _, [[_, actor]] = run("{c:日本=JP}の{p:山田一郎選手}は{p:ホルヘ・ルイス選手}({c:スペイン=ES})に勝った。")
    assert actor.country == "ES"


def test_id_is_never_two_capital_letters() -> None:
    found, _ = run("{o:AU}と{o:EU}が協議し、{p:AB}が同席した。")
    assert not [each for each in found.actors if re.fullmatch("[A-Z]{2}", each)]


def test_official_of_a_country_is_the_one_named_around_that_day() -> None:
    found = ids("{p:ペルー上院議員}が議場に立てこもった。", "{c:ペルー=PE}の{p:フアン・キスペ上院議員}は逮捕を拒んだ。")
    assert set(found) == {"person:フアン・キスペ"}
    two = ids("{p:ペルー上院議員}が来た。", "{c:ペルー=PE}の{p:フアン・キスペ上院議員}と{c:ペルー=PE}の{p:アナ・ロハス上院議員}。")
    assert len(set(two)) == 3


def test_wife_is_not_the_president() -> None:
    wife, president = ids("{p:トランプ夫人}が訪れ、{p:トランプ氏}は残った。")
    assert wife != president == "person:ドナルド・トランプ"


def test_accused_namesake_of_another_line_is_somebody_else() -> None:
    accused, other = ids("{p:加藤容疑者}を逮捕した。", "{p:加藤氏}が辞任した。")
    assert accused != other


def test_of_two_presidents_the_day_decides() -> None:
    assert ids("{p:ブッシュ大統領}が会見した。", day=date(1990, 5, 1)) == ["person:ジョージ・H・W・ブッシュ"]
    assert ids("{p:ブッシュ大統領}が会見した。", day=date(2005, 5, 1)) == ["person:ジョージ・W・ブッシュ"]


def test_name_cut_as_the_wrong_kind_is_set_right() -> None:
    found = identify([line("{o:田中花子氏}と{p:国連}。")])
    assert sorted((actor.kind, actor.name) for actor in found.actors.values()) == [("org", "国際連合"), ("person", "田中花子")]


def test_bare_government_on_a_page_about_japan() -> None:
    _, lines = run("{c:日本=JP}の{p:高市早苗首相}が会見した。", "{o:政府}は法案を出す。")
    assert lines[1][0].name == "日本政府"


def test_alias_overrules(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text(
        "surface\tname\tkind\tcountry\n\n# a remark\nビアンキ氏\tアンナ・ビアンキ\tperson\tイタリア\n", encoding="utf-8"
    )
    aliases = read_aliases(path)
    annotation = line("{p:カルロ・ビアンキ社長}と{p:ビアンキ氏}が会った。")
    found = identify([annotation], aliases)
    assert found.actors["person:アンナ・ビアンキ"].country == "IT"
    assert found.actors["person:カルロ・ビアンキ"].mentions == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ビアンキ氏\n", "tabs"),
        ("a\tb\tpeople\n", "kind"),
        ("a\tb\torg\tアトランティス\n", "country"),
        ("a\tb\torg\tJP\tx\n", "tabs"),
        ("山田\t山田次郎\n", "already"),
    ],
)
def test_broken_alias_names_file_line_and_cure(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text("山田\t山田太郎\n" + text, encoding="utf-8")
    with pytest.raises(ValueError, match=message) as caught:
        read_aliases(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert "\n" not in str(caught.value)


def test_alias_table_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_bytes("山田\t山田太郎\n".encode("cp932"))
    with pytest.raises(ValueError, match="UTF-8"):
        read_aliases(path)


def test_alias_joins_the_mentions_under_its_name() -> None:
    annotation = line("{p:東国原英夫氏}は{p:そのまんま東氏}として知られる。{o:北洋紡績}は{o:きたぼう}とも。")
    found = identify([annotation], {"そのまんま東": Alias("東国原英夫"), "きたぼう": Alias("北洋紡績", "org")})
    assert sorted((actor.name, actor.mentions) for actor in found.actors.values()) == [("北洋紡績", 2), ("東国原英夫", 2)]


def test_unnamed_office_of_years_later_is_held_by_somebody_else() -> None:
    annotations = [
        line("{p:フィジー漁業相}が話した。", n, day)
        for n, day in enumerate((date(2006, 1, 1), date(2006, 5, 1), date(2014, 1, 1)), 1)
    ]
    found = identify(annotations)
    assert len(found.actors) == 2


def test_alias_of_a_name_reaches_every_title() -> None:
    annotation = line("{p:そのまんま東氏}が出馬した。")
    assert set(identify([annotation], {"そのまんま東": Alias("東国原英夫", "person", "JP")}).actors) == {"person:東国原英夫"}


SURFACES = st.sampled_from(
    ["首相", "ビアンキ氏", "カルロ・ビアンキ社長", "同氏", "前首相", "大統領", "山田太郎", "山田", "議員", "妻", "A"]
)
BODIES = st.sampled_from(["政府", "米軍", "同社", "NATO", "警察", "日銀", "両政府", "委員会", "党"])


@settings(max_examples=60)
@given(st.lists(st.tuples(SURFACES, BODIES, st.sampled_from([None, date(2026, 1, 1), date(2008, 5, 5)])), max_size=6))
def test_every_mention_has_one_actor_and_the_same_each_time(drawn: list[tuple[str, str, date | None]]) -> None:
    annotations = [line(f"{{p:{p}}}が{{o:{o}}}と{{c:米国=US}}へ。", n, day) for n, (p, o, day) in enumerate(drawn, 1)]
    found = identify(annotations)
    assert set(found.actor_of) == {(a.line.id, m.start_char) for a in annotations for m in a.actors}
    assert set(found.actor_of.values()) == set(found.actors)
    assert sum(actor.mentions for actor in found.actors.values()) == sum(len(a.actors) for a in annotations)
    assert found == identify(annotations)


def test_time_grows_with_the_mentions_not_their_square() -> None:
    def seconds(lines: int) -> float:
        annotations = [
            line(
                f"{{p:ジョン・{chr(0x30A2 + n % 80)}{chr(0x30A2 + n // 80 % 80)}ソン氏}}と{{p:スミス氏}}が{{o:警察}}へ。",
                n,
                date(2026, 1, 1),
            )
            for n in range(lines)
        ]
        start = time.process_time()
        identify(annotations)
        return time.process_time() - start

    seconds(200)
    assert seconds(2000) < 10 * seconds(500) + 0.5
