"""What became of the events I told, and how do I answer, mend or void one?"""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from campaigns.outreach import actions, proofs, rights
from campaigns.outreach.entry import questions
from campaigns.outreach.field_views import answer, blame, for_loggers, wants_json
from campaigns.outreach.figures import OutreachRules
from campaigns.outreach.forms import CorrectionForm, ProofForm, initial_of
from campaigns.outreach.models import Event
from campaigns.outreach.screen import offered
from campaigns.outreach.wording import WAITS_FOR, changes, facts

PAGE = 20
State = Event.State
TABS = {
    "sent": ("在办", [State.DRAFT, State.SUBMITTED]),
    "returned": ("退回", [State.RETURNED]),
    "done": ("已办好", [State.APPROVED, State.RECOGNISED, State.VOID]),
}
# Which part of the screen holds a field, for the page of a returned event.
PARTS = {
    "when": ("held_on", "start_time"),
    "place": ("place", "venue_text"),
    "kind": ("venue_kind",),
    "how": ("form",),
    "theme": ("theme", "material"),
    "heads": ("attendance", "count_method", "households"),
}


def found(request: HttpRequest, uuid: UUID) -> Event:
    """Return the event if this person may see it; else it is not there."""
    rows = rows_for(request.user, Event.objects.filter(uuid=uuid))
    event = rows.select_related("place__parent", "township", "venue", "author", "unit").first()
    if event is None:
        raise Http404("没有这一条，或者它不在你能看的范围里。")
    return event


@for_loggers
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what this person told, in three heaps, the newest first."""
    rows = rows_for(request.user, Event.objects.filter(author=request.user))
    heaps = {tab: Count("pk", filter=Q(state__in=states)) for tab, (_, states) in TABS.items()}
    counts = rows.aggregate(**heaps)
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "sent"
    shown = rows.filter(state__in=TABS[tab][1]).select_related("place", "township").order_by("-id")
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    tabs = [(key, label, counts[key]) for key, (label, _) in TABS.items()]
    context = {"tabs": tabs, "tab": tab, "page": page, "waits": WAITS_FOR}
    return render(request, "campaigns/outreach/mine.html", context)


@for_loggers
@require_safe
def done(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say that it is kept, where it is now and what comes next."""
    event = found(request, uuid)
    step = event.steps.filter(verb="correct", version=event.version).last()
    lacking = actions.missing_proof(event.attendance, event) if event.state == State.DRAFT else ""
    told = {"changes": changes(step) if step else [], "lacking": lacking, "form": ProofForm()}
    return render(request, "campaigns/outreach/done.html", told | {"event": event, "waits": WAITS_FOR[event.state]})


@for_loggers
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one event; open a returned one at its question; take a correction or an answer."""
    row = found(request, uuid)
    mine_to_change = rights.may_correct(request.user, row)
    if request.method == "POST":
        return _answered(request, row) if "explain" in request.POST else _corrected(request, row)
    if mine_to_change and (row.state == State.DRAFT or "edit" in request.GET):
        return _edit(request, row, CorrectionForm(request.user, initial=initial_of(row)))
    if mine_to_change and row.state == State.RETURNED:
        return _returned(request, row, CorrectionForm(request.user, initial=initial_of(row)))
    told = {"facts": facts(row), "steps": row.steps.select_related("actor"), "waits": WAITS_FOR[row.state]}
    if mine_to_change:
        told |= {"form": ProofForm(), "lacking": actions.missing_proof(row.attendance, row)}
    allowed = {"may_edit": mine_to_change, "may_void": rights.may_void(request.user, row)}
    return render(request, "campaigns/outreach/event.html", {"event": row} | told | allowed)


def _edit(request: HttpRequest, row: Event, form: Any, status: int = 200) -> HttpResponse:
    context = offered(request.user, row.township, form, clock.today()) | {"event": row}
    return render(request, "campaigns/outreach/edit.html", context, status=status)


def _returned(request: HttpRequest, row: Event, form: Any, status: int = 200) -> HttpResponse:
    """Open at the field the remark is about; what is not in a part of its own opens the whole screen."""
    part = next((part for part, names in PARTS.items() if row.remark_field in names), "")
    if not part:
        return _edit(request, row, form, status)
    context = offered(request.user, row.township, form, clock.today()) | {"event": row, "part": part}
    context["unasked"] = [field for field in form if field.name not in (*PARTS[part], "reason", "sure")]
    context["facts"] = [fact for fact in facts(row) if fact.name not in PARTS[part]]
    context["asked_by"] = row.steps.filter(verb="return").select_related("actor").last()
    return render(request, "campaigns/outreach/returned.html", context, status=status)


def _corrected(request: HttpRequest, row: Event) -> HttpResponse:
    form = CorrectionForm(request.user, request.POST)
    if form.is_valid() and _mended(request, row, form):
        return JsonResponse(answer(row)) if wants_json(request) else redirect("field_done", uuid=row.uuid)
    if wants_json(request):
        return JsonResponse({"errors": form.errors}, status=422)
    show = _returned if row.state == State.RETURNED and "whole" not in request.POST else _edit
    return show(request, row, form, 422)


def _mended(request: HttpRequest, row: Event, form: CorrectionForm) -> bool:
    """Put the new version in place, or its refusal on the form."""
    entry, reason = form.entry(), form.cleaned_data["reason"]
    days = OutreachRules.load(request_or_site=request).ask_after_days
    is_new_day = entry.held_on != row.held_on and not form.cleaned_data["sure"]
    asked = questions(entry, clock.today(), ask_after_days=days) if is_new_day else {}
    row.version = form.cleaned_data["version"]
    try:
        if asked:
            raise ValidationError(asked)
        actions.correct_event(row, request.user, entry, reason=reason, now=clock.now())
    except ValidationError as error:
        blame(form, error)
        form.asked = asked
        return False
    return True


def _answered(request: HttpRequest, row: Event) -> HttpResponse:
    try:
        actions.explain(row, request.user, text=request.POST.get("reason", ""), now=clock.now())
    except ValidationError as error:
        form = CorrectionForm(request.user, request.POST)
        form.is_valid()
        form.add_error("reason", error.messages)
        return _returned(request, found(request, row.uuid), form, 422)
    return redirect("field_done", uuid=row.uuid)


@for_loggers
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask why, then void; the record stays."""
    row = found(request, uuid)
    if not rights.may_void(request.user, row):
        raise PermissionDenied("这一条现在不能由你作废。县里认可过的，请联系打非办。")
    told: dict[str, Any] = {"event": row}
    if request.method == "POST":
        told["reason"] = request.POST.get("reason", "")
        try:
            actions.void_event(row, request.user, reason=told["reason"], now=clock.now())
            return redirect("field_event", uuid=row.uuid)
        except ValidationError as error:
            told["errors"] = error.messages
    return render(request, "campaigns/outreach/void.html", told, status=422 if "errors" in told else 200)


@for_loggers
@require_http_methods(["POST"])
def proof(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one proof; a draft that lacked nothing else is handed in with it."""
    row = found(request, uuid)
    form = ProofForm(request.POST, request.FILES)
    try:
        if form.is_valid():
            proofs.add_proof(row, request.user, form.proof(), now=clock.now())
            if row.state == State.DRAFT:
                actions.submit(row, request.user, now=clock.now())
            return redirect("field_done", uuid=row.uuid)
    except ValidationError as error:
        blame(form, error)
    told = {"event": row, "form": form, "lacking": actions.missing_proof(row.attendance, row)}
    return render(request, "campaigns/outreach/done.html", told | {"waits": WAITS_FOR[row.state]}, status=422)
