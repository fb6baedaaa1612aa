"""How does the tree of campaigns look: each year's plan with its parts, dates on a strip, places in scope, duties, who keeps it?"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from campaign_site.audit.models import AuditEntry

from .models import Campaign, Duty
from .scope import ScopeCount, bounds_of, count_scopes

STRIP = 360  # units of width of the strip that is the year


@dataclass(frozen=True)
class Bar:
    """A campaign on the strip of its year's plan, in units of its width."""

    x: float
    width: float


@dataclass
class Node:
    """One campaign of the tree."""

    campaign: Campaign
    depth: int
    bar: Bar
    scope: ScopeCount
    duties: int
    edited: str
    running: bool
    may_change: bool = False


def build_tree(tops: Sequence[Campaign], campaigns: Iterable[Campaign], today: dt.date) -> list[list[Node]]:
    """Return the nodes of each top campaign in order: by first day, parts under their whole; a fixed number of queries."""
    every = list(campaigns)
    bounds = bounds_of(every)
    counts = count_scopes({one.pk: (bounds[one.pk], counted_on(one, today)) for one in every})
    duties = dict(
        Duty.objects.standing().filter(campaign__in=every).order_by().values_list("campaign").annotate(Count("pk"))
    )
    edits = last_edits(every)
    below: dict[int | None, list[Campaign]] = {}
    for one in sorted(every, key=lambda one: (one.starts_on, one.ends_on, one.pk)):
        below.setdefault(one.parent_id, []).append(one)

    def nodes(one: Campaign, depth: int, top: Campaign) -> list[Node]:
        node = Node(
            one,
            depth,
            bar_of(one, top),
            counts.get(one.pk, ScopeCount()),
            duties.get(one.pk, 0),
            edits.get(str(one.pk), ""),
            one.starts_on <= today <= one.ends_on,
        )
        return [node, *(each for part in below.get(one.pk, []) for each in nodes(part, depth + 1, top))]

    return [nodes(top, 0, top) for top in tops]


def counted_on(campaign: Campaign, today: dt.date) -> dt.date:
    """Return the day on which a campaign's places are counted: today while it runs, else its nearest day."""
    return min(max(today, campaign.starts_on), campaign.ends_on)


def bar_of(campaign: Campaign, top: Campaign) -> Bar:
    """Return where a campaign stands on the strip of its top; a single day is still to be seen."""
    days = (top.ends_on - top.starts_on).days + 1
    x = (campaign.starts_on - top.starts_on).days / days * STRIP
    width = ((campaign.ends_on - campaign.starts_on).days + 1) / days * STRIP
    width = min(max(width, 3.0), STRIP)
    return Bar(round(min(max(x, 0.0), STRIP - width), 1), round(width, 1))


def last_edits(campaigns: Sequence[Campaign]) -> dict[str, str]:
    """Return by key who last changed each campaign, and on which day; two queries."""
    rows = AuditEntry.objects.filter(
        target_model="campaigns.campaign", target_id__in=[str(one.pk) for one in campaigns]
    )
    newest = rows.order_by().values("target_id").annotate(last=Max("pk")).values("last")
    entries = AuditEntry.objects.filter(pk__in=newest).values_list("target_id", "actor_name", "at")
    return {key: f"{name} {at.astimezone():%Y-%m-%d}" for key, name, at in entries}
