"""Which small answers do public pages need beside the pages themselves?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from campaign_site.templatetags.site import READING_COOKIE, READING_MODES, chosen_modes

A_YEAR = 365 * 24 * 3600


@require_safe
@never_cache
def reading_mode(request: HttpRequest) -> HttpResponse:
    """Turn a reading mode on or off (`?elder=on`, `?contrast=off`), remember it in a cookie, go back to `next`."""
    chosen = set(chosen_modes(request))
    for mode in READING_MODES:
        if request.GET.get(mode) == "on":
            chosen.add(mode)
        elif request.GET.get(mode) == "off":
            chosen.discard(mode)
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = reverse("wagtail_serve", args=[""])
    response = redirect(back)
    words = "-".join(mode for mode in READING_MODES if mode in chosen)
    response.set_cookie(
        READING_COOKIE, words, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response
