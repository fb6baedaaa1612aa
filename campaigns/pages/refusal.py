"""What does an approver read who may not approve this draft, or not without a word?"""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from campaigns.pages.approval import SeparateApprovalTask, reason_against
from campaigns.pages.proofreading import refusal


def explain(request: HttpRequest, page: Page) -> HttpResponse | None:
    """On the page's editor, say why the user may not approve; an attempt to approve changes nothing and says the same."""
    task = page.current_workflow_task
    if not isinstance(task, SeparateApprovalTask) or task.locked_for_user(page, request.user):
        return None
    against = reason_against(page, request.user)
    if request.method == "GET" and against:
        messages.warning(request, against)
    if request.method != "POST" or request.POST.get("workflow-action-name") != "approve":
        return None
    reason = against or refusal(page.get_latest_revision_as_object(), said(request))
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


def said(request: HttpRequest) -> str:
    """Return the remark sent along with an approval; empty when there is none or it cannot be read."""
    try:
        sent = json.loads(request.POST.get("workflow-action-extra-data") or "{}")
    except ValueError:
        return ""
    return str(sent.get("comment") or "") if isinstance(sent, dict) else ""
