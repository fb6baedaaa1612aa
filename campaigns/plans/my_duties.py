"""What does the plan ask of one unit: its duties on one page, leading first?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from campaign_site.people.models import Unit

from .bearing import BOUNDING
from .matrix import group_label
from .models import Campaign, Duty, DutyParty
from .scope import bounds_of


@dataclass
class UnitDuty:
    """A duty as one unit sees it: its part, under which printed name, and with whom."""

    duty: Duty
    part: str
    printed_name: str
    lead: list[str]
    assist: list[str]


def duties_of(unit: Unit, campaigns: Iterable[Campaign]) -> list[UnitDuty]:
    """Return the duties of a unit in the campaigns, in the circular's order; who leads does not assist as well.

    A fixed number of queries whatever the number of duties and campaigns. A part held for all townships binds those in the campaign's scope.
    """
    covering = covering_of(list(campaigns), unit)
    borne = DutyParty.objects.borne_by(unit).filter(duty__campaign__in=covering)
    mine: dict[int, DutyParty] = {}
    for party in borne.select_related("duty__campaign").order_by("duty__campaign", "duty__position", "position"):
        if party.part == DutyParty.Part.LEAD or party.duty_id not in mine:
            mine[party.duty_id] = party
    beside = names_beside(list(mine))
    return [
        UnitDuty(
            party.duty,
            party.part,
            party.printed_name,
            lead=beside.get((party.duty_id, DutyParty.Part.LEAD), []),
            assist=beside.get((party.duty_id, DutyParty.Part.ASSIST), []),
        )
        for party in mine.values()
    ]


def covering_of(campaigns: list[Campaign], unit: Unit) -> list[Campaign]:
    """Return the campaigns that reach the unit: bodies of the county always, townships and villages by the scope."""
    if unit.kind not in (Unit.Kind.TOWNSHIP, Unit.Kind.VILLAGE):
        return campaigns
    prefetch_related_objects(campaigns, *BOUNDING)
    bounds = bounds_of(campaigns)
    return [campaign for campaign in campaigns if bounds[campaign.pk].holds(unit.place)]


def names_beside(duties: list[int]) -> dict[tuple[int, str], list[str]]:
    """Return who leads and who assists in each duty, by present name."""
    names: dict[tuple[int, str], list[str]] = {}
    for party in DutyParty.objects.filter(duty__in=duties).select_related("unit", "group").order_by("duty", "position"):
        label = party.unit.short_name if party.unit is not None else group_label(party.group)
        names.setdefault((party.duty_id, party.part), []).append(label)
    return names
