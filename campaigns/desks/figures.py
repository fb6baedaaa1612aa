"""Which figures stand beside the list on a desk, and what do they count?"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.urls import reverse

from campaign_site.audit.models import AuditEntry
from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place, PlaceQuerySet
from campaigns.coverage.gaps import Gap
from campaigns.coverage.measures import VILLAGE, CoverageMeasures
from campaigns.coverage.models import ALL, Cell, Dimension, VillageMonth, month_of, next_month
from campaigns.desks.field_work import local_day
from campaigns.plans.models import Campaign, DutyParty
from campaigns.plans.my_duties import duties_of
from campaigns.plans.running import covered_on
from campaigns.supervision.gap_list import due_month
from campaigns.supervision.models import GapTask
from media_library.ads.cases import AdCase, State

NEWEST = 1000  # so many of the audit's newest entries are looked at
NAMED = 3  # so many townships are named beside a figure; more are counted only
GLYPHS = {"ok": "●", "watch": "◐", "gap": "○", "void": "▨"}


@dataclass(frozen=True)
class Figure:
    """One line of a box: a name, a value with its unit, and perhaps a state."""

    name: str
    value: str
    unit: str = ""
    state: str = ""

    @property
    def glyph(self) -> str:
        return GLYPHS.get(self.state, "")


@dataclass(frozen=True)
class Box:
    """A few figures under a heading, and where their records are."""

    title: str
    figures: tuple[Figure, ...]
    note: str = ""
    url: str = ""
    link: str = ""


def of(part: int, total: int) -> str:
    """Return `part/total`, or 无分母 when there is nothing to divide by."""
    return f"{part}/{total}" if total else "无分母"


def reach(user: User) -> PlaceQuerySet:
    """Return the places below the user's seat, none for who has no unit."""
    return Place.objects.under(user.unit.place) if user.unit_id else Place.objects.none()


def coverage(user: User, today: dt.date) -> Box:
    """How many villages in my reach were visited within their days of freshness, and what is missing."""
    days = CoverageMeasures.load().fresh_days(VILLAGE)
    villages = reach(user).villages().existing(today).filter(covered_on(today))
    since = today - dt.timedelta(days=days)
    visited = rows_for(user, VillageMonth.objects.filter(month__gte=month_of(since), last_on__gte=since))
    reached = visited.filter(village__in=villages).values("village").distinct().count()
    tasks = rows_for(user, GapTask.objects.waiting()).aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))
    )
    gaps = rows_for(user, Gap.objects.open()).count()
    lines = (
        Figure(f"{days} 天内到过的村（社区）", of(reached, villages.count()), "个"),
        Figure("缺口", str(gaps), "处", "gap" if gaps else ""),
        Figure("补课任务在办", str(tasks["all"]), "件"),
        Figure("其中逾期", str(tasks["late"]), "件"),
    )
    return Box("覆盖", lines, url=reverse("coverage:board"), link="打开覆盖板")


def reports(user: User, today: dt.date) -> Box:
    """Who reported, filed nought or said nothing for the last month that is over (today counts as its last day)."""
    month = due_month(today)
    asked_on = next_month(month) - dt.timedelta(days=1)
    townships = reach(user).townships().existing(today).filter(covered_on(asked_on))
    cells = Cell.objects.filter(month=month, dimension=Dimension.VENUE, key=ALL)
    cells = rows_for(user, cells.filter(township__in=townships.order_by().values("pk")))
    states = dict(cells.order_by().values_list("state").annotate(Count("pk")))
    total, spoken = townships.count(), states.get("reported", 0) + states.get("zero", 0)
    silent = townships.exclude(pk__in=cells.exclude(state="missing").values("township"))
    names = list(silent.order_by("code").values_list("short_name", flat=True)[: NAMED + 1])
    named = f"（{'、'.join(names)}）" if 0 < len(names) <= NAMED else ""
    lines = (
        Figure("已报", str(states.get("reported", 0)), "个", "ok"),
        Figure("零报", str(states.get("zero", 0)), "个"),
        Figure(f"未报{named}", str(max(total - spoken, 0)), "个", "void"),
        Figure("报送率", f"{spoken / total:.1%}" if total else "无分母", of(spoken, total) if total else ""),
    )
    return Box(f"{month.month} 月统计报送", lines, note="没报不是零，先问一声。")


def duties(user: User, today: dt.date) -> Box:
    """How many duties my unit leads and assists in the running campaigns: the very ones the page lists."""
    running = rows_for(user, Campaign.objects.running(today).with_bounds())
    mine = duties_of(user.unit, running) if user.unit else []
    lead = sum(one.part == DutyParty.Part.LEAD for one in mine)
    lines = (Figure("负责", str(lead), "条"), Figure("协助", str(len(mine) - lead), "条"))
    return Box("本单位的分工", lines, url=reverse("plans:mine"), link="看我的任务")


def ads(user: User, today: dt.date) -> Box:
    """How many suspect advertisements wait, since when, and how many were decided."""
    rows = rows_for(user, AdCase.objects.all())
    found = rows.aggregate(
        pending=Count("pk", filter=Q(state=State.PENDING)),
        oldest=Min("opened_at", filter=Q(state=State.PENDING)),
        decided=Count("pk", filter=Q(state=State.DECIDED)),
    )
    waited = max((today - local_day(found["oldest"])).days, 0) if found["oldest"] else 0
    lines = (
        Figure("待初看", str(found["pending"]), "件"),
        Figure("最早的一件已等", str(waited), "天"),
        Figure("初看已定", str(found["decided"]), "件"),
    )
    return Box("疑似广告", lines, note="只数件数，不下结论。", url=reverse("ads:queue"), link="打开队列")


def audit(user: User, today: dt.date) -> Box:
    """How many of the newest records were refusals; bounded, for the trail only grows."""
    newest = rows_for(user, AuditEntry.objects.all()).order_by("-id").values("result")[:NEWEST]
    results = [row["result"] for row in newest]
    lines = (
        Figure("最近的记录", f"{len(results)}{'+' if len(results) == NEWEST else ''}", "条"),
        Figure("其中被拒绝", str(results.count(AuditEntry.Result.REFUSED)), "条"),
    )
    return Box("审计", lines, url=reverse("audit:index"), link="查审计记录")
