"""How does somebody say that a month was empty, so that 零报 and 未报 are two different facts?"""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.places.models import Level, Place
from campaigns.coverage.actions import owe
from campaigns.coverage.models import MonthlyReport, next_month
from campaigns.outreach.models import Event
from campaigns.placements.models import Placement
from campaigns.plans.running import covered_on

FIRST_MONTH = dt.date(2016, 1, 1)


def may_file(user: User, place: Place, subject: str) -> bool:
    """Say whether the user speaks for the place: a township for its events, who keeps placements for a channel."""
    if not user.has_perm("campaigns.add_monthlyreport") or user.unit_id is None or not user.unit.place.holds(place):
        return False
    if subject == MonthlyReport.OUTREACH:
        return place.level == Level.TOWNSHIP
    return place.level == Level.COUNTY and user.has_perm("campaigns.add_placement")


@transaction.atomic
def file_zero(user: User, place: Place, *, month: dt.date, subject: str, now: dt.datetime) -> MonthlyReport:
    """File a zero report for a month (its first day) that has begun; return it. The month's slabs owe a count.

    Raises PermissionDenied for who does not speak for the place; ValidationError for a month without sense, one in
    which no campaign covers the township, one that has counting records, or one that was filed before.
    """
    if not may_file(user, place, subject):
        raise PermissionDenied("只有本镇街（媒介由宣传部或打非办）能报零报。")
    if not FIRST_MONTH <= month <= now.astimezone().date():
        raise ValidationError("只能报 2016 年以来、已经开始的月份。")
    if subject == MonthlyReport.OUTREACH and not _asked(place, month):
        raise ValidationError(f"{month:%Y-%m} 的宣传计划不包括{place}，这个月不用报。要纳入，请打非办改计划的范围。")
    if _has_records(place, month, subject):
        raise ValidationError(f"{month:%Y-%m} 已经有计入的记录，不用零报。")
    try:
        with transaction.atomic():
            report = MonthlyReport.objects.create(place=place, month=month, subject=subject, by=user, at=now)
    except IntegrityError as error:
        raise ValidationError(f"{month:%Y-%m} 已经有人报过零报了。") from error
    townships = Place.objects.under(place).townships().values_list("pk", flat=True)
    owe(townships, [month])
    record(user, "coverage.file_zero", report, after={"month": month, "subject": subject})
    return report


def _asked(place: Place, month: dt.date) -> bool:
    """Say whether a report of the month is expected of the place, as the board does: by its last day."""
    last = next_month(month) - dt.timedelta(days=1)
    return Place.objects.filter(pk=place.pk).filter(covered_on(last)).exists()


def _has_records(place: Place, month: dt.date, subject: str) -> bool:
    end = next_month(month)
    if subject == MonthlyReport.OUTREACH:
        return Event.objects.counted().at(place).held(month, end).exists()
    here = {"outlet__unit__place__code__gte": place.code, "outlet__unit__place__code__lt": place.code_end}
    return Placement.objects.standing().running(month, end).filter(**here, outlet__channel=subject).exists()
