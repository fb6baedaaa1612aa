"""Under which addresses and menu entry do quizzes stand in the admin?"""

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem

from campaigns.plans.menu import PermittedItem
from campaigns.quizzes.report_views import ContentGapView, QuizReportView

urlpatterns: list[URLPattern] = [
    path("quiz-report/", QuizReportView.as_view(), name="report"),
    path("content-gaps/<int:pk>/", ContentGapView.as_view(), name="gap"),
]


def report_item() -> MenuItem:
    """Return the entry 测验分析."""
    return PermittedItem("测验分析", "quizzes:report", "campaigns.view_itemtally", icon_name="help", order=145)
