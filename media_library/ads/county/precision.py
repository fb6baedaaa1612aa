"""How often do reviewers accept what a rule marks? Counted from their own judgements, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from media_library.ads.models import RuleHit

PERIOD = timedelta(days=365)
FEWEST = 10  # judgements; below it a share would only seem exact


@dataclass(frozen=True)
class Precision:
    """Accepted and struck points of one rule within a period."""

    accepted: int = 0
    struck: int = 0

    @property
    def n(self) -> int:
        return self.accepted + self.struck

    @property
    def share(self) -> float | None:
        """Accepted of judged (0..1); none when too few were judged."""
        return self.accepted / self.n if self.n >= FEWEST else None

    @property
    def words(self) -> str:
        """How it is said: a share with its n, or that there are too few."""
        if not self.n:
            return "还没有人看过"
        if self.share is None:
            return f"样本太少（{self.n} 条）"
        return f"{self.share:.0%}（{self.n} 条里采纳 {self.accepted}）"


def precision_by_rule(since: datetime, until: datetime) -> dict[str, Precision]:
    """For each rule judged from `since` to before `until`: its precision; one query over the judged points only.

    A judgement taken over to a newer reading of the same advertisement has no moment and is not counted again.
    """
    judged = RuleHit.objects.filter(judged_at__gte=since, judged_at__lt=until).order_by()
    rows = judged.values("rule").annotate(
        accepted=Count("pk", filter=Q(judgement=RuleHit.Judgement.ACCEPTED)),
        struck=Count("pk", filter=Q(judgement=RuleHit.Judgement.STRUCK)),
    )
    return {row["rule"]: Precision(row["accepted"], row["struck"]) for row in rows}
