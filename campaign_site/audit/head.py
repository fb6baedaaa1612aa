"""Where does the chain end: the last head this machine has seen, kept in a file apart from the database.

It proves that no entry up to the kept head has been cut off or rewritten by somebody who can write to the database but
not to this file. It proves nothing about entries not yet sealed, nor against somebody who can write to both; for that,
note the head that `verify_audit` prints on paper and give it to `verify_audit --head` later.
"""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from django.conf import settings

from campaign_site.audit.models import AuditEntry


class Head(NamedTuple):
    """Position and hash of the last sealed entry."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


def parse(written: str) -> Head:
    """Return the head written as `position:hash`. Raises ValueError when it is written otherwise."""
    position, _, value = written.strip().partition(":")
    if not position.isdigit() or len(value) != 64:
        raise ValueError("链头须写成“条数:校验值”，照抄 verify_audit 打印的那一行。")
    return Head(int(position), value.lower())


def current() -> Head | None:
    """Return the head as the database has it, None when nothing is sealed."""
    last = AuditEntry.objects.sealed().only("position", "hash").last()
    return Head(last.position, last.hash) if last else None


def kept() -> Head | None:
    """Return the head this machine has kept; None when it never sealed, one that is nowhere when the file is damaged."""
    path = Path(settings.AUDIT_HEAD_FILE)
    if not path.exists():
        return None
    try:
        return parse(path.read_text(encoding="ascii"))
    except ValueError:
        return Head(0, "")


def holds(head: Head) -> bool:
    """Say whether the chain in the database still has this head in its place."""
    return AuditEntry.objects.filter(position=head.position, hash=head.hash).exists()


def advance() -> None:
    """Keep the present head, unless the kept one is no longer in the chain: then it stays as a witness."""
    now, before = current(), kept()
    if now is None or (before is not None and (before.position >= now.position or not holds(before))):
        return
    path = Path(settings.AUDIT_HEAD_FILE)
    fresh = path.with_suffix(f".{token_hex(4)}")
    fresh.write_text(str(now), encoding="ascii")
    fresh.replace(path)


def faults(noted: Head | None = None) -> Iterator[str]:
    """Yield a sentence when the chain does not reach the kept head, or one noted on paper, or has another there."""
    for name, head in (("本机留存", kept()), ("记下", noted)):
        if head is not None and not holds(head):
            yield f"{name}的链头是第 {head.position} 条，库里没有这一条或校验值不同：尾部被截断，或整条链被重写。"
