"""Which placements reach a township in a month, and by which version of which rule?"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.placements.models import CoverageRule, Placement


@dataclass(frozen=True)
class RuleBook:
    """All rule versions of some outlets, in order of day, with the townships each one reaches."""

    versions: dict[int, list[tuple[dt.date, int]]]
    townships: dict[int, frozenset[int]]
    numbers: dict[int, int]

    def in_force(self, outlet: int, day: dt.date) -> int | None:
        """Return the id of the rule of the outlet that holds on `day`, None before the first."""
        found = self.versions.get(outlet, [])
        at = bisect_right([start for start, _ in found], day)
        return found[at - 1][1] if at else None

    def rule_for(self, placement: Placement, month_start: dt.date) -> int | None:
        """Return the rule under which a placement counts in a month: the one in force on its first day there."""
        return self.in_force(placement.outlet_id, max(placement.starts_on, month_start))

    def reaches(self, rule: int | None, township: int) -> bool:
        return rule is not None and township in self.townships[rule]


def rule_book(outlets: Iterable[int]) -> RuleBook:
    """Return the rules of the given outlets, in two queries."""
    rules = list(
        CoverageRule.objects.filter(outlet__in=set(outlets))
        .order_by("valid_from")
        .only("id", "outlet_id", "valid_from", "version")
    )
    versions: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
    for rule in rules:
        versions[rule.outlet_id].append((rule.valid_from, rule.pk))
    reached: dict[int, set[int]] = {rule.pk: set() for rule in rules}
    links = CoverageRule.townships.through.objects.filter(coveragerule__in=reached)
    for rule_id, place_id in links.values_list("coveragerule_id", "place_id"):
        reached[rule_id].add(place_id)
    return RuleBook(dict(versions), {k: frozenset(v) for k, v in reached.items()}, {r.pk: r.version for r in rules})
