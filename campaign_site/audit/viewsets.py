"""How do the office and the auditor look through the audit trail? They read, filter and export; nobody changes."""

from typing import Any

import django_filters
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from campaign_site.audit import head, words
from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import record
from campaign_site.registers import RegisterInspectView, RegisterViewSet

MOST_COUNTED = 10_000


class BoundedPaginator(WagtailPaginator):
    """Pages of a list too long to count: it counts no further than `MOST_COUNTED`; the filters lead beyond."""

    @cached_property
    def count(self) -> int:
        return self.object_list[:MOST_COUNTED].count()


def kinds_of_targets() -> list[tuple[str, str]]:
    """Return the audited models as choices."""
    found = {model._meta.label_lower: str(model._meta.verbose_name) for model in _audited()}
    return sorted(found.items(), key=lambda choice: choice[1])


def _audited() -> list[type[Model]]:
    return [model for model in words.models().values() if getattr(model, "audited", False)]


class AuditFilterSet(WagtailFilterSet):
    """Entries by when, who, what, on what, and how it ended; each filter has an index to walk."""

    at = django_filters.DateFromToRangeFilter(label="日期", widget=DateRangePickerWidget)
    actor_name = django_filters.CharFilter(label="操作人（姓名）")
    action = django_filters.CharFilter(label="动作（标识开头）", lookup_expr="startswith")
    target_model = django_filters.ChoiceFilter(label="对象类别", choices=kinds_of_targets, empty_label="全部")
    target_id = django_filters.CharFilter(label="对象编号")
    result = django_filters.ChoiceFilter(label="结果", choices=AuditEntry.Result.choices, empty_label="全部")

    class Meta:
        model = AuditEntry
        fields: list[str] = []


class AuditIndexView(IndexView):
    """The trail, newest first."""

    paginator_class = BoundedPaginator
    default_ordering = "-id"

    def get_base_queryset(self) -> QuerySet[AuditEntry]:
        return AuditEntry.objects.all()

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        """Put on record that the trail was taken out, and which part of it."""
        after = {"format": spreadsheet_format, "query": self.request.GET}
        record(self.request.user, "site.exported", None, after={"model": AuditEntry._meta.label_lower, **after})
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(head=head.current(), most_counted=MOST_COUNTED, **kwargs)


class AuditInspectView(RegisterInspectView):
    """One entry, its values before and after side by side."""

    def get_page_subtitle(self) -> str:
        return f"{self.object.actor_name} {words.action_label(self.object.action)} {self.object.target_label}"

    def get_action_display_value(self) -> str:
        label = words.action_label(self.object.action)
        return label if label == self.object.action else f"{label}（{self.object.action}）"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.object
        named = {key: words.field_label(entry.target_model, key) for key in [*entry.before, *entry.after]}
        changes = [
            {"field": label, "before": entry.before.get(key, ""), "after": entry.after.get(key, "")}
            for key, label in named.items()
        ]
        return super().get_context_data(changes=changes, **kwargs)


class AuditViewSet(RegisterViewSet):
    """The audit page."""

    model = AuditEntry
    name = "audit"
    icon = "history"
    menu_label = "审计记录"
    menu_order = 900
    add_to_settings_menu = False
    template_prefix = "audit/"
    index_view_class = AuditIndexView
    inspect_view_class = AuditInspectView
    filterset_class = AuditFilterSet
    list_display = [
        "moment",
        Column("actor_name", label="操作人"),
        Column("action", label="动作", accessor=lambda entry: words.action_label(entry.action)),
        Column("target_label", label="对象"),
        Column("target_model", label="类别", accessor=lambda entry: words.model_label(entry.target_model)),
        Column("get_result_display", label="结果"),
    ]
    list_export = [
        "position", "at", "actor_name", "actor_id", "address", "action", "target_model", "target_id", "target_label",
        "get_result_display", "reason", "before", "after", "hash",
    ]  # fmt: skip
    export_headings = {"get_result_display": "结果"}
    export_filename = "audit"
    inspect_view_fields = [
        "moment", "actor_name", "address", "action", "target_label", "result", "reason", "position", "hash", "mark",
    ]  # fmt: skip
