"""The reporters' screens: report an advertisement, and see what became of one's own reports."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Level
from campaign_site.terms import vocabularies
from media_library.ads.access import open_to
from media_library.ads.forms import IntakeForm
from media_library.ads.intake import enter_ad
from media_library.ads.models import Ad
from media_library.ads.views import frame

PAGE_ROWS = 25


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("add_ad")
def report(request: HttpRequest) -> HttpResponse:
    """Report one sighting."""
    seat = request.user.unit and request.user.unit.place
    started = {
        "seen_at": timezone.localtime(clock.now()),
        "place": seat if seat and seat.level == Level.TOWNSHIP else None,
    }
    form = IntakeForm(request.POST or None, request.FILES or None, user=request.user, initial=started)
    if request.method == "POST" and form.is_valid():
        try:
            ad = enter_ad(form.sighting(), request.user, clock.now())
        except ValidationError as refusal:
            form.show_faults(refusal)
        else:
            messages.success(request, f"已收到，编号 {ad.case.number}。机器先读一遍，再由市场监管局看。")
            return redirect("ads:reported")
    context = frame("上报可疑广告", icon="plus") | {"form": form}
    return render(request, "media_library/ads/report.html", context, status=422 if form.errors else 200)


@require_safe
@open_to("view_ad")
def reported(request: HttpRequest) -> HttpResponse:
    """What one's own unit has reported, newest first."""
    ads = rows_for(request.user, Ad.objects.newest()).select_related("case", "place", "reporter")
    page = Paginator(ads, PAGE_ROWS).get_page(request.GET.get("p"))
    trail = {"url": reverse("ads:report"), "label": "上报可疑广告"}
    context = frame("我们上报的", trail, icon="list-ul") | {
        "page": page,
        "carriers": dict(vocabularies.choices("carrier")),
    }
    return render(request, "media_library/ads/reported.html", context)
