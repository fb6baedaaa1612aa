"""How does a reviewer look at one event and decide: approve or recognise, send back with a question, void with a reason?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin.views.generic import InspectView

from campaign_site import clock
from campaigns.outreach import actions, rights
from campaigns.outreach.entry import LABELS
from campaigns.outreach.evidence import NONE_KEPT, proof_asked
from campaigns.outreach.models import Event
from campaigns.outreach.wording import WAITS_FOR, facts, title

DONE = {
    "approve": "镇街审好了",
    "recognise": "县里认可了",
    "return": "退回去了，填报人打开就看到您问的",
    "void": "作废了，记录和原因都在",
}


def waiting_like(user: Any, event: Event) -> QuerySet[Event]:
    """Return the events of others that wait in the same state within the user's scope, the longest waiting first."""
    rows = rights.within_reach(user, Event.objects.filter(state=event.state))
    return rows.exclude(author=user).order_by("submitted_at", "id")


def neighbours(user: Any, event: Event) -> dict[str, Any]:
    """Return the event before and after in the queue, its position and the queue's length."""
    queue = waiting_like(user, event)
    later = Q(submitted_at__gt=event.submitted_at) | Q(submitted_at=event.submitted_at, pk__gt=event.pk)
    before = queue.exclude(later).exclude(pk=event.pk)
    return {
        "following": queue.filter(later).values_list("pk", flat=True).first(),
        "previous": before.values_list("pk", flat=True).last(),
        "position": before.count() + 1,
        "waiting": queue.count(),
    }


class ReviewView(InspectView):
    """One event with its history, and what this person may decide about it."""

    template_name = "campaigns/outreach/review.html"
    page_title = "核实"

    def get_object(self, queryset: Any = None) -> Event:
        people = ("author", "unit", "approved_by", "recognised_by")
        return get_object_or_404(
            Event.objects.select_related("place__parent", "township", "venue", *people), pk=self.pk
        )

    def get_page_subtitle(self) -> str:
        return title(self.object)

    def get_fields(self) -> list[str]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event, user = self.object, self.request.user
        queued = neighbours(user, event) if event.state in ("submitted", "approved") else {}
        evidence = list(event.evidence.select_related("photo"))
        return super().get_context_data(
            event=event,
            facts=facts(event),
            steps=list(event.steps.select_related("actor")),
            pictures=[row for row in evidence if row.photo_id],
            none_kept="" if evidence else ("还没有，要补一样" if proof_asked(event.attendance) else NONE_KEPT),
            waits=WAITS_FOR[event.state],
            before=self.counted_before(event),
            askable=[(name, label) for name, label in LABELS.items() if name not in ("start_time", "lead_noticed")],
            may={verb: getattr(rights, f"may_{verb}")(user, event) for verb in DONE},
            own_record=event.author_id == user.pk,
            **queued,
            **kwargs,
        )

    def counted_before(self, event: Event) -> Event | None:
        """Return the last other counting event of the same kind at the same place."""
        same = Event.objects.counted().filter(place=event.place, venue_kind=event.venue_kind)
        return rights.within_reach(self.request.user, same).exclude(pk=event.pk).order_by("-held_on").first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the decision and go on to the next that waits; a refusal is said on the page, nothing typed is lost."""
        event = self.object
        following = waiting_like(request.user, event).exclude(pk=event.pk).values_list("pk", flat=True).first()
        try:
            self.decide(request.POST)
        except (ValidationError, PermissionDenied) as refusal:
            said = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
            messages.error(request, "；".join(said))
            self.object = self.get_object()
            status = 422 if isinstance(refusal, ValidationError) else 403
            return self.render_to_response(self.get_context_data(typed=request.POST), status=status)
        messages.success(request, f"{title(event)}：{DONE[request.POST['decision']]}。")
        return redirect(reverse("events:inspect", args=[following]) if following else reverse("events:index"))

    def decide(self, told: Any) -> None:
        """Take the decision that was clicked, on the version that was seen."""
        event, actor, now = self.object, self.request.user, clock.now()
        event.version = int(told["version"]) if told.get("version", "").isdecimal() else 0
        match told.get("decision"):
            case "approve":
                actions.approve(event, actor, now=now)
            case "recognise":
                actions.recognise(event, actor, now=now)
            case "return":
                asked = {"field": told.get("remark_field", ""), "remark": told.get("remark", "")}
                actions.return_event(event, actor, **asked, now=now)
            case "void":
                actions.void_event(event, actor, reason=told.get("reason", ""), now=now)
            case _:
                raise ValidationError("没有看懂要办哪一样。请刷新这一页，再点认可、退回或作废。")
