"""What do the public pages' templates ask for that depends on today?"""

from typing import Any

from django import template

from campaign_site import clock
from campaigns.pages.venues_done import this_year

register = template.Library()


@register.inclusion_tag("campaigns/pages/_venues_done.html", takes_context=True)
def venues_done(context: dict[str, Any]) -> dict[str, Any]:
    """The six kinds of places with what was done in them since January."""
    return {"done": this_year(clock.today()), "now": clock.now(), "face": context.get("face")}
