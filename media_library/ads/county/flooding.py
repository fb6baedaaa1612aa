"""Does a rule suddenly mark far more of the day's new advertisements than usual? Then its hits are put aside for a person."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Count, F, QuerySet, Sum

from campaign_site.audit.recording import record
from media_library.ads.county.models import CountyRuleVersion, RuleHold, RulesMark, State
from media_library.ads.county.reruns import Backtest, RuleDay
from media_library.ads.models import Ad, RuleHit
from schedules.workdays import SHANGHAI

FILE = Path(__file__).with_name("flooding.toml")


@dataclass(frozen=True)
class Limit:
    """One threshold with the reason it stands where it stands."""

    key: str
    value: float
    reason: str


@cache
def limits() -> dict[str, Limit]:
    """The thresholds of flooding.toml by key."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["limit"]
    return {row["key"]: Limit(**row) for row in rows}


def floods(ads: int, new_ads: int, usual_share: float) -> bool:
    """Whether a day with `ads` of `new_ads` marked is a flood beside the usual share (0..1)."""
    least = {key: limit.value for key, limit in limits().items()}
    if ads < least["least_ads"] or not new_ads:
        return False
    return ads / new_ads >= max(least["least_share"], round(least["times_usual"] * usual_share, 6))


def watch(today: date, now: datetime) -> list[RuleHold]:
    """Count today's new advertisements per rule and hold the rules that flood; safe to run any number of times."""
    new_ads = _entered_on(today).exclude(read_at=None).count()
    counted = _marked_on(today)
    _write_days(today, counted, new_ads)
    usual = usual_shares(today, set(counted))
    standing = set(RuleHold.objects.filter(released_at=None).values_list("rule", flat=True))
    spared = set(RuleHold.objects.filter(day=today).values_list("rule", flat=True))  # looked at and released today
    held = []
    for rule, ads in counted.items():
        if rule in standing | spared or rule not in usual or not floods(ads, new_ads, usual[rule]):
            continue
        figures = {"ads": ads, "new_ads": new_ads, "usual_share": usual[rule]}
        held.append(hold_rule(rule, today, figures, now))
    return [hold for hold in held if hold]


def _entered_on(day: date) -> QuerySet[Ad]:
    begun = datetime.combine(day, time(), tzinfo=SHANGHAI)
    return Ad.objects.filter(entered_at__gte=begun, entered_at__lt=begun + timedelta(days=1))


def _marked_on(day: date) -> dict[str, int]:
    """How many of the day's new advertisements each rule marks so that it counts; composites apart."""
    hits = RuleHit.objects.filter(ad__in=_entered_on(day), ruleset=F("ad__ruleset"), counted=True, end__gt=0)
    rows = hits.order_by().values("rule").annotate(n=Count("ad", distinct=True))
    return {row["rule"]: row["n"] for row in rows}


def _write_days(day: date, counted: Mapping[str, int], new_ads: int) -> None:
    """Keep the day's figures; a later look on the same day writes them anew. The day itself is kept under no rule's name."""
    rows = [RuleDay(rule=rule, day=day, ads=ads, new_ads=max(ads, new_ads)) for rule, ads in counted.items()]
    rows.append(RuleDay(rule="", day=day, ads=0, new_ads=new_ads))
    RuleDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day", "rule"], update_fields=["ads", "new_ads"]
    )


def usual_shares(today: date, rules: set[str]) -> dict[str, float]:
    """The share of new advertisements each of `rules` usually marks; none for a rule nobody can say it of."""
    least = {key: limit.value for key, limit in limits().items()}
    before = RuleDay.objects.filter(day__lt=today, day__gte=today - timedelta(days=int(least["usual_days"])))
    sums = dict(before.order_by().values_list("rule").annotate(Sum("ads")))
    entered = before.filter(rule="").aggregate(all=Sum("new_ads"))["all"] or 0
    if entered >= least["usual_ads"]:
        return {rule: sums.get(rule, 0) / entered for rule in rules}
    return {rule: share for rule, share in _backtested().items() if rule in rules}


def _backtested() -> dict[str, float]:
    """What a county's rules in use marked of everything stored, by their newest backtest."""
    serving = CountyRuleVersion.objects.filter(state=State.ON).values("pk")
    runs = Backtest.objects.filter(version__in=serving, finished_at__isnull=False).order_by("pk")
    return {f"CW-{run.version.rule_id}": run.hit_ads / max(run.done, 1) for run in runs.select_related("version")}


def hold_rule(rule: str, day: date, figures: Mapping[str, float], now: datetime) -> RuleHold | None:
    """Put a rule aside, so that a rescan reads without it; None when another worker was quicker."""
    name = RuleHit.objects.filter(rule=rule).order_by("-pk").values_list("rule_name", flat=True).first() or ""
    try:
        with transaction.atomic():
            hold = RuleHold.objects.create(rule=rule, rule_name=name, day=day, held_at=now, **figures)
            RulesMark.renew()
            record(None, "rules.hold", hold, after={"day": str(day), **figures})
    except IntegrityError:
        return None
    return hold
