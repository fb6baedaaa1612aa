"""What does an address of the board ask for: which county, which months, which tab, which rows?"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, QueryDict

from campaign_site.people.models import User
from campaign_site.people.roles import Reach
from campaign_site.people.scoping import reaches
from campaign_site.people.serving import served_counties
from campaign_site.places.models import Level, Place, PlaceQuerySet
from campaigns.coverage.counting import county_code
from campaigns.coverage.models import month_of, next_month
from campaigns.plans.models import Campaign
from campaigns.plans.scope import Bounds, covered

TABS = {"six": "六进场所", "chan": "媒介", "months": "逐月"}
SPANS = {"1": "本月", "3": "近 3 个月", "6": "近 6 个月", "12": "近 12 个月"}
KINDS_OF_TOWNSHIP = ("街道", "镇", "乡")
USUAL_SPAN = "6"  # half a year: as long as one visit of a village covers
NOT_YOURS = "您的角色不看覆盖板。需要看，请找打非办。"


@dataclass(frozen=True)
class Asked:
    """One reading of the board's address; anything not understood falls back to the usual."""

    county: Place
    user: User
    tab: str
    span: str
    first: dt.date
    last: dt.date
    today: dt.date
    campaign: Campaign | None
    only: str
    kind: str
    opened: str
    mapped: str
    query: QueryDict

    @property
    def end(self) -> dt.date:
        """The first day after the period."""
        return next_month(self.last)

    @property
    def months_text(self) -> str:
        return f"{self.first:%Y-%m}" if self.first == self.last else f"{self.first:%Y-%m} 至 {self.last:%Y-%m}"

    @property
    def report_month(self) -> dt.date:
        """The month last due: the one that ended with or before today."""
        return month_of(month_of(self.today + dt.timedelta(days=1)) - dt.timedelta(days=1))

    @property
    def whole_county(self) -> bool:
        """Whether every township of the county is listed, so that a sum is the county's."""
        seat = self.user.unit.place if self.user.unit_id else self.county
        return seat.holds(self.county) and not self.kind and self.campaign is None

    def townships(self) -> PlaceQuerySet:
        """Return the townships there were in the period and that the user sees, in their own order: by administrative code."""
        rows = Place.objects.under(self.county).townships().filter(self.alive())
        if not self.user.is_superuser:
            rows = rows.filter(code__gte=self.user.unit.place.code, code__lt=self.user.unit.place.code_end)
        rows = rows.filter(kind=self.kind) if self.kind else rows
        return self.in_scope(rows).order_by("code")

    def alive(self) -> Q:
        """Return the condition of having existed on some day of the period, up to today."""
        begun = Q(exists_from=None) | Q(exists_from__lt=min(self.end, self.today + dt.timedelta(days=1)))
        return begun & (Q(exists_to=None) | Q(exists_to__gt=self.first))

    def in_scope(self, places: PlaceQuerySet) -> PlaceQuerySet:
        """Return those of the places that the campaign asked for covers; all of them when none was asked for."""
        return places if self.campaign is None else places.filter(covered(self.limits))

    @cached_property
    def limits(self) -> Bounds:
        """The bounds of the campaign's scope, read once."""
        return self.campaign.limits() if self.campaign else Bounds()

    def address(self, **changes: Any) -> str:
        """Return the query of this screen with some things changed; None takes one out."""
        now = {"tab": self.tab, "span": self.span, "only": self.only, "kind": self.kind, "open": self.opened}
        now["map"] = self.query.get("map")
        return "?" + urlencode({name: value for name, value in (now | changes).items() if value not in (None, "")})


def asked(request: HttpRequest, today: dt.date, *, tabs: dict[str, str]) -> Asked:
    """Read the address; raises PermissionDenied for who may see no township."""
    county = county_of(request.user)
    get = request.GET
    campaign = _campaign(get.get("span", ""))
    span = get.get("span", "") if campaign or get.get("span") in SPANS else USUAL_SPAN
    last = month_of(min(today, campaign.ends_on) if campaign else today)
    first = month_of(campaign.starts_on) if campaign else _months_back(last, int(span) - 1)
    return Asked(
        county=county,
        user=request.user,
        tab=get.get("tab") if get.get("tab") in tabs else "six",
        span=span,
        first=min(first, last),
        last=last,
        today=today,
        campaign=campaign,
        only=get.get("only", "") if get.get("only") in ("gap", "void") else "",
        kind=get.get("kind", "") if get.get("kind") in KINDS_OF_TOWNSHIP else "",
        opened=get.get("open", ""),
        mapped=get.get("map", "village_town"),
        query=get,
    )


def county_of(user: User) -> Place:
    """Return the county whose board the user sees: the one they sit in, or the first below their seat."""
    counties = Place.objects.filter(level=Level.COUNTY).order_by("code")
    if user.is_superuser and user.unit_id is None:
        found = served_counties().order_by("code").first() or counties.first()
    elif Reach.PLACE not in reaches(user):
        raise PermissionDenied(NOT_YOURS)
    else:
        seat = user.unit.place
        found = (
            counties.under(seat).first()
            if seat.level <= Level.COUNTY
            else counties.filter(code=county_code(seat)).first()
        )
    if found is None:
        raise PermissionDenied("还没有载入区县和镇街。请系统管理员先运行 manage.py load_reference。")
    return found


def _campaign(text: str) -> Campaign | None:
    number = text.removeprefix("c")
    return (
        Campaign.objects.with_bounds().filter(pk=int(number)).first()
        if text[:1] == "c" and number.isdecimal() and len(number) < 15
        else None
    )


def _months_back(month: dt.date, back: int) -> dt.date:
    years, index = divmod(month.year * 12 + month.month - 1 - back, 12)
    return dt.date(years, index + 1, 1)
