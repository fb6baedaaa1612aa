"""How does a change get into the audit trail, and who is said to have made it?"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from campaign_site import clock
from campaign_site.audit.models import AuditEntry

SYSTEM = "系统"
SECRET_WORDS = ("password", "secret", "token", "sealed", "key_")
MASK = "（不记录）"

_actor: ContextVar[Any] = ContextVar("audit_actor", default=None)


@contextmanager
def acting(actor: Any) -> Iterator[None]:
    """Say who acts within the block: a user, or None for the system itself."""
    before = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(before)


def current_actor() -> Any:
    """Return the user who acts now, None when it is the system."""
    actor = _actor.get()
    return actor if actor is not None and getattr(actor, "pk", None) else None


def plain(value: Any) -> Any:
    """Return `value` as JSON can hold it; dates in ISO, anything unknown as its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): MASK if _secret(str(k)) else plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if not isinstance(value, Decimal | UUID) else str(value)


def _secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_WORDS)


def fields_of(row: models.Model) -> dict[str, Any]:
    """Return the concrete fields of `row` as plain values, secrets masked."""
    return plain({field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})


def record(
    actor: Any,
    action: str,
    target: models.Model | None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    result: str = AuditEntry.Result.OK,
    reason: str = "",
) -> AuditEntry:
    """Append one entry in the running transaction and return it, not yet sealed.

    `actor` is a user or None (the system); `action` is `room.verb`; `before` and `after` hold the changed fields.
    """
    actor = actor if actor is not None and getattr(actor, "pk", None) else current_actor()
    return AuditEntry.objects.create(
        at=clock.machine_now(),
        actor_id=getattr(actor, "pk", None),
        actor_name=str(actor)[:150] if actor else SYSTEM,
        action=action[:80],
        target_model=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        target_label=str(target)[:200] if target is not None else "",
        before=plain(before or {}),
        after=plain(after or {}),
        result=result,
        reason=reason[:500],
    )
