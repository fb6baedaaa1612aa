"""Where does the office set the event log's figures: from how many heads one proof is asked, how old asks a question?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaigns.outreach.figures import OutreachRules

TOO_BIG = MaxValueValidator(1_000_000, "写得太大了，最多 1000000。")


def whole_number(field: Any, **options: Any) -> forms.Field:
    """Return a form field whose refusals say what to write."""
    sentence = f"“{field.verbose_name}”要填 0 或更大的整数。"
    told = {"invalid": sentence, "required": sentence, "min_value": sentence}
    return field.formfield(**options, error_messages=told, validators=[TOO_BIG])


FiguresForm = modelform_factory(
    OutreachRules, fields=["proof_from_heads", "ask_after_days"], formfield_callback=whole_number
)


class FiguresView(WagtailAdminTemplateMixin, View):
    """One small form; the change is on record by itself."""

    page_title = "活动登记规则"
    header_icon = "cogs"
    template_name = "campaigns/outreach/figures.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("campaigns.change_outreachrules"):
            raise PermissionDenied("活动登记的规则由打非办来定。要改，请联系打非办。")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": "首页"},
            {"url": reverse_lazy("events:index"), "label": "活动"},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.shown(FiguresForm(instance=OutreachRules.load()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FiguresForm(request.POST, instance=OutreachRules.load())
        if not form.is_valid():
            return self.shown(form, status=422)
        form.save()
        messages.success(request, "规则存好了，从现在起照新的办；以前的记录不受影响。")
        return redirect("outreach:figures")

    def shown(self, form: forms.ModelForm, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)
