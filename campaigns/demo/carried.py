"""What did the media carry in the demonstration year, and which townships do they reach?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from campaign_site.people.models import Unit, User
from campaign_site.places.models import Place
from campaigns.demo.year import FIRST, LAST, THEMES, planted
from campaigns.placements.models import CoverageRule, Outlet, Placement


@dataclass(frozen=True)
class Carrier:
    """An invented outlet: its unit, its channel, how long each placement runs, and its native numbers."""

    unit: str
    name: str
    channel: str
    days: int
    numbers: dict[str, Any]
    proof: str
    proof_text: str


CARRIERS = (
    Carrier(
        "区融媒体中心",
        "综合频道（演示）",
        "tv",
        12,
        {"time_slot": "19:35—19:40", "daily_times": 2, "seconds": 45},
        "air_log",
        "播出单",
    ),
    Carrier(
        "区融媒体中心",
        "综合广播（演示）",
        "radio",
        14,
        {"time_slot": "7:30、18:00", "daily_times": 4, "seconds": 30},
        "air_log",
        "播出单",
    ),
    Carrier(
        "区融媒体中心", "区报（演示）", "press", 1, {"page": "第3版", "page_share": "1/4 版"}, "page", "报样合订本"
    ),
    Carrier("区融媒体中心", "防非专栏（演示）", "web", 1, {"reads": 4200, "shares": 160}, "capture", "网页截图存档"),
    Carrier(
        "通信公司（演示）",
        "公益短信（演示）",
        "telecom",
        1,
        {"sent": 310000, "delivered": 296000, "unique_numbers": 188000},
        "receipt",
        "发送回执",
    ),
    Carrier(
        "公交公司（演示）",
        "车载屏（演示）",
        "transport",
        20,
        {"carrier": "车载屏", "lines": 38, "vehicles": 164},
        "picture",
        "现场照片",
    ),
)


def outlet_of(carrier: Carrier, county: Place) -> Outlet:
    """Return the outlet of a carrier, made with its unit when it is new."""
    unit, _ = Unit.objects.get_or_create(
        name=carrier.unit, place=county, defaults={"kind": "media", "short_name": carrier.unit}
    )
    return Outlet.objects.create(unit=unit, name=carrier.name, channel=carrier.channel)


def reach(carrier: Carrier, townships: list[Place]) -> list[Place]:
    """Return the townships the carrier reaches: all but the planted gaps of its channel."""
    deaf = {int(fact["township"]) for fact in planted("channel_gap") if fact["channel"] == carrier.channel}
    return [place for place in townships if place.code not in deaf]


def placements(carrier: Carrier, outlet: Outlet, entered_by: User, offset: int) -> list[Placement]:
    """Return the unsaved placements of one outlet, one a month; the recount that follows counts them."""
    found = []
    for number in range(12):
        month = FIRST.replace(day=1) + dt.timedelta(days=number * 31)
        starts = month.replace(day=3 + offset * 3)
        ends = min(starts + dt.timedelta(days=carrier.days - 1), LAST)
        proof = f"{starts:%Y-%m} {carrier.proof_text}"
        found.append(
            Placement(
                outlet=outlet,
                material=THEMES[(number + offset) % len(THEMES)],
                starts_on=starts,
                ends_on=ends,
                counted_from=starts,
                counted_to=ends,
                proof_kind=carrier.proof,
                proof_text=proof,
                entered_by=entered_by,
                **carrier.numbers,
            )
        )
    return found


def plant_placements(county: Place, townships: list[Place], entered_by: User) -> int:
    """Write outlets, their coverage rules and a year of placements; return how many placements."""
    rows: list[Placement] = []
    for offset, carrier in enumerate(CARRIERS):
        outlet = outlet_of(carrier, county)
        rule = CoverageRule.objects.create(
            outlet=outlet, version=1, valid_from=FIRST, source="演示：由宣传部按覆盖范围填写"
        )
        rule.townships.set(reach(carrier, townships))
        rows.extend(placements(carrier, outlet, entered_by, offset))
    return len(Placement.objects.bulk_create(rows))
