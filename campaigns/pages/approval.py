"""Who may approve a page, and why nobody publishes around the workflow?

Three steps (编校 → 科室 → 分管领导), three persons: nobody approves a draft they wrote in, and nobody approves twice
(PRODUCT.md C2). It holds for superusers as well.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import AbstractGroupApprovalTask, Page, PagePermissionTester, Revision, TaskState

from campaign_site.people.models import User
from campaigns.pages.proofreading import refusal

WITHDRAW = "campaigns.withdraw_casepage"
WROTE = "这一稿你改过，不能再由你审。请本步骤的另一位同事审，或退回修改。"
APPROVED_BEFORE = "这一稿前面的步骤是你审的，这一步要换一个人审。请本步骤的另一位同事审。"

DECIDED = "这一步有人先办了。请刷新页面，看现在到了哪一步。"


def reason_against(page: Page, user: User) -> str:
    """Return why `user` may not approve the draft of `page` under review; empty when nothing stands against it."""
    if draft_revisions(page).filter(user=user).exists():
        return WROTE
    running = page.current_workflow_state
    if running and running.task_states.filter(status=TaskState.STATUS_APPROVED, finished_by=user).exists():
        return APPROVED_BEFORE
    return ""


def draft_revisions(page: Page) -> QuerySet[Any]:
    """Return the revisions that make up the present draft: those since the page was last published."""
    written = page.revisions.all()
    return written.filter(created_at__gt=page.last_published_at) if page.last_published_at else written


def awaiting(user: User) -> QuerySet[TaskState]:
    """Return the steps that wait for `user` and that nothing forbids them to approve; one query beside their tasks."""
    running = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=SeparateApprovalTask.objects.filter(groups__user=user)
    )
    published = Page.objects.filter(pk=Cast(OuterRef("object_id"), BigIntegerField())).values("last_published_at")
    wrote = Revision.objects.filter(
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
        user=user,
    ).annotate(published_at=Subquery(published[:1]))
    wrote = wrote.filter(Q(published_at=None) | Q(created_at__gt=F("published_at")))
    approved = TaskState.objects.filter(
        workflow_state=OuterRef("workflow_state"), status=TaskState.STATUS_APPROVED, finished_by=user
    )
    return running.filter(~Exists(wrote), ~Exists(approved)).distinct()


class SeparateApprovalTask(AbstractGroupApprovalTask):
    """One step of approval by a group of whom nobody may approve what they wrote or approved before."""

    class Meta:
        verbose_name = "审核（与改稿人、前一步审核人分开）"
        verbose_name_plural = verbose_name

    @classmethod
    def get_description(cls) -> str:
        return "所选角色的人审；改过这一稿的人、前面步骤已审过的人不能审。"

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        reject = ("reject", "退回修改", True)
        if reason_against(obj, user):
            return [reject]
        return [reject, ("approve", "同意", False), ("approve", "同意并写意见", True)]

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Approve or send back, once: of two who decide on the same step at the same time the second is told so."""
        with transaction.atomic():
            waiting = TaskState.objects.filter(pk=task_state.pk, status=TaskState.STATUS_IN_PROGRESS, finished_by=None)
            if waiting.update(finished_by=user) != 1:
                raise PermissionDenied(DECIDED)
            draft = task_state.revision.content_object
            said = str(kwargs.get("comment") or "")
            if action_name == "approve" and (reason := reason_against(draft, user) or self.unread(task_state, said)):
                raise PermissionDenied(reason)
            return super().on_action(task_state, user, action_name, **kwargs)

    @staticmethod
    def unread(task_state: TaskState, said: str) -> str:
        """Return what is still wrong in the draft and has not been answered with a reason."""
        return refusal(task_state.revision.as_object(), said)


class WorkflowOnlyTester(PagePermissionTester):
    """Rights on public pages: everybody publishes through the workflow, a few may withdraw, nothing published is deleted."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return self.page.live and not self.page_locked() and self.user.has_perm(WITHDRAW)

    def can_unschedule(self) -> bool:
        return self.user.has_perm(WITHDRAW)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if self.page.get_descendants(inclusive=True).filter(first_published_at__isnull=False).exists():
            return False
        return super().can_delete(ignore_bulk)
