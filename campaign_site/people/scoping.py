"""Which rows may this user see: the one queryset and the one viewset through which scoped rows are read.

Wagtail's generic views check the model, never the row; `ScopedViewSet` closes list, export, add-by-copy, edit, delete,
inspect, history and usage.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from wagtail.admin.viewsets.model import ModelViewSet

from campaign_site.people.models import User
from campaign_site.people.roles import ROLES, Reach

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class RowScope:
    """Where a row belongs: lookups to a Place and to a Unit (empty: none); `open` rows belong to all staff."""

    place: str = ""
    unit: str = ""
    open: bool = False


def reaches(user: User) -> set[Reach]:
    """Return how far the user's roles see; empty for anybody without a role or a unit."""
    if not (user.is_authenticated and user.is_active) or user.unit_id is None:
        return set()
    return {ROLES[key].reach for key in user.role_keys() if key in ROLES}


def row_condition(user: User, scope: RowScope) -> Q | None:
    """Return the condition on rows that `user` may see under `scope`, None when there is none to see."""
    parts: list[Q] = []
    found = reaches(user)
    if Reach.PLACE in found and scope.place:
        place = user.unit.place
        lookup = f"{scope.place}__code" if scope.place != "self" else "code"
        parts.append(Q(**{f"{lookup}__gte": place.code, f"{lookup}__lt": place.code_end}))
    if found and scope.unit:
        lookup = scope.unit if scope.unit != "self" else "pk"
        parts.append(Q(**{lookup: user.unit_id}))
    if found and scope.open:
        parts.append(Q())
    return reduce(or_, parts) if parts else None


def rows_for(user: Any, queryset: QuerySet[M], *, verb: str = "view") -> QuerySet[M]:
    """Return the rows of `queryset` that `user` may see (or `verb`); none by default.

    The model says where its rows belong in `row_scope`; without one nobody but a superuser sees a row.
    """
    model = queryset.model
    if getattr(user, "is_superuser", False) and user.is_active:
        return queryset
    if not user.is_authenticated or not user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}"):
        return queryset.none()
    condition = row_condition(user, getattr(model, "row_scope", RowScope()))
    if condition is None:
        return queryset.none()
    return queryset.filter(condition) if condition else queryset


def scoped_view(view_class: type, model: type[Model]) -> type:
    """Return `view_class` with every way to a row of `model` closed to rows outside the user's scope."""

    class ScopedView(view_class):  # type: ignore[valid-type, misc]
        def get_base_queryset(self) -> QuerySet[Any]:
            rows = super().get_base_queryset()
            return rows_for(self.request.user, rows) if rows.model is model else rows

        def get_base_object_queryset(self) -> QuerySet[Any]:
            return rows_for(self.request.user, super().get_base_object_queryset())

        def get_object(self, *args: Any, **kwargs: Any) -> Any:
            row = super().get_object(*args, **kwargs)
            if (
                isinstance(row, model)
                and not rows_for(self.request.user, model._default_manager.filter(pk=row.pk)).exists()
            ):
                raise Http404
            return row

    ScopedView.__name__ = ScopedView.__qualname__ = view_class.__name__
    return ScopedView


class ScopedViewSet(ModelViewSet):
    """A model's screens, row by row within the user's scope."""

    copy_view_enabled = False

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        return super().construct_view(scoped_view(view_class, self.model), **kwargs)
