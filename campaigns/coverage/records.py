"""Which records stand behind a number of the board? Their sum is the number, as far as the user may see them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Level, Place, find
from campaigns.coverage.counting import county_code
from campaigns.coverage.gap_facts import KINDS_OF_VILLAGE
from campaigns.coverage.models import ALL, Dimension, next_month
from campaigns.outreach.models import Event, EventQuerySet
from campaigns.placements.models import Placement
from campaigns.placements.reach import RuleBook, rule_book

Query = dict[str, str]
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Carried:
    """One placement behind a number: by which rule version, and how much of the number it is."""

    placement: Placement
    version: int
    amount: int


@dataclass(frozen=True)
class Behind:
    """One number of the board: which place, months and key it counts."""

    place: Place
    dimension: str
    key: str
    first: dt.date
    end: dt.date

    def events(self, user: Any) -> QuerySet[Event]:
        """Return the counting events behind the number that the user may see, newest first."""
        rows = rows_for(user, self._here(Event.objects.counted().held(self.first, self.end)))
        if self.key != ALL:
            rows = (
                rows.filter(audiences__key=self.key)
                if self.dimension == Dimension.AUDIENCE
                else rows.filter(venue_kind=self.key)
            )
        return rows.select_related("place", "township", "unit", "venue").order_by("-held_on", "-id")

    def _here(self, rows: EventQuerySet) -> EventQuerySet:
        """Return the events of the place; those behind visited villages also from before a village came to this township."""
        by_village = self.dimension == Dimension.VENUE and self.key in KINDS_OF_VILLAGE
        if not by_village or self.place.level != Level.TOWNSHIP or self.place.exists_to is not None:
            return rows.at(self.place)
        villages = Place.objects.villages().filter(parent=self.place).values("pk")
        return rows.filter(Q(township=self.place) | Q(place__in=villages))

    def placements(self, user: Any) -> list["Carried"]:
        """Return the standing placements of the channel that reach the place, with the rule version each counts by.

        For a county: those that reach any of its townships.
        """
        first = county_code(self.place)
        county = Q(outlet__unit__place__code__gte=first, outlet__unit__place__code__lt=first + 10**6)
        rows = Placement.objects.standing().running(self.first, self.end).filter(county, outlet__channel=self.key)
        found = list(rows_for(user, rows).select_related("outlet").order_by("-starts_on", "-id"))
        book = rule_book(placement.outlet_id for placement in found)
        carried = (self._carried(placement, book) for placement in found)
        return [one for one in carried if one is not None]

    def _carried(self, placement: Placement, book: RuleBook) -> "Carried | None":
        """Return what the placement brought to the place month by month, None when no rule reaches it."""
        versions, amount = [], 0
        for month in self._months_of(placement):
            rule = book.rule_for(placement, month)
            if rule is not None and (self.place.level < Level.TOWNSHIP or book.reaches(rule, self.place.pk)):
                versions.append(book.numbers[rule])
                amount += placement.amount(month, next_month(month))
        if not versions:
            return None
        return Carried(placement, max(versions), amount if placement.proof_kind else 0)

    def _months_of(self, placement: Placement) -> list[dt.date]:
        month, months = max(placement.starts_on, self.first).replace(day=1), []
        while month < self.end and month <= placement.ends_on:
            months.append(month)
            month = next_month(month)
        return months


def behind(query: Query) -> Behind:
    """Read the address of a number; raises ValidationError with what is wrong in it."""
    place = find(query.get("place", ""))
    if place is None:
        raise ValidationError("地址里的区划代码不对，请从覆盖板上点开。")
    dimension, key = query.get("dimension", ""), query.get("key", "")
    if dimension not in Dimension.values or not key:
        raise ValidationError("地址里没有写看哪一类，请从覆盖板上点开。")
    first, last = _month(query.get("from", "")), _month(query.get("to", ""))
    if first > last:
        raise ValidationError("地址里的起止月份反了，请从覆盖板上点开。")
    return Behind(place, dimension, key, first, next_month(last))


def _month(text: str) -> dt.date:
    try:
        month = dt.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise ValidationError(f"月份要写成 2026-10 这样，现在是“{text[:20]}”。") from error
    if month.year not in YEARS:
        raise ValidationError(f"月份 {text[:20]} 不在 2000 至 2099 年，请从覆盖板上点开。")
    return month
