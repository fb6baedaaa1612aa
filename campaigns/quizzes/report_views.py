"""Which screens show staff how a quiz was understood, and let an editor fill a content gap?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.models import Page

from campaign_site import clock
from campaigns.coverage.report_views import months_to
from campaigns.coverage.views import CoverageScreen
from campaigns.quizzes.content_gaps import ContentGap
from campaigns.quizzes.gap_actions import link_page
from campaigns.quizzes.models import QuizPage
from campaigns.quizzes.report import report
from campaigns.quizzes.report_export import as_csv, as_xlsx

SHEETS = {"csv": as_csv, "xlsx": as_xlsx}
MOST_QUIZZES = 200
MOST_PAGES = 200


class QuizReportView(CoverageScreen):
    """One quiz in one month: every question, and where it was got wrong."""

    page_title = "测验分析"
    permission = "campaigns.view_itemtally"
    template_name = "campaigns/quizzes/report.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        today = clock.today()
        months = {f"{month:%Y-%m}": month for month in months_to(today)}
        month = months.get(request.GET.get("month", ""), today.replace(day=1))
        quizzes = list(QuizPage.objects.live().order_by("title", "pk").only("title", "path")[:MOST_QUIZZES])
        wanted = next(
            (one for one in quizzes if str(one.pk) == request.GET.get("quiz")), quizzes[0] if quizzes else None
        )
        made = report(QuizPage.objects.get(pk=wanted.pk), month, today) if wanted else None
        sheet = SHEETS.get(request.GET.get("export", ""))
        if made and sheet:
            return sheet(made)
        gaps = ContentGap.objects.filter(closed_on=None).select_related("quiz")[:MOST_QUIZZES]
        return self.show(report=made, quizzes=quizzes, months=months, month=f"{month:%Y-%m}", gaps=gaps)


class PageForm(forms.Form):
    """Which page explains it."""

    page = forms.ModelChoiceField(
        label="哪一页讲清了这件事",
        queryset=Page.objects.none(),
        error_messages={"required": "请选一页。", "invalid_choice": "这一页不在了，请重选。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = Page.objects.filter(depth__gte=4).not_type(QuizPage).order_by("-latest_revision_created_at", "-pk")
        self.fields["page"].queryset = pages


class ContentGapView(CoverageScreen):
    """A question most readers get wrong, and the page that is to explain it."""

    page_title = "内容缺口"
    permission = "campaigns.change_contentgap"
    template_name = "campaigns/quizzes/gap.html"
    trail = (("quizzes:report", "测验分析"),)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.form(get_object_or_404(ContentGap.objects.select_related("quiz", "page"), pk=pk), PageForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        gap = get_object_or_404(ContentGap.objects.select_related("quiz", "page"), pk=pk)
        form = PageForm(request.POST)
        if form.is_valid():
            try:
                closed = link_page(gap, form.cleaned_data["page"], request.user, today=clock.today())
            except ValidationError as error:
                form.add_error(None, error.messages[0])
            else:
                messages.success(request, "已经补上，缺口销号。" if closed else "记下了；这一页发布以后自动销号。")
                return redirect("wagtailadmin_home")
        return self.form(gap, form, status=422)

    def form(self, gap: ContentGap, form: PageForm, status: int = 200) -> HttpResponse:
        choices = form.fields["page"].queryset[:MOST_PAGES]
        explained = gap.quiz.question(str(gap.item))
        return self.show(gap=gap, form=form, choices=choices, explained=explained, status=status)
