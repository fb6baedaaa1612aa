"""How does a change get into the audit trail, and who is said to have made it?"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.db import models

from campaign_site import clock
from campaign_site.audit.digest import mark
from campaign_site.audit.models import AuditEntry
from campaign_site.audit.plain import plain, text

SYSTEM = "系统"


class Target(NamedTuple):
    """What was acted upon, when no row is at hand: its model as `app.name`, its key, what it is called."""

    model: str = ""
    key: str = ""
    label: str = ""


_actor: ContextVar[Any] = ContextVar("audit_actor", default=None)
_address: ContextVar[str] = ContextVar("audit_address", default="")


@contextmanager
def acting(actor: Any, *, address: str = "") -> Iterator[None]:
    """Say who acts within the block, and from which network address: a user, or None for the system itself."""
    before = _actor.set(actor), _address.set(address)
    try:
        yield
    finally:
        _actor.reset(before[0])
        _address.reset(before[1])


def current_actor() -> Any:
    """Return the user who acts now, None when it is the system."""
    actor = _actor.get()
    return actor if actor is not None and getattr(actor, "pk", None) else None


def columns_of(row: models.Model) -> dict[str, Any]:
    """Return the concrete fields of `row` as they are, secrets and all: to compare, never to keep."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def fields_of(row: models.Model) -> dict[str, Any]:
    """Return the concrete fields of `row` as plain values, secrets masked."""
    return plain(columns_of(row))


def target_of(row: models.Model | Target | None) -> Target:
    """Return what the entry says of its target."""
    if row is None or isinstance(row, Target):
        return row or Target()
    return Target(row._meta.label_lower, str(row.pk), str(row))


def record(
    actor: Any,
    action: str,
    target: models.Model | Target | None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    result: str = AuditEntry.Result.OK,
    reason: str = "",
) -> AuditEntry:
    """Append one entry in the running transaction and return it, marked but not yet sealed.

    `actor` is a user or None (the one who acts now, else the system); `action` is `room.verb`; `before` and `after`
    hold the changed fields. The audit keeps its own time: the machine's.
    """
    actor = actor if actor is not None and getattr(actor, "pk", None) else current_actor()
    model, key, label = target_of(target)
    entry = AuditEntry(
        at=clock.machine_now(),
        actor_id=getattr(actor, "pk", None),
        actor_name=text(actor, 150) if actor else SYSTEM,
        address=_address.get(),
        action=text(action, 80),
        target_model=model,
        target_id=text(key, 64),
        target_label=text(label, 200),
        before=plain(before or {}),
        after=plain(after or {}),
        result=str(result),
        reason=text(reason, 500),
    )
    entry.mark = mark(entry)
    entry.save()
    return entry
