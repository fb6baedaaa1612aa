"""How is an event told in words, the same on the phone, at the review and in a difference between two versions?"""

from typing import Any, NamedTuple

from campaign_site.terms import vocabularies
from campaigns.outreach.entry import LABELS
from campaigns.outreach.evidence import evidence_text
from campaigns.outreach.history import EventStep
from campaigns.outreach.models import Event
from campaigns.outreach.transitions import STEPS

WEEKDAYS = "一二三四五六日"
OPEN = "没记"
WAITS_FOR = {
    "draft": "还没交，补齐了再交。",
    "submitted": "等镇街另一位同事或打非办来审。",
    "approved": "已经算数，等县里认可。",
    "recognised": "已经算数，不用再办什么。",
    "returned": "打开就看到问的是哪一栏。",
    "void": "不算数，记录还在。",
}


class Fact(NamedTuple):
    """One field in words."""

    name: str
    label: str
    text: str


def heads_text(event: Event) -> str:
    """Return the head-count with its method; an estimate says so in front as well."""
    heads = ""
    if event.attendance is not None:
        about = "约 " if event.count_method == Event.CountMethod.ESTIMATED else ""
        heads = f"{about}{event.attendance} 人（{event.get_count_method_display()}）"
    if event.households is None:
        return heads or OPEN
    return f"{event.households} 户" + (f"，见到 {heads}" if heads else "")


def when_text(event: Event) -> str:
    """Return day, weekday and, if known, the hour."""
    hour = f" {event.start_time:%H:%M}" if event.start_time else ""
    return f"{event.held_on} 周{WEEKDAYS[event.held_on.weekday()]}{hour}"


def where_text(event: Event) -> str:
    """Return township, village and the spot."""
    village = "" if event.place_id == event.township_id else event.place.short_name
    spot = f" · {event.venue_text}" if event.venue_text else ""
    return f"{event.township.short_name}{village}{spot}"


def form_text(event: Event) -> str:
    """Return the form in words."""
    return vocabularies.label("event_form", event.form)


def title(event: Event) -> str:
    """Return the event in one line: village, form and theme."""
    return f"{event.place.short_name}{form_text(event)}：{event.theme}"


def facts(event: Event) -> list[Fact]:
    """Return everything the event says, in the order of the screen; reads audiences, hosts and evidence."""
    audiences = "、".join(vocabularies.label("audience", row.key) for row in event.audiences.all())
    return [
        Fact("held_on", "活动时间", when_text(event)),
        Fact("place", "地点", where_text(event)),
        Fact("venue_kind", "六进类别", vocabularies.label("venue_kind", event.venue_kind)),
        Fact("form", "形式", form_text(event)),
        Fact("theme", "讲什么", "；".join(part for part in (event.theme, event.material) if part)),
        Fact("audiences", "重点对象", audiences or OPEN),
        Fact("attendance", "到场", heads_text(event)),
        Fact("leaflets", "资料", OPEN if event.leaflets is None else f"{event.leaflets} 份"),
        Fact("consultations", "咨询", OPEN if event.consultations is None else f"{event.consultations} 人次"),
        Fact("hosts", "合办单位", "、".join(str(unit) for unit in event.hosts.all()) or "无"),
        Fact("partners", "参与单位", event.partners or OPEN),
        Fact("lead_noticed", "发现线索", "有人说起" if event.lead_noticed else "无"),
        Fact("evidence", "佐证", evidence_text(event)),
        Fact("memo", "备注", event.memo or "无"),
    ]


class Change(NamedTuple):
    """One field of a difference, in words."""

    label: str
    before: str
    after: str


def changes(step: EventStep) -> list[Change]:
    """Return what a step changed, in words."""
    return [Change(LABELS.get(n, n), _value(n, pair[0]), _value(n, pair[1])) for n, pair in step.changes.items()]


def step_text(step: EventStep) -> str:
    """Return what was done, in words."""
    return STEPS[step.verb].label


def _value(name: str, value: Any) -> str:
    vocabulary = {"venue_kind": "venue_kind", "form": "event_form", "audiences": "audience"}.get(name)
    if vocabulary:
        keys = value if isinstance(value, list) else [value]
        return "、".join(vocabularies.label(vocabulary, key) for key in keys) or OPEN
    if name == "count_method":
        return dict(Event.CountMethod.choices).get(value, OPEN)
    if isinstance(value, bool):
        return "有" if value else "无"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    return OPEN if value in (None, "") else str(value)
