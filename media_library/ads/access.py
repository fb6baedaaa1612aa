"""Who may open which of the advertisement screens?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

NOT_YOURS = "这一页由市场监管局和打非办使用。要上报可疑广告，请用“上报可疑广告”。"

View = Callable[..., HttpResponse]


def open_to(*permissions: str) -> Callable[[View], View]:
    """Open a view to holders of any of the `permissions` (codenames of this app); everybody else gets a 403."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.has_perm(f"media_library.{name}") for name in permissions):
                raise PermissionDenied(NOT_YOURS)
            return view(request, *args, **kwargs)

        return guarded

    return guard
