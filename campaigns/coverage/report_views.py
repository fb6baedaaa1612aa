"""Which screen files a zero report, and shows what was filed?"""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from campaign_site import clock
from campaign_site.people.models import User
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Level, Place
from campaigns.coverage.board_asked import county_of
from campaigns.coverage.models import MonthlyReport, month_of
from campaigns.coverage.reporting import file_zero
from campaigns.coverage.views import CoverageScreen
from campaigns.placements.models import Channel

MONTHS_BACK = 12


class ZeroForm(forms.Form):
    """For which month, place and subject nothing was to be counted."""

    month = forms.ChoiceField(label="哪个月")
    place = forms.ModelChoiceField(label="哪里", queryset=Place.objects.none(), empty_label=None)
    subject = forms.ChoiceField(label="报的是什么")

    def __init__(self, *args: Any, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{month:%Y-%m}", f"{month:%Y 年 %m 月}") for month in months_to(today)]
        county, subjects = county_of(user), [(MonthlyReport.OUTREACH, "宣传活动")]
        places = Place.objects.under(county).filter(level__in=[Level.COUNTY, Level.TOWNSHIP], exists_to=None)
        if user.has_perm("campaigns.add_placement"):
            subjects += [(value, f"媒介 · {label}（选全区）") for value, label in Channel.choices]
        else:
            places = places.filter(code__gte=user.unit.place.code, code__lt=user.unit.place.code_end)
        self.fields["place"].queryset = places.order_by("code")
        self.fields["subject"].choices = subjects
        for field in self.fields.values():
            field.error_messages |= {
                "required": f"请选“{field.label}”。",
                "invalid_choice": f"“{field.label}”里没有这一项。",
            }

    def clean_month(self) -> dt.date:
        return dt.date.fromisoformat(f"{self.cleaned_data['month']}-01")


def months_to(today: dt.date) -> list[dt.date]:
    """Return the first days of this month and the twelve before, newest first."""
    months = [month_of(today)]
    for _ in range(MONTHS_BACK):
        months.append(month_of(months[-1] - dt.timedelta(days=1)))
    return months


class ZeroReportView(CoverageScreen):
    """Say that nothing was done in a month: that is a report too, and not the same as silence."""

    page_title = "零报"
    template_name = "campaigns/coverage/zero.html"
    permission = "campaigns.add_monthlyreport"
    header_icon = "mail"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, ZeroForm(user=request.user, today=clock.today()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ZeroForm(request.POST, user=request.user, today=clock.today())
        if form.is_valid():
            given = form.cleaned_data
            try:
                facts = {"month": given["month"], "subject": given["subject"]}
                file_zero(request.user, given["place"], **facts, now=clock.now())
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, f"{given['place']} {given['month']:%Y-%m} 已零报。")
                return redirect("coverage:zero")
        return self._page(request, form, status=400)

    def _page(self, request: HttpRequest, form: ZeroForm, *, status: int = 200) -> HttpResponse:
        filed = rows_for(request.user, MonthlyReport.objects.select_related("place", "by"))[:30]
        return self.show(status=status, form=form, filed=filed, channels=dict(Channel.choices))
