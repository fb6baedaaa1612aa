"""What is decided about an advertisement, by whom, and who holds it now: the case with its two independent tracks.

Every advertisement entered opens a case; sightings of the same one may later be joined in it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q

from campaign_site.people.models import User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from schedules.workdays import shanghai_day

CLAIM_LASTS = timedelta(hours=4)  # without an action; then the case goes back to the queue by itself


class Source(models.TextChoices):
    """How an advertisement became known (DOMAIN §7.2: each kind keeps its own beginning of time limits)."""

    WEB_FORM = "web_form", "网页填报"
    PATROL = "patrol", "巡查"
    TIP = "tip", "举报线索"
    MEDIA_LOG = "media_log", "媒体登记"
    BULK = "bulk", "批量导入"


class Severity(models.TextChoices):
    """S1 to S4 of DOMAIN §6.1."""

    CRITICAL = "critical", "S1 急"
    HIGH = "high", "S2 高"
    MEDIUM = "medium", "S3 中"
    LOW = "low", "S4 低"


class State(models.TextChoices):
    """Where a case stands in market supervision's first look."""

    PENDING = "pending", "待初看"
    UNFLAGGED = "unflagged", "未见疑似点，供抽查"
    DECIDED = "decided", "初看已定"
    VOID = "void", "作废"


TRANSITIONS: dict[str, frozenset[str]] = {
    State.PENDING: frozenset({State.UNFLAGGED, State.DECIDED, State.VOID}),
    State.UNFLAGGED: frozenset({State.PENDING, State.DECIDED, State.VOID}),
    State.DECIDED: frozenset(),
    State.VOID: frozenset(),
}
OPEN = (State.PENDING, State.UNFLAGGED)


class AdLawConclusion(models.TextChoices):
    """Market supervision's track under the Advertising Law; it never waits for the other (条例 11, 广告法 25)."""

    VERIFYING = "verifying", "登记线索，转核查"
    ORDER_CORRECT = "order_correct", "责令改正、停止发布"
    CASE_FILED = "case_filed", "立案"
    CASE_NOT_FILED = "case_not_filed", "不予立案"
    TRANSFERRED = "transferred", "移送其他机关"
    NO_ISSUE = "no_issue", "没有看出问题"


class FundraisingDetermination(models.TextChoices):
    """The coordinating office's track (条例 19): nobody else enters it."""

    CONSTITUTED = "constituted", "认定构成"
    NOT_CONSTITUTED = "not_constituted", "认定不构成"
    TRANSFERRED = "transferred", "移送"


class AdCaseQuerySet(models.QuerySet["AdCase"]):
    """Cases by what waits and who holds them."""

    def waiting(self) -> AdCaseQuerySet:
        """Those a person has still to look at, the longest waiting first."""
        return self.filter(state=State.PENDING).order_by("opened_at", "pk")

    def unclaimed(self, now: datetime) -> AdCaseQuerySet:
        """Those nobody holds at the machine's moment `now`."""
        return self.filter(Q(claimed_by=None) | Q(claimed_until__lte=now))

    def held_by(self, user: User) -> AdCaseQuerySet:
        return self.filter(claimed_by=user)

    def seen_in(self, first: date | None, last: date | None) -> AdCaseQuerySet:
        """Those with a sighting in the months `first` to `last` (first days, both included), as the ad layer counts."""
        months = {"ads__month__gte": first, "ads__month__lte": last}
        given = {name: month for name, month in months.items() if month}
        return self.filter(**given).distinct() if given else self

    def moved(self, to: str, **changes: object) -> int:
        """Move the rows of this queryset that may go to `to`; 0 means somebody was quicker or it is not allowed."""
        before = [state for state, onward in TRANSITIONS.items() if to in onward]
        return self.filter(state__in=before).update(state=to, **changes)

    def emptied_into(self, into: AdCase, *, pk: int, reason: str) -> bool:
        """Void case `pk` of this queryset for the benefit of `into`; False when either was changed meanwhile: roll back then.

        Both rows are written, in the order of their keys: who races for one of them waits, and then sees how it ended.
        """
        said = {"void_reason": reason[:300], "joined_into": into}
        freed = {"claimed_by": None, "claimed_at": None, "claimed_until": None}
        target = AdCase.objects.filter(pk=into.pk, state=into.state).exclude(state=State.VOID)
        writes = {
            pk: lambda: self.filter(pk=pk).moved(State.VOID, **said, **freed),
            into.pk: lambda: target.update(state=F("state")),
        }
        return all(writes[key]() for key in sorted(writes))


class AdCase(models.Model):
    """One advertisement to be judged. State and claim move only through `actions`, by conditional update."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", verbose_name="镇街")
    source = models.CharField("来源", max_length=10, choices=Source)
    carrier = models.SlugField("载体", max_length=40, db_index=False)
    channel = models.SlugField("媒介", max_length=40, blank=True, db_index=False)
    first_words = models.CharField("开头的字", max_length=60, blank=True)
    opened_at = models.DateTimeField("收到")
    due_on = models.DateField("初看应于", null=True, blank=True)

    suspect = models.BooleanField("有疑似点", default=False)
    severity = models.CharField("级别", max_length=8, choices=Severity, blank=True)
    score = models.FloatField("得分", default=0)

    state = models.CharField("状态", max_length=9, choices=State, default=State.PENDING)
    claimed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="在谁名下"
    )
    claimed_at = models.DateTimeField("领取", null=True, blank=True)
    claimed_until = models.DateTimeField("自动放回", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    joined_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="并入"
    )

    ad_law_conclusion = models.CharField("广告法结论", max_length=14, choices=AdLawConclusion, blank=True)
    fundraising_determination = models.CharField(
        "非法集资认定", max_length=15, choices=FundraisingDetermination, blank=True
    )
    determined_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="认定经办"
    )
    determined_at = models.DateTimeField("认定时间", null=True, blank=True)

    row_scope = RowScope(place="place")
    objects = AdCaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "疑似广告"
        ordering = ["opened_at", "pk"]
        permissions = [
            ("review_adcase", "领取、审看疑似广告"),
            ("decide_adcase", "按广告法作初看决定"),
            ("determine_adcase", "登记非法集资认定"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_at=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False, claimed_until__isnull=False),
                name="ad_case_claim_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="decided") & ~Q(ad_law_conclusion="") | ~Q(state="decided") & Q(ad_law_conclusion=""),
                name="ad_case_decided_concludes",
            ),
            models.CheckConstraint(
                condition=Q(fundraising_determination="", determined_by=None, determined_at=None)
                | ~Q(fundraising_determination="") & Q(determined_by__isnull=False, determined_at__isnull=False),
                name="ad_case_determination_signed",
            ),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="ad_case_void_has_reason"),
            models.CheckConstraint(condition=Q(joined_into=None) | Q(state="void"), name="ad_case_joined_is_void"),
        ]
        indexes = [
            models.Index(fields=["state", "opened_at", "id"], name="ad_case_queue"),
            models.Index(fields=["place", "state", "opened_at"], name="ad_case_by_place"),
            models.Index(fields=["claimed_until"], name="ad_case_claims", condition=Q(claimed_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number}（疑似）"

    @property
    def number(self) -> str:
        """How people call it: GG-year-number."""
        return f"GG-{shanghai_day(self.opened_at):%Y}-{self.pk:04d}"


class AdDecision(models.Model):
    """What was decided at the first look, on which policy, why, by whom; never changed afterwards."""

    case = models.OneToOneField(AdCase, on_delete=models.PROTECT, related_name="decision", verbose_name="案件")
    conclusion = models.CharField("决定", max_length=14, choices=AdLawConclusion)
    policy = models.CharField("依据", max_length=200)
    reason = models.TextField("理由", max_length=2000)
    ruleset = models.CharField("规则版本", max_length=16, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="决定人")
    decided_at = models.DateTimeField("决定时间")

    row_scope = RowScope(place="case__place")

    class Meta:
        verbose_name = verbose_name_plural = "初看决定"
        constraints = [
            models.CheckConstraint(condition=~Q(policy="") & ~Q(reason=""), name="ad_decision_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_conclusion_display()}"
