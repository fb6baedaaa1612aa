"""Which rows may this user see: the one queryset and the two viewsets through which scoped rows are read.

Wagtail's generic views check the model, never the row, and its choosers check nothing; `ScopedViewSet` and
`ScopedChooserViewSet` close list, filters, form choices, export, edit, delete, inspect, copy, history and reorder.
"""

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.urls import URLPattern
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.people.roles import ROLES, Reach
from campaign_site.row_scope import RowScope
from campaign_site.sheets import SheetView

__all__ = ["RowScope", "ScopedChooserViewSet", "ScopedViewSet", "may_see", "narrow_choices", "rows_for"]

M = TypeVar("M", bound=Model)


def reaches(user: User) -> set[Reach]:
    """Return how far the user's roles see; empty for anybody without a role or a unit."""
    if not (user.is_authenticated and user.is_active) or user.unit_id is None:
        return set()
    return {ROLES[key].reach for key in user.role_keys() if key in ROLES}


def row_condition(user: User, scope: RowScope) -> Q | None:
    """Return the condition on rows that `user` may see under `scope`; an empty one for all rows, None for no row."""
    found = reaches(user)
    if not found:
        return None
    if scope.open:
        return Q()
    parts: list[Q] = []
    if Reach.PLACE in found and scope.code:
        place = user.unit.place
        parts.append(Q(**{f"{scope.code}__gte": place.code, f"{scope.code}__lt": place.code_end}))
    if scope.unit:
        parts.append(Q(**{"pk" if scope.unit == "self" else scope.unit: user.unit_id}))
    return reduce(or_, parts) if parts else None


def kept_by(user: Any, rows: QuerySet[M]) -> QuerySet[M]:
    """Return those of `rows` that are kept from the place where the user sits, or from nowhere in particular."""
    lookups = getattr(rows.model, "row_scope", RowScope()).changed_at
    if user.is_superuser or not lookups:
        return rows
    seat, nowhere, here = user.unit.place, Q(), Q()
    for lookup in lookups:
        nowhere &= Q(**{f"{lookup}__isnull": True})
        here |= Q(**{f"{lookup}__code__gte": seat.code, f"{lookup}__code__lt": seat.code_end})
    kept = rows.model._default_manager.filter(nowhere | here).values("pk")
    return rows.filter(pk__in=kept)


def rows_for(user: Any, queryset: QuerySet[M], *, verb: str = "view") -> QuerySet[M]:
    """Return the rows of `queryset` that `user` may see (or `verb`); none by default.

    The model says where its rows belong in `row_scope`; without one nobody but a superuser sees a row.
    """
    model = queryset.model
    if not user.is_active:
        return queryset.none()
    if user.is_superuser:
        return queryset
    if not user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}"):
        return queryset.none()
    condition = row_condition(user, getattr(model, "row_scope", RowScope()))
    if condition is None:
        return queryset.none()
    rows = queryset.filter(condition) if condition else queryset
    return rows if verb == "view" else kept_by(user, rows)


def may_see(user: Any, row: Model, *, verb: str = "view") -> bool:
    """Say whether `row` is among the rows of its model that `user` may see (or `verb`)."""
    return rows_for(user, type(row)._default_manager.filter(pk=row.pk), verb=verb).exists()


def narrow_choices(form: BaseForm, user: Any) -> None:
    """Leave in each choice field of `form` only the rows that `user` may see; models without a row scope stay."""
    for field in form.fields.values():
        rows = getattr(field, "queryset", None)
        if isinstance(rows, QuerySet) and hasattr(rows.model, "row_scope"):
            field.queryset = rows_for(user, rows)


class ScopedPermissionPolicy(ModelPermissionPolicy):
    """The model's permissions, and for one row also its scope: Wagtail asks this before it links to a row."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if not (self.user_has_permission(user, action) and may_see(user, instance)):
            return False
        return action == "view" or kept_by(user, self.model._default_manager.filter(pk=instance.pk)).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return self.user_has_any_permission(user, actions) and may_see(user, instance)


class ScopedView:
    """Laid over one of Wagtail's views of `scoped_model`: its row, its lists and its choices are the user's own."""

    scoped_model: type[Model]
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse a foreign row before the view looks at it, and put the attempt on record."""
        if "pk" in kwargs:
            self.refuse_foreign_row(request, unquote(str(kwargs["pk"])))
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def refuse_foreign_row(self, request: HttpRequest, pk: str) -> None:
        try:
            row = self.scoped_model._default_manager.filter(pk=pk).first()
        except (ValueError, ValidationError):
            row = None
        if row is None:
            raise Http404
        if not may_see(request.user, row):
            record(request.user, "site.refused", row, after={"path": request.path}, result=AuditEntry.Result.REFUSED)
            raise Http404
        changes = getattr(self, "permission_required", "view") in {"change", "delete"}
        if changes and not kept_by(request.user, self.scoped_model._default_manager.filter(pk=pk)).exists():
            raise PermissionDenied("这一条归别的地方管，您可以看，不能改。")

    def own(self, rows: Any) -> Any:
        """Return the user's part of `rows` when they are rows of the scoped model."""
        scoped = isinstance(rows, QuerySet) and rows.model is self.scoped_model
        return rows_for(self.request.user, rows) if scoped else rows

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        narrow_choices(form, self.request.user)
        return form


class ScopedRowView(ScopedView):
    """A scoped view of one row, or of rows without a listing."""

    def get_queryset(self) -> Any:
        return self.own(super().get_queryset())  # type: ignore[misc]


class ScopedListView(ScopedView, SheetView):
    """A scoped listing with its filters and exports."""

    def get_base_queryset(self) -> Any:
        return self.own(super().get_base_queryset())  # type: ignore[misc]

    def filter_queryset(self, queryset: Any) -> Any:
        if self.filters:  # type: ignore[attr-defined]
            narrow_choices(self.filters.form, self.request.user)  # type: ignore[attr-defined]
        return super().filter_queryset(queryset)  # type: ignore[misc]

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        """Put the export on record."""
        after = {"model": self.scoped_model._meta.label_lower, "format": spreadsheet_format, "query": self.request.GET}
        record(self.request.user, "site.exported", None, after=after)
        return super().as_spreadsheet(queryset, spreadsheet_format)  # type: ignore[misc]


class ScopedChooserView(ScopedView):
    """A scoped view of a chooser: Wagtail's own ask for no permission at all."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        options = self.scoped_model._meta
        if not request.user.has_perm(f"{options.app_label}.view_{options.model_name}"):
            raise PermissionDenied("您的角色不能查看这类记录。")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def can_create(self) -> bool:
        return False

    def get_object_list(self) -> Any:
        return self.own(super().get_object_list())  # type: ignore[misc]

    def get_objects(self, pks: Any) -> Any:
        return self.own(super().get_objects(pks))  # type: ignore[misc]


def scoped(kind: type[ScopedView], view_class: type, model: type[Model]) -> type:
    """Return `view_class` with the scoped view laid over it."""
    return type(view_class.__name__, (kind, view_class), {"scoped_model": model, "__module__": __name__})


class ScopedViewSet(ModelViewSet):
    """A model's screens, row by row within the user's scope; what a row is used by stays closed, it spans units."""

    copy_view_enabled = False
    add_to_reference_index = False

    @property
    def permission_policy(self) -> ScopedPermissionPolicy:
        return ScopedPermissionPolicy(self.model)

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        kind = ScopedListView if issubclass(view_class, BaseListingView) else ScopedRowView
        return super().construct_view(scoped(kind, view_class, self.model), **kwargs)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"usage_url_name": None, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "usage"]


class ScopedChooserViewSet(ChooserViewSet):
    """A chooser that offers the rows within the user's scope, and makes none."""

    @property
    def permission_policy(self) -> ScopedPermissionPolicy:
        return ScopedPermissionPolicy(self.model)

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        return super().construct_view(scoped(ScopedChooserView, view_class, self.model), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]
