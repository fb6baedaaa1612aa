"""What do the main screens look like? Photographs of a running demonstration, for `docs/screens`.

With `./run` going in another terminal: `.venv/bin/python -m tests.browser.shoot http://127.0.0.1:8000 var docs/screens`
"""

import json
import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

WIDTHS = (360, 768, 1440)
SCREENS = {
    "home": ("", "/"),
    "field": ("linjiang1", "/field/"),
    "board": ("office1", "/admin/board/"),
    "gaps": ("office1", "/admin/gaps/"),
    "duty-matrix": ("office1", "/admin/plans/"),
    "ad-queue": ("market1", "/admin/ads/"),
    "desk-office": ("office1", "/admin/"),
    "desk-township": ("linjiang1", "/admin/"),
    "desk-market": ("market1", "/admin/"),
    "desk-propaganda": ("editor1", "/admin/"),
}


def signed_in(browser: Browser, address: str, username: str, password: str) -> BrowserContext:
    """Return a browser context in which the person has signed in; nobody when the name is empty."""
    context = browser.new_context()
    if username:
        page = context.new_page()
        page.goto(f"{address}/admin/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_load_state("networkidle")
        page.close()
    return context


def shoot(address: str, var: Path, folder: Path) -> None:
    """Write one picture of each screen in each width."""
    password = json.loads((var / "demo-logins.json").read_text(encoding="utf-8"))[0]["password"]
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        people = {who: signed_in(browser, address, who, password) for who in {who for who, _ in SCREENS.values()}}
        for name, (who, path) in SCREENS.items():
            page = people[who].new_page()
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(address + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{width}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    shoot(sys.argv[1].rstrip("/"), Path(sys.argv[2]), Path(sys.argv[3]))
