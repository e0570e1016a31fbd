"""Debian's Chromium over ChromeDriver, without any network of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-quic", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run",
    "--no-default-browser-check", "--force-device-scale-factor=1", "--hide-scrollbars",
)  # fmt: skip
CHROMIUM, CHROMEDRIVER = shutil.which("chromium"), shutil.which("chromedriver")


@contextmanager
def chromium(profile: Path, *flags: str, width: int = 1400, height: int = 900) -> Iterator[webdriver.Chrome]:
    """A fresh browser of exactly this inner size."""
    options = Options()
    options.binary_location = CHROMIUM or ""
    for flag in (*FLAGS, *flags, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
    try:
        driver.set_script_timeout(60)
        resize(driver, width, height)
        yield driver
    finally:
        driver.quit()


def resize(driver: webdriver.Chrome, width: int, height: int) -> None:
    """Sets the size of the page itself."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def opened(driver: webdriver.Chrome, page: Path, fragment: str = "") -> dict[str, Any]:
    """Opens a page by its file and waits for the first frame; its `stats()`."""
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    driver.get(page.as_uri() + fragment)
    return settled(driver)


def settled(driver: webdriver.Chrome) -> dict[str, Any]:
    """Waits until texts and search are there, too."""
    script = """
        const done = arguments[0], frame = requestAnimationFrame;
        const finish = () => frame(() => frame(() => done(nenpyo.stats())));
        const wait = () => nenpyo.app().texts ? finish() : frame(wait);
        nenpyo.ready.then(wait);
    """
    stats: dict[str, Any] = driver.execute_async_script(script)
    return stats


def still(driver: webdriver.Chrome) -> None:
    """Waits until the network, where it is shown, has come to rest and is drawn."""
    script = """
        const done = arguments[0], frame = requestAnimationFrame;
        const busy = () => nenpyo.app().view === "network" && document.querySelector(".net").ariaBusy !== "false";
        const wait = () => busy() ? frame(wait) : frame(() => frame(done));
        wait();
    """
    driver.execute_async_script(script)


def requests(driver: webdriver.Chrome) -> list[str]:
    """What was asked of the network since the page was opened; the file itself and data: are none."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if not url.startswith(("file:", "data:", "blob:", "about:"))]


def complaints(driver: webdriver.Chrome) -> list[str]:
    """Errors and warnings of the console since the page was opened."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
