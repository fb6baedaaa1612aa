"""Who is expected to get in at which address? The rooms say it in `tests/<floor>/<room>/access.py`, Wagtail's own stand here.

A room's `access.py` may hold

    DOORS = {"field:event": holders("campaigns.view_event", row="campaigns.event")}   # address name → who gets in
    ROWS = {"campaigns.event": lambda spot: make.event(at=spot.village, author=spot.user)}   # a row at a spot

Addresses of a `ScopedViewSet`, `ScopedChooserViewSet` or `RegisterViewSet` need no door, only the row of their model.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from campaign_site.people.models import Unit, User
from campaign_site.people.roles import ROLES, Reach
from campaign_site.places.models import Place

ALL = frozenset(ROLES)
ANONYMOUS = "anonymous"
SEATED_IN_TOWNSHIP = frozenset({"township", "village"})
OWN, FOREIGN = "own", "foreign"


@dataclass(frozen=True)
class Spot:
    """Where a row is to be built: a village, its township, and the unit and user it belongs to."""

    village: Place
    township: Place
    unit: Unit
    user: User


@dataclass(frozen=True)
class Door:
    """Who gets in at an address, and which row the address takes.

    `kwargs` says how the address names the row or what else it takes; left out, every part of it is the row's key.
    `sees` replaces the usual rule of rows: role, "own" or "foreign" → is it shown.
    """

    roles: frozenset[str]
    row: str = ""
    kwargs: Callable[[Any], dict[str, Any]] | None = None
    sees: Callable[[str, str], bool] | None = None
    query: dict[str, str] = field(default_factory=dict)
    anonymous: bool = False

    def lets_in(self, role: str, which: str, scope: Any) -> bool:
        """Say whether the role gets in, at its own row or a foreign one."""
        if role == ANONYMOUS:
            return self.anonymous
        if not self.row:
            return role in self.roles
        return role in self.roles and (self.sees or usual_rows(scope))(role, which)


def usual_rows(scope: Any) -> Callable[[str, str], bool]:
    """Return the rule of rows: own ones, and for roles seated at the county all that lie in it."""

    def sees(role: str, which: str) -> bool:
        if scope.open:
            return True
        if ROLES[role].reach is Reach.UNIT:
            return bool(scope.unit) and which == OWN
        return which == OWN or role not in SEATED_IN_TOWNSHIP

    return sees


def anyone(**more: Any) -> Door:
    """Open to the public and to every role."""
    return Door(ALL, anonymous=True, **more)


def staff(**more: Any) -> Door:
    """Open to every role."""
    return Door(ALL, **more)


def only(*roles: str, **more: Any) -> Door:
    """Open to the roles named, or to none."""
    return Door(frozenset(roles), **more)


def holders(*permissions: str, **more: Any) -> Door:
    """Open to the roles that hold any of the permissions in roles.py."""
    held = {key for key, role in ROLES.items() if set(permissions) & set(role.permissions)}
    return Door(frozenset(held), **more)


EDITORS = ("propaganda", "propaganda_section", "propaganda_leader")
WAGTAIL: dict[str, Door] = {
    "wagtailadmin_login": anyone(),
    "wagtailadmin_javascript_catalog": anyone(),
    "wagtailadmin_home": staff(),
    "wagtailadmin_logout": staff(),
    "wagtailadmin_account": staff(),
    "wagtailadmin_dismissibles": staff(),
    "wagtailadmin_sprite": anyone(),
    "wagtailadmin_password_reset*": only(),
    "wagtailadmin_explore*": only(*EDITORS),
    "wagtailadmin_pages:*": only(*EDITORS),
    "wagtailadmin_api:*": only(*EDITORS),
    "wagtailadmin_choose_page*": only(*EDITORS),
    "wagtailadmin_tag_*": only(*EDITORS),
    "wagtailadmin_editing_sessions:*": only(*EDITORS),
    "wagtailadmin_block_preview": only(*EDITORS),
    "wagtailadmin_reports:*": only(*EDITORS),
    "wagtailadmin_reports:locked*": only("propaganda_leader"),
    "wagtailadmin_reports:site_history*": only("office", "auditor"),
    "wagtailimages:*": only(*EDITORS),
    "wagtailimages_chooser:*": only(*EDITORS),
    "wagtaildocs:*": only(*EDITORS),
    "wagtaildocs_chooser:*": only(*EDITORS),
    "wagtailredirects:*": only("admin"),
    "wagtailredirects:start_import": only(),
    "wagtailredirects:process_import": only(),
    "wagtailusers_users:*": only(),
    "wagtailusers_groups:*": only(),
    "wagtailadmin_collections:*": only(),
    "wagtailadmin_workflows:*": only(),
    "wagtailsites:*": only(),
    "wagtailsettings:*": only("office", "admin"),
    "wagtailforms:*": only(),
    "wagtailembeds:*": only(),
    "wagtailsnippets:*": only(),
    "wagtail_bulk_action": only(),
    "wagtailadmin_error_test": only(),
    "admin/test404/": only(),
    "admin/^.*/$": only(),
    "wagtailcore_login": anyone(),
    "wagtailcore_authenticate_with_password": anyone(),
    "wagtail_serve": anyone(),
}
# What a screen of a scoped viewset asks for, by the name of its address.
VERBS = {
    "index": ("view", "add", "change", "delete"),
    "index_results": ("view", "add", "change", "delete"),
    "add": ("add",),
    "edit": ("change",),
    "delete": ("delete",),
    "inspect": ("view", "add", "change", "delete"),
    "history": ("add", "change", "delete"),
    "history_results": ("add", "change", "delete"),
    "copy": ("add",),
    "reorder": ("change",),
    "choose": ("view",),
    "choose_results": ("view",),
    "chosen": ("view",),
    "chosen_multiple": ("view",),
}
WITH_ROW = {"edit", "delete", "inspect", "history", "history_results", "copy", "reorder", "chosen"}


def of_viewset(address: str, model: Any) -> Door | None:
    """Return the door of a scoped viewset's screen, None when the screen is not one of the usual ones."""
    verb = address.rsplit(":", maxsplit=1)[-1]
    if verb not in VERBS:
        return None
    asked = [f"{model._meta.app_label}.{one}_{model._meta.model_name}" for one in VERBS[verb]]
    return holders(*asked, row=model._meta.label_lower if verb in WITH_ROW else "")


def declared(name: str) -> dict[str, Any]:
    """Return the union of the tables called `name` in every room's access.py."""
    tests = Path(__file__).parent
    found: dict[str, Any] = dict(WAGTAIL) if name == "DOORS" else {}
    for path in sorted(tests.glob("*/**/access.py")):
        module = ".".join(("tests", *path.relative_to(tests).with_suffix("").parts))
        found |= getattr(import_module(module), name, {})
    return found


def door_for(address: str, doors: dict[str, Door]) -> Door | None:
    """Return the door of an address; of several that fit, the one with the longest name."""
    fits = [key for key in doors if key == address or (key.endswith("*") and address.startswith(key[:-1]))]
    return doors[max(fits, key=len)] if fits else None
