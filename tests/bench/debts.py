"""What does claiming and clearing a debt cost beside a bare update of the row?"""

from collections.abc import Iterator

from django.db import transaction

from campaign_site.clock import machine_now
from campaign_site.owed import pay
from campaigns.outreach.models import Event
from tests.bench.measuring import Line, milliseconds

ROWS = 100


def lines() -> Iterator[Line]:
    """Owe and pay a hundred events that have no effect, and undo it."""
    rows = Event.objects.filter(pk__in=list(Event.objects.values_list("pk", flat=True)[:ROWS]))

    def owe_and_pay() -> None:
        rows.owe(machine_now())
        pay(rows, clock=machine_now, do=lambda row: None, record=lambda row, result: None, limit=ROWS)

    def update() -> None:
        for pk in rows.values_list("pk", flat=True):
            with transaction.atomic():
                Event.objects.filter(pk=pk).update(owed_since=None)

    bare = milliseconds(update, times=5) / ROWS
    yield Line("认领并付清一笔欠账", milliseconds(owe_and_pay, times=5) / ROWS, "毫秒", "直接改一行", bare)
