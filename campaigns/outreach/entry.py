"""What does somebody say about an event, which of it cannot be so, and what is worth asking?

Every refusal names the field and says what to do; a question is answered by confirming, never by a score.
"""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from campaign_site.people.models import Unit, User
from campaign_site.places.models import Place
from campaign_site.terms import vocabularies
from campaigns.outreach.free_text import complaint
from campaigns.outreach.models import FIRST_DAY, Event, Venue
from campaigns.outreach.rights import may_log_at

LABELS = {
    "held_on": "时间",
    "start_time": "几点",
    "place": "地点",
    "venue_text": "具体在哪里",
    "venue_kind": "到的是哪一类地方",
    "form": "怎么讲的",
    "theme": "讲什么",
    "material": "用的什么材料",
    "attendance": "到了多少人",
    "count_method": "人数怎么来的",
    "households": "走了多少户",
    "audiences": "主要是哪些人",
    "leaflets": "发资料（份）",
    "consultations": "来咨询（人次）",
    "partners": "参与单位",
    "hosts": "合办单位",
    "lead_noticed": "现场有人说起可疑的事",
    "memo": "备注",
}
TEXTS = ("venue_text", "theme", "material", "partners", "memo")
MOST = {"attendance": 50_000, "households": 5_000, "leaflets": 200_000, "consultations": 50_000}


@dataclass(frozen=True)
class Entry:
    """One event as its author tells it; the author, the unit, the moment and the version fill themselves."""

    place: Place
    venue_kind: str
    held_on: dt.date
    form: str
    theme: str
    start_time: dt.time | None = None
    venue: Venue | None = None
    venue_text: str = ""
    material: str = ""
    attendance: int | None = None
    count_method: str = ""
    households: int | None = None
    leaflets: int | None = None
    consultations: int | None = None
    partners: str = ""
    lead_noticed: bool = False
    memo: str = ""
    audiences: frozenset[str] = frozenset()
    hosts: frozenset[Unit] = frozenset()

    @property
    def township(self) -> Place:
        """The township in which the event was held."""
        return self.place if self.place.level == 9 else self.place.parent

    def columns(self) -> dict[str, Any]:
        """Return what stands on the event's own row."""
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("audiences", "hosts")}
        return row | {"township": self.township}


def entry_of(event: Event) -> Entry:
    """Return what a stored event says; two queries more than the row."""
    row = {f.name: getattr(event, f.name) for f in fields(Entry) if f.name not in ("audiences", "hosts")}
    audiences = frozenset(event.audiences.values_list("key", flat=True))
    return Entry(**row, audiences=audiences, hosts=frozenset(event.hosts.all()))


def refusals(entry: Entry, author: User, today: dt.date) -> dict[str, str]:
    """Return what cannot be kept, by field; empty when all can."""
    found = _when_and_where(entry, author, today) | _numbers(entry) | _words(entry)
    for name in TEXTS:
        limit = Event._meta.get_field(name).max_length
        if trouble := complaint(getattr(entry, name), limit=limit):
            found[name] = f"“{LABELS[name]}”{trouble}"
    return found


def _when_and_where(entry: Entry, author: User, today: dt.date) -> dict[str, str]:
    found = {}
    if entry.held_on > today:
        found["held_on"] = f"时间写到了将来（{entry.held_on}）。没办的先不用记，办完再记；点错了就改成当天。"
    elif entry.held_on < FIRST_DAY:
        found["held_on"] = f"时间写成了 {entry.held_on}。这里只记 2016 年以后的活动，请改日期。"
    if not may_log_at(author, entry.place):
        found["place"] = "这个地点不归你单位登记。请从名单里选一个；名单里没有，请联系打非办。"
    elif not entry.place.existed_on(entry.held_on):
        found["place"] = (
            f"{entry.held_on} 那天没有“{entry.place}”：还没设立，或者已经撤并。请选当时的村（社区），或者改时间。"
        )
    if entry.venue is not None and not (
        entry.township.holds(entry.venue.place) and entry.venue.kind == entry.venue_kind
    ):
        found["venue_text"] = "“具体在哪里”选的登记场所不在这个地点或不是这一类。请重选，或者直接写名字。"
    return found


def _numbers(entry: Entry) -> dict[str, str]:
    found = {}
    for name, most in MOST.items():
        number = getattr(entry, name)
        if number is not None and number < 0:
            found[name] = f"“{LABELS[name]}”不能是负数。请填 0 或更大的数。"
        elif number is not None and number > most:
            found[name] = f"“{LABELS[name]}”写了 {number}，一场最多记 {most}。是不是多按了零？分几处办的请分开记。"
    return _heads(entry) | found


def _heads(entry: Entry) -> dict[str, str]:
    if entry.venue_kind == "household":
        if entry.households is None:
            return {"households": "走了多少户还空着。点数字填一个，没进门的不算。"}
    elif entry.households is not None:
        return {"households": "不是进家庭，不用填户数。请清空户数，或把类别改成进家庭。"}
    elif entry.attendance is None:
        return {"attendance": "人数还空着。点数字填一个；没数过，就填大概，再选“估计”。"}
    if entry.attendance is not None and entry.count_method not in Event.CountMethod.values:
        return {"count_method": "人数怎么来的还没选。点签到、清点、估计里的一个；没数过就点“估计”。"}
    if entry.attendance is None and entry.count_method:
        return {"attendance": "选了人数怎么来的，人数却空着。请填人数，没数过就填大概。"}
    return {}


def _words(entry: Entry) -> dict[str, str]:
    """Check the chosen words against the vocabularies in force."""
    found = {} if entry.theme else {"theme": "“讲什么”还空着。写一句就行，比如：养老床位“返利”。"}
    if entry.venue_kind not in vocabularies.keys("venue_kind"):
        found["venue_kind"] = "“到的是哪一类地方”还没选。点六块里最像的一块。"
    if entry.form not in vocabularies.keys("event_form"):
        found["form"] = "“怎么讲的”还没选。点一个最像的，比如院坝会。"
    if entry.audiences - set(vocabularies.keys("audience")):
        found["audiences"] = "“主要是哪些人”里有已经停用的选项。请重新点一下。"
    return found


def questions(entry: Entry, today: dt.date, *, ask_after_days: int) -> dict[str, str]:
    """Return what is worth asking once before the event is kept, by field."""
    age = (today - entry.held_on).days
    if age <= ask_after_days:
        return {}
    return {"held_on": f"这是 {age} 天以前的活动（{entry.held_on}）。补记没有关系；日期没写错，就勾“日期没写错”再存。"}
