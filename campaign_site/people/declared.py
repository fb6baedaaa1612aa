"""Is everything declared that access rests on: each role's permissions, each model's rows?"""

from collections.abc import Iterator

from django.apps import apps
from django.db import Error as DatabaseError
from django.db.models import Model
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import Page, Task

from campaign_site.people.roles import unknown_permissions
from campaign_site.row_scope import RowScope

FLOORS = ("campaign_site", "campaigns", "media_library", "schedules")
# Wagtail keeps these by permissions of its own.
KEPT_BY_WAGTAIL = (Page, Task, AbstractSetting)
# Read only through the row they belong to, or by the machine; no screen, chooser or sheet shows them by themselves.
INTERNAL = frozenset(
    {
        "campaign_site.sentsheet",
        "campaigns.eventaudience",
        "campaigns.eventhost",
        "campaigns.eventevidence",
        "campaigns.eventstep",
        "campaigns.dutyparty",
        "campaigns.gapcheck",
        "campaigns.dataversion",
        "campaigns.slab",
        "campaigns.venuemonth",
    }
)


def models_without_scope() -> Iterator[str]:
    """Yield the labels of our models that do not say to whom their rows belong."""
    for model in (model for floor in FLOORS for model in apps.get_app_config(floor).get_models()):
        if not is_declared(model):
            yield model._meta.label_lower


def is_declared(model: type[Model]) -> bool:
    """Say whether the model has a row scope, is kept by Wagtail, or is listed as internal."""
    scope = getattr(model, "row_scope", None)
    return isinstance(scope, RowScope) or issubclass(model, KEPT_BY_WAGTAIL) or model._meta.label_lower in INTERNAL


def stale_internals() -> list[str]:
    """Return the names listed as internal that no model bears, or that have a scope by now."""
    known = {model._meta.label_lower: model for model in apps.get_models()}
    return sorted(name for name in INTERNAL if name not in known or hasattr(known[name], "row_scope"))


def missing_permissions() -> list[str]:
    """Return the permissions in roles.py that do not exist; none before the first migrate."""
    try:
        return unknown_permissions()
    except DatabaseError:
        return []
