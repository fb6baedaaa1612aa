"""Which acts change a placement or a rule, and what do they owe to the count?"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from campaign_site.audit.recording import record
from campaigns.placements.models import CoverageRule, Placement


def owe_recount(placement: Placement, *, now: dt.datetime) -> None:
    """Say that the months of this placement have to be counted again; call it in the transaction of the change."""
    Placement.objects.filter(pk=placement.pk).owe(now)


def owe_outlet(rule: CoverageRule, *, now: dt.datetime) -> int:
    """Say that whatever the rule's outlet carried counts anew under it; return how many placements that is."""
    return Placement.objects.filter(outlet=rule.outlet_id, ends_on__gte=rule.valid_from).owe(now)


@transaction.atomic
def void_placement(placement: Placement, *, by: Any, reason: str, now: dt.datetime) -> None:
    """Take a placement out of every count, with a reason; raises ValidationError without one or when already void."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "请写作废的原因，例如“与 10-12 那条重复”。"})
    rows = Placement.objects.filter(pk=placement.pk, state=Placement.State.ENTERED)
    if rows.update(state=Placement.State.VOID, void_reason=reason[:200]) != 1:
        raise ValidationError("这条刊播有人先办了：它已经作废。请刷新后再看。")
    owe_recount(placement, now=now)
    record(by, "placements.void", placement, before={"state": "entered"}, after={"state": "void"}, reason=reason)
