"""Who may open which of the advertisement screens? A refusal is a 403 that says so, on record."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views import defaults

NOT_YOURS = "这一页由市场监管局和打非办使用。要上报可疑广告，请用“上报可疑广告”。"


def open_to(*permissions: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view to holders of any of the `permissions` (codenames of this app); everybody else gets 403.

    The admin itself would turn PermissionDenied into a redirect to its home, which no audit would notice.
    """

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.has_perm(f"media_library.{name}") for name in permissions):
                return defaults.permission_denied(request, PermissionDenied(NOT_YOURS))
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as refusal:
                return defaults.permission_denied(request, refusal)

        return guarded

    return guard
