"""How do the event log's templates put an event, and a half-filled form, into words?"""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone

from campaign_site import clock
from campaigns.outreach import evidence, wording
from campaigns.outreach.models import Event

register = template.Library()

register.filter("heads_text", wording.heads_text)
register.filter("when_text", wording.when_text)
register.filter("where_text", wording.where_text)
register.filter("event_title", wording.title)
register.filter("form_text", wording.form_text)
register.filter("step_text", wording.step_text)
register.filter("step_changes", wording.changes)
register.filter("evidence_text", evidence.evidence_text)


@register.filter
def as_input(value: Any) -> str:
    """Return a form value as an input holds it: 2026-10-20, 15:00, or the text as it was typed."""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


@register.filter
def day_shown(value: Any) -> str:
    """Return 今天, 昨天 or the day in words; an unreadable day as it was typed."""
    try:
        day = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value or ""))
    except ValueError:
        return str(value or "还没填")[:20]
    near = {0: "今天 ", 1: "昨天 "}.get((clock.today() - day).days, "")
    return f"{near}{day:%m-%d} 周{wording.WEEKDAYS[day.weekday()]}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Return when something happened, short: the hour today, else the day with it."""
    if value is None:
        return ""
    local, today = timezone.localtime(value), clock.today()
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d}"


@register.filter
def track(event: Event) -> list[tuple[str, str, Any]]:
    """Return the four stations of an event: name, past/now/nothing, and the moment."""
    reached = [event.created_at, event.submitted_at, event.approved_at, event.recognised_at]
    last = max(i for i, at in enumerate(reached) if at is not None)
    names = ("记下", "已交", "镇街已审", "县里已认可")
    return [
        (n, "now" if i == last else ("past" if i < last else ""), at)
        for i, (n, at) in enumerate(zip(names, reached, strict=True))
    ]
