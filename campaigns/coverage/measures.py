"""Which figures of the count may the office change: bands, freshness, weights, the budget of requests?"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from campaigns.coverage.arithmetic import TERMS

PER_CENT = [MinValueValidator(1), MaxValueValidator(100)]
DAYS = [MinValueValidator(1), MaxValueValidator(3650)]
VILLAGE = "village"


def days_field(name: str, days: int) -> models.PositiveSmallIntegerField:
    """Return a field for how many days one event covers."""
    return models.PositiveSmallIntegerField(f"{name}：一场管多少天", default=days, validators=DAYS)


@register_setting(icon="table")
class CoverageMeasures(BaseGenericSetting):
    """The office's own figures (PRODUCT.md §3: bands, freshness, priority; P13: budget)."""

    ok_from = models.PositiveSmallIntegerField("达标：占目标百分之几起", default=90, validators=PER_CENT)
    watch_from = models.PositiveSmallIntegerField("关注：占目标百分之几起", default=60, validators=PER_CENT)
    fresh_village = days_field("村（社区）", 180)
    fresh_gov_organ = days_field("进机关", 365)
    fresh_factory = days_field("进工厂", 180)
    fresh_school = days_field("进学校", 365)
    fresh_household = days_field("进家庭", 180)
    fresh_community = days_field("进社区", 180)
    fresh_village_town = days_field("进村镇", 180)
    fresh_channel = days_field("媒介", 180)
    fresh_audience = days_field("重点对象", 180)
    weight_population = models.PositiveSmallIntegerField("权重：人口", default=35)
    weight_aged = models.PositiveSmallIntegerField("权重：老龄", default=20)
    weight_risk = models.PositiveSmallIntegerField("权重：风险", default=25)
    weight_staleness = models.PositiveSmallIntegerField("权重：久未到", default=20)
    most_requests = models.PositiveSmallIntegerField("一个镇街一个月最多提几次要求", default=8)
    least_workdays = models.PositiveSmallIntegerField("派任务至少留几个工作日", default=10, validators=DAYS)

    audited = True

    class Meta:
        verbose_name = verbose_name_plural = "覆盖计量规则"

    def clean(self) -> None:
        super().clean()
        if self.watch_from is not None and self.ok_from is not None and self.watch_from >= self.ok_from:
            raise ValidationError({"watch_from": "“关注”的起点要低于“达标”的起点。"})
        if not sum(getattr(self, f"weight_{term}") or 0 for term in TERMS):
            raise ValidationError("四项权重不能都是 0，否则排不出先后。")

    @property
    def weights(self) -> dict[str, float]:
        """The weights of the priority, as shares that add up to 1."""
        given = {term: getattr(self, f"weight_{term}") for term in TERMS}
        return {term: value / sum(given.values()) for term, value in given.items()}

    def fresh_days(self, kind: str) -> int:
        """Return for how many days an event of a kind of venue (or `village`, `audience`, `channel`) covers."""
        return int(getattr(self, f"fresh_{kind}", self.fresh_village))
