"""How does a desk get onto the admin's first screen?"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from campaign_site.people.models import User
from campaigns.desks import by_role
from campaigns.desks.work import lead, stack

EMPTY = "这里会出现轮到您办的事：来一件，列一件。"


@dataclass
class Desk(Component):
    """The desk of one user on one day."""

    request: HttpRequest
    today: dt.date
    order: int = 10
    template_name = "campaigns/desks/desk.html"

    @property
    def title(self) -> str:
        """The heading of the screen: whose desk it is."""
        return f"{self.request.user.unit or '我'}的桌面"

    @property
    def trail(self) -> list[dict[str, str]]:
        """The one step of the breadcrumbs: the desk itself."""
        return [{"url": "", "label": self.title}]

    @property
    def media(self) -> forms.Media:
        script = forms.Script("campaigns/desks/keys.js", type="module")
        return forms.Media(css={"all": ["campaigns/desks/desk.css"]}, js=[script])

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the template shows: both lists and the boxes beside them."""
        user: User = self.request.user
        waiting = stack((pile(user, self.today) for pile in by_role.waiting(user)), self.today)
        sent = stack((pile(user, self.today) for pile in by_role.sent(user)), self.today)
        boxes = [box(user, self.today) for box in by_role.boxes(user)]
        return {"lead": lead(waiting), "waiting": waiting, "sent": sent, "boxes": boxes, "empty": EMPTY}
