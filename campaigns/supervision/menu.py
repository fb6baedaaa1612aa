"""Under which addresses and menu entries do gaps and tasks stand in the admin?"""

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem

from campaigns.plans.menu import PermittedItem
from campaigns.supervision.views import GapListView, MakeTaskView, TaskListView, TaskView

urlpatterns: list[URLPattern] = [
    path("gaps/", GapListView.as_view(), name="gaps"),
    path("gaps/<int:pk>/task/", MakeTaskView.as_view(), name="make_task"),
    path("tasks/", TaskListView.as_view(), name="tasks"),
    path("tasks/<int:pk>/", TaskView.as_view(), name="task"),
]


def gap_items() -> list[MenuItem]:
    """Return the entries 查缺补漏 and 补课任务."""
    return [
        PermittedItem("查缺补漏", "supervision:gaps", "campaigns.view_gap", icon_name="crosshairs", order=115),
        PermittedItem(
            "补课任务",
            "supervision:tasks",
            "campaigns.view_gaptask",
            icon_name="clipboard-list",
            order=125,
        ),
    ]
