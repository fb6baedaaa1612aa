"""Which clauses do a county's rules stand on that the clause table no longer holds?"""

from __future__ import annotations

from media_library.ads.county.models import CountyRuleVersion, State
from media_library.ads.rulebook import shipped


def missing_clauses() -> list[tuple[str, str]]:
    """Rule and clause of every citation without a clause, of versions that are not retired; raises DatabaseError."""
    versions = CountyRuleVersion.objects.exclude(state=State.RETIRED).order_by("pk")
    cited = versions.values_list("rule_id", "content__basis").iterator(1000)
    return [(f"CW-{rule}", id) for rule, basis in cited for id in basis if id not in shipped().clauses]
