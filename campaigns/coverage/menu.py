"""Under which addresses and menu entries does the count stand in the admin?"""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from wagtail.admin.menu import MenuItem

from campaigns.coverage.views import BoardView, RecordsView

urlpatterns: list[URLPattern] = [
    path("board/", BoardView.as_view(), name="board"),
    path("board/records/", RecordsView.as_view(), name="records"),
]


class PermittedItem(MenuItem):
    """A menu entry for those who hold a permission."""

    def __init__(self, label: str, name: str, *, permission: str, icon: str, order: int) -> None:
        super().__init__(label, reverse_lazy(name), name=name.replace(":", "-"), icon_name=icon, order=order)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


def board_item() -> MenuItem:
    """Return the entry 覆盖板."""
    return PermittedItem("覆盖板", "coverage:board", permission="campaigns.view_cell", icon="table", order=110)
