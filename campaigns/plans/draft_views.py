"""What do all screens of one circular share: which one it is, who holds the pen, and how the preview is put together?"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaign_site import clock
from campaign_site.people.scoping import rows_for

from .correcting import differences_of
from .deadlines import Period
from .editing import Hand
from .forms import CorrectsForm, PlanForm, year_plan
from .mapped import matches_of, measures_of, with_suggestions
from .matching import Match
from .measure_forms import MeasureForm, NamesForm, written
from .preview import Row, progress_of, rows_of
from .sources import SourceDocument
from .succession import may_correct
from .views import NOT_YOURS, PlanScreen

ROWS_PER_PAGE = 60
NAMES_AT_ONCE = 12
DIFFERENCES_AT_ONCE = 60


class DraftScreen(PlanScreen):
    """A screen of one circular in the reader's reach."""

    template_name = "campaigns/plans/circular.html"
    permission = "campaigns.view_sourcedocument"
    trail = (("plans:matrix", "计划与分工"), ("plans:circulars", "来文导入"))
    document: SourceDocument

    def found(self, pk: int) -> SourceDocument:
        """Return the circular among those the user may see."""
        rows = SourceDocument.objects.select_related(
            "campaign", "unit__place__parent", "corrects__campaign", "uploaded_by"
        )
        return get_object_or_404(rows_for(self.request.user, rows), pk=pk)

    def fetch(self, pk: int) -> None:
        self.document = self.found(pk)

    def refuse_readers(self) -> None:
        """Refuse who may look and not change."""
        if not self.may_change:
            raise PermissionDenied(NOT_YOURS)

    @property
    def may_change(self) -> bool:
        return bool(self.request.user.has_perm("campaigns.change_sourcedocument"))

    def get_page_title(self) -> str:
        return self.document.title

    def seen(self) -> int | None:
        """Return which version of the draft the sent form was made from."""
        text = str(self.request.POST.get("seen", ""))
        return int(text) if text.isdecimal() and len(text) < 9 else None

    def hand(self) -> Hand:
        """Return who changes the draft, and what they had before them."""
        return Hand(self.request.user, clock.now(), self.seen())

    def address(self, *, anchor: str = "", **query: Any) -> str:
        """Return the preview's address, on the page asked for, at an anchor."""
        asked = {"p": self.request.GET.get("p") or self.request.POST.get("p"), "only": self.request.GET.get("only")}
        kept = urlencode({name: value for name, value in (asked | query).items() if value})
        page = reverse("plans:circular", args=[self.document.pk])
        return f"{page}{'?' if kept else ''}{kept}{'#' if anchor else ''}{anchor}"

    def with_suggestions(self) -> list[Match]:
        return with_suggestions(self.document, matches_of(self.document))

    @cached_property
    def is_draft(self) -> bool:
        return self.document.state == SourceDocument.State.DRAFT

    def period(self) -> Period:
        """Return by which days the deadlines are looked at: the circular's, and those of the plan it goes into."""
        known = self.document.campaign or (self.document.corrects.campaign if self.document.corrects else None)
        if known is not None:
            return Period(self.document.issued_on, known.starts_on, known.ends_on)
        year = year_plan(clock.today())
        return Period(self.document.issued_on, year["starts_on"], year["ends_on"])

    def preview(self, *, status: int = 200, faults: Iterable[str] = (), **forms: Any) -> HttpResponse:
        """Show the draft; `plan` and `opened` (a bound form with its key) stand in for the usual empty ones."""
        matches, document = self.with_suggestions(), self.document
        rows = rows_of(document.reading, measures_of(document), matches, self.period())
        asking = [row for row in rows if row.asks]
        only = self.request.GET.get("only") == "ask"
        key, form = forms.get("opened") or self.opened(rows)
        page = Paginator(asking if only else rows, ROWS_PER_PAGE).get_page(self.page_of(rows, key))
        facts = {"reading": document.reading, "progress": progress_of(rows, matches), "page": page, "only": only}
        facts |= {"opened": key, "form": form, "may_change": self.may_change and self.is_draft, "asking": len(asking)}
        facts |= self.name_facts(matches) | self.closing_facts(forms.get("plan"))
        return self.show(document=document, faults=list(faults), status=status, **facts)

    def page_of(self, rows: list[Row], key: str) -> str | None:
        """Return the page asked for, else the one on which the opened measure stands."""
        asked = self.request.GET.get("p") or self.request.POST.get("p")
        at = next((n for n, row in enumerate(rows) if row.measure is not None and row.measure.key == key), None)
        return asked or (str(at // ROWS_PER_PAGE + 1) if at is not None else None)

    def opened(self, rows: list[Row]) -> tuple[str, MeasureForm | None]:
        """Return which measure is open for editing, and its form; `after` and `line` open an empty one."""
        get = self.request.GET
        if not (self.may_change and self.is_draft):
            return "", None
        row = next((one for one in rows if one.measure is not None and one.measure.key == get.get("edit")), None)
        if row is not None:
            return row.measure.key, MeasureForm(initial=written(row.measure))  # type: ignore[union-attr]
        if "after" in get:
            return f"after-{get['after']}", MeasureForm()
        line = next((one for one in rows if one.part == "leftover" and str(one.line) == get.get("line")), None)
        return (f"line-{line.line}", MeasureForm(initial={"body": "\n".join(line.lines)})) if line else ("", None)

    def name_facts(self, matches: list[Match]) -> dict[str, Any]:
        """Return what the part on names shows: who is unknown first and open, who is known folded."""
        fields = list(zip(matches, NamesForm(matches, self.document.unit.place), strict=True))
        chosen = self.request.GET.get("name")
        open_ones = [one for one in fields if not one[0].key or one[0].mark == chosen]
        known = [one for one in fields if one[0].key]
        return {"open_names": open_ones[:NAMES_AT_ONCE], "more_names": len(open_ones[NAMES_AT_ONCE:]), "known": known}

    def closing_facts(self, plan: PlanForm | None) -> dict[str, Any]:
        """Return what the end of the page shows: what it corrects and how, or the plan it goes into."""
        document = self.document
        if not self.is_draft:
            return {}
        offered = may_correct(document)
        found = differences_of(document) if document.corrects_id else []
        corrects = CorrectsForm(offered, initial={"corrects": document.corrects_id}) if offered else None
        form = plan or PlanForm(self.request.user, initial=year_plan(clock.today()))
        return {
            "plan": form,
            "corrects": corrects,
            "differences": found[:DIFFERENCES_AT_ONCE],
            "more_differences": len(found[DIFFERENCES_AT_ONCE:]),
        }
