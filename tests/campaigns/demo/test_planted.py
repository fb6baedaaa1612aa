"""Does the system find what the demonstration year hides, and nothing else?"""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test.utils import override_settings

from campaigns.coverage.gaps import GapReason
from campaigns.coverage.models import ALL, Cell
from campaigns.demo.advertised import ADS
from campaigns.demo.year import planted
from campaigns.outreach.models import Event, EventEvidence
from campaigns.plans.models import Duty
from campaigns.supervision.models import GapTask
from media_library.ads.county.models import CountyRuleVersion, RuleHold, ShadowHit
from media_library.ads.models import Ad, RuleHit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("year")]
VILLAGE, TOWNSHIP = "village", "township"


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the whole demonstration once, as `./run` does, and take it back afterwards."""
    kept = {"DEMO": True, "DEMO_TODAY": dt.date(2026, 10, 31), "VAR_DIR": tmp_path_factory.mktemp("var")}
    with django_db_blocker.unblock(), override_settings(**kept), transaction.atomic():
        call_command("load")
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def facts(name: str, where: str, *what: str) -> set[tuple]:
    return {(int(fact[where]), *(fact[key] for key in what)) for fact in planted(name)}


def test_the_twelve_gaps_are_found_and_no_other():
    found = set(GapReason.objects.open().values_list("gap__place__code", "kind", "key"))
    villages = facts("never_visited", VILLAGE) | facts("stale", VILLAGE)
    expected = {(code, "village", "all") for (code,) in villages}
    expected |= {(code, "venue", kind) for code, kind in facts("venue_gap", TOWNSHIP, "kind")}
    expected |= {(code, "audience", key) for code, key in facts("audience_gap", VILLAGE, "audience")}
    expected |= {(code, "channel", key) for code, key in facts("channel_gap", TOWNSHIP, "channel")}

    assert len(expected) == 12
    assert found == expected


def test_months_without_a_word_are_missing_and_filed_noughts_are_zero():
    cells = Cell.objects.filter(dimension="venue", key=ALL)
    states = {s: set(cells.filter(state=s).values_list("township__code", "month")) for s in ("zero", "missing")}

    assert states["zero"] == facts("zero_report", TOWNSHIP, "month")
    assert states["missing"] == facts("missing_report", TOWNSHIP, "month")


def test_sent_back_and_void_events_carry_their_words():
    returned = set(Event.objects.filter(state="returned").values_list("township__code", "remark_field", "remark"))
    void = set(Event.objects.filter(state="void").values_list("township__code", "void_reason"))

    assert returned == facts("returned", TOWNSHIP, "field", "remark")
    assert void == facts("void", TOWNSHIP, "reason")


def test_three_photographs_hang_twice():
    hung = list(EventEvidence.objects.values_list("event__township__code", flat=True))

    assert sorted(hung) == sorted(int(code) for fact in planted("reused_photo") for code in fact["townships"])


def test_suspect_advertisements_are_flagged_and_the_others_are_not():
    expected = {ad["text"]: ad["suspect"] for ad in ADS}
    read = dict(Ad.objects.values_list("text", "case__suspect"))

    assert {text: read[text] for text in expected} == expected


def test_plan_and_tasks_stand():
    assert Duty.objects.count() == 13
    asked = set(GapTask.objects.waiting().values_list("place__code", "due_on", "what"))
    assert asked == facts("asked", VILLAGE, "due_on", "what")


def test_loading_again_changes_nothing():
    before = Event.objects.count()
    call_command("load")

    assert Event.objects.count() == before


def test_the_county_has_a_rule_in_use_one_in_shadow_and_one_put_aside():
    states = {one.name: (one.state, one.backtests.get().done > 0) for one in CountyRuleVersion.objects.all()}
    held = RuleHold.objects.get(released_at=None)

    assert states == {
        "认养畜禽、果树返钱": ("on", True), "床位认购、长期返租": ("shadow", True), "送米送油、领鸡蛋": ("on", True)
    }  # fmt: skip
    assert (held.rule_name, RuleHit.objects.current().filter(rule=held.rule, counted=True).count()) == (
        "送米送油、领鸡蛋",
        0,
    )
    assert RuleHit.objects.current().filter(rule_name="认养畜禽、果树返钱", counted=True).exists()
    assert ShadowHit.objects.filter(version__state="shadow").exists()
