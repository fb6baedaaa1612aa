"""Which facts does every template know?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the names and marks that stand on every screen."""
    return {"site_name": settings.WAGTAIL_SITE_NAME, "office_name": settings.OFFICE_NAME, "demo": settings.DEMO}
