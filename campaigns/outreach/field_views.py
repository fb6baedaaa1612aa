"""What does the phone show and take: one event on one screen, and what became of those already told?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from campaign_site import clock
from campaign_site.people.scoping import rows_for
from campaign_site.places.models import Place
from campaigns.outreach import actions, proofs
from campaigns.outreach.entry import questions, refusals
from campaigns.outreach.evidence import MOST_PICTURES, Proof
from campaigns.outreach.figures import OutreachRules
from campaigns.outreach.forms import EventForm
from campaigns.outreach.models import Event
from campaigns.outreach.screen import first_values, offered, township_for
from media_library.photos.ingest import MAX_BYTES

SIGN_IN = "要重新登录。这一条先留着，登录以后再存一次。"
TOWNSHIPS_SHOWN = 120


def wants_json(request: HttpRequest) -> bool:
    """Say whether a program asks, such as the phone's own queue."""
    return "application/json" in request.headers.get("Accept", "")


def for_loggers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who may log events and sits in a unit."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            if wants_json(request):
                return JsonResponse({"errors": {"": [SIGN_IN]}}, status=401)
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm("campaigns.add_event"):
            raise PermissionDenied("你的账号不登记活动。要登记，请联系打非办开通。")
        if request.user.unit is None:
            raise PermissionDenied("你的账号还没有单位，不知道活动该记在哪里。请联系打非办。")
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            if wants_json(request):
                return JsonResponse({"errors": {"": [str(refusal)]}}, status=403)
            raise

    return guarded


@for_loggers
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Show the screen, or keep what was told."""
    if request.method == "POST":
        return _kept(request)
    like = rows_for(request.user, Event.objects.filter(uuid=_uuid(request.GET.get("like", "")))).first()
    known = first_values(request.user, now=timezone.localtime(clock.now()), like=like)
    asked = request.GET.get("township", "")
    township = township_for(request.user, asked=asked, place=known.get("place"))
    if township is None or "choose" in request.GET:
        return _choose_township(request)
    if asked and known.get("place") and not township.holds(known["place"]):
        known.pop("place")
    return _screen(request, EventForm(request.user, initial=known), township)


def _uuid(text: str) -> Any:
    value = EventForm.base_fields["uuid"]
    try:
        return value.clean(text)
    except ValidationError:
        return None


def _screen(request: HttpRequest, form: EventForm, township: Place, status: int = 200) -> HttpResponse:
    context = offered(request.user, township, form, clock.today())
    return render(request, "campaigns/outreach/log.html", context, status=status)


def _choose_township(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "").strip()[:20]
    rows = Place.objects.under(request.user.unit.place).townships().existing(clock.today())
    rows = rows.filter(short_name__contains=name) if name else rows
    context = {"townships": rows[:TOWNSHIPS_SHOWN], "name": name}
    return render(request, "campaigns/outreach/choose_township.html", context)


def _kept(request: HttpRequest) -> HttpResponse:
    """Keep the entry, then its pictures, then hand it in; nothing told is lost when a picture is no picture."""
    form = EventForm(request.user, request.POST)
    event = logged(request, form) if form.is_valid() else None
    if event is None:
        return _refused(request, form)
    troubles = _pictures_kept(request, event)
    try:
        if event.state == Event.State.DRAFT:
            actions.submit(event, request.user, now=clock.now())
    except ValidationError:
        event.refresh_from_db()
    if wants_json(request):
        return JsonResponse(answer(event) | {"troubles": troubles})
    for trouble in troubles:
        messages.warning(request, f"文字已经存好。照片没有留下：{trouble}")
    return redirect("field_done", uuid=event.uuid)


def logged(request: HttpRequest, form: EventForm) -> Event | None:
    """Log the valid form's entry; None, with the reasons on the form, when it cannot be kept as it is."""
    entry, today = form.entry(), clock.today()
    days = OutreachRules.load(request_or_site=request).ask_after_days
    asked = {} if form.cleaned_data["sure"] else questions(entry, today, ask_after_days=days)
    try:
        if asked:
            raise ValidationError(asked | refusals(entry, request.user, today))
        return actions.log_event(request.user, entry, uuid=form.cleaned_data["uuid"], now=clock.now())
    except ValidationError as error:
        blame(form, error)
        form.asked = asked
        return None


def blame(form: Any, error: ValidationError) -> None:
    """Put an action's refusal on the fields it names."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in told.items():
        form.add_error(name if name in form.fields else None, sentences)


def _pictures_kept(request: HttpRequest, event: Event) -> list[str]:
    troubles = []
    for picture in request.FILES.getlist("photos")[: MOST_PICTURES + 1]:
        try:
            proofs.add_proof(event, request.user, Proof("photo", picture.read(MAX_BYTES + 1)), now=clock.now())
        except ValidationError as error:
            troubles += error.messages
    return troubles


def _refused(request: HttpRequest, form: EventForm) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"errors": form.errors}, status=422)
    place = form.cleaned_data.get("place")
    township = township_for(request.user, asked=request.POST.get("township", ""), place=place)
    if township is None:
        return _choose_township(request)
    return _screen(request, form, township, status=422)


def answer(event: Event) -> dict[str, Any]:
    """Return what a program is told about one event."""
    return {
        "uuid": str(event.uuid),
        "state": event.state,
        "state_text": event.get_state_display(),
        "version": event.version,
        "url": reverse("field_event", args=[event.uuid]),
    }
