"""The columns say what the graph says."""

from __future__ import annotations

from datetime import date, timedelta

from graph.timeline import BASES, EPOCH, STATUSES, TYPES, page_model
from tests.pages import DAY, TEXT, small_graph


def column(name: str) -> dict[str, object]:
    core, _ = page_model(small_graph())
    return dict(zip(core.events.id, getattr(core.events, name), strict=True))


def test_events_stand_in_the_order_of_time_and_undated_ones_last() -> None:
    assert list(column("id")) == ["sign", "talk", "visit", "open"]


def test_a_report_day_is_never_a_start() -> None:
    start, published = column("start"), column("published")
    assert (start["talk"], start["open"], published["open"]) == (None, None, None)
    assert date(1970, 1, 1) + timedelta(days=int(str(published["talk"]))) == date(2024, 3, 5)
    assert start["sign"] == DAY.toordinal() - EPOCH


def test_names_are_indices_of_the_tables() -> None:
    assert TYPES[int(str(column("type")["sign"]))] == "AGREE"
    assert STATUSES[int(str(column("status")["open"]))] == "denied"
    assert BASES[int(str(column("basis")["visit"]))] == "relative"


def test_roles_and_causes_point_at_actors_and_events() -> None:
    core, _ = page_model(small_graph())
    sign = core.events.id.index("sign")
    at = sum(core.events.agents.n[:sign])
    assert core.actors.id[core.events.agents.v[at]] == "yoshida"
    assert [core.events.id[i] for i in core.events.causes.v] == ["talk"]


def test_the_home_of_an_actor_is_there_even_when_it_does_nothing_itself() -> None:
    graph = small_graph()
    graph.remove_node("JP")
    core, _ = page_model(graph)
    assert core.actors.label[core.actors.id.index("JP")] == "日本"


def test_every_line_is_kept_with_its_spans() -> None:
    core, texts = page_model(small_graph())
    assert [(texts.words[stem], n) for stem, n in zip(texts.lines.stem, texts.lines.number, strict=True)] == [("春", 1), ("春", 2)]
    start, end, kind, ref = texts.lines.marks.v[4:8]
    assert (TEXT[start:end], kind, core.actors.id[ref]) == ("𠮷田外相", 2, "yoshida")
    assert texts.words[texts.lines.marks.v[3]] == "2024-03-04 page"


def test_a_mention_slices_back_to_its_word() -> None:
    core, texts = page_model(small_graph())
    words = {}
    for index, event in enumerate(core.events.id):
        at = sum(texts.mentions.n[:index])
        line, start, end, _ = texts.mentions.v[at : at + 4]
        words[event] = texts.lines.text[line][start:end]
    assert words == {"sign": "署名", "talk": "会談", "visit": "再訪", "open": "検討"}


def test_every_type_and_quad_class_has_a_name_in_both_languages() -> None:
    core, _ = page_model(small_graph())
    assert set(core.names) == {*core.types, *core.quads}
    assert core.names["COERCE"] == ("拘束・強制", "Coerce")
    assert all(ja and en for ja, en in core.names.values())


def test_what_was_set_right_is_told_of_events_and_actors() -> None:
    graph = small_graph()
    graph.nodes["talk"]["corrected"] = "日付"
    graph.nodes["yoshida"]["corrected"] = "統合"
    core, texts = page_model(graph)
    assert {core.events.id[index]: note for index, note in texts.notes.items()} == {"talk": "日付"}
    assert {core.actors.id[index]: note for index, note in texts.actor_notes.items()} == {"yoshida": "統合"}
