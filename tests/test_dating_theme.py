"""Whether lines tell of one theme, read from the words that they share."""

from __future__ import annotations

import re

import pytest

from extract.dating_theme import hang_together
from extract.tsv import rows

WHALES = "捕鯨委員会は鯨類の頭数調査を巡り、沿岸漁業の割当枠を縮小する案を採択した。"
QUOTA = "漁師組合は割当枠の縮小に反発し、鯨類の食害で水揚げが激減したと訴えた。"
OPERA = "歌劇場の改修工事で天井画の顔料が剥落し、修復士が足場を組んで点検した。"
SHORT = "首相は政府の方針を発表した。"


@pytest.mark.parametrize(
    ("lines", "one"),
    [
        ((WHALES, QUOTA), True),
        ((WHALES, OPERA), False),
        ((WHALES, QUOTA, OPERA), True),
        ((WHALES, SHORT), True),  # too short to tell
        ((), True),
    ],
)
def test_lines_of_one_theme_share_uncommon_words(lines: tuple[str, ...], one: bool) -> None:
    assert hang_together((), lines) is one


def test_a_title_shared_by_lines_shows_their_theme() -> None:
    assert not hang_together((), (WHALES, OPERA))
    assert hang_together(("捕鯨の歌劇、天井画に鯨類",), (WHALES, OPERA))
    assert not hang_together(("囲碁名人戦の展望",), (WHALES, OPERA))


def test_common_words_alone_make_no_theme() -> None:
    beginning = "読売新聞によると、日本政府は同日午後、記者会見で発表した。"
    assert not hang_together((), (beginning + WHALES, beginning + OPERA))


def test_the_table_of_common_words_is_well_formed() -> None:
    words = [word for word, _ in rows("common_words")]
    assert len(set(words)) == len(words)
    assert all(re.fullmatch(r"[一-龠々]{2}|[ァ-ヴー]{3,}|[A-Z]{3,}", word) for word in words)
