"""Who is the named person of a township (《防范和处置非法集资条例》第五条), since when, and who was before?

Minimal personal data: name, post, office telephone. Seen by the office and the township itself; the telephone goes when the person does.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from campaign_site.people.models import Unit
from campaign_site.places.models import Level, Place, PlaceQuerySet
from campaign_site.row_scope import RowScope

PURPOSE = (
    "依《防范和处置非法集资条例》第五条登记，只用来联系指定人员办理防范非法集资工作；只登记办公电话，离任即删去电话。"
)


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts by day."""

    def current(self) -> "ContactQuerySet":
        return self.filter(until=None)


class Contact(models.Model):
    """One person named by a township, from a day on; the next one is another row."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contacts", verbose_name="镇街")
    name = models.CharField("姓名", max_length=30)
    post = models.CharField("职务", max_length=40)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    since = models.DateField("自")
    until = models.DateField("至（不含）", null=True, blank=True)

    row_scope = RowScope(unit="unit", changed_at=("unit__place",))
    audited = True
    unaudited = ("phone",)
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "镇街指定人员"
        ordering = ["unit__place__code", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(until=None), name="contact_one_at_a_time"),
            models.UniqueConstraint(fields=["unit", "since"], name="contact_starts_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="contact_ends_after_start"),
            models.CheckConstraint(condition=Q(until=None) | Q(phone=""), name="contact_gone_without_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"

    def clean(self) -> None:
        """Refuse a person whose time meets another's; the last day of either is not included."""
        if self.since is None:
            return
        others = Contact.objects.filter(unit=self.unit_id).exclude(pk=self.pk)
        if others.filter(since__lte=self.since).filter(Q(until=None) | Q(until__gt=self.since)).exists():
            raise ValidationError({"since": "这一天已经有指定人员。换人请用“交接”，起始日写在前一位之后。"})
        if self.until is None and others.filter(since__gt=self.since).exists():
            raise ValidationError({"since": "后面已经登记过别的指定人员，起始日要在他们之后。"})
        if self.until is not None and others.filter(since__gt=self.since, since__lt=self.until).exists():
            raise ValidationError({"since": "这一段时间里已经登记过别的指定人员，两个人的任期不能重叠。"})


def without_contact(seat: Place, day: dt.date) -> PlaceQuerySet:
    """Return the townships under `seat` that exist on `day` and have nobody named now."""
    named = Contact.objects.current().filter(unit__place=OuterRef("pk"), unit__kind=Unit.Kind.TOWNSHIP)
    rows: PlaceQuerySet = Place.objects.under(seat).filter(level=Level.TOWNSHIP).existing(day)
    return rows.filter(~Exists(named)).order_by("code")
