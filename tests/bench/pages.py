"""How heavy is the first page, with all that it fetches?"""

import gzip
import re
from collections.abc import Iterator

from django.contrib.staticfiles import finders
from django.test import Client

from tests.bench.measuring import Line, milliseconds

VISITOR = Client(headers={"host": "localhost"})
FETCHED = re.compile(
    rb"""(?:<link[^>]+rel="(?:stylesheet|icon|modulepreload)"[^>]*href|<(?:script|img)[^>]+src)="([^"]+)"""
)


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def weigh(address: str) -> tuple[int, int, int]:
    """Return bytes as sent (compressed where it is text), bytes unpacked, and the number of files."""
    page = body_of(VISITOR.get(address))
    packed, raw, files = len(gzip.compress(page)), len(page), 1
    for found in {one.decode() for one in FETCHED.findall(page)}:
        path = finders.find(found.split("?")[0].removeprefix("/static/"))
        content = open(path, "rb").read() if path else body_of(VISITOR.get(found))  # noqa: PTH123, SIM115
        small = content if re.search(r"\.(png|jpe?g|webp|woff2)$", found) else gzip.compress(content)
        packed, raw, files = packed + len(small), raw + len(content), files + 1
    return packed, raw, files


def lines() -> Iterator[Line]:
    """The home page as a visitor without cookies gets it."""
    packed, raw, files = weigh("/")
    yield Line("首页传输量", packed / 1024, "KB", "解压后 KB", raw / 1024)
    yield Line("首页的文件数", files, "个")
    bare = milliseconds(lambda: VISITOR.get("/robots-none-such"))
    yield Line("首页", milliseconds(lambda: VISITOR.get("/")), "毫秒", "一个 404", bare)
