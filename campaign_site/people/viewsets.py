"""Which screens keep units, groups of units and accounts?"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.widgets.button import HeaderButton

from campaign_site.people.actions import reset_password
from campaign_site.people.forms import ChangeAccountForm, NewAccountForm, UnitForm, UnitGroupForm
from campaign_site.people.models import Unit, UnitGroup, User
from campaign_site.people.roles import ROLES
from campaign_site.people.scoping import ScopedViewSet, rows_for
from campaign_site.people.sheet_views import UnitScreen

SHOWN_ONCE = "{name}的密码：{password} 只显示这一次，请当面告诉本人；首次登录要改。"


class UnitIndexView(IndexView):
    """Units with their place and what they became."""

    def get_base_queryset(self) -> QuerySet[Unit]:
        return Unit.objects.select_related("place", "successor")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer the import beside Wagtail's own button to those who may add."""
        own = list(super().header_buttons)
        if self.request.user.has_perm("campaign_site.add_unit"):
            own.append(HeaderButton("从 Excel 导入", url=reverse("units:import"), icon_name="upload"))
        return own


class UnitViewSet(ScopedViewSet):
    """Units, dated; a reformed body keeps its row and names its successor."""

    model = Unit
    name = "units"
    icon = "group"
    menu_label = "单位"
    inspect_view_enabled = True
    index_view_class = UnitIndexView
    list_display = ["name", "kind", "place", "valid_to", "successor", "note"]
    list_filter = ["kind"]
    list_export = ["name", "short_name", "kind", "place", "valid_from", "valid_to", "successor", "note"]
    search_fields = ["name", "short_name"]

    def get_form_class(self, for_update: bool = False) -> type[UnitForm]:
        return UnitForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("import/", UnitScreen.as_view(), name="import")]


class ToldFormView:
    """Tell the form who fills it in."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}  # type: ignore[misc, attr-defined]


class GroupCreateView(ToldFormView, CreateView):
    """Name a group."""


class GroupEditView(ToldFormView, EditView):
    """Change a group."""


class UnitGroupViewSet(ScopedViewSet):
    """What papers mean by 成员单位 and the like."""

    model = UnitGroup
    name = "unit_groups"
    add_view_class = GroupCreateView
    edit_view_class = GroupEditView
    icon = "folder-open-inverse"
    menu_label = "单位组"
    list_display = ["name", "kind"]

    def get_form_class(self, for_update: bool = False) -> type[UnitGroupForm]:
        return UnitGroupForm


class AccountIndexView(IndexView):
    """Accounts with unit and roles."""

    def get_base_queryset(self) -> QuerySet[User]:
        groups = Prefetch("groups", to_attr="held")
        return User.objects.filter(is_superuser=False).select_related("unit").prefetch_related(groups)


class AccountCreateView(ToldFormView, CreateView):
    """Open an account and show its password once."""

    def get_success_message(self, instance: User) -> str:
        return SHOWN_ONCE.format(name=instance.name, password=self.form.password)


class AccountEditView(ToldFormView, EditView):
    """Change an account; a superuser's is not here."""

    template_name = "people/account.html"

    def get_queryset(self) -> QuerySet[User]:
        return super().get_queryset().filter(is_superuser=False)


def roles_of(user: User) -> str:
    """Return the Chinese names of the user's roles, in the order of the table."""
    held = {group.name for group in user.held}
    return "、".join(role.name for key, role in ROLES.items() if key in held)


class AccountViewSet(ScopedViewSet):
    """Accounts: opened, changed and closed, never deleted."""

    model = User
    name = "accounts"
    icon = "user"
    menu_label = "账号"
    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    list_display = [
        "name",
        Column("username", label="用户名", sort_key="username"),
        Column("unit", label="单位"),
        Column("roles", label="角色", accessor=roles_of),
        BooleanColumn("is_active", label="在用", sort_key="is_active"),
    ]
    search_fields = ["name", "username", "unit__name"]
    list_filter = ["is_active"]

    def get_form_class(self, for_update: bool = False) -> type[NewAccountForm | ChangeAccountForm]:
        return ChangeAccountForm if for_update else NewAccountForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("reset-password/<int:pk>/", new_password, name="reset_password")]


@require_POST
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new password and show it once."""
    user = get_object_or_404(rows_for(request.user, User.objects.filter(is_superuser=False)), pk=pk)
    if not request.user.has_perm("campaign_site.change_user") or user == request.user:
        raise PermissionDenied("自己的密码请在“改密码”里改；别人的密码由系统管理员重设。")
    messages.success(request, SHOWN_ONCE.format(name=user.name, password=reset_password(user, by=request.user)))
    return redirect("accounts:edit", pk)
