"""The office's page of tokens: grant one to a unit (its secret is shown once), see which are used, take one back."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from media_library.ads.access import open_to
from media_library.ads.views import frame
from media_library.selfchecks.forms import TokenForm
from media_library.selfchecks.models import OutletToken
from media_library.selfchecks.tokens import issue_token, revoke_token

PAGE_ROWS = 25


def end_of(day: dt.date) -> dt.datetime:
    """The moment at which a day is over here; the calendar's very last day, which none follows, counts as the one before."""
    return timezone.make_aware(
        dt.datetime.combine(min(day, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1), dt.time())
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to("view_outlettoken")
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens and grant a new one; only this answer ever holds its secret."""
    form, secret, now = TokenForm(request.POST or None, user=request.user), "", clock.machine_now()
    if form.is_valid():
        try:
            _, secret = issue_token(form.wanted(end_of), request.user, now)
        except ValidationError as refusal:
            for field, faults in refusal.message_dict.items():
                form.add_error(field, faults)
        else:
            form = TokenForm(user=request.user)
    rows = rows_for(request.user, OutletToken.objects.newest())
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("p"))
    context = frame("自查令牌", icon="key") | {"form": form, "page": page, "secret": secret, "now": now}
    return render(request, "media_library/selfchecks/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@open_to("change_outlettoken")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a token back at once."""
    token = get_object_or_404(rows_for(request.user, OutletToken.objects.all()), pk=pk)
    try:
        revoke_token(token, request.user, clock.machine_now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"令牌 {token.mark} 已作废，马上不能再用。")
    return redirect("selfchecks:tokens")
