"""How is a setting read that the environment names or the machine keeps for itself?"""

import datetime as dt
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def made_once(path: Path) -> str:
    """Return the secret kept in the file `path`, made at first use and readable by its owner only."""
    if not path.exists():
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def day_or_none(text: str, *, name: str) -> dt.date | None:
    """Return the ISO day in `text`, None when it is empty; a wrong one stops the start and names the variable."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} 须写成 2026-10-31 这样的日期，现在是“{text}”。") from error


def whole_number(text: str, *, name: str) -> int | None:
    """Return the number in `text`, None when it is empty; a wrong one stops the start and names the variable."""
    if text and not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"{name} 须写成整数，现在是“{text}”。")
    return int(text) if text else None


def yes_or_no(text: str, *, name: str, default: bool) -> bool:
    """Return what `text` says, `default` when it is empty; a word that is neither stops the start."""
    if not text:
        return default
    said = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.lower() not in said:
        raise ImproperlyConfigured(f"{name} 须写成 1 或 0，现在是“{text}”。")
    return said[text.lower()]
