"""What do advertisements, pages, circulars, reports and the townships' named persons put on a desk?"""

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from wagtail.models import TaskState

from campaign_site.people import contacts
from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from campaigns.desks.field_work import local_day
from campaigns.desks.work import SHOWN, Pile, Work
from campaigns.pages.approval import awaiting
from campaigns.placements.models import Placement
from campaigns.plans.models import SourceDocument
from campaigns.quizzes.content_gaps import ContentGap
from media_library.ads.cases import AdCase
from media_library.ads.county.models import RuleHold


def ads_to_decide(user: User, today: dt.date) -> Pile:
    """Suspect advertisements that I hold or that nobody holds."""
    rows = rows_for(user, AdCase.objects.all()).waiting().filter(Q(claimed_by=None) | Q(claimed_by=user))
    works = [
        Work(
            "疑似广告" if case.claimed_by_id is None else "我领的广告",
            f"{case.first_words or '只有图片'}（{case.get_severity_display() or '疑似'}）",
            reverse("ads:case", args=[case.pk]),
            since=local_day(case.opened_at),
            note="只核广告；是不是非法集资，只能由打非办认定。",
            due_on=case.due_on,
            due_note="内部期限",
            action="去看",
        )
        for case in rows[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())


def pages_to_review(user: User, today: dt.date) -> Pile:
    """Pages whose current step of the workflow is mine to approve: none I wrote in, none I approved before."""
    steps = awaiting(user).select_related("revision", "task").order_by("started_at")
    works = [
        Work(
            "待审稿件",
            step.revision.object_str,
            reverse("wagtailadmin_pages:edit", args=[step.revision.object_id]),
            since=local_day(step.started_at),
            note=f"{step.task.name}这一步。改过这一稿的不能审。",
            action="去审",
        )
        for step in steps[:SHOWN]
    ]
    return Pile(tuple(works), steps.count())


def my_drafts_in_review(user: User, today: dt.date) -> Pile:
    """Pages I sent into the workflow and that wait for others."""
    steps = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__requested_by=user)
    steps = steps.select_related("revision", "task").order_by("started_at")
    works = [
        Work(
            "送审稿件",
            step.revision.object_str,
            reverse("wagtailadmin_pages:edit", args=[step.revision.object_id]),
            since=local_day(step.started_at),
            note=f"现在在“{step.task.name}”这一步。",
        )
        for step in steps[:SHOWN]
    ]
    return Pile(tuple(works), steps.count())


def unproven_placements(user: User, today: dt.date) -> Pile:
    """Placements without a proof: they do not count until one is named."""
    rows = rows_for(user, Placement.objects.standing().filter(proof_kind="")).select_related("outlet")
    works = [
        Work(
            "缺播出证明",
            str(row),
            reverse("placements:edit", args=[row.pk]),
            since=row.starts_on,
            note="补上证明才算数；没有就作废，写明原因。",
            action="去补",
        )
        for row in rows.order_by("starts_on")[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())


def circulars_to_confirm(user: User, today: dt.date) -> Pile:
    """Circulars that were read and wait to be confirmed into a plan."""
    rows = rows_for(user, SourceDocument.objects.filter(state=SourceDocument.State.DRAFT)).order_by("uploaded_at")
    works = [
        Work(
            "来文待确认",
            row.title,
            reverse("plans:circular", args=[row.pk]),
            since=local_day(row.uploaded_at),
            note="核对单位，确认以后才成为分工。",
            action="去核对",
        )
        for row in rows[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())


def without_contact(user: User, today: dt.date) -> Pile:
    """Townships that have nobody named: one piece of work, however many there are; the very ones the page lists."""
    if user.unit is None or not user.has_perm("campaign_site.view_contact"):
        return Pile()
    number = contacts.without_contact(user.unit.place, today).count()
    if not number:
        return Pile()
    work = Work(
        "指定人员",
        f"{number} 个镇街没有指定人员",
        reverse("contacts:missing"),
        since=today,
        note="《防范和处置非法集资条例》第五条要求镇街明确牵头人员。",
        action="看名单",
    )
    return Pile((work,), 1)


def rules_held(user: User, today: dt.date) -> Pile:
    """Ad rules put aside because they flooded: somebody must look before they count again."""
    rows = RuleHold.objects.filter(released_at=None).order_by("held_at")
    works = [
        Work(
            "规则隔离",
            f"{row.rule} {row.rule_name}：{row.new_ads} 条新广告里标了 {row.ads} 条",
            reverse("ads:rules"),
            since=row.day,
            note="它标的都留着，暂时不计；看过以后写明理由解除。",
            action="去看",
        )
        for row in rows[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())


def content_gaps(user: User, today: dt.date) -> Pile:
    """Questions most readers got wrong: something that explains them is to be written or linked."""
    rows = ContentGap.objects.filter(closed_on=None, page=None)
    works = [
        Work(
            "内容缺口",
            row.question,
            reverse("quizzes:gap", args=[row.pk]),
            since=row.opened_on,
            note="测验里不到一半答对；补一页讲清楚，或者答对的多了，自动销号。",
            action="去补",
        )
        for row in rows[:SHOWN]
    ]
    return Pile(tuple(works), rows.count())
