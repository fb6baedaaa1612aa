"""What does the database owe at this moment, kind by kind, and since when?"""

import datetime as dt
from typing import NamedTuple

from django.apps import apps
from django.db import transaction
from django.db.models import Count, Max, Min, Q

from campaign_site.audit.recording import record
from campaign_site.owed import Owed


class Debt(NamedTuple):
    """The unpaid debts of one kind of row."""

    kind: str
    label: str
    owed: int
    given_up: int
    oldest: dt.datetime | None
    last_error: str

    def age(self, now: dt.datetime) -> dt.timedelta:
        """How long the oldest debt has waited."""
        return now - self.oldest if self.oldest else dt.timedelta()


def debts() -> list[Debt]:
    """Return one line for each kind of row that can owe, also for those that owe nothing."""
    kinds = [model for model in apps.get_models() if issubclass(model, Owed)]
    return sorted((_debt_of(model) for model in kinds), key=lambda debt: debt.kind)


@transaction.atomic
def owe_again(*, now: dt.datetime) -> list[tuple[str, int]]:
    """Put every debt that was given up back among the owed, on record by kind; return label and number of each kind."""
    found = []
    for model in (model for model in apps.get_models() if issubclass(model, Owed)):
        if number := model._default_manager.given_up().owe(now):
            found.append((str(model._meta.verbose_name), number))
            record(None, "schedules.owe_again", None, after={"kind": model._meta.label_lower, "number": number})
    return found


def _debt_of(model: type[Owed]) -> Debt:
    sums = model._default_manager.filter(owed_since__isnull=False).aggregate(
        owed=Count("pk", filter=Q(given_up_at__isnull=True)),
        given_up=Count("pk", filter=Q(given_up_at__isnull=False)),
        oldest=Min("owed_since"),
        last_error=Max("last_error"),
    )
    sums["last_error"] = sums["last_error"] or ""
    return Debt(kind=model._meta.label_lower, label=str(model._meta.verbose_name), **sums)
