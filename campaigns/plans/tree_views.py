"""Which screens show the tree of campaigns, say what a scope holds, and copy a tree into another year?"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.admin import messages

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place

from .copying import copies_of, copy_tree, faults_of
from .models import Campaign
from .scope import Bounds, Heirs, bounds_of, count_scopes
from .tree import STRIP, build_tree
from .views import NOT_YOURS, PlanScreen

TOPS_PER_PAGE = 5
MAX_PARTS = 200
MAX_PLACES = 1000


class TreeView(PlanScreen):
    """Each year's plan with its specials, months and days; the newest year first."""

    page_title = "宣传计划"
    template_name = "campaigns/plans/tree.html"
    header_icon = "calendar"
    trail = (("plans:matrix", "计划与分工"),)

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = rows_for(request.user, Campaign.objects.with_bounds())
        page = Paginator(mine.filter(parent=None).order_by("-starts_on", "-id"), TOPS_PER_PAGE).get_page(
            request.GET.get("p")
        )
        tops = list(page.object_list)
        below = mine.filter(Q(parent__in=tops) | Q(parent__parent__in=tops) | Q(parent__parent__parent__in=tops))
        parts = list(below.distinct().order_by("starts_on", "id")[:MAX_PARTS])
        found = len(parts) if len(parts) < MAX_PARTS else below.distinct().count()
        trees = build_tree(tops, [*tops, *parts], clock.today())
        kept = rows_for(
            request.user, Campaign.objects.filter(pk__in=[one.pk for one in (*tops, *parts)]), verb="change"
        )
        changeable = set(kept.values_list("pk", flat=True))
        for node in (node for tree in trees for node in tree):
            node.may_change = node.campaign.pk in changeable
        hidden = len(tops) + found - sum(map(len, trees))
        return self.show(
            page=page, trees=trees, hidden=hidden, most=MAX_PARTS, strip=STRIP, today=clock.today(), months=range(12)
        )


class ScopeView(PlanScreen):
    """The sentence on a scope that is still being chosen in the form."""

    permission = "campaigns.change_campaign"

    def get(self, request: HttpRequest) -> HttpResponse:
        included, excluded = self.places("included"), self.places("excluded")
        heirs = Heirs((*included, *excluded))
        bounds = Bounds(heirs.included(included), heirs.excluded(excluded))
        parent = self.parent()
        if parent is not None:
            bounds = bounds.below(bounds_of([parent])[parent.pk])
        count = count_scopes({0: (bounds, clock.today())})[0]
        return render(request, "campaigns/plans/_scope_said.html", {"count": count, "parent": parent})

    def places(self, name: str) -> list[Place]:
        """Return the places ticked."""
        ticked = [int(pk) for pk in self.request.GET.getlist(name)[:MAX_PLACES] if pk.isdecimal() and len(pk) < 15]
        return list(Place.objects.filter(pk__in=ticked))

    def parent(self) -> Campaign | None:
        """Return the campaign chosen above, if the user may see it."""
        pk = self.request.GET.get("parent", "")
        if not (pk.isdecimal() and len(pk) < 15):
            return None
        return rows_for(self.request.user, Campaign.objects.with_bounds()).filter(pk=int(pk)).first()


class YearForm(forms.Form):
    """Into which year."""

    year = forms.IntegerField(label="抄到哪一年", min_value=2000, max_value=2100)


class CopyView(PlanScreen):
    """What a copy of the tree would be in another year, and the act."""

    page_title = "照抄一份计划"
    template_name = "campaigns/plans/copy.html"
    header_icon = "calendar"
    permission = "campaigns.add_campaign"
    trail = (("plans:matrix", "计划与分工"), ("plans:tree", "宣传计划"))

    def fetch(self, pk: int) -> Campaign:
        """Find the top campaign; only those who keep it may copy it."""
        mine = rows_for(self.request.user, Campaign.objects.with_bounds().filter(parent=None))
        campaign = get_object_or_404(mine, pk=pk)
        if not rows_for(self.request.user, Campaign.objects.filter(pk=pk), verb="change").exists():
            raise PermissionDenied(NOT_YOURS)
        return campaign

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        campaign = self.fetch(pk)
        return self.ask(campaign, YearForm(initial={"year": campaign.starts_on.year + 1}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        campaign = self.fetch(pk)
        form = YearForm(request.POST)
        if form.is_valid() and "look" not in request.POST:
            try:
                made = copy_tree(campaign, request.user, year=form.cleaned_data["year"])
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, f"已照抄成“{made}”。任务不抄：每年照当年的公文导入。")
                return redirect(f"{reverse('plans:tree')}#c{made.pk}")
        return self.ask(campaign, form, status=200 if form.is_valid() else 422)

    def ask(self, campaign: Campaign, form: YearForm, *, status: int = 200) -> HttpResponse:
        year: Any = form.cleaned_data.get("year") if form.is_bound else form.initial.get("year")
        copies = copies_of(campaign, year) if year and 2000 <= year <= 2100 else []
        faults = faults_of(copies) if not form.non_field_errors() else []
        return self.show(campaign=campaign, form=form, copies=copies, faults=faults, status=status)
