"""How do staff look up the words the system counts by?"""

import django_filters
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from campaign_site.registers import RegisterViewSet
from campaign_site.terms.models import Term


class TermFilterSet(WagtailFilterSet):
    """Terms of one vocabulary."""

    vocabulary = django_filters.ChoiceFilter(label="词表", choices=Term.Vocabulary.choices, empty_label="全部")

    recorded = django_filters.ChoiceFilter(
        label="用途", choices=[("True", "登记用"), ("False", "对照用")], empty_label="全部"
    )

    class Meta:
        model = Term
        fields: list[str] = []


def use_of(term: Term) -> str:
    """Return what the term is for: recording, or showing old records under another edition's names."""
    return "登记用" if term.recorded else "对照用"


class TermViewSet(RegisterViewSet):
    """Terms, read only: a changed word is a new edition."""

    model = Term
    name = "terms"
    icon = "tag"
    menu_label = "词表"
    filterset_class = TermFilterSet
    ordering = ["vocabulary", "-recorded", "valid_from", "edition", "position"]
    search_fields = ["label", "key"]
    list_display = [
        "label",
        Column("get_vocabulary_display", label="词表", sort_key="vocabulary"),
        "edition",
        Column("recorded", label="用途", accessor=use_of),
        "valid_from",
        "valid_to",
    ]
    inspect_view_fields = [
        "label",
        "vocabulary",
        "key",
        "edition",
        "recorded",
        "parent_key",
        "position",
        "valid_from",
        "valid_to",
        "note",
    ]
