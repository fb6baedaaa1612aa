"""Which facts does every template know?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from campaign_site.places.models import Place


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the names and marks that stand on every screen; `county` asks the places, and only where a template says it."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "office_name": settings.OFFICE_NAME,
        "county": Place.objects.home,
        "demo": settings.DEMO,
    }
