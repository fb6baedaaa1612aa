"""Does the same entry give the same mark and digest on every database, in every time zone?"""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from campaign_site.audit.digest import digest, mark
from campaign_site.audit.models import AuditEntry
from campaign_site.audit.plain import plain
from campaign_site.audit.recording import record

AWKWARD = {
    "lon": 108.4,
    "huge": 1e22,
    "tiny": 1e-7,
    "minus zero": -0.0,
    "not a number": float("nan"),
    "long": 2**62,
    "share": Decimal("0.10"),
    "z": {"b": 1, "a": [True, None, "汉丰"]},
    "nul": "a\0b",
    "half a pair": "\ud83d",
}


def entry(**changes) -> AuditEntry:
    columns = {
        "at": dt.datetime(2026, 10, 31, 1, 2, 3, 4, tzinfo=dt.UTC), "actor_id": 7, "actor_name": "王芳",
        "address": "10.1.2.3", "action": "outreach.approve", "target_model": "campaigns.event", "target_id": "12",
        "target_label": "满月村院坝会", "before": {"state": "submitted"}, "after": {"state": "approved", "count": 38},
        "result": AuditEntry.Result.OK, "reason": "",
    }  # fmt: skip
    made = AuditEntry(**columns | changes)
    made.mark = mark(made)
    return made


def test_the_digest_of_a_known_entry_never_changes(settings):
    settings.AUDIT_KEY = "a key for this test"

    assert entry().mark == "76be0e784296d7cc4483261bde1f18ba037b4f8d74907bf62180efa296da1253"
    assert (
        digest(entry(), position=3, previous_hash="0" * 64)
        == "c725384085817867a8b222c4d25357008b0c1e5ce5f7ceb31bc34a10d7490167"
    )


def test_the_moment_counts_not_the_zone_it_is_told_in(settings):
    shanghai = entry(at=dt.datetime(2026, 10, 31, 9, 2, 3, 4, tzinfo=ZoneInfo("Asia/Shanghai")))
    with timezone.override("America/New_York"):
        assert mark(shanghai) == entry().mark


def test_an_entry_comes_back_from_the_database_with_the_same_mark(db):
    written = record(None, "story.tell", None, before=AWKWARD, after=AWKWARD, reason="a\0b" + "长" * 600)

    read = AuditEntry.objects.get(pk=written.pk)

    assert mark(read) == read.mark == written.mark
    assert read.after["nul"] == "ab"


def test_numbers_with_a_point_are_put_down_as_text():
    put_down = plain(AWKWARD)

    assert (put_down["lon"], put_down["huge"], put_down["share"]) == ("108.4", "1e+22", "0.10")
    assert put_down["long"] == 2**62
