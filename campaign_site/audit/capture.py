"""Which changes go on record by themselves: those of audited rows, and what Wagtail logs of other rows.

A model says `audited = True` and may name fields that are no news in `unaudited`. Only saves and deletes of single rows
are seen here; an action that updates rows in bulk records what it did itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import ModelLogEntry

from campaign_site.audit.recording import Target, columns_of, fields_of, record

_summed_up: ContextVar[bool] = ContextVar("audit_summed_up", default=False)


@contextmanager
def summed_up() -> Iterator[None]:
    """Within the block single rows are not put on record: the caller records the sum of them."""
    before = _summed_up.set(True)
    try:
        yield
    finally:
        _summed_up.reset(before)


def watched(model: type[models.Model]) -> bool:
    """Say whether single changes of the model's rows go on record now."""
    return getattr(model, "audited", False) and not _summed_up.get()


def remember(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    """Before a save: keep what the row was."""
    if watched(sender) and not raw:
        stored = None if instance._state.adding else sender._base_manager.filter(pk=instance.pk).first()
        instance._audit_before = columns_of(stored) if stored else {}  # type: ignore[attr-defined]


def saved(sender: type[models.Model], instance: models.Model, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """After a save: record the fields that changed, all of them for a new row."""
    before = instance.__dict__.pop("_audit_before", None)
    if before is None or raw or not watched(sender):
        return
    after = columns_of(sender._base_manager.get(pk=instance.pk))
    silent = set(getattr(sender, "unaudited", ()))
    changed = [name for name in after if name not in silent and before.get(name) != after[name]]
    if changed or created:
        was = {name: before[name] for name in changed if name in before}
        record(
            None, _action(sender, "create" if created else "change"), instance, before=was, after=_only(after, changed)
        )


def deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """After a delete: record what the row was."""
    if watched(sender):
        record(None, _action(sender, "delete"), instance, before=fields_of(instance))


def linked(sender: Any, instance: Any, action: str, model: Any, pk_set: Any, **kwargs: Any) -> None:
    """After rows were linked to an audited row, or unlinked: record which."""
    verb, _, moment = action.partition("_")
    if verb == "post" and watched(type(instance)) and (pk_set or moment == "clear"):
        names = sorted(str(row) for row in model._base_manager.filter(pk__in=pk_set or ()))
        sides = (
            {"after": {model._meta.model_name: names}}
            if moment == "add"
            else {"before": {model._meta.model_name: names}}
        )
        record(None, _action(type(instance), f"link_{moment}"), instance, **sides)


def _action(model: type[models.Model], verb: str) -> str:
    return f"{model._meta.model_name}.{verb}"


def _only(values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}


def logged(sender: type[models.Model], instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """After Wagtail logged an action on a row: put it on record too, unless the audited row's own change already is.

    Actions on pages are put on record by campaigns.pages.trail, which knows their workflow.
    """
    if not created or raw or _summed_up.get():
        return
    model = instance.content_type.model_class()
    if getattr(model, "audited", False) and instance.action in {"wagtail.create", "wagtail.edit", "wagtail.delete"}:
        return
    target = Target(
        f"{instance.content_type.app_label}.{instance.content_type.model}", str(instance.object_id), instance.label
    )
    record(instance.user, instance.action, target, after=instance.data)


def watch() -> None:
    """Connect the above to the signals of Django."""
    pre_save.connect(remember, dispatch_uid="audit remember")
    post_save.connect(saved, dispatch_uid="audit saved")
    post_delete.connect(deleted, dispatch_uid="audit deleted")
    m2m_changed.connect(linked, dispatch_uid="audit linked")
    post_save.connect(logged, sender=ModelLogEntry, dispatch_uid="audit logged")
