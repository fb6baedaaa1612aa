"""Who is acting in this request, from where, and what was refused to whom?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import acting, record


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
