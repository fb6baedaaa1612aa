"""How is a setting read that the environment names or the machine keeps for itself?

A value that cannot be understood raises ImproperlyConfigured: a Chinese sentence that names the variable.
"""

import datetime as dt
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

YES_OR_NO = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
DATABASES = ("sqlite://", "postgres://", "postgresql://")


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


def day_or_none(name: str) -> dt.date | None:
    """Return the ISO day in the variable `name`, None when it is unset."""
    text = os.environ.get(name, "")
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} 须写成 2026-10-31 这样的日期，现在是“{text}”。") from error


def whole_number(name: str, *, default: int) -> int:
    """Return the number in the variable `name`."""
    text = os.environ.get(name, "")
    if text and not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"{name} 须写成整数，现在是“{text}”。")
    return int(text) if text else default


def yes_or_no(name: str, *, default: bool) -> bool:
    """Return what the variable `name` says: 1 or 0."""
    text = os.environ.get(name, "")
    if text and text.lower() not in YES_OR_NO:
        raise ImproperlyConfigured(f"{name} 须写成 1 或 0，现在是“{text}”。")
    return YES_OR_NO[text.lower()] if text else default


def database(name: str, *, default: str) -> dict[str, Any]:
    """Return Django's settings for the database at the address in the variable `name`: SQLite or PostgreSQL."""
    return database_at(os.environ.get(name, "") or default, name=name)


def database_at(address: str, *, name: str) -> dict[str, Any]:
    """Return Django's settings for the database at `address`; `name` is what a refusal calls it."""
    if not address.startswith(DATABASES):
        raise ImproperlyConfigured(f"{name} 须写成 postgres://用户:口令@主机:5432/库名 或 sqlite:////路径，现在不是。")
    return dict(environ.Env.db_url_config(address))
