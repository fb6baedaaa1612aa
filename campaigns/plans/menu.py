"""Under which addresses and menu entries does the plan stand in the admin?"""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from .circular_views import CircularsView, CircularView, OriginalView
from .measure_views import MeasureView, NameView
from .paper_views import PaperView
from .tree_views import CopyView, ScopeView, TreeView
from .views import MatrixView, MyDutiesView

urlpatterns: list[URLPattern] = [
    path("", MatrixView.as_view(), name="matrix"),
    path("mine/", MyDutiesView.as_view(), name="mine"),
    path("tree/", TreeView.as_view(), name="tree"),
    path("tree/scope/", ScopeView.as_view(), name="scope"),
    path("tree/<int:pk>/copy/", CopyView.as_view(), name="copy"),
    path("paper/<int:pk>/", PaperView.as_view(), name="paper"),
    path("circulars/", CircularsView.as_view(), name="circulars"),
    path("circulars/<int:pk>/", CircularView.as_view(), name="circular"),
    path("circulars/<int:pk>/measures/<slug:key>/", MeasureView.as_view(), name="measure"),
    path("circulars/<int:pk>/names/<slug:mark>/", NameView.as_view(), name="name"),
    path("circulars/<int:pk>/original/", OriginalView.as_view(), name="original"),
]


class PermittedItem(MenuItem):
    """A menu entry for those who hold a permission."""

    def __init__(self, label: str, name: str, permission: str, **more: object) -> None:
        super().__init__(label, reverse_lazy(name), **more)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


def plan_menu() -> SubmenuMenuItem:
    """Return the entry 计划与分工 with what stands under it."""
    entries = [
        PermittedItem("分工表", "plans:matrix", "campaigns.view_campaign", icon_name="table", order=1),
        PermittedItem("我的任务", "plans:mine", "campaigns.view_campaign", icon_name="user", order=2),
        PermittedItem("宣传计划", "plans:tree", "campaigns.view_campaign", icon_name="calendar", order=3),
        PermittedItem("来文导入", "plans:circulars", "campaigns.view_sourcedocument", icon_name="upload", order=4),
        PermittedItem("宣传月安排", "plan_months:index", "campaigns.view_campaignmonth", icon_name="date", order=5),
    ]
    return SubmenuMenuItem("计划与分工", Menu(items=entries), name="plans", icon_name="list-ul", order=150)
