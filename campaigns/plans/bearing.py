"""Who bears a duty today: which parties does a unit answer for, and which campaigns run on a day?"""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q

from campaign_site.people.models import Unit, UnitGroup

# What the bounds of a campaign are read from.
BOUNDING = [f"{above}{places}" for above in ("", "parent__", "parent__parent__") for places in ("included", "excluded")]


class CampaignQuerySet(models.QuerySet["Campaign"]):  # type: ignore[name-defined]
    """Campaigns by day."""

    def running(self, day: dt.date) -> "CampaignQuerySet":
        """Return the campaigns whose days hold `day`."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def with_bounds(self) -> "CampaignQuerySet":
        """Fetch along what `Campaign.bounds` reads."""
        return self.select_related("parent__parent").prefetch_related(*BOUNDING)


class DutyQuerySet(models.QuerySet["Duty"]):  # type: ignore[name-defined]
    """Duties by whether they still stand."""

    def standing(self) -> "DutyQuerySet":
        """Return the duties that no correction has ended."""
        return self.filter(ended_on=None)


class DutyPartyQuerySet(models.QuerySet["DutyParty"]):  # type: ignore[name-defined]
    """Parties by the unit that bears them."""

    def borne_by(self, unit: Unit) -> "DutyPartyQuerySet":
        """Return the parties in standing duties that `unit` answers for: named itself, as successor of who is named, or within a group.

        A group that nobody belongs to falls to the coordinating office (开县方案（二）: 无明确主管、监管部门的，由县打非办统筹).
        """
        bears = Q(unit__in=lineage(unit)) | Q(group__in=groups_of(unit))
        if unit.kind == Unit.Kind.OFFICE:
            bears |= Q(group__in=empty_groups())
        return self.filter(bears, duty__ended_on=None)


def lineage(unit: Unit) -> models.QuerySet[Unit]:
    """Return the unit and those it succeeded, three reforms back (2016 to now is two)."""
    return Unit.objects.filter(
        Q(pk=unit.pk)
        | Q(successor=unit.pk)
        | Q(successor__successor=unit.pk)
        | Q(successor__successor__successor=unit.pk)
    )


def groups_of(unit: Unit) -> models.QuerySet[UnitGroup]:
    """Return the groups that stand for the unit: of its kind, or that list it or a predecessor as member."""
    return UnitGroup.objects.filter(Q(kind=unit.kind) | Q(members__in=lineage(unit)))


def empty_groups() -> models.QuerySet[UnitGroup]:
    """Return the groups that stand for no unit now."""
    of_kind = Unit.objects.filter(kind=OuterRef("kind"), valid_to=None)
    listed = Unit.objects.filter(unit_groups=OuterRef("pk"), valid_to=None)
    return UnitGroup.objects.filter(~Exists(of_kind) & ~Exists(listed))
