"""Is the audit trail whole: sealing entries into the hash chain, and finding every break of it?"""

import hmac
from collections.abc import Iterator
from itertools import chain

from django.db import IntegrityError, transaction

from campaign_site.audit import head
from campaign_site.audit.digest import digest, mark
from campaign_site.audit.models import AuditEntry

START = "0" * 64
BATCH = 1000
PAGE = 2000


def seal_owed(limit: int = BATCH) -> int:
    """Seal at most `limit` waiting entries in the order of their ids; return how many. Keep the new head apart.

    Two sealers at once either seal the same entries to the same hashes, or collide on a position: then one of them
    rolls back, returns 0, and its entries wait for the next round.
    """
    try:
        with transaction.atomic():
            sealed = _seal(limit)
    except IntegrityError:
        return 0
    if sealed:
        head.advance()
    return sealed


def _seal(limit: int) -> int:
    entries = AuditEntry.objects
    last = entries.sealed().only("position", "hash").last()
    position, previous = (last.position, last.hash) if last else (0, START)
    sealed = 0
    for entry in entries.unsealed()[:limit]:
        position += 1
        value = digest(entry, position=position, previous_hash=previous)
        sealed += entries.all().seal(entry, position=position, previous_hash=previous, value=value)
        previous = value
    return sealed


def sealed_entries(page: int = PAGE) -> Iterator[AuditEntry]:
    """Yield the sealed entries in order, `page` at a time, so that memory stays flat over any number of them."""
    reached = -(2**63)
    while rows := list(AuditEntry.objects.sealed().filter(position__gt=reached)[:page]):
        yield from rows
        reached = rows[-1].position


def faults(noted: head.Head | None = None, *, page: int = PAGE) -> Iterator[str]:
    """Yield one Chinese sentence for each break of the chain, in order; nothing when it is whole.

    `noted` is a head that somebody wrote down earlier: it must still be in its place.
    """
    return chain(_breaks(page), _unsealed_fakes(page), head.faults(noted))


def _breaks(page: int) -> Iterator[str]:
    expected, previous = 1, START
    for entry in sealed_entries(page):
        name = f"第 {entry.position} 条（编号 {entry.pk}）"
        if entry.position > expected:
            gone = f"{expected}" if entry.position == expected + 1 else f"{expected}–{entry.position - 1}"
            yield f"第 {gone} 条不见了：被删掉了。"
        if entry.position < expected:
            yield f"{name}的链上位置不在 1 起的顺序里：是插入的。"
        elif entry.previous_hash != previous and entry.position == expected:
            yield f"{name}与前一条接不上：前面有记录被改、被删或被插入。"
        yield from _own_faults(entry, name)
        expected, previous = max(expected, entry.position + 1), entry.hash


def _own_faults(entry: AuditEntry, name: str) -> Iterator[str]:
    if not marked(entry):
        yield f"{name}的签记不对：内容被改过，或者不是本系统写入的。"
    if digest(entry, position=entry.position, previous_hash=entry.previous_hash) != entry.hash:
        yield f"{name}的内容与校验值不符：被改过。"


def marked(entry: AuditEntry) -> bool:
    """Say whether the entry carries the mark of this system's key over its present content."""
    return hmac.compare_digest(mark(entry).encode(), entry.mark.encode())


def _unsealed_fakes(page: int) -> Iterator[str]:
    reached = 0
    while rows := list(AuditEntry.objects.unsealed().filter(pk__gt=reached)[:page]):
        for entry in rows:
            if not marked(entry):
                yield f"待封的记录（编号 {entry.pk}）签记不对：被改过，或者不是本系统写入的。"
        reached = rows[-1].pk
