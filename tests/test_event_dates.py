"""Which time expression dates which event, with its basis; the publication day alone dates nothing."""

from __future__ import annotations

from datetime import date

from extract.gold import nth
from extract.model import ActorMention, EventMention, EventType, Time, Trigger
from extract.pipeline import load_pipeline
from extract.roles import find_events


def read(
    text: str, times: dict[str, date | None], *triggers: tuple[str, EventType], published: date | None = None
) -> list[EventMention]:
    found = tuple(
        Trigger(at, at + len(word), word, kind, "occurred", 1.0, ()) for word, kind in triggers for at in [nth(text, word, 1)]
    )
    spans = tuple(
        Time(at, at + len(word), word, day.isoformat() if day else "XXXX-05-06", day, day, "day", "stated" if day else "unresolved")
        for word, day in times.items()
        for at in [nth(text, word, 1)]
    )
    actors: tuple[ActorMention, ...] = ()
    return list(find_events(load_pipeline()(text), found, spans, (), actors, published))


def test_day_of_the_own_clause() -> None:
    (event,) = read("大統領は2025年3月4日に辞任した。", {"2025年3月4日": date(2025, 3, 4)}, ("辞任", "OTHER"))
    assert (event.start, event.end, event.grain, event.basis) == (date(2025, 3, 4), date(2025, 3, 4), "day", "stated")
    assert any("2025年3月4日" in reason for reason in event.reasons)


def test_each_event_has_the_day_of_its_own_clause() -> None:
    text = "首相は3月4日に出発し、3月6日に大統領と会談した。"
    days = {"3月4日": date(2025, 3, 4), "3月6日": date(2025, 3, 6)}
    departure, talks = read(text, days, ("出発", "CONSULT"), ("会談", "CONSULT"))
    assert (departure.start, talks.start) == (date(2025, 3, 4), date(2025, 3, 6))


def test_a_day_beside_the_topic_is_not_that_of_a_clause_with_its_own_subject() -> None:
    text = "ケニア政府は3月6日、武装集団が役場を襲撃した事件を受け、国境を封鎖した。"
    raid, closure = read(text, {"3月6日": date(2025, 3, 6)}, ("襲撃", "ASSAULT"), ("封鎖", "SANCTION"))
    assert (raid.start, closure.start) == (None, date(2025, 3, 6))


def test_publication_day_alone_dates_nothing() -> None:
    (event,) = read("大統領が辞任した。", {}, ("辞任", "OTHER"), published=date(2025, 3, 5))
    assert (event.value, event.start, event.end, event.basis) == (None, None, None, "unresolved")


def test_as_of_day_dates_the_statement() -> None:
    text = "外相は停戦を支持すると表明した。2025年3月4日時点で協議は続いている。"
    (event,) = read(text, {"2025年3月4日": date(2025, 3, 4)}, ("表明", "STATEMENT"))
    assert (event.start, event.basis) == (date(2025, 3, 4), "as-of")


def test_day_of_unknown_year_stays_open() -> None:
    (event,) = read("知事は5月6日に辞任した。", {"5月6日": None}, ("辞任", "OTHER"))
    assert (event.value, event.start, event.basis) == ("XXXX-05-06", None, "unresolved")


def test_beginning_leaves_the_end_open() -> None:
    (event,) = read("記者は2020年1月1日から首都に滞在している。", {"2020年1月1日": date(2020, 1, 1)}, ("滞在", "OTHER"))
    assert (event.start, event.end) == (date(2020, 1, 1), None)
    assert event.value == "2020-01-01/.."


def test_beginning_dates_what_sets_in_on_that_day() -> None:
    (event,) = read("新しい関税は2020年4月1日から適用される。", {"2020年4月1日": date(2020, 4, 1)}, ("適用", "OTHER"))
    assert (event.start, event.end, event.value) == (date(2020, 4, 1), date(2020, 4, 1), "2020-04-01")


def test_day_of_the_time_before_dates_nothing() -> None:
    (event,) = read("国王は2011年以来の訪問を終えた。", {"2011年": date(2011, 1, 1)}, ("訪問", "CONSULT"))
    assert (event.start, event.basis) == (None, "unresolved")


def test_what_happens_daily_has_an_open_end() -> None:
    (event,) = read("市は2020年1月1日から毎晩、広場で演奏会を開催した。", {"2020年1月1日": date(2020, 1, 1)}, ("開催", "OTHER"))
    assert (event.start, event.end) == (date(2020, 1, 1), None)


def test_a_sentence_that_ends_in_a_noun_has_the_day_of_its_clause() -> None:
    text = "図書館は1月から続く工事を終え、3月4日に新館を公開。"
    days = {"1月": date(2025, 1, 1), "3月4日": date(2025, 3, 4)}
    (event,) = read(text, days, ("公開", "OTHER"))
    assert event.start == date(2025, 3, 4)


def test_a_time_of_old_in_a_clause_on_a_noun_does_not_date_the_sentence() -> None:
    text = "1998年に閉鎖した製糸工場の跡地を、市が公園に改めた。"
    past, now = read(text, {"1998年": date(1998, 1, 1)}, ("閉鎖", "OTHER"), ("改め", "OTHER"))
    assert (past.start, now.start) == (date(1998, 1, 1), None)
