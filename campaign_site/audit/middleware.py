"""Who is acting in this request, from where, and what was refused to whom?"""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import acting, record


def client_address(request: HttpRequest) -> str:
    """Return the address the request came from: as the outermost of our own proxies saw it, if there are any.

    What stands further left in X-Forwarded-For was written by the client, who may write anything.
    """
    near = str(request.META.get("REMOTE_ADDR", ""))
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < settings.TRUSTED_PROXIES <= len(passed_on):
        return near
    try:
        return str(ipaddress.ip_address(passed_on[-settings.TRUSTED_PROXIES].strip()))
    except ValueError:
        return near


class ClientMiddleware:
    """Put the client's address where everything reads it: the audit, and the lock after failed sign-ins (axes)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(request)
        return self.get_response(request)


class ActorMiddleware:
    """Name the signed-in user as the actor of every change in the request; put refusals (403) on record."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(request.user, address=request.META.get("REMOTE_ADDR", "")[:45]):
            response = self.get_response(request)
            if response.status_code == 403 and request.user.is_authenticated:
                after = {"method": request.method, "path": request.path}
                record(request.user, "site.refused", None, after=after, result=AuditEntry.Result.REFUSED)
        return response
