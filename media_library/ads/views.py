"""The reviewers' screens: the queue, the desk of one case, and the original picture."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from campaign_site.terms import vocabularies
from media_library.ads import desk
from media_library.ads.access import open_to
from media_library.ads.cases import CLAIM_LASTS, AdCase, State
from media_library.ads.forms import DecisionForm, QueueFilter
from media_library.ads.judgements import Looked, looked_at
from media_library.ads.models import Ad
from media_library.ads.structure import LABELS
from media_library.ads.timeline import Seen, Timeline, timeline
from schedules.workdays import shanghai_day

PAGE_ROWS = 25
MOST_SIGHTINGS = 200  # of one case on its desk, the newest; the layer counts them all


def frame(title: str, *trail: dict[str, str], icon: str = "view") -> dict[str, Any]:
    """What the admin's own frame needs of a page."""
    crumbs = [*trail, {"url": "", "label": title}]
    return {"header_title": title, "page_title": title, "header_icon": icon, "breadcrumbs_items": crumbs}


def to_queue() -> dict[str, str]:
    """The way back to the queue in the breadcrumbs."""
    return {"url": reverse("ads:queue"), "label": "广告审看"}


@require_safe
@open_to("view_adcase")
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the longest waiting first."""
    form = QueueFilter(request.GET, user=request.user)
    form.is_valid()  # what cannot be read in the address is left out, the rest narrows
    cases = filtered(rows_for(request.user, AdCase.objects.all()), form.cleaned_data, request)
    page = Paginator(cases.select_related("place", "claimed_by"), PAGE_ROWS).get_page(request.GET.get("p"))
    waiting = rows_for(request.user, AdCase.objects.all()).waiting()
    oldest = waiting.first()
    context = frame("广告审看") | {
        "form": form,
        "page": page,
        "rows": desk.queue_rows(page.object_list, clock.today()),
        "waiting": waiting.count(),
        "mine": waiting.held_by(request.user).count(),
        "oldest": desk.queue_rows([oldest], clock.today())[0].age_days if oldest else 0,
        "may_review": request.user.has_perm("media_library.review_adcase"),
        "query": urlencode({key: value for key, value in request.GET.items() if key != "p" and value}),
    }
    return render(request, "media_library/ads/queue.html", context)


def filtered(cases: QuerySet[AdCase], chosen: dict[str, Any], request: HttpRequest) -> QuerySet[AdCase]:
    """The part of `cases` the filter asks for; newest first once they are decided, oldest first while they wait."""
    show = chosen.get("show") or State.PENDING
    shown = {
        State.PENDING: cases.waiting(),
        "free": cases.waiting().unclaimed(clock.machine_now()),
        "mine": cases.waiting().held_by(request.user),
        "all": cases.exclude(state=State.VOID).order_by("-opened_at", "-pk"),
    }
    wanted = {name: chosen[name] for name in ("severity", "carrier", "place") if chosen.get(name)}
    if chosen.get("age"):
        wanted["opened_at__lt"] = clock.now() - dt.timedelta(days=int(chosen["age"]))
    cases = shown.get(show, cases.filter(state=show).order_by("-opened_at", "-pk")).filter(**wanted)
    return cases.seen_in(chosen.get("first"), chosen.get("last"))


def case_or_404(request: HttpRequest, pk: int) -> AdCase:
    """The case, if it lies in the user's reach."""
    rows = rows_for(request.user, AdCase.objects.select_related("place", "claimed_by", "decision__decided_by"))
    return get_object_or_404(rows, pk=pk)


@require_safe
@open_to("view_adcase")
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk of one case."""
    return show_case(request, case_or_404(request, pk))


def show_case(request: HttpRequest, shown: AdCase, form: DecisionForm | None = None, status: int = 200) -> HttpResponse:
    """Draw the desk, with a refused decision's form when there is one."""
    points = desk.points_of(shown)
    before, after = desk.neighbours(shown, request.user)
    holds = shown.claimed_by_id == request.user.pk
    ads = list(
        shown.ads.select_related("reporter_unit", "reporter", "place")
        .prefetch_related("specimens", "attachments", "moves__moved_by")
        .order_by("-seen_at", "-pk")[:MOST_SIGHTINGS]
    )
    context = frame(f"审看：{shown}", to_queue()) | {
        "case": shown,
        "ads": ads,
        "points": points,
        "sheets": desk.sheets_of(shown, points),
        "has_picture": any(ad.specimens.all() for ad in ads),
        "before": before,
        "after": after,
        "holds": holds,
        "held_for": desk.held_for(shown, clock.machine_now()),
        "claim_hours": int(CLAIM_LASTS.total_seconds() // 3600),
        "may_review": request.user.has_perm("media_library.review_adcase"),
        "may_determine": request.user.has_perm("media_library.determine_adcase"),
        "form": form or DecisionForm(case=shown, initial={"reason": suggested_reason(points)}),
        "overdue": desk.overdue_days(shown, clock.today()),
        "carrier": vocabularies.label("carrier", shown.carrier),
        "direction": LABELS.get(ads[0].direction, "还没读") if ads else "",
        "timeline": sightings_line(ads) if len(ads) > 1 else None,
        "looked": looked(ads),
        "unread": any(ad.owed_since for ad in ads),
        "gave_up": any(ad.given_up_at for ad in ads),
    }
    return render(request, "media_library/ads/case.html", context, status=status)


def sightings_line(ads: list[Ad]) -> Timeline:
    """The sightings of a case on one line, by township and carrier."""
    labels = dict(vocabularies.choices("carrier"))
    return timeline(
        [Seen(ad.pk, shanghai_day(ad.seen_at), ad.place.short_name, labels.get(ad.carrier, ad.carrier)) for ad in ads]
    )


def looked(ads: list[Ad]) -> Looked | None:
    """What the newest sighting with words was taken to be; none while there are no words."""
    for ad in ads:
        words = ad.text or next((one.read_text for one in ad.specimens.all() if one.read_text), "")
        if words:
            return looked_at(words, carrier=ad.carrier, advertiser=ad.advertiser, published_on=ad.law_day)
    return None


def suggested_reason(points: list[desk.Point]) -> str:
    """A beginning for the reason; the part only a person can write is left as a placeholder that must be filled."""
    quoted = "、".join(f"“{' '.join(point.hit.quoted.split())}”" for point in points if not point.off)
    return f"读到{quoted}（疑似）。核查情况：###。" if quoted else "核查情况：###。"
