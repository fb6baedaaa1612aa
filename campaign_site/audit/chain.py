"""Is the audit trail whole: sealing entries into the hash chain, and checking it."""

import hashlib
import json
from collections.abc import Iterator

from django.db import transaction

from campaign_site.audit.models import AuditEntry

START = "0" * 64
BATCH = 500


def digest(entry: AuditEntry, *, position: int, previous_hash: str) -> str:
    """Return the SHA-256 in hex over the entry's content, its position and its predecessor's hash."""
    content = {
        "position": position,
        "previous": previous_hash,
        "at": entry.at.astimezone().timestamp(),
        "actor": [entry.actor_id, entry.actor_name],
        "action": entry.action,
        "target": [entry.target_model, entry.target_id, entry.target_label],
        "before": entry.before,
        "after": entry.after,
        "result": entry.result,
        "reason": entry.reason,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def seal_owed(limit: int = BATCH) -> int:
    """Seal at most `limit` waiting entries in the order of their ids; return how many.

    Two sealers at once collide on the unique position: one of them rolls back and its entries wait for the next round.
    """
    last = AuditEntry.objects.sealed().last()
    position, previous = (last.position, last.hash) if last else (0, START)
    sealed = 0
    for entry in AuditEntry.objects.unsealed()[:limit]:
        position += 1
        value = digest(entry, position=position, previous_hash=previous)
        sealed += AuditEntry.objects.filter(pk=entry.pk, position=None).update(
            position=position, previous_hash=previous, hash=value
        )
        previous = value
    return sealed


def faults() -> Iterator[str]:
    """Yield one Chinese sentence for each break of the chain, in order; nothing when it is whole."""
    expected, previous = 1, START
    for entry in AuditEntry.objects.sealed().iterator(chunk_size=2000):
        if entry.position != expected:
            yield f"第 {expected} 条不见了（下一条是第 {entry.position} 条）。"
        if entry.previous_hash != previous and entry.position == expected:
            yield f"第 {entry.position} 条与前一条接不上：前面有记录被改、被删或被插入。"
        if digest(entry, position=entry.position, previous_hash=entry.previous_hash) != entry.hash:
            yield f"第 {entry.position} 条（编号 {entry.pk}）的内容与校验值不符：被改过。"
        expected, previous = entry.position + 1, entry.hash
