"""On which screen does one walk down the tree of places, now or as it stood on a day?"""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaign_site.places.browsing import above, branches, found
from campaign_site.places.models import Place, PlaceVersion


class AskedForm(forms.Form):
    """What is looked for, and on which day."""

    q = forms.CharField(label="名称或代码", required=False, max_length=60, strip=True)
    on = forms.DateField(
        label="哪一天的样子",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="空着就是现在。旧名称、旧代码也找得到。",
    )


class TreeView(WagtailAdminTemplateMixin, View):
    """The places right below one, or those found; all staff may read."""

    page_title = "地方"
    template_name = "places/tree.html"
    header_icon = "site"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("campaign_site.view_place"):
            raise PermissionDenied("您的角色不能看地方。需要时请联系系统管理员。")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "首页"},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        place = get_object_or_404(Place.objects.select_related("parent"), pk=pk) if pk else None
        form = AskedForm(request.GET or None)
        asked = form.cleaned_data if form.is_valid() else {}
        day, text, number = asked.get("on"), asked.get("q", ""), request.GET.get("p")
        rows, page = found(text, day, number) if text else branches(place, day, number)
        return self.render_to_response(
            self.get_context_data(
                form=form if form.is_bound else AskedForm(),
                place=place,
                way=above(place, day),
                rows=rows,
                page=page,
                day=day,
                text=text,
                same_day=urlencode({"on": day.isoformat()}) if day else "",
                earliest=self.earliest(day) if not rows else None,
            )
        )

    def earliest(self, day: dt.date | None) -> dt.date | None:
        """Return the first day on record when the day asked for lies before it."""
        first = PlaceVersion.objects.order_by("valid_from").values_list("valid_from", flat=True).first()
        return first if day and first and day < first else None
