"""A small graph by hand whose page has one of everything, for tests of the page."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx

from extract.model import ActorMention, Annotation, Line, Time
from graph.build import build
from graph.model import Event, Mention, Reading
from tests.makers import actor, event, events, mention

TEXT = "𠮷田外相は3月4日、仏政府との会談で協定に署名した。5月の再訪も検討する。"
LINE = Line("春.txt", 1, TEXT, url="https://example.org/a?b=1&c=2", source="春の新聞")
DAY = date(2024, 3, 4)


def _mention(word: str, **values: object) -> Mention:
    at = TEXT.index(word)
    return mention("春:1", start_char=at, end_char=at + len(word), text=word, **values)


def annotations() -> tuple[Annotation, ...]:
    """Two lines, of which the second tells of no event."""
    at = TEXT.index("3月4日")
    times = (Time(at, at + 4, "3月4日", "2024-03-04", DAY, DAY, "day", "page"),)
    actors = (ActorMention(0, 4, "𠮷田外相", "person", "𠮷田", "外相", "JP", "title"),)
    return (
        Annotation(LINE, date(2024, 3, 5), "ページの並び", times, (), actors),
        Annotation(Line("春.txt", 2, "桜が満開だ。"), None, ""),
    )


def some_events() -> tuple[Event, ...]:
    """Own day, report day only, an interval, and nothing."""
    sign = _mention("署名", agents=("yoshida",), targets=("FR",))
    return (
        event("sign", label="𠮷田外相が仏政府と協定に署名", type="AGREE", agents=("yoshida",), targets=("FR",), value="2024-03-04",
              start=DAY, end=DAY, grain="day", basis="page", published=date(2024, 3, 5), mentions=(sign,), places=("パリ",),
              causes=("talk",), readings=(Reading("date", "2024-03-04", "春:1"), Reading("date", "2024-03-05", "春:2"))),
        event("talk", label="日仏が会談", type="CONSULT", agents=("JP",), targets=("FR",), published=date(2024, 3, 5),
              mentions=(_mention("会談"),)),
        event("visit", label="𠮷田外相がフランスを再訪", type="CONSULT", status="possible", agents=("yoshida",), targets=("FR",),
              value="2024-05", start=date(2024, 5, 1), end=date(2024, 5, 31), grain="month", basis="relative",
              published=date(2024, 3, 5), mentions=(_mention("再訪"),)),
        event("open", label="日付の分からない出来事", type="OTHER", status="denied", value="XXXX-12-10",
              mentions=(_mention("検討"),)),
    )  # fmt: skip


CODES = ("US", "CN", "JP", "RU", "KR", "FR", "DE", "IN", "BR", "EG", "AU", "CA", "MX", "IT")


def crowded_graph() -> nx.MultiDiGraph[str]:
    """120 events of ten weeks, half of them on one day, most without a day of their own, as two pages of news give."""
    found = []
    for n in range(120):
        day = DAY + timedelta(days=0 if n % 2 else (n * 7) % 70 - 60)
        own = {"start": day, "end": day, "value": day.isoformat(), "basis": "stated"} if n % 3 == 0 else {}
        code = CODES[min(n % 17, n % 14)]
        label = f"{code}が{n}番目の会談で合意を発表し協力を表明"[: 8 + n % 16]
        found.append(
            event(f"e{n}", label=label, agents=(code,) if n % 10 else (), published=day, type=("AGREE", "ACCUSE")[n % 2], **own)
        )
    return build(events(*found))


def small_graph() -> nx.MultiDiGraph[str]:
    """The graph of these events."""
    found = events(*some_events(), actors=(actor("yoshida", "𠮷田太郎", country="JP"),), annotations=annotations())
    return build(type(found)(found.events, found.actors_by_id, found.annotations, {("春:1", 0): "yoshida"}))
