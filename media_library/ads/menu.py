"""Which entries of the admin's menu lead to the advertisement screens, and for whom?"""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem


class PermittedItem(MenuItem):
    """An entry shown to holders of one permission."""

    def __init__(self, label: str, address: str, *, permission: str, icon: str, order: int) -> None:
        super().__init__(label, reverse(address), icon_name=icon, order=order, name=address.replace(":", "-"))
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


def review_item() -> MenuItem:
    """The queue, for those who see cases."""
    return PermittedItem("广告审看", "ads:queue", permission="media_library.view_adcase", icon="view", order=210)


def report_item() -> MenuItem:
    """The report form, for everybody who may report."""
    return PermittedItem("上报可疑广告", "ads:report", permission="media_library.add_ad", icon="plus", order=215)
