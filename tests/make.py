"""Plain builders: every test says only what matters to its story."""

import datetime as dt
import io
import itertools
from dataclasses import dataclass, field
from uuid import uuid4

from django.contrib.auth.models import Group
from PIL import Image

from campaign_site.people.models import Unit, User
from campaign_site.people.roles import ROLES, write_roles
from campaign_site.places.models import Level, Place
from campaign_site.terms.seed import load_terms
from campaigns.coverage.gaps import Gap
from campaigns.coverage.models import MonthlyReport
from campaigns.outreach.entry import Entry
from campaigns.outreach.models import Event, EventAudience, Venue
from campaigns.placements.models import Outlet, Placement
from campaigns.plans.models import Campaign
from campaigns.supervision.models import GapTask
from media_library.ads.county.models import RuleHold, RulesMark
from media_library.ads.intake import Sighting, enter_ad
from media_library.ads.known_good import KnownGood
from media_library.ads.known_good_keeping import Harmless, enter_known_good
from media_library.ads.models import Ad, RuleHit
from media_library.photos.actions import keep_evidence
from media_library.photos.models import EvidencePhoto

numbers = itertools.count(1)
MORNING = dt.datetime(2026, 10, 20, 1, tzinfo=dt.UTC)
PASSWORD = "long-enough-for-tests-1"
UNIT_KINDS = {
    "propaganda_section": "propaganda",
    "propaganda_leader": "propaganda",
    "auditor": "supervision",
    "admin": "office",
}


@dataclass
class County:
    """A small county and its townships, each with its villages."""

    place: Place
    townships: list[Place]
    villages: dict[int, list[Place]] = field(default_factory=dict)

    def village(self, township: int = 0, number: int = 0) -> Place:
        return self.villages[self.townships[township].pk][number]


def place(code: int, name: str, level: Level, parent: Place | None = None, **more) -> Place:
    """Return a place; `code` has 12 digits."""
    return Place.objects.create(code=code, name=name, short_name=name, level=level, parent=parent, **more)


def county(townships: int = 2, villages: int = 3) -> County:
    """Return 500154 开州区 with as many townships (镇) and villages (村) as asked."""
    top = place(500154000000, "开州区", Level.COUNTY, kind="市辖区")
    made = County(top, [])
    for t in range(1, townships + 1):
        code = top.code + (100 + t) * 1000
        township = place(code, f"第{t}镇", Level.TOWNSHIP, top, kind="镇")
        made.townships.append(township)
        made.villages[township.pk] = [
            place(code + 200 + v, f"{t}镇{v}村", Level.VILLAGE, township, kind="村") for v in range(1, villages + 1)
        ]
    return made


def unit(kind: str, at: Place, name: str = "") -> Unit:
    """Return a unit of `kind` seated at a place."""
    name = name or f"{at.short_name}{Unit.Kind(kind).label}"
    return Unit.objects.get_or_create(name=name, place=at, defaults={"kind": kind, "short_name": name})[0]


def user(*roles: str, at: Place, name: str = "", in_unit: Unit | None = None) -> User:
    """Return a user with roles, seated in the unit of the first role's kind at a place."""
    if not Group.objects.filter(name="office").exists():
        write_roles()
    kind = UNIT_KINDS.get(roles[0], roles[0]) if roles else "other"
    n = next(numbers)
    made = User.objects.create_user(
        f"user{n}", password=PASSWORD, name=name or f"用户{n}", unit=in_unit or unit(kind, at)
    )
    made.groups.set(Group.objects.filter(name__in=set(roles) & set(ROLES)))
    return made


def event(at: Place, *, state: str = "approved", held_on: dt.date = dt.date(2026, 10, 20), **more) -> Event:
    """Return an event held at a village or township; a state past `submitted` gets the people and moments it needs."""
    township = at if at.level == Level.TOWNSHIP else at.parent
    author = more.pop("author", None) or user("township", at=township)
    moment = dt.datetime.combine(held_on, dt.time(18), tzinfo=dt.UTC)
    sent = {} if state == "draft" else {"submitted_at": moment}
    if state in ("approved", "recognised"):
        sent |= {"approved_at": moment, "approved_by": user("township", at=township)}
    if state == "recognised":
        sent |= {"recognised_at": moment, "recognised_by": user("office", at=township.parent)}
    usual = {
        "uuid": uuid4(), "place": at, "township": township, "venue_kind": "village_town", "form": "courtyard_meeting",
        "theme": "养老床位“返利”", "attendance": 38, "count_method": "counted", "unit": author.unit, "author": author,
        "created_at": moment, "held_on": held_on, "state": state,
        "remark": "是 38 还是 380？" if state == "returned" else "", "void_reason": "没有办成" if state == "void" else "",
    }  # fmt: skip
    audiences = more.pop("audiences", ())
    made = Event.objects.create(**(usual | sent | more))
    EventAudience.objects.bulk_create(EventAudience(event=made, key=key) for key in audiences)
    return made


def entry(at: Place, **more) -> Entry:
    """Return what somebody says about an ordinary event: 38 people, counted, at a courtyard meeting."""
    usual = {
        "place": at,
        "venue_kind": "village_town",
        "held_on": dt.date(2026, 10, 20),
        "form": "courtyard_meeting",
        "theme": "养老床位“返利”",
        "attendance": 38,
        "count_method": "counted",
    }
    return Entry(**(usual | more))


def placement(outlet_at: Place, *reached: Place, channel: str = "tv", **more) -> Placement:
    """Return a proved placement of an outlet seated at a place, whose one rule since 2026 reaches the townships given."""
    outlet = more.pop("outlet", None) or Outlet.objects.create(
        unit=unit("media", outlet_at), name=f"{channel}{next(numbers)}", channel=channel
    )
    if reached:
        rule = outlet.rules.create(version=1, valid_from=dt.date(2026, 1, 1), source="覆盖证明")
        rule.townships.set(reached)
    usual = {
        "outlet": outlet, "material": "守住养老钱", "starts_on": dt.date(2026, 10, 5), "ends_on": dt.date(2026, 10, 14),
        "time_slot": "19:00—19:30", "daily_times": 3, "seconds": 30, "proof_kind": "air_log", "proof_text": "播出单 12 号",
    }  # fmt: skip
    return Placement.objects.create(**(usual | more))


def zero_report(at: Place, month: dt.date, subject: str = "outreach") -> MonthlyReport:
    """Return a filed zero report of a township (or, by channel, of a county)."""
    return MonthlyReport.objects.create(
        place=at, month=month, subject=subject, at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
    )


def rule_hold(rule: str) -> RuleHold:
    """Return a hold of a rule that flooded, in force at once."""
    figures = {"ads": 40, "new_ads": 50, "usual_share": 0.02}
    held = RuleHold.objects.create(rule=rule, rule_name="标得太多", day=MORNING.date(), held_at=MORNING, **figures)
    RulesMark.renew()
    return held


def venue(at: Place, name: str, kind: str = "school", **more) -> Venue:
    """Return a registered venue."""
    return Venue.objects.create(place=at, name=name, kind=kind, **more)


def ad(at: Place, text: str = "本店理财，保本保息，稳赚不赔。", *, by: User | None = None, **more) -> Ad:
    """Return an advertisement seen at a township, entered and not yet read."""
    load_terms()
    seen_at = more.pop("seen_at", MORNING)
    entered_at = more.pop("entered_at", seen_at + dt.timedelta(hours=1))
    usual = {"uid": uuid4(), "carrier": "leaflet", "place": at, "text": text, "seen_at": seen_at}
    return enter_ad(Sighting(**(usual | more)), by or user("market", at=at.parent or at), entered_at)


def known_good(at: Place, text: str = "守住钱袋子：凡是承诺保本高息的，都要多问一句。", **more) -> KnownGood:
    """Return harmless material of a place: our own poster, or what `more` says."""
    usual = {
        "title": f"宣传画{next(numbers)}",
        "kind": "own",
        "publisher": "打非办",
        "source": "本办印制",
        "text": text,
    }
    entry = Harmless(**({"valid_from": dt.date(2026, 1, 1)} | usual | more))
    return enter_known_good(entry, user("office", at=at), MORNING)


def campaign(at: Place, *, year: int = 2026, **more) -> Campaign:
    """Return a year plan over a place and all below it."""
    usual = {
        "name": f"{year}年规划",
        "kind": "year",
        "starts_on": dt.date(year, 1, 1),
        "ends_on": dt.date(year, 12, 31),
    }
    made = Campaign.objects.create(**(usual | more))
    made.included.add(at)
    return made


def picture(colour: str = "#9c3a30", *, notes: bool = False) -> bytes:
    """Return a small JPEG; with `notes` it says in its EXIF where it was taken and with which telephone."""
    out, exif = io.BytesIO(), Image.Exif()
    if notes:
        exif[0x010F], exif[0x0112] = "SecretPhone", 6
        exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (64, 40), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def evidence_photo(uploader: User, at: Place) -> EvidencePhoto:
    """Return a kept picture of the uploader's unit at a place."""
    moment = dt.datetime(2026, 10, 20, 10, tzinfo=dt.UTC)
    return keep_evidence(picture(notes=True), uploader=uploader, place=at, now=moment)


def rule_hit(of: Ad, **more) -> RuleHit:
    """Return a suspect point of an advertisement's text, as the newest reading would leave it."""
    usual = {"rule": "AD-R01", "rule_name": "保本保息承诺", "severity": "high", "source": "text", "quoted": of.text[:4]}
    return RuleHit.objects.create(**({"ad": of, "start": 0, "end": 4, "ruleset": of.ruleset} | usual | more))


def gap(at: Place, kind: str = "village", key: str = "all", **more) -> Gap:
    """Return the gap of a village or township with one open reason."""
    township = at if at.level == Level.TOWNSHIP else at.parent
    found, _ = Gap.objects.get_or_create(place=at, defaults={"township": township, "open_reasons": 1, **more})
    found.reasons.get_or_create(kind=kind, key=key, closed_on=None, defaults={"opened_on": dt.date(2026, 10, 20)})
    return found


def gap_task(at: Place, *, owner: Unit | None = None, due_on: dt.date = dt.date(2026, 11, 20), **more) -> GapTask:
    """Return a waiting task about the gap of a village."""
    missing = gap(at)
    by = more.pop("by", None) or user("office", at=missing.township.parent)
    asked = {"what": "开一场院坝会", "owner": owner or unit("township", missing.township), "due_on": due_on}
    moment = dt.datetime(2026, 10, 30, 9, tzinfo=dt.UTC)
    where = {"gap": missing, "place": at, "township": missing.township}
    usual = where | asked | {"made_by": by, "made_on": dt.date(2026, 10, 30), "made_at": moment}
    task = GapTask.objects.create(**(usual | more))
    task.reasons.set(missing.reasons.open())
    return task
