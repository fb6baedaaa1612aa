"""Must this person sign in again, or change the password first?"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from campaign_site import clock

SEEN = "seen"
NOTED_EVERY_SECONDS = 60
ALWAYS_OPEN = {"change-password", "wagtailadmin_logout", "wagtailadmin_login", "wagtailadmin_javascript_catalog"}


class IdleMiddleware:
    """End a sign-in that nobody has used for `IDLE_SECONDS`; the session is written at most once a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(clock.machine_now().timestamp())
            idle = now - request.session.get(SEEN, now)
            if idle > settings.IDLE_SECONDS:
                logout(request)
            elif idle > NOTED_EVERY_SECONDS or SEEN not in request.session:
                request.session[SEEN] = now
        return self.get_response(request)


class FirstPasswordMiddleware:
    """Lead somebody whose password was set by another to the page where they choose their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        user, name = request.user, request.resolver_match.view_name
        if not user.is_authenticated or not user.must_change_password or name in ALWAYS_OPEN:
            return None
        if request.method != "GET":
            return redirect("change-password")
        return redirect_to_login(request.get_full_path(), reverse("change-password"))
