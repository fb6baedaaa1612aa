"""What does an approver read who may not approve this draft?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from campaigns.pages.approval import SeparateApprovalTask, reason_against


def explain(request: HttpRequest, page: Page) -> HttpResponse | None:
    """On the page's editor, say why the user may not approve; an attempt to approve changes nothing and says the same."""
    task = page.current_workflow_task
    if not isinstance(task, SeparateApprovalTask) or task.locked_for_user(page, request.user):
        return None
    reason = reason_against(page, request.user)
    if not reason:
        return None
    if request.method == "POST" and request.POST.get("workflow-action-name") == "approve":
        messages.error(request, reason)
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "GET":
        messages.warning(request, reason)
    return None
