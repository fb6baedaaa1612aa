"""Which facts does every template know?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from campaign_site.people.serving import own_county


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the names and marks that stand on every screen; `county`, the user's own, is asked where a template says it."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "office_name": settings.OFFICE_NAME,
        "county": lambda: own_county(getattr(request, "user", None)),
        "demo": settings.DEMO,
    }
