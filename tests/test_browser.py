"""The page in a real browser: it draws, asks nothing of the network, and what a reader does works."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from graph import html
from graph.build import build
from graph.html import write_html
from tests.browser import CHROMEDRIVER, CHROMIUM, chromium, complaints, opened, requests, resize, settled, still
from tests.makers import event, events
from tests.pages import DAY, crowded_graph, small_graph

pytestmark = pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="needs chromium and chromium-driver (Debian packages)")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "timeline.html"
    write_html(small_graph(), path, title="春の年表")
    return path


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("profile"), "--lang=ja") as browser:
        yield browser


@pytest.fixture(autouse=True)
def wide(driver: webdriver.Chrome) -> None:
    resize(driver, 1400, 900)


def boxes(driver: webdriver.Chrome) -> dict[str, dict[str, Any]]:
    """The marks by their event, once what was asked for is drawn."""
    settled(driver)
    return {box["id"]: box for box in driver.execute_script("return nenpyo.boxes()")}


def click_mark(driver: webdriver.Chrome, event: str) -> None:
    box, canvas = boxes(driver)[event], driver.find_element(By.ID, "canvas")
    x, y = box["x"] + 7 - canvas.size["width"] / 2, box["y"] - canvas.size["height"] / 2
    ActionChains(driver).move_to_element_with_offset(canvas, int(x), int(y)).click().perform()


def text(driver: webdriver.Chrome, selector: str) -> str:
    return driver.find_element(By.CSS_SELECTOR, selector).text


def until(driver: webdriver.Chrome, script: str) -> Any:
    return WebDriverWait(driver, 10).until(lambda d: d.execute_script(f"return {script}"))


def test_it_draws_every_dated_event_and_is_silent(driver: webdriver.Chrome, page: Path) -> None:
    stats = opened(driver, page)
    assert stats["events"] == 4
    assert 0 < stats["firstFrameMs"] < 30_000
    assert {"sign", "talk"} <= set(boxes(driver))
    colours = driver.execute_script(
        "const c = document.querySelector('canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "const s = new Set(); for (let i = 0; i < d.length; i += 4) s.add(d[i] << 16 | d[i + 1] << 8 | d[i + 2]); return s.size"
    )
    assert colours > 20
    assert (requests(driver), complaints(driver)) == ([], [])


def test_a_crowded_page_opens_with_every_mark_in_sight_and_no_label_over_another(driver: webdriver.Chrome, tmp_path: Path) -> None:
    write_html(crowded_graph(), tmp_path / "t.html")
    opened(driver, tmp_path / "t.html")
    shown = list(boxes(driver).values())
    height = driver.find_element(By.ID, "scroller").size["height"]
    assert len(shown) >= 100
    assert all(46 <= box["y"] <= height for box in shown)
    labelled = [box for box in shown if box["text"]]
    assert len(labelled) >= 25
    for a, b in combinations(labelled, 2):
        apart = a["right"] <= b["left"] or b["right"] <= a["left"] or abs(a["y"] - b["y"]) >= 14
        assert apart, (a["text"], b["text"])


def test_neither_the_rest_of_the_world_nor_whole_years_crowd_out_the_main_actors(driver: webdriver.Chrome, tmp_path: Path) -> None:
    found = [event(f"jp{n}", agents=("JP",), published=DAY + timedelta(days=n % 20)) for n in range(60)]
    year = {"start": date(2024, 1, 1), "end": date(2024, 12, 31), "value": "2024", "basis": "stated"}
    found += [event(f"year{n}", agents=("JP",), **year) for n in range(20)]
    found += [event(f"none{n}", label="死者が出る", type="ASSAULT", published=DAY + timedelta(days=n % 20)) for n in range(600)]
    write_html(build(events(*found)), tmp_path / "t.html")
    first = (DAY - date(1970, 1, 1)).days
    opened(driver, tmp_path / "t.html", f"#t={first - 1}~{first + 21}")
    shown = list(boxes(driver))
    assert sum(id_.startswith("jp") for id_ in shown) == 60
    assert sum(id_.startswith("year") for id_ in shown) == 1
    assert 10 <= sum(id_.startswith("none") for id_ in shown) <= 40


def test_a_lane_can_be_pinned_moved_and_hidden(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    lanes = "[...document.querySelectorAll('.lane:not([hidden]) .lane-name')].map(d => d.textContent)"
    assert until(driver, lanes) == ["日本"]
    click_mark(driver, "sign")
    driver.execute_script("nenpyo.app().wishes.pinned = [nenpyo.app().model.actorAt.get('FR')]; nenpyo.app().tell('lanes')")
    until(driver, f"{lanes}.join() === 'フランス'")
    driver.execute_script("document.querySelector('.lane-menu').click()")
    driver.find_element(By.XPATH, "//div[@class='menu']//button[.='レーンを隠す']").click()
    until(driver, "!nenpyo.boxes().length")
    driver.find_element(By.XPATH, "//div[@id='legend']//button[contains(., '隠したレーン')]").click()
    until(driver, "nenpyo.boxes().length > 0")


def test_a_mark_opens_its_source_line_with_its_word_marked(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    click_mark(driver, "sign")
    assert text(driver, "#details h2") == "𠮷田外相が仏政府と協定に署名"
    assert text(driver, "#details .m-event") == "署名"
    assert text(driver, "#details blockquote") == "𠮷田外相は3月4日、仏政府との会談で協定に署名した。5月の再訪も検討する。"
    assert text(driver, "#details .m-time") == "3月4日"
    assert text(driver, "#details .m-actor") == "𠮷田外相"
    assert "ページの並びから2024年と判断" in text(driver, "#details dl")
    assert driver.find_element(By.CSS_SELECTOR, "#details figcaption a").get_attribute("href") == "https://example.org/a?b=1&c=2"


def test_conflicting_readings_and_causes_are_beside_the_event(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#event=sign")
    until(driver, "document.querySelector('#details .readings')")
    assert text(driver, ".readings").count("2024-03-0") == 2
    assert "日仏が会談" in text(driver, "#details")


def test_a_report_day_is_no_own_day(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#event=talk")
    facts = until(driver, "document.querySelector('#details dl')?.innerText")
    assert "日付なし" in facts
    assert "2024年3月5日(火)" in facts


def test_what_has_no_day_at_all_waits_in_the_tray(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    tray = driver.find_element(By.ID, "tray")
    assert "日付の分からない出来事" in tray.text
    assert "open" not in boxes(driver)
    tray.find_element(By.CSS_SELECTOR, ".event-link").click()
    assert "XXXX-12-10" in text(driver, "#details dl")


def test_the_wheel_zooms_time_around_the_pointer(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    canvas = driver.find_element(By.TAG_NAME, "canvas")
    before = driver.execute_script("return [nenpyo.app().t0, nenpyo.app().t1]")
    ActionChains(driver).scroll_from_origin(ScrollOrigin.from_element(canvas), 0, -240).perform()
    t0, t1 = driver.execute_script("return [nenpyo.app().t0, nenpyo.app().t1]")
    assert t1 - t0 < (before[1] - before[0]) * 0.9
    assert before[0] < t0 < t1 < before[1]


def test_dragging_moves_time(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    canvas = driver.find_element(By.TAG_NAME, "canvas")
    before = driver.execute_script("return [nenpyo.app().t0, nenpyo.app().t1]")
    ActionChains(driver).move_to_element_with_offset(canvas, 300, 250).click_and_hold().move_by_offset(-200, 0).release().perform()
    t0, t1 = driver.execute_script("return [nenpyo.app().t0, nenpyo.app().t1]")
    assert t0 > before[0]
    assert t1 - t0 == pytest.approx(before[1] - before[0])
    assert driver.execute_script("return nenpyo.app().selected") == -1


def test_timeline_and_network_share_the_selection(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    click_mark(driver, "sign")
    driver.find_element(By.ID, "tab-network").click()
    until(driver, "document.querySelectorAll('#network canvas').length")
    assert text(driver, "#details h2") == "𠮷田外相が仏政府と協定に署名"
    assert (requests(driver), complaints(driver)) == ([], [])


def test_a_node_of_the_network_is_selected_in_the_timeline(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#view=network")
    until(driver, "document.querySelector('#network canvas') && nenpyo.node('visit')")
    rests = "const a = nenpyo.node('visit'); return new Promise((r) => setTimeout(() => r(nenpyo.node('visit').x === a.x), 100))"
    WebDriverWait(driver, 15).until(lambda d: d.execute_script(rests))
    at, canvas = driver.execute_script("return nenpyo.node('visit')"), driver.find_element(By.CSS_SELECTOR, "#network canvas")
    x, y = at["x"] - canvas.size["width"] / 2, at["y"] - canvas.size["height"] / 2
    ActionChains(driver).move_to_element_with_offset(canvas, int(x), int(y)).click().perform()
    until(driver, "document.querySelector('#details h2')?.textContent === '𠮷田外相がフランスを再訪'")
    driver.find_element(By.ID, "tab-timeline").click()
    until(driver, "nenpyo.boxes().some((box) => box.id === 'visit')")


def test_packed_columns_are_read_too(driver: webdriver.Chrome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "PLAIN_LIMIT", 10)
    write_html(small_graph(), tmp_path / "t.html")
    assert opened(driver, tmp_path / "t.html", "#event=sign")["events"] == 4
    assert until(driver, "document.querySelector('#details .m-event')?.textContent") == "署名"
    assert (requests(driver), complaints(driver)) == ([], [])


@pytest.mark.parametrize(
    ("query", "found"),
    [("署名", 4), ("日仏", 1), ("仏", 4), ("フランス", 3), ("吉野家", 0), ("𠮷田 会談", 4), ("フランス 署名", 3), ("𠮷田 桜", 0)],
)
def test_search_reads_labels_actors_and_source_text(driver: webdriver.Chrome, page: Path, query: str, found: int) -> None:
    opened(driver, page)
    # ChromeDriver types no characters beyond the BMP.
    driver.execute_script(
        "const s = document.getElementById('search'); s.value = arguments[0]; s.dispatchEvent(new Event('input'))", query
    )
    until(driver, f"nenpyo.app().keptCount === {found}")


def test_filters_narrow_what_is_shown_and_reset(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    driver.find_element(By.CSS_SELECTOR, "[aria-controls=filters]").click()
    driver.find_element(By.XPATH, "//div[@id='filters']//label[contains(., '協議・会談')]").click()
    assert text(driver, "#count").startswith("2 ")
    driver.find_element(By.XPATH, "//div[@id='filters']//label[contains(., '可能性')]").click()
    assert text(driver, "#count").startswith("1 ")
    driver.find_element(By.XPATH, "//div[@id='filters']//button[contains(., '解除')]").click()
    assert text(driver, "#count") == "4 件"


def test_filters_by_actor_basis_source_and_days(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    driver.find_element(By.CSS_SELECTOR, "[aria-controls=filters]").click()
    shown = "nenpyo.app().keptCount"
    driver.find_element(By.CSS_SELECTOR, "#filters input[list]").send_keys("日本", Keys.ENTER)
    assert until(driver, f"{shown} === 3")
    driver.find_element(By.XPATH, "//div[@id='filters']//label[contains(., '報道日からの言い方')]").click()
    assert until(driver, f"{shown} === 1")
    driver.find_element(By.CSS_SELECTOR, "#filters .chip.on").click()
    driver.find_element(By.XPATH, "//div[@id='filters']//label[contains(., '報道日からの言い方')]").click()
    assert until(driver, f"{shown} === 4")
    driver.find_element(By.XPATH, "//div[@id='filters']//select/option[.='春の新聞']").click()
    assert until(driver, f"{shown} === 4")
    driver.find_element(By.XPATH, "//div[@id='filters']//select/option[.='春.txt']").click()
    assert until(driver, f"{shown} === 0")
    driver.find_element(By.XPATH, "//div[@id='filters']//select/option[1]").click()
    since = "const since = document.querySelector('#filters input[type=date]'); since.value = '2024-04-01'"
    driver.execute_script(f"{since}; since.dispatchEvent(new Event('change'))")
    assert until(driver, f"{shown} === 1")
    assert list(boxes(driver)) == ["visit"]


def test_the_brush_moves_and_cuts_the_window(driver: webdriver.Chrome, tmp_path: Path) -> None:
    write_html(crowded_graph(), tmp_path / "t.html")
    opened(driver, tmp_path / "t.html")
    overview, window = driver.find_element(By.ID, "overview"), "return [nenpyo.app().t0, nenpyo.app().t1]"
    t0, t1 = driver.execute_script(window)
    # Its right end to the middle, then the whole brush to the right.
    right = driver.execute_script("const b = document.getElementById('brush'); return b.offsetLeft + b.offsetWidth - 1")
    middle = overview.size["width"] // 2
    ActionChains(driver).move_to_element_with_offset(overview, right - middle, 10).click_and_hold().move_by_offset(
        middle - right, 0
    ).release().perform()
    cut0, cut1 = driver.execute_script(window)
    assert cut0 == pytest.approx(t0)
    assert cut1 - cut0 < (t1 - t0) * 0.7
    ActionChains(driver).move_to_element_with_offset(overview, -200, 10).click_and_hold().move_by_offset(150, 0).release().perform()
    moved0, moved1 = driver.execute_script(window)
    assert moved0 > cut0
    assert moved1 - moved0 == pytest.approx(cut1 - cut0)


def test_lanes_change_their_order_and_the_address_keeps_it(driver: webdriver.Chrome, tmp_path: Path) -> None:
    write_html(crowded_graph(), tmp_path / "t.html")
    opened(driver, tmp_path / "t.html")
    names = "[...document.querySelectorAll('.lane:not([hidden]) .lane-name')].map((name) => name.textContent)"
    first, second = until(driver, names)[:2]
    driver.execute_script("document.querySelector('.lane-menu').click()")
    driver.find_element(By.XPATH, "//div[@class='menu']//button[.='下へ']").click()
    until(driver, f"{names}.slice(0, 2).join() === '{second},{first}'")
    fragment = until(driver, "location.hash.includes('lane=') && location.hash")
    opened(driver, tmp_path / "t.html", fragment)
    until(driver, f"{names}.slice(0, 2).join() === '{second},{first}'")


def test_dark_and_light_are_switched(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    ground = "return getComputedStyle(document.body).backgroundColor"
    before = driver.execute_script(ground)
    driver.find_element(By.CSS_SELECTOR, "#tools [aria-label='明暗を切り替え']").click()
    assert driver.execute_script(ground) != before
    driver.find_element(By.CSS_SELECTOR, "#tools [aria-label='明暗を切り替え']").click()
    assert driver.execute_script(ground) == before


def test_the_address_keeps_the_view(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    driver.find_element(By.ID, "tab-list").click()
    driver.find_element(By.CSS_SELECTOR, "[data-event=visit]").click()
    driver.find_element(By.ID, "search").send_keys("再訪")
    fragment = until(driver, "location.hash.includes('q=') && location.hash")
    opened(driver, page, fragment)
    assert driver.execute_script("const a = nenpyo.app(); return [a.view, a.conditions.q, a.model.id[a.selected]]") == [
        "list",
        "再訪",
        "visit",
    ]


def test_the_list_sorts_and_every_source_line_is_reachable(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    driver.find_element(By.ID, "tab-list").click()
    labels = "[...document.querySelectorAll('#list td.label')].map(d => d.textContent)"
    until(driver, f"{labels}[0] === '𠮷田外相が仏政府と協定に署名'")
    driver.find_element(By.CSS_SELECTOR, "#list th.date button").click()
    until(driver, f"{labels}[0] === '日付の分からない出来事'")
    driver.find_element(By.ID, "tab-sources").click()
    assert "桜が満開だ。" in text(driver, "#sources")
    assert "出来事なし" in text(driver, "#sources")


def test_an_actor_dims_the_rest_and_shows_its_events(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#event=sign")
    until(driver, "document.querySelector('#details .chip.person')").click()
    until(driver, "document.querySelector('#details h2')?.textContent === '𠮷田太郎'")
    assert "𠮷田外相がフランスを再訪" in text(driver, "#details")


def press(driver: webdriver.Chrome, *keys: str) -> None:
    ActionChains(driver).send_keys(*keys).perform()


def tab_until(driver: webdriver.Chrome, selector: str, back: bool = False) -> None:
    """Tabs on until an element has the focus; fails when none comes within a round."""
    for _ in range(60):
        chain = ActionChains(driver)
        (chain.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT) if back else chain.send_keys(Keys.TAB)).perform()
        if driver.execute_script("return document.activeElement?.matches(arguments[0])", selector):
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


def test_keys_alone_walk_through_the_page(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    tab_until(driver, "#skip")
    press(driver, Keys.ENTER)
    tab_until(driver, "#canvas")
    press(driver, Keys.ARROW_RIGHT)
    assert text(driver, "#details h2") == "𠮷田外相が仏政府と協定に署名"
    press(driver, Keys.ARROW_RIGHT)
    assert text(driver, "#details h2") == "日仏が会談"
    tab_until(driver, "#details .chip.country")
    press(driver, Keys.ENTER)
    assert text(driver, "#details h2") == "日本"
    press(driver, Keys.ESCAPE)
    assert not driver.find_element(By.ID, "details").is_displayed()
    tab_until(driver, ".lane-menu")
    press(driver, Keys.ENTER)
    assert driver.execute_script("return document.activeElement.closest('.menu') !== null")
    press(driver, Keys.ESCAPE)
    assert driver.execute_script("return document.activeElement.matches('.lane-menu')")
    press(driver, "/")
    press(driver, "日仏")
    until(driver, "nenpyo.app().keptCount === 1")
    press(driver, Keys.ESCAPE, "?")
    assert driver.find_element(By.ID, "help").is_displayed()
    press(driver, Keys.ESCAPE, "4")
    assert driver.find_element(By.ID, "sources").is_displayed()


def test_keys_count_on_a_page_just_opened_and_not_behind_the_help(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    window = "return [nenpyo.app().t0, nenpyo.app().t1]"
    t0, t1 = driver.execute_script(window)
    ActionChains(driver).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT).key_up(Keys.SHIFT).perform()
    moved0, moved1 = driver.execute_script(window)
    assert moved0 > t0
    assert moved1 - moved0 == pytest.approx(t1 - t0)
    press(driver, Keys.ARROW_LEFT)
    assert driver.execute_script("return nenpyo.app().selected") >= 0
    press(driver, "2", "f")
    assert driver.execute_script("return nenpyo.app().view") == "network"
    press(driver, "1", "?")
    before = driver.execute_script(window)
    press(driver, "f", Keys.PAGE_DOWN)
    assert driver.execute_script(window) == before


def test_keys_alone_filter_and_undo(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    tab_until(driver, "[aria-controls=filters]")
    press(driver, Keys.ENTER)
    tab_until(driver, "#filters .types input")
    press(driver, Keys.SPACE)
    until(driver, "nenpyo.app().keptCount === 1")
    tab_until(driver, "#filters .filter-end button")
    press(driver, Keys.ENTER)
    until(driver, "nenpyo.app().keptCount === 4")


def test_keys_alone_sort_the_list_and_open_a_row(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#view=list")
    tab_until(driver, "#list th.label button")
    press(driver, Keys.ENTER)
    until(driver, "document.querySelector('#list th.label').ariaSort === 'ascending'")
    assert driver.execute_script("return document.activeElement.matches('#list th.label button')")
    press(driver, Keys.ENTER)
    until(driver, "document.querySelector('#list th.label').ariaSort === 'descending'")
    tab_until(driver, "#list td.label button")
    press(driver, Keys.ENTER)
    assert text(driver, "#details h2") == driver.execute_script("return document.querySelector('#list td.label').textContent")
    press(driver, Keys.ARROW_DOWN)
    assert driver.execute_script("return document.activeElement.closest('tr').rowIndex") == 2


def test_the_arrows_of_the_details_go_on_in_time(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#event=sign")
    before, after = driver.find_elements(By.CSS_SELECTOR, "#details .steps button")[:2]
    assert (before.is_enabled(), after.is_enabled()) == (False, True)
    after.click()
    assert text(driver, "#details h2") == "日仏が会談"


def test_a_country_stands_for_its_people_too(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#who=JP")
    until(driver, "document.querySelectorAll('#details .event-link').length === 3")
    assert "出来事 (3)" in text(driver, "#details")


def test_the_mark_under_the_pointer_says_what_it_is(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    box, canvas = boxes(driver)["talk"], driver.find_element(By.ID, "canvas")
    x, y = box["x"] + 7 - canvas.size["width"] / 2, box["y"] - canvas.size["height"] / 2
    ActionChains(driver).move_to_element_with_offset(canvas, int(x), int(y)).perform()
    card = until(driver, "document.querySelector('#tip:not([hidden])')?.innerText")
    assert "日仏が会談" in card
    assert "報道日 2024年3月5日(火)" in card
    assert "日本 → フランス" in card
    ActionChains(driver).move_to_element_with_offset(canvas, 300, 250).perform()
    until(driver, "document.getElementById('tip').hidden")


def test_nothing_found_says_so_and_offers_the_way_back(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#q=吉野家")
    until(driver, "!document.getElementById('nothing').hidden")
    assert "該当する出来事がありません" in text(driver, "#nothing")
    driver.find_element(By.CSS_SELECTOR, "#nothing button").click()
    until(driver, "nenpyo.app().keptCount === 4 && document.getElementById('nothing').hidden")


def test_what_was_found_outside_the_window_is_counted_and_brought_into_it(driver: webdriver.Chrome, page: Path) -> None:
    first = (DAY - date(1970, 1, 1)).days
    opened(driver, page, f"#t={first - 1}~{first + 3}")
    assert not driver.find_elements(By.CSS_SELECTOR, "#outside button")
    driver.find_element(By.ID, "search").send_keys("フランス")
    until(driver, "document.querySelector('#outside button')?.textContent === '1件が表示期間の外：すべて表示'")
    driver.find_element(By.CSS_SELECTOR, ".language").click()
    assert text(driver, "#outside") == "1 outside this period: show all"
    driver.find_element(By.CSS_SELECTOR, "#outside button").click()
    assert {"sign", "visit"} <= set(boxes(driver))
    assert not driver.find_elements(By.CSS_SELECTOR, "#outside button")


def test_what_was_searched_for_stands_out_in_the_sources(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#q=署名&view=sources")
    found = "[...CSS.highlights.get('found') ?? []].map((range) => range.toString())"
    assert set(until(driver, f"{found}.length && {found}")) == {"署名"}
    driver.find_element(By.ID, "search").send_keys(Keys.BACKSPACE, Keys.BACKSPACE)
    until(driver, f"!{found}.length")


def test_a_corrected_event_says_so(driver: webdriver.Chrome, tmp_path: Path) -> None:
    graph = small_graph()
    graph.nodes["sign"]["corrected"] = "日付を3月4日に改めた"
    write_html(graph, tmp_path / "t.html")
    opened(driver, tmp_path / "t.html", "#event=sign")
    until(driver, "document.querySelector('#details .state.corrected')?.textContent === '訂正'")
    assert text(driver, "#details .note") == "訂正 日付を3月4日に改めた"
    driver.find_element(By.CSS_SELECTOR, ".language").click()
    assert text(driver, "#details .state.corrected") == "Corrected"


def test_paper_gets_the_whole_light_and_the_screen_comes_back(driver: webdriver.Chrome, tmp_path: Path) -> None:
    write_html(crowded_graph(), tmp_path / "t.html")
    opened(driver, tmp_path / "t.html", "#view=list")
    driver.execute_script("document.documentElement.dataset.theme = 'dark'; window.dispatchEvent(new Event('beforeprint'))")
    assert len(driver.find_elements(By.CSS_SELECTOR, "#list tbody tr:not(.spacer)")) == 120
    assert driver.execute_script("return document.documentElement.dataset.theme") == "light"
    driver.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert driver.execute_script("return document.documentElement.dataset.theme") == "dark"
    driver.find_element(By.ID, "tab-timeline").click()
    until(driver, "nenpyo.app().view === 'timeline' && document.getElementById('canvas').offsetHeight > 0")
    driver.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    assert driver.execute_script("return document.querySelector('#paper canvas').width") >= 2000
    pdf = driver.execute_cdp_cmd("Page.printToPDF", {"landscape": True, "printBackground": True})["data"]
    assert base64.b64decode(pdf).count(b"/Type /Page\n") <= 2


def test_the_surface_switches_to_english(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page)
    driver.find_element(By.CSS_SELECTOR, ".language").click()
    assert text(driver, "#tab-sources") == "Sources"
    assert "Japan" in [lane.text for lane in driver.find_elements(By.CSS_SELECTOR, ".lane-name")]
    assert driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"


def test_language_and_colours_leave_the_network_where_it_is(driver: webdriver.Chrome, page: Path) -> None:
    opened(driver, page, "#view=network")
    still(driver)
    places = "return ['FR', 'JP', 'yoshida', 'sign', 'visit'].map((id) => [nenpyo.node(id).x, nenpyo.node(id).y])"
    before = driver.execute_script(places)
    assert driver.execute_script("return nenpyo.node('FR').label") == "フランス"
    driver.find_element(By.CSS_SELECTOR, ".language").click()
    driver.find_element(By.CSS_SELECTOR, "#tools [aria-label='Light or dark']").click()
    still(driver)
    assert driver.execute_script(places) == before
    assert driver.execute_script("return nenpyo.node('FR').label") == "France"
    assert complaints(driver) == []


@pytest.mark.parametrize("size", [(1400, 900), (760, 600), (380, 720), (320, 560)])
def test_no_width_scrolls_sideways(driver: webdriver.Chrome, page: Path, size: tuple[int, int]) -> None:
    resize(driver, *size)
    opened(driver, page, "#event=sign")
    for view in ("timeline", "network", "list", "sources"):
        driver.find_element(By.ID, f"tab-{view}").click()
        assert driver.execute_script("return document.documentElement.scrollWidth") <= size[0]


def test_it_opens_inside_a_notebook_frame(driver: webdriver.Chrome, page: Path, tmp_path: Path) -> None:
    frame = tmp_path / "frame.html"
    source = page.read_text(encoding="utf-8").replace("&", "&amp;").replace('"', "&quot;")
    frame.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><iframe srcdoc="{source}" width="900" height="600"></iframe>', encoding="utf-8"
    )
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get(frame.as_uri())
    driver.switch_to.frame(0)
    until(driver, "window.nenpyo && nenpyo.stats().firstFrameMs > 0")
    driver.find_element(By.ID, "tab-list").click()
    assert "協定に署名" in text(driver, "#list")
    assert complaints(driver) == []


def test_csv_is_what_is_filtered(page: Path, tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with chromium(tmp_path / "profile") as browser:
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)})
        opened(browser, page, "#type=CONSULT")
        browser.find_element(By.XPATH, "//div[@id='legend']//button[.='CSV']").click()
        browser.find_element(By.XPATH, "//div[@id='legend']//button[.='PNG']").click()
        WebDriverWait(browser, 15).until(lambda _: {p.suffix for p in downloads.iterdir()} >= {".csv", ".png"})
    rows = (downloads / "春の年表.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["id", "talk", "visit"]
    assert (downloads / "春の年表.png").read_bytes().startswith(b"\x89PNG")
