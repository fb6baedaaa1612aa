"""The outlet's own page: check copy before it goes out, keep the check if one wishes, and find kept ones again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from campaign_site.terms import vocabularies
from media_library.ads.access import open_to
from media_library.ads.county.serving import serving
from media_library.ads.views import frame
from media_library.selfchecks.actions import keep_check
from media_library.selfchecks.api import api
from media_library.selfchecks.checking import check_copy, marked
from media_library.selfchecks.forms import CopyForm
from media_library.selfchecks.models import SelfCheck

PAGE_ROWS = 25
FOREIGN = "自查由媒体、宣传部和市场监管局使用。要上报可疑广告，请用“上报可疑广告”。"


def to_check() -> dict[str, str]:
    """The way back in the breadcrumbs."""
    return {"url": reverse("selfchecks:check"), "label": "刊播前自查"}


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
@open_to("add_selfcheck")
def check(request: HttpRequest) -> HttpResponse:
    """Check one piece of copy; the copy stands in the answer and, unless asked for, nowhere else."""
    form = CopyForm(request.POST or None)
    context: dict[str, Any] = frame("刊播前自查", icon="view") | {"form": form}
    if form.is_valid():
        copy = form.copy(clock.today())
        checked = check_copy(copy, serving().in_use)
        if form.cleaned_data["keep"]:
            context["kept"] = keep_check(copy, checked, request.user, clock.now())
            messages.success(request, "已留一份在本单位的自查记录里。")
        context |= {"checked": checked, "pieces": marked(copy.text, checked.hits), "day": copy.published_on}
    return render(request, "media_library/selfchecks/check.html", context, status=422 if form.errors else 200)


def own_checks(request: HttpRequest) -> Any:
    """What the user's own unit has kept; another unit's copy is nobody else's business before it is published."""
    return rows_for(request.user, SelfCheck.objects.filter(unit=request.user.unit))


@require_safe
@open_to("view_selfcheck")
def kept(request: HttpRequest) -> HttpResponse:
    """What one's own unit has kept, newest first."""
    rows = own_checks(request).select_related("by", "token")
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("p"))
    return render(
        request, "media_library/selfchecks/kept.html", frame("自查记录", to_check(), icon="list-ul") | {"page": page}
    )


@require_safe
@open_to("view_selfcheck")
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One kept check, as it was answered then."""
    shown = get_object_or_404(own_checks(request).select_related("by", "token", "unit"), pk=pk)
    trail = {"url": reverse("selfchecks:kept"), "label": "自查记录"}
    context = frame(str(shown), to_check(), trail, icon="doc-full") | {
        "kept": shown,
        "checked": shown.result,
        "pieces": marked(shown.text, shown.result["hits"]),
        "carrier": vocabularies.label("carrier", shown.carrier) if shown.carrier else "—",
    }
    return render(request, "media_library/selfchecks/record.html", context)


@require_safe
@open_to("add_selfcheck", "view_outlettoken")
def description(request: HttpRequest) -> HttpResponse:
    """The interface's description (OpenAPI) as a file for whoever connects an outlet's system."""
    response = JsonResponse(api.get_openapi_schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="selfcheck-openapi.json"'
    return response
