"""What are an action, a target and a field called on the audit page?"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

TABLE = Path(__file__).with_name("actions.toml")


@cache
def table() -> dict[str, dict[str, str]]:
    """Return the words of verbs and actions."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def models() -> dict[str, Any]:
    """Return our and Wagtail's models by their bare name."""
    return {model._meta.model_name: model for model in reversed(list(apps.get_models()))}


def action_label(action: str) -> str:
    """Return the Chinese words for `room.verb` or `model.verb`; the action itself when there are none."""
    named = table()["actions"].get(action)
    if named:
        return named
    room, _, verb = action.rpartition(".")
    if verb in table()["verbs"] and room in models():
        return f"{table()['verbs'][verb]}{models()[room]._meta.verbose_name}"
    return action


def model_label(name: str) -> str:
    """Return what the rows of the model `app.name` are called; the name itself when there is no such model any more."""
    try:
        return str(apps.get_model(name)._meta.verbose_name)
    except (LookupError, ValueError):
        return name


def field_label(model_name: str, field: str) -> str:
    """Return what a column is called; its own name when the model or the column is gone."""
    try:
        options = apps.get_model(model_name)._meta
        by_column = {one.attname: one for one in options.concrete_fields}
        return str((by_column.get(field) or options.get_field(field)).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return models()[field]._meta.verbose_name if field in models() else field
