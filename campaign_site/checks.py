"""Which wrong settings and tables must stop the start?"""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def demo_day_needs_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A shown day other than today is for demonstrations only."""
    if settings.DEMO_TODAY is not None and not settings.DEMO:
        return [
            Error(
                "设了 DEMO_TODAY 却没有设 DEMO=1。",
                hint="演示环境请设 DEMO=1；正式环境请去掉 DEMO_TODAY。",
                id="campaign.E001",
            )
        ]
    return []
