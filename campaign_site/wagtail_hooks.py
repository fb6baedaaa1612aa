"""What does the admin look like on every screen, and which screens of the ground stand in its menu?"""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from campaign_site.audit.viewsets import AuditViewSet
from campaign_site.people.choosers import place_chooser, unit_chooser
from campaign_site.people.contact_views import ContactViewSet
from campaign_site.people.doors import hide_closed
from campaign_site.people.viewsets import AccountViewSet, UnitGroupViewSet, UnitViewSet
from campaign_site.places.viewsets import PlaceViewSet
from campaign_site.terms.viewsets import TermViewSet

SHEETS = ("desk-states", "desk-board", "desk-evidence")


class Registers(ViewSetGroup):
    """What all staff may look up."""

    menu_label = "地方与词表"
    menu_icon = "site"
    menu_order = 800
    items = (PlaceViewSet, TermViewSet)


@hooks.register("register_admin_viewset")
def registers() -> Registers:
    return Registers()


class People(ViewSetGroup):
    """Who belongs to the campaign; the administrator keeps it."""

    menu_label = "单位与账号"
    menu_icon = "group"
    menu_order = 810
    items = (UnitViewSet, UnitGroupViewSet, ContactViewSet, AccountViewSet)


@hooks.register("register_admin_viewset")
def people() -> list[ViewSet]:
    return [People(), unit_chooser, place_chooser]


@hooks.register("register_admin_viewset")
def audit_page() -> AuditViewSet:
    return AuditViewSet(menu_hook="register_reports_menu_item")


@hooks.register("insert_global_admin_css")
def desk_sheets() -> SafeString:
    """Link the stylesheets of the desks: the first one gives Wagtail our colours."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"site/css/{name}.css"),) for name in SHEETS)
    )


class AccountSearch(SearchArea):
    """The sidebar's search, for the administrator: accounts, before Wagtail's own list of users, which is closed."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("campaign_site.change_user")


@hooks.register("register_admin_search_area")
def account_search() -> SearchArea:
    return AccountSearch("账号", reverse("accounts:index"), name="accounts", icon_name="user", order=1)


for hook in ("construct_main_menu", "construct_reports_menu", "construct_settings_menu", "construct_search"):
    hooks.register(hook, hide_closed)


@hooks.register("register_help_menu_item")
def own_password() -> MenuItem:
    return MenuItem("改密码", reverse("change-password"), icon_name="key", order=100)


@hooks.register("construct_help_menu")
def no_links_abroad(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take Wagtail's guides out of the help menu: they lie on hosts that a county's network does not reach."""
    menu_items[:] = [item for item in menu_items if item.url.startswith(("/", "#"))]
