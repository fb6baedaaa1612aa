"""On which screen is a dated act on a place filled in, rehearsed and confirmed?"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaign_site import clock
from campaign_site.places.act_forms import FORMS, ActForm
from campaign_site.places.models import Place
from campaign_site.places.rehearsal import Rehearsal, rehearse, tell

CHANGED = "填的内容或别处的数据变了，下面是现在会有的结果。请再看一遍，再确认。"
READ_ONLY = "地方的变动由打非办和系统管理员登记，您可以看。"
ELSEWHERE = "这个地方不归您所在的地方管，您可以看，不能登记变动。"


def may_act(user: Any, place: Place) -> bool:
    """Say whether the user may register acts on the place: the permission, and the place lies within their seat."""
    return user.has_perm("campaign_site.change_place") and user.unit is not None and user.unit.place.holds(place)


class ActView(WagtailAdminTemplateMixin, View):
    """One act on one place: first what would follow, then the confirmation."""

    template_name = "places/act.html"
    header_icon = "edit"

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, kind: str) -> Any:
        if not request.user.has_perm("campaign_site.change_place"):
            raise PermissionDenied(READ_ONLY)
        if kind not in FORMS:
            raise Http404
        self.place, self.kind = get_object_or_404(Place.objects.select_related("parent"), pk=pk), kind
        if not may_act(request.user, self.place):
            raise PermissionDenied(ELSEWHERE)
        return super().dispatch(request, *args)

    def get_page_title(self) -> str:
        return f"{self.place.short_name}：{FORMS[self.kind].title}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "首页"},
            {"url": reverse("places:tree"), "label": "地方"},
            {"url": reverse("places:inspect", args=[self.place.pk]), "label": self.place.short_name},
            {"url": "", "label": FORMS[self.kind].title},
        ]

    def form(self, data: Any = None) -> ActForm:
        initial = {"name": self.place.name, "kind": self.place.kind} if self.kind == "correct" else {}
        seat = self.request.user.unit.place
        return FORMS[self.kind](
            self.place, data, seat=seat, today=clock.today(), actor=self.request.user, initial=initial
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            if "confirm" in request.POST and (done := self.carried_out(form, request.POST.get("seen", ""))):
                messages.success(request, f"已登记：{done.summary}。")
                return redirect("places:inspect", self.place.pk)
            rehearsal = rehearse(self.again(request.POST).do)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form, status=422)
        except IntegrityError:
            form.add_error(None, "代码或版本和别处冲突，没有登记。请刷新后再看。")
            return self.show(form, status=422)
        return self.show(form, rehearsal, note=CHANGED if "confirm" in request.POST else "")

    def carried_out(self, form: ActForm, seen: str) -> Rehearsal | None:
        """Carry the act out when it does what was shown; else nothing stays and None is returned."""
        with transaction.atomic():
            done = tell(form.do())
            if done.digest == seen:
                return done
            transaction.set_rollback(True)
        return None

    def again(self, data: Any) -> ActForm:
        """Return the form over the place as it is stored: a rehearsal leaves its marks on the objects in hand."""
        self.place = Place.objects.select_related("parent").get(pk=self.place.pk)
        form = self.form(data)
        form.is_valid()
        return form

    def show(
        self, form: ActForm, rehearsal: Rehearsal | None = None, *, note: str = "", status: int = 200
    ) -> HttpResponse:
        self.place.refresh_from_db()
        response = self.render_to_response(
            self.get_context_data(form=form, rehearsal=rehearsal, place=self.place, note=note, kind=self.kind)
        )
        response.status_code = status
        return response
