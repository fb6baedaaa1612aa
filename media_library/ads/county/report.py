"""What did a version mark in its week of shadow, and what do its examples, its backtest and its reviewers say?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate

from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from media_library.ads.cases import AdCase, AdLawConclusion, State
from media_library.ads.county.content import alone, as_rule, found_in
from media_library.ads.county.models import CountyRuleVersion, ShadowHit
from media_library.ads.county.precision import PERIOD, Precision, precision_by_rule
from media_library.ads.county.reruns import Backtest, RuleDay
from media_library.ads.rulebook import shipped

MOST_SHOWN = 20


@dataclass(frozen=True)
class Tried:
    """One example with what it should do and what it does."""

    text: str
    wanted: bool
    marked: bool

    @property
    def right(self) -> bool:
        return self.wanted == self.marked


@dataclass(frozen=True)
class Shadow:
    """The week in shadow: points and advertisements by day, what was decided on them, and some of them."""

    ads: int
    days: list[tuple[date, int]]
    no_issue: int
    acted_on: int
    open: int
    examples: list[ShadowHit]


def tried(version: CountyRuleVersion, day: date) -> list[Tried]:
    """Every example read anew by this version alone."""
    book = alone(as_rule(version.rule.key, version.content, shipped()), shipped())
    wanted = [(text, True) for text in version.content["hits"]] + [(text, False) for text in version.content["misses"]]
    return [Tried(text, should, found_in(text, book, day)) for text, should in wanted]


def shadow_of(version: CountyRuleVersion, user: User) -> Shadow:
    """What the version would have marked; examples only from the user's reach."""
    hits = version.shadow_hits.order_by()
    lawful = Q(ad__case__ad_law_conclusion=AdLawConclusion.NO_ISSUE)
    decided = Q(ad__case__state=State.DECIDED)
    sums = hits.aggregate(
        ads=Count("ad", distinct=True),
        no_issue=Count("ad", distinct=True, filter=decided & lawful),
        acted_on=Count("ad", distinct=True, filter=decided & ~lawful),
    )
    by_day = hits.annotate(day=TruncDate("at")).values_list("day").annotate(Count("ad", distinct=True)).order_by("day")
    shown = rows_for(user, ShadowHit.objects.filter(version=version)).select_related("ad__case").order_by("-pk")
    waiting = sums["ads"] - sums["no_issue"] - sums["acted_on"]
    return Shadow(**sums, days=list(by_day), open=waiting, examples=list(shown[:MOST_SHOWN]))


def backtest_examples(run: Backtest | None, user: User) -> list[dict[str, Any]]:
    """The examples of a backtest whose case lies in the user's reach."""
    if run is None:
        return []
    keys = [example["case"] for example in run.examples]
    seen = set(rows_for(user, AdCase.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    return [example for example in run.examples if example["case"] in seen]


def precision_of(now: datetime, rules: Iterable[str]) -> dict[str, Precision]:
    """The precision of each of `rules` over the last year, also of those nobody judged."""
    counted = precision_by_rule(now - PERIOD, now)
    return {rule: counted.get(rule, Precision()) for rule in rules}


def last_days(rules: Iterable[str]) -> dict[str, date]:
    """The last day on which each rule marked a new advertisement, from the days' figures; one query."""
    days = RuleDay.objects.filter(rule__in=list(rules), ads__gt=0).order_by()
    return dict(days.values_list("rule").annotate(Max("day")))
