"""What changes the public pages by rule: planting the tree, and publishing or withdrawing at the hour?"""

from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision, Site, Workflow, WorkflowPage, WorkflowTask

from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import record
from campaigns.pages.approval import SeparateApprovalTask
from campaigns.pages.models import CaseIndexPage, HomePage

WORKFLOW = "三审发布"
STEPS = (("编校", "propaganda"), ("科室", "propaganda_section"), ("分管领导", "propaganda_leader"))
MOST_AT_ONCE = 100


@transaction.atomic
def plant_site() -> HomePage:
    """Make sure that the home page, the list of cases, the site and the three-step workflow exist; return the home page.

    Safe to run any number of times; what people have edited since is left alone. Wagtail's own welcome page and
    moderators' workflow go.
    """
    home = HomePage.objects.first() or _first_home()
    if not CaseIndexPage.objects.child_of(home).exists():
        home.add_child(instance=CaseIndexPage(title="看案例", slug="cases", show_in_menus=True))
    _plant_workflow(home)
    return home


def _first_home() -> HomePage:
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="首页", slug="front"))
    site, _ = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": ""}
    )
    Site.objects.filter(pk=site.pk).update(root_page=home)
    for welcome in root.get_children().filter(pk__lt=home.pk, depth=2, numchild=0).exact_type(Page):
        welcome.delete()
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get(pk=home.pk)


def _plant_workflow(home: HomePage) -> None:
    workflow, new = Workflow.objects.get_or_create(name=WORKFLOW, active=True)
    for order, (name, role) in enumerate(STEPS):
        task, _ = SeparateApprovalTask.objects.get_or_create(name=name)
        task.groups.set(Group.objects.filter(name=role))
        if new:
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    if new:
        WorkflowPage.objects.all().delete()
        WorkflowPage.objects.create(page=home, workflow=workflow)


def publish_due(now: datetime) -> tuple[int, int]:
    """Publish the approved revisions whose hour has come by `now` and withdraw the pages whose time is over.

    Returns how many were published and withdrawn. What a missed beat left lying is found by its hour, so the next one
    catches up; each page is claimed by clearing its hour, so two workers never publish it twice.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    published = [revision for revision in due[:MOST_AT_ONCE] if _publish(revision)]
    over = Page.objects.live().filter(expire_at__lte=now).order_by("expire_at", "pk").specific()
    withdrawn = [page for page in over[:MOST_AT_ONCE] if _withdraw(page)]
    return len(published), len(withdrawn)


def _publish(revision: Revision) -> bool:
    claimed = Revision.objects.filter(pk=revision.pk, approved_go_live_at=revision.approved_go_live_at)
    page = revision.content_object
    try:
        with transaction.atomic():
            if claimed.update(approved_go_live_at=None) != 1:
                return False
            action = PublishPageRevisionAction(revision, log_action="wagtail.publish.scheduled")
            action.object.go_live_at = None  # the hour was `now`'s to judge; the machine's clock is not asked again
            action.execute(skip_permission_checks=True)
    except ValidationError as error:
        claimed.update(approved_go_live_at=None)
        reason = "；".join(error.messages)
        record(
            None,
            "pages.publish.scheduled",
            page,
            result=AuditEntry.Result.REFUSED,
            reason=f"定时发布没有成功：{reason}",
        )
        return False
    return True


def _withdraw(page: Page) -> bool:
    with transaction.atomic():
        if Page.objects.filter(pk=page.pk, live=True, expired=False).update(expired=True) != 1:
            return False
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True
