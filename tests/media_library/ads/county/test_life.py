"""A county's rule is written by one person, runs a week in shadow, and is switched on by another."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from campaign_site.audit.models import AuditEntry
from media_library.ads import checks
from media_library.ads.cases import AdCase
from media_library.ads.county import actions, citing
from media_library.ads.county.models import CountyRuleVersion, ShadowHit
from media_library.ads.county.serving import serving
from media_library.ads.models import RuleHit
from media_library.ads.reading import pay_readings
from media_library.ads.rulebook import shipped
from tests import make
from tests.media_library.ads.county.writing import NOW, content, draft, on, other, shadowed

pytestmark = pytest.mark.django_db
AD = "柑橘园认养，地点开州"


def read(county, text: str = AD) -> AdCase:
    ad = make.ad(county.townships[0], text)
    pay_readings(lambda: NOW)
    return AdCase.objects.get(pk=ad.case_id)


def test_in_shadow_it_is_counted_and_never_shown(county):
    version = shadowed(county)
    case = read(county)
    assert (case.suspect, case.state) == (False, "unflagged")
    assert not RuleHit.objects.filter(rule__startswith="CW").exists()
    assert not RuleHit.objects.filter(rule__startswith="SH").exists()
    (hit,) = ShadowHit.objects.all()
    assert (hit.version, hit.quoted, hit.after) == (version, "柑橘园认养", "，地点开州")


def test_switched_on_by_another_it_makes_a_case_suspect(county):
    version = on(county)
    case = read(county)
    (hit,) = RuleHit.objects.filter(rule=version.rule.key)
    assert (case.suspect, case.severity, hit.rule_name) == (True, "high", "开州柑橘园认养")
    assert hit.ruleset == serving().book.version != shipped().version
    assert hit.basis[0]["label"] == "《广告法》第二十五条第（一）项"
    acts = list(AuditEntry.objects.filter(action__startswith="rules.").order_by("pk").values_list("action", flat=True))
    assert acts == ["rules.write_version", "rules.begin_shadow", "rules.begin_backtest", "rules.switch_on"]


def test_its_author_never_switches_it_on_nor_does_the_database_let_him(county):
    version = shadowed(county)
    with pytest.raises(PermissionDenied, match="自己起草"):
        actions.switch_on(version, version.written_by, NOW, reason="我看可以")
    with pytest.raises(IntegrityError), transaction.atomic():
        CountyRuleVersion.objects.update(decided_by=version.written_by)


def test_six_days_are_too_few_and_a_reason_is_asked_for(county):
    with pytest.raises(ValidationError, match="满 7 天"):
        actions.switch_on(shadowed(county, days=6), other(county), NOW, reason="急用")
    with pytest.raises(ValidationError, match="请写理由"):
        actions.switch_on(shadowed(county), other(county), NOW, reason=" ")


def test_without_a_finished_backtest_it_stays_off(county):
    version = shadowed(county)
    version.backtests.update(finished_at=None)
    with pytest.raises(ValidationError, match="回测还没有做完"):
        actions.switch_on(version, other(county), NOW, reason="看过")


def test_a_wrong_example_keeps_it_a_draft(county):
    version = draft(county, hits=["本店卖柑橘", "柑橘园认养，欢迎来电"])
    with pytest.raises(ValidationError, match="应当标出，没有标：本店卖柑橘"):
        actions.begin_shadow(version, version.written_by, NOW)
    version.refresh_from_db()
    assert version.state == "draft"


def test_a_change_is_a_new_version_and_the_old_one_serves_until_then(county):
    old = on(county)
    old_book = serving().book.version
    new = actions.write_version(old.rule, content(words=["认养茶园"]), other(county), NOW, note="加茶园")
    assert (new.number, serving().book.version) == (2, old_book)
    assert "柑橘园认养" in serving().book.rule(old.rule.key).source
    again = actions.write_version(old.rule, content(words=["认养鱼塘"]), other(county), NOW, note="再改")
    new.refresh_from_db()
    assert (new.state, again.number) == ("retired", 3)


def test_paused_it_is_silent_and_resumed_by_another_it_speaks(county):
    version = on(county)
    actions.pause(version, version.written_by, reason="标得太多")
    assert serving().book.version == shipped().version
    with pytest.raises(PermissionDenied):
        actions.resume(version, version.written_by, NOW, reason="好了")
    actions.resume(version, other(county), NOW, reason="改过词表")
    assert serving().book.rule(version.rule.key)


def test_two_people_move_it_once(county):
    version = on(county)
    seen_before = CountyRuleVersion.objects.get(pk=version.pk)
    actions.retire(version, version.written_by, reason="不再用")
    with pytest.raises(ValidationError, match="刚被别人改过"):
        actions.pause(seen_before, version.written_by, reason="停一停")


@pytest.mark.parametrize("role", ["township", "media", "supervision", "auditor", "admin"])
def test_other_roles_write_none(county, role):
    with pytest.raises(PermissionDenied):
        actions.write_version(None, content(), make.user(role, at=county.place), NOW, note="起草")


def test_reading_asks_one_question_to_know_that_nothing_changed(county, django_assert_num_queries):
    on(county)
    serving()
    with django_assert_num_queries(1):
        assert serving().book.rules


class Forgetful(dict):
    """What is kept, as one thread sees it while another clears it."""

    def __setitem__(self, key, value):
        """Keep nothing."""


def test_what_another_thread_clears_is_still_served(county, monkeypatch):
    version = on(county)
    monkeypatch.setattr("media_library.ads.county.serving._built", Forgetful())
    assert serving().book.rule(version.rule.key)


def test_the_scan_of_files_uses_shipped_rules_only(county):
    version = on(county)
    assert version.rule.key not in {rule.id for rule in shipped().rules}
    assert dt.timedelta(days=7) <= NOW - version.shadow_from


def test_a_clause_a_county_rule_stands_on_cannot_be_taken_out(county, monkeypatch):
    version = on(county)
    assert checks.county_rules_stand_on_clauses(None, ["default"]) == []
    rest = {key: clause for key, clause in shipped().clauses.items() if key != "AD-LAW-25-1"}
    monkeypatch.setattr(citing, "shipped", lambda: replace(shipped(), clauses=rest))
    (error,) = checks.county_rules_stand_on_clauses(None, ["default"])
    assert error.msg == f"本地规则 {version.rule.key} 引用的条款 AD-LAW-25-1 不在条款表里。"
