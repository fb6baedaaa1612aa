"""What is kept of an outreach event: where, when, how many, who vouched for it, and is its count still owed?"""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from campaign_site.owed import Owed, OwedQuerySet
from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from media_library.photos.models import EvidencePhoto

FIRST_DAY = dt.date(2016, 1, 1)


class Venue(models.Model):
    """A registered school, factory, organ or market of one village or township; duplicates are merged, never deleted."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, verbose_name="所在地方")
    kind = models.SlugField("六进类别", max_length=20)
    name = models.CharField("名称", max_length=60)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, verbose_name="并入")

    row_scope = RowScope(place="place")
    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "场所"
        ordering = ["place__code", "kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "name"], name="venue_once_per_place"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="venue_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class EventQuerySet(OwedQuerySet):
    """Events by whether they count, wait, and where they were held."""

    def counted(self) -> "EventQuerySet":
        """Return the events that count: approved by the township or recognised by the county."""
        return self.filter(state__in=COUNTING)

    def awaiting(self, *states: str) -> "EventQuerySet":
        """Return the events in the given states, the longest waiting first."""
        return self.filter(state__in=states).order_by("submitted_at", "id")

    def held(self, start: dt.date, end: dt.date) -> "EventQuerySet":
        """Return the events held from `start` up to, not on, `end`."""
        return self.filter(held_on__gte=start, held_on__lt=end)

    def at(self, place: Place) -> "EventQuerySet":
        """Return the events held in the place's subtree; a township or village is answered from an index."""
        column = {9: "township", 12: "place"}.get(place.level)
        if column:
            return self.filter(**{column: place})
        return self.filter(township__code__gte=place.code, township__code__lt=place.code_end)


class Event(Owed):
    """One outreach event. Its state moves only through `actions`; the author never approves it.

    It owes a recount (`owed_since`) whenever it may count otherwise than in the slab it was last counted in.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "已交"
        APPROVED = "approved", "镇街已审"
        RECOGNISED = "recognised", "县里已认可"
        RETURNED = "returned", "退回"
        VOID = "void", "作废"

    class CountMethod(models.TextChoices):
        SIGNED = "signed", "签到"
        COUNTED = "counted", "清点"
        ESTIMATED = "estimated", "估计"

    uuid = models.UUIDField("手机上的编号", unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="地点")
    township = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="镇街")
    venue_kind = models.SlugField("六进类别", max_length=20, db_index=False)
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, db_index=False, verbose_name="登记场所"
    )
    venue_text = models.CharField("具体场所", max_length=60, blank=True)
    held_on = models.DateField("活动日期")
    start_time = models.TimeField("开始时间", null=True, blank=True)
    form = models.SlugField("活动形式", max_length=40, db_index=False)
    theme = models.CharField("主题", max_length=60)
    material = models.CharField("素材", max_length=60, blank=True)
    attendance = models.PositiveIntegerField("到场人数", null=True, blank=True)
    count_method = models.CharField("计数方式", max_length=9, choices=CountMethod, blank=True)
    households = models.PositiveIntegerField("入户数", null=True, blank=True)
    leaflets = models.PositiveIntegerField("发放资料（份）", null=True, blank=True)
    consultations = models.PositiveIntegerField("咨询（人次）", null=True, blank=True)
    partners = models.CharField("参与单位", max_length=120, blank=True)
    lead_noticed = models.BooleanField("现场发现线索", default=False)
    memo = models.CharField("备注", max_length=300, blank=True)
    hosts = models.ManyToManyField(Unit, through="EventHost", related_name="+", verbose_name="合办单位")

    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField("版本", default=1)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="填报单位")
    author = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="填报人")
    created_at = models.DateTimeField("记下")
    submitted_at = models.DateTimeField("交上", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="镇街审核人"
    )
    approved_at = models.DateTimeField("镇街审核", null=True, blank=True)
    recognised_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="县级认可人"
    )
    recognised_at = models.DateTimeField("县级认可", null=True, blank=True)
    remark_field = models.CharField("问的是哪一栏", max_length=20, blank=True)
    remark = models.CharField("退回的话", max_length=300, blank=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)

    counted_township = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, db_index=False, related_name="+", editable=False
    )
    counted_month = models.DateField("上次计入的月（一日）", null=True, editable=False)

    row_scope = RowScope(place="place", unit="unit")
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-held_on", "-id"]
        permissions = [("approve_event", "镇街审核活动"), ("recognise_event", "县级认可活动")]
        constraints = [
            models.CheckConstraint(condition=Q(held_on__gte=FIRST_DAY), name="event_since_2016"),
            models.CheckConstraint(condition=~Q(venue_kind="") & ~Q(form=""), name="event_kind_and_form"),
            models.CheckConstraint(
                condition=Q(attendance=None, count_method="")
                | Q(attendance__isnull=False, count_method__in=["signed", "counted", "estimated"]),
                name="event_heads_with_method",
            ),
            models.CheckConstraint(
                condition=Q(households=None) | Q(venue_kind="household"), name="event_households_at_homes"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False) | Q(state="void"),
                name="event_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "recognised"])
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="event_counts_when_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="recognised") | Q(recognised_at__isnull=False, recognised_by__isnull=False),
                name="event_recognised_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("author")), name="event_author_never_approves"
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(remark=""), name="event_returned_with_remark"),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="event_void_with_reason"),
            models.CheckConstraint(
                condition=Q(counted_township=None, counted_month=None)
                | Q(counted_township__isnull=False, counted_month__isnull=False),
                name="event_slab_whole",
            ),
        ]
        indexes = [
            *Owed.Meta.indexes,
            models.Index(fields=["township", "held_on", "state"], name="event_by_township"),
            models.Index(fields=["place", "venue_kind", "held_on"], name="event_by_place"),
            models.Index(fields=["-held_on", "-id"], name="event_newest"),
            models.Index(fields=["unit", "held_on"], name="event_by_unit"),
            models.Index(fields=["author", "-id"], name="event_by_author"),
            models.Index(
                fields=["state", "submitted_at"],
                condition=Q(state__in=["submitted", "approved", "returned"]),
                name="event_waiting",
            ),
            models.Index(fields=["venue"], condition=Q(venue__isnull=False), name="event_by_venue"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.held_on:%m-%d} {self.theme}"

    @property
    def counts(self) -> bool:
        """Say whether the event enters any total."""
        return self.state in COUNTING

    @property
    def month(self) -> dt.date:
        """The first day of the month in which the event was held."""
        return self.held_on.replace(day=1)


COUNTING = (Event.State.APPROVED, Event.State.RECOGNISED)


class EventAudience(models.Model):
    """One key audience that was there."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, db_index=False, related_name="audiences")
    key = models.SlugField("重点对象", max_length=40, db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="event_audience_once")]


class EventHost(models.Model):
    """One more unit that held the event: counted once in totals, credited to each (the author's unit needs no row)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, db_index=False, related_name="host_rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "unit"], name="event_host_once")]


class EventEvidence(models.Model):
    """One proof: a picture, or where the paper is kept."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        SIGN_IN = "sign_in", "签到表"
        NOTICE = "notice", "通知"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField("哪一样", max_length=8, choices=Kind)
    photo = models.OneToOneField(
        EvidencePhoto, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="图片"
    )
    kept_where = models.CharField("存在哪里", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(photo__isnull=False) | ~Q(kept_where=""), name="evidence_shown_or_kept")
        ]
