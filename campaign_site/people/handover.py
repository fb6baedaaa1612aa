"""How does a township name a person, and hand over to the next?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.recording import record
from campaign_site.people.contacts import Contact
from campaign_site.people.models import Unit


@dataclass(frozen=True)
class Person:
    """Who is named: minimal data, and the first day."""

    name: str
    post: str
    phone: str
    since: dt.date


@transaction.atomic
def name_person(unit: Unit, person: Person, *, by: Any, today: dt.date) -> Contact:
    """Name the unit's person from their first day on; who was named before ends that day, without a telephone.

    Only a standing township's unit, not before the present person's own first day, not in the future (条例第五条: 指定人员).
    Raises ValidationError.
    """
    if unit.kind != Unit.Kind.TOWNSHIP or unit.valid_to is not None:
        raise ValidationError("指定人员只登记在现有的镇街。请选镇街单位。")
    if person.since > today:
        raise ValidationError(f"起始日 {person.since} 还没有到，到了那一天再登记。")
    before = Contact.objects.current().filter(unit=unit).first()
    if before is not None:
        end_time(before, on=person.since, by=by)
    contact = Contact(unit=unit, name=person.name, post=person.post, phone=person.phone, since=person.since)
    contact.full_clean()
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:
        raise ValidationError("刚才已经有人登记过这个镇街的指定人员，请刷新后再看。") from error
    return contact


@transaction.atomic
def end_time(contact: Contact, *, on: dt.date, by: Any) -> None:
    """End a person's time on a day (not included) and forget the telephone. Raises ValidationError."""
    if on <= contact.since:
        raise ValidationError(f"{contact.name}从 {contact.since} 起任指定人员，交接日要在这一天之后。")
    if Contact.objects.current().filter(pk=contact.pk).update(until=on, phone="") != 1:
        raise ValidationError("刚才已经有人办过交接，请刷新后再看。")
    record(by, "people.end_contact", contact, before={"until": None}, after={"until": on})
