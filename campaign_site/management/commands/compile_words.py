"""How do the Chinese words we add to Wagtail's admin get into the form that gettext reads, without system tools?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Write each .mo beside its .po."""

    help = "把 campaign_site/locale 里的 .po 编成 .mo（不用装 gettext）。"

    def handle(self, *args: Any, **options: Any) -> None:
        for source in words_files():
            source.with_suffix(".mo").write_bytes(compiled(source))
            self.stdout.write(f"已编好：{source.with_suffix('.mo').name}")


def words_files() -> Iterator[Path]:
    """Return the paths of the sources: words of the pages, words of the scripts."""
    return Path(settings.LOCALE_PATHS[0]).glob("zh_Hans/LC_MESSAGES/*.po")


def compiled(source: Path) -> bytes:
    """Return the bytes of the .mo file."""
    return bytes(polib.pofile(str(source)).to_binary())
