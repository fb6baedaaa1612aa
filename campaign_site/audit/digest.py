"""What exactly is signed and chained: one form of an entry, the same on every database and in every time zone.

The mark is a keyed hash made when the entry is written: nobody without AUDIT_KEY can write or change an entry unseen.
The digest chains the entries: none can be taken out, put in or moved.
"""

import datetime as dt
import hashlib
import hmac
import json
from typing import Any

from django.conf import settings

FORM = 1


def canonical(entry: Any) -> bytes:
    """Return the entry's content as bytes: UTC to the microsecond, sorted keys, no floating-point number in it."""
    content = [
        FORM,
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        [entry.actor_id, entry.actor_name, entry.address],
        entry.action,
        [entry.target_model, entry.target_id, entry.target_label],
        [entry.before, entry.after],
        str(entry.result),
        entry.reason,
    ]
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def mark(entry: Any) -> str:
    """Return the HMAC-SHA-256 in hex of the entry's content under AUDIT_KEY."""
    return hmac.new(settings.AUDIT_KEY.encode(), canonical(entry), hashlib.sha256).hexdigest()


def digest(entry: Any, *, position: int, previous_hash: str) -> str:
    """Return the SHA-256 in hex over the entry's place in the chain, its predecessor's hash, its content and mark."""
    head = f"{position}\n{previous_hash}\n{entry.mark}\n".encode()
    return hashlib.sha256(head + canonical(entry)).hexdigest()
