"""Which of Wagtail's own admin addresses are open to whom? One that is not named here is closed to every role.

Our own screens check permission and row themselves; Wagtail's check the model at best, and some check nothing.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from wagtail.admin.menu import MenuItem

from campaign_site.people.roles import ROLES

OURS = ("campaign_site.", "campaigns.", "media_library.", "schedules.")
CLOSED = "这个页面没有对您的角色开放。需要用时请联系系统管理员。"

EVERYBODY = frozenset(ROLES)
PUBLISHERS = frozenset(key for key, role in ROLES.items() if "unlock" in role.pages)
EDITORS = frozenset(key for key, role in ROLES.items() if role.pages)
OVERSEERS = frozenset({"office", "auditor"})
ADMIN = frozenset({"admin"})

# View name, or namespace for all views in it → roles. The longer name wins.
OPEN_TO: dict[str, frozenset[str]] = {
    "wagtailadmin_home": EVERYBODY,
    "wagtailadmin_login": EVERYBODY,
    "wagtailadmin_logout": EVERYBODY,
    "wagtailadmin_account": EVERYBODY,
    "wagtailadmin_dismissibles": EVERYBODY,
    "wagtailadmin_sprite": EVERYBODY,
    "wagtailadmin_javascript_catalog": EVERYBODY,
    "wagtailadmin_explore_root": EDITORS,
    "wagtailadmin_explore": EDITORS,
    "wagtailadmin_explore_results": EDITORS,
    "wagtailadmin_pages": EDITORS,
    "wagtailadmin_api": EDITORS,
    "wagtailadmin_choose_page": EDITORS,
    "wagtailadmin_choose_page_child": EDITORS,
    "wagtailadmin_choose_page_search": EDITORS,
    "wagtailadmin_choose_page_chosen_multiple": EDITORS,
    "wagtailadmin_choose_page_external_link": EDITORS,
    "wagtailadmin_choose_page_email_link": EDITORS,
    "wagtailadmin_choose_page_phone_link": EDITORS,
    "wagtailadmin_choose_page_anchor_link": EDITORS,
    "wagtailadmin_tag_autocomplete": EDITORS,
    "wagtailadmin_tag_model_autocomplete": EDITORS,
    "wagtailadmin_editing_sessions": EDITORS,
    "wagtailadmin_block_preview": EDITORS,
    "wagtailadmin_reports": EDITORS,
    "wagtailadmin_reports:locked_pages": PUBLISHERS,
    "wagtailadmin_reports:locked_pages_results": PUBLISHERS,
    "wagtailadmin_reports:site_history": OVERSEERS,
    "wagtailadmin_reports:site_history_results": OVERSEERS,
    "wagtailimages": EDITORS,
    "wagtailimages_chooser": EDITORS,
    "wagtaildocs": EDITORS,
    "wagtaildocs_chooser": EDITORS,
    "wagtail_bulk_action": EDITORS,
    "wagtailsettings": frozenset({"office", "admin"}),  # which setting, its own permission says
    "wagtailredirects": ADMIN,
    "wagtailredirects:start_import": frozenset(),
    "wagtailredirects:process_import": frozenset(),
}
# Actions on many rows at once know nothing of a row's unit: only what belongs to no unit may be ticked.
BULK_MODELS = frozenset({"wagtailcore.page", "wagtaildocs.document", "wagtailimages.image"})


def roles_at(match: ResolverMatch) -> frozenset[str]:
    """Return the roles to whom the resolved address of Wagtail is open; none when it is not named."""
    if match.view_name == "wagtail_bulk_action":
        model = "{app_label}.{model_name}".format(**match.kwargs)
        return OPEN_TO[match.view_name] if model in BULK_MODELS else frozenset()
    parts = match.view_name.split(":")
    names = (":".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((OPEN_TO[name] for name in names if name in OPEN_TO), frozenset())


def is_open(match: ResolverMatch, user: Any) -> bool:
    """Say whether the door at the resolved address stands open for the signed-in user."""
    if match.func.__module__.startswith(OURS) or user.is_superuser:
        return True
    return bool(roles_at(match) & user.role_keys())


def hide_closed(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out of a menu what leads to a closed door; for Wagtail's hooks `construct_…_menu`."""
    items[:] = [item for item in items if _leads_on(item.url, request.user)]


def _leads_on(url: str, user: Any) -> bool:
    try:
        return is_open(resolve(urlsplit(str(url)).path), user)
    except Resolver404:
        return True  # a heading that only opens


class DoorMiddleware:
    """Close Wagtail's own admin addresses to the roles that have no business there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match.route.startswith("admin/") and request.user.is_authenticated and not is_open(match, request.user):
            raise PermissionDenied(CLOSED)
