"""Which screens of the ground stand in the admin's menu?"""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from campaign_site.places.viewsets import PlaceViewSet
from campaign_site.terms.viewsets import TermViewSet


class Registers(ViewSetGroup):
    """What all staff may look up."""

    menu_label = "地方与词表"
    menu_icon = "site"
    menu_order = 800
    items = (PlaceViewSet, TermViewSet)


@hooks.register("register_admin_viewset")
def registers() -> Registers:
    return Registers()
