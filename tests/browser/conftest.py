"""Which real browser drives the pages, and what does it watch while it does?"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in the thread of the tests
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


def chromium() -> str | None:
    """Return the path of a Chromium: the variable CHROMIUM, or one that the machine has."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Visit:
    """One page in a real browser, what it fetched, and what it complained about."""

    page: object
    base: str
    fetched: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> "Visit":
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")
        return self

    def outside(self) -> list[str]:
        """Addresses on any other host than ours."""
        return [url for url in self.fetched if not url.startswith((self.base, "data:", "blob:"))]

    def weight(self) -> int:
        """Bytes of everything fetched."""
        return sum(self.fetched.values())

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    def serious(self) -> list[str]:
        """What axe calls serious or critical."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in ("serious", "critical")]


@pytest.fixture(scope="package", autouse=True)
def browser(django_db_setup) -> Iterator[object]:
    """Start Chromium once for this folder, before the server and its connection.

    While playwright's loop runs Django uses another connection object: hand it what restores the emptied database.
    """
    found = chromium()
    if found is None:
        pytest.skip("没有找到 Chromium，跳过浏览器测试（可用环境变量 CHROMIUM 指定）")
    from playwright.sync_api import sync_playwright

    contents = getattr(connection, "_test_serialized_contents", "[]")
    with sync_playwright() as player:
        connection._test_serialized_contents = contents
        launched = player.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


def session_of(user) -> dict[str, str]:
    """Return the cookie of a fresh session of the user."""
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@pytest.fixture
def visit(browser, live_server):
    """Return a function that opens a fresh browser window of a width, signed in as a user or with cookies if wanted."""
    contexts = []

    def start(width: int = 360, *, user=None, cookies: dict[str, str] | None = None, **options) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        held = {**(cookies or {}), **(session_of(user) if user else {})}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in held.items()])
        seen = Visit(context.new_page(), live_server.url)
        seen.page.on("request", lambda request: seen.fetched.setdefault(request.url, 0))
        seen.page.on("requestfinished", lambda one: seen.fetched.update({one.url: one.sizes()["responseBodySize"]}))
        seen.page.on("console", lambda line: line.type == "error" and seen.complaints.append(line.text))
        return seen

    yield start
    for context in contexts:
        context.close()
