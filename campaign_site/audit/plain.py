"""How is a value put down in the audit trail: as JSON that reads the same from every database, without secrets?"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models

SECRET_WORDS = ("password", "secret", "token", "sealed", "key_", "session", "otp")
MASK = "（不记录）"
LONGEST = 4000


def plain(value: Any) -> Any:
    """Return `value` as JSON that a database gives back unchanged; secrets masked by the name they stand under.

    Dates in ISO, a row as its key, numbers with a point as text (PostgreSQL and SQLite write them differently).
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {text(k): MASK if secret(str(k)) and v not in (None, "") else plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, models.Model):
        return plain(value.pk)
    return MASK if isinstance(value, bytes | memoryview) else text(value)


def text(value: Any, longest: int = LONGEST) -> str:
    """Return the text of `value` that every database can hold, at most `longest` characters."""
    clean = str(value).replace("\0", "").encode("utf-8", "replace").decode()
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def secret(name: str) -> bool:
    """Say whether a value under this name must not be put down."""
    return any(word in name.lower() for word in SECRET_WORDS)
