"""Which files of advertisements were handed in, and what became of each line?"""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4, uuid5

from django.db import models
from django.db.models import Count, Q

from campaign_site.owed import Owed, OwedQuerySet
from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import RowScope
from campaign_site.places.models import Place
from media_library.ads.models import Ad
from media_library.photos.models import private_storage


class BulkIntake(Owed):
    """A file as it was handed in. It owes a look at its lines (the dry run); nothing is entered until a person says so."""

    class Kind(models.TextChoices):
        JSONL = "jsonl", "JSONL"
        TABLE = "table", "表格"
        ZIP = "zip", "图片压缩包"

    class State(models.TextChoices):
        CHECKING = "checking", "正在看"
        CHECKED = "checked", "看完了，等您确认"
        STARTED = "started", "已确认导入"
        REFUSED = "refused", "读不了"

    lease = dt.timedelta(minutes=6)

    uid = models.UUIDField("编号", unique=True, default=uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="单位")
    by = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="+", verbose_name="导入人")
    uploaded_at = models.DateTimeField("上传")
    filename = models.CharField("文件名", max_length=200)
    kind = models.CharField("种类", max_length=5, choices=Kind)
    file = models.FileField("原件", upload_to="bulk/%Y/%m", storage=private_storage, max_length=200)
    sha256 = models.CharField("校验值", max_length=64)
    carrier = models.SlugField("没写载体的按", max_length=40, blank=True, db_index=False)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="没写镇街的按",
    )
    seen_on = models.DateField("没写日期的按", null=True, blank=True)
    state = models.CharField("进度", max_length=8, choices=State, default=State.CHECKING)
    refusal = models.CharField("为什么读不了", max_length=300, blank=True)
    confirmed_at = models.DateTimeField("确认", null=True, blank=True)

    row_scope = RowScope(unit="unit")
    objects = OwedQuerySet.as_manager()

    class Meta(Owed.Meta):
        verbose_name = verbose_name_plural = "批量导入"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""),
                name="bulk_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="started", confirmed_at__isnull=False)
                | ~Q(state="started") & Q(confirmed_at__isnull=True),
                name="bulk_started_was_confirmed",
            ),
        ]
        indexes = [*Owed.Meta.indexes, models.Index(fields=["unit", "-uploaded_at"], name="bulk_by_unit")]

    def __str__(self) -> str:
        return self.filename

    def counts(self) -> dict[str, int]:
        """How many lines stand in each state; one query over the lines of one file."""
        found = dict(self.lines.order_by().values_list("state").annotate(n=Count("pk")))
        return {state: found.get(state, 0) for state in BulkLine.State.values} | {"all": sum(found.values())}


class BulkLine(Owed):
    """One line of a file: what it says, what is wrong with it, and the sighting it became. It owes its entry once confirmed."""

    class State(models.TextChoices):
        READY = "ready", "可以导入"
        FAULTY = "faulty", "有错，没有导入"
        TWICE = "twice", "重复，没有导入"
        ENTERED = "entered", "已导入"

    lease = dt.timedelta(minutes=2)

    intake = models.ForeignKey(BulkIntake, on_delete=models.PROTECT, db_index=False, related_name="lines")
    number = models.PositiveIntegerField("行号")
    given = models.JSONField("内容", default=dict)
    state = models.CharField("结果", max_length=7, choices=State)
    fault = models.CharField("说明", max_length=300, blank=True)
    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+")

    row_scope = RowScope(unit="intake__unit")
    objects = OwedQuerySet.as_manager()

    class Meta(Owed.Meta):
        verbose_name = verbose_name_plural = "批量导入的行"
        ordering = ["intake_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="bulk_line_once"),
            models.CheckConstraint(
                condition=Q(state="entered", ad__isnull=False) | ~Q(state="entered") & Q(ad=None),
                name="bulk_line_entered_has_ad",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["faulty", "twice"]) | ~Q(fault=""), name="bulk_line_fault_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 行"

    @property
    def uid(self) -> UUID:
        """The sighting's own key: the same line entered twice is one sighting."""
        return uuid5(self.intake.uid, str(self.number))

    @property
    def says(self) -> str:
        """What a list shows of it: its words, else its picture's name, else its address."""
        return self.given.get("text") or self.given.get("picture") or self.given.get("address") or "（空）"
