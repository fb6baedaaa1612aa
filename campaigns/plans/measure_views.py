"""Which screens change a measure of a draft, and settle a name that stands in no register?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from .draft_views import DraftScreen
from .editing import add_measure, edit_measure, leave_out
from .mapped import measures_of
from .matching import Match
from .measure_forms import NAME_GONE, MeasureForm, NewGroupForm, NewUnitForm
from .naming import register_group, register_unit

NEW = ("after-", "line-")


class MeasureView(DraftScreen):
    """What is sent about one measure: its fields, 不列入 or 收回; `after-m3` and `line-12` make a new one."""

    def get(self, request: HttpRequest, pk: int, key: str) -> HttpResponse:
        self.fetch(pk)
        return redirect(self.address(edit=key, anchor=key))

    def post(self, request: HttpRequest, pk: int, key: str) -> HttpResponse:
        self.refuse_readers()
        self.fetch(pk)
        measure = next((one for one in measures_of(self.document) if one.key == key), None)
        if measure is None and not key.startswith(NEW):
            raise Http404
        form = MeasureForm(request.POST, kept=measure.names if measure else ())
        try:
            if "out" in request.POST or "back" in request.POST:
                leave_out(self.document, self.hand(), key, out="out" in request.POST)
            elif form.is_valid():
                key = self.write(form, key)
            else:
                return self.preview(opened=(key, form), status=422)
        except ValidationError as refusal:
            self.document = self.found(pk)
            opened = (key, form) if "out" not in request.POST and "back" not in request.POST else None
            return self.preview(faults=refusal.messages, opened=opened, status=409)
        return redirect(self.address(anchor=key))

    def write(self, form: MeasureForm, key: str) -> str:
        """Store the fields of a measure, or make a new one; return its key."""
        if not key.startswith(NEW):
            edit_measure(self.document, self.hand(), key, form.values())
            return key
        where, _, which = key.partition("-")
        line = int(which) if where == "line" and which.isdecimal() and len(which) < 6 else None
        return add_measure(
            self.document, self.hand(), form.values(), after=which if where == "after" else "", line=line
        )


class NameView(DraftScreen):
    """A name that nobody is known by: register a unit, or say which units it stands for."""

    template_name = "campaigns/plans/name.html"

    def asked(self, pk: int, mark: str) -> Match | None:
        """Find the circular and the name in it; nothing when the name is not there, or no longer."""
        self.fetch(pk)
        return next((match for match in self.with_suggestions() if match.mark == mark), None)

    def gone(self) -> HttpResponse:
        """Say that the name is no longer in the circular, and lead back to those that are."""
        messages.error(self.request, NAME_GONE)
        return redirect(self.address(anchor="names"))

    def get(self, request: HttpRequest, pk: int, mark: str) -> HttpResponse:
        match = self.asked(pk, mark)
        if match is None:
            return self.gone()
        start = {"name": match.name, "short_name": match.name[:40]}
        return self.forms(match, unit=NewUnitForm(initial=start))

    def post(self, request: HttpRequest, pk: int, mark: str) -> HttpResponse:
        self.refuse_readers()
        match = self.asked(pk, mark)
        if match is None:
            return self.gone()
        place = self.document.unit.place
        group = "group" in request.POST
        form: Any = NewGroupForm(place, request.POST) if group else NewUnitForm(request.POST)
        forms = {"group" if group else "unit": form}
        if not form.is_valid():
            return self.forms(match, status=422, **forms)
        try:
            if group:
                register_group(self.document, self.hand(), match.name, list(form.cleaned_data["members"]))
            else:
                register_unit(self.document, self.hand(), match.name, form.unit())
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.forms(match, status=422, **forms)
        messages.success(request, f"已登记，“{match.name}”有了对应。")
        return redirect(self.address(anchor="names"))

    def forms(self, match: Match, *, status: int = 200, **given: Any) -> HttpResponse:
        """Show both ways."""
        start = {"name": match.name, "short_name": match.name[:40]}
        forms = {"unit": NewUnitForm(initial=start), "group": NewGroupForm(self.document.unit.place)} | given
        rights = {name: self.request.user.has_perm(f"campaign_site.add_{name}") for name in ("unit", "unitgroup")}
        return self.show(document=self.document, match=match, rights=rights, status=status, **forms)
