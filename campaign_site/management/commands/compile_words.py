"""How do the Chinese words we add to Wagtail's admin get into the form that gettext reads, without system tools?"""

import re
import struct
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

ENTRY = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr)(?:\[0\])? "(.*)"$|^"(.*)"$')
ESCAPES = {r"\n": "\n", r"\"": '"', r"\\": "\\"}
MAGIC, REVISION, HEADER = 0x950412DE, 0, 28


class Command(BaseCommand):
    """Write django.mo beside django.po."""

    help = "把 campaign_site/locale 里的 django.po 编成 django.mo（不用装 gettext）。"

    def handle(self, *args: Any, **options: Any) -> None:
        source = words_file()
        source.with_suffix(".mo").write_bytes(compiled(source.read_text(encoding="utf-8")))
        self.stdout.write(f"已编好：{source.with_suffix('.mo').name}")


def words_file() -> Path:
    """Return the path of the source, one entry a line."""
    return Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"


def entries(source: str) -> dict[str, str]:
    """Return key → translation as gettext stores them: context before U+0004, the plural form after U+0000."""
    found = {}
    for block in source.split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := ENTRY.match(line):
                name = match.group(1) or name
                parts[name] = parts.get(name, "") + _unescaped(match.group(2) or match.group(3) or "")
        if "msgid" in parts:
            context = f"{parts['msgctxt']}\x04" if "msgctxt" in parts else ""
            plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
            found[context + parts["msgid"] + plural] = parts["msgstr"]
    return found


def _unescaped(text: str) -> str:
    return re.sub(r'\\[n"\\]', lambda match: ESCAPES[match.group()], text)


def compiled(source: str) -> bytes:
    """Return the bytes of the .mo file: header, two tables of (length, offset), then the texts."""
    pairs = sorted((key.encode(), text.encode()) for key, text in entries(source).items())
    texts, tables = b"", []
    start = HEADER + 16 * len(pairs)
    for column in (0, 1):
        for pair in pairs:
            tables.append((len(pair[column]), start + len(texts)))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", MAGIC, REVISION, len(pairs), HEADER, HEADER + 8 * len(pairs), 0, start)
    return head + b"".join(struct.pack("<2I", *entry) for entry in tables) + texts
