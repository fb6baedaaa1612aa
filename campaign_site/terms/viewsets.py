"""How do staff look up the words the system counts by?"""

import django_filters
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column

from campaign_site.registers import RegisterViewSet
from campaign_site.terms.models import Term


class TermFilterSet(WagtailFilterSet):
    """Terms of one vocabulary."""

    vocabulary = django_filters.ChoiceFilter(label="词表", choices=Term.Vocabulary.choices, empty_label="全部")

    class Meta:
        model = Term
        fields: list[str] = []


class TermViewSet(RegisterViewSet):
    """Terms, read only: a changed word is a new edition."""

    model = Term
    name = "terms"
    icon = "tag"
    menu_label = "词表"
    filterset_class = TermFilterSet
    search_fields = ["label", "key"]
    list_display = [
        "label",
        Column("get_vocabulary_display", label="词表", sort_key="vocabulary"),
        "edition",
        BooleanColumn("recorded", label="用于登记"),
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
