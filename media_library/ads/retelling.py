"""What do a case's columns say once its sightings were read or changed?"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max, Min, Q

from media_library.ads import points
from media_library.ads.attachments import AdAttachment
from media_library.ads.cases import OPEN, AdCase, State
from media_library.ads.models import Ad, RuleHit
from schedules.workdays import UnknownYear, due_after_workdays, shanghai_day

FIRST_LOOK_WORKDAYS = {"critical": 1, "high": 3, "medium": 5}  # DOMAIN §6.1; a low one waits for the month's summary


def retell_case(pk: int) -> None:
    """Write severity, score and the last day of the first look anew from all sightings of a case.

    An open case enters or leaves the queue by it, leaving only when nobody holds it; a decided or void one stays as it is.
    """
    standing = RuleHit.objects.current().standing().filter(ad__case_id=pk).order_by()
    marks = list(standing.values("severity").annotate(top=Max("score"), first=Min("ad__entered_at")))
    severity = points.gravest(mark["severity"] for mark in marks)
    score = max((mark["top"] for mark in marks), default=0)
    days = [day for mark in marks if (day := due_on(mark["severity"], mark["first"]))]
    case = AdCase.objects.filter(pk=pk, state__in=OPEN)
    case.update(severity=severity or "", suspect=bool(severity), score=score, due_on=min(days, default=None))
    if severity:
        case.filter(state=State.UNFLAGGED).moved(State.PENDING)
    elif not waits_for_a_person(pk):
        case.filter(state=State.PENDING, claimed_by=None).moved(State.UNFLAGGED)


def due_on(severity: str, entered_at: datetime) -> date | None:
    """The last day of the first look, in working days from the day of entry (DOMAIN §6.1); none for what only waits in a list."""
    days = FIRST_LOOK_WORKDAYS.get(severity)
    try:
        return due_after_workdays(shanghai_day(entered_at), days) if days else None
    except UnknownYear:  # a missing holiday table must not keep an advertisement from being read
        return None


def waits_for_a_person(pk: int) -> bool:
    """Whether silence of the rules means nothing for a case; one query over all its sightings.

    One of them is not read yet, shows a picture that could not be read, holds a spoken note, or has no words at all.
    """
    unheard = Q(attachments__kind=AdAttachment.Kind.AUDIO)
    unread = Q(read_at=None) | Q(specimens__reading_note__gt="")
    wordless = ~Q(text__regex=r"\S") & Q(specimens=None)
    return Ad.objects.filter(unheard | unread | wordless, case_id=pk).exists()
