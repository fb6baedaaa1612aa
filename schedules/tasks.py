"""What is owed, and who pays it? Every task of the system, on one screen.

A task makes one call and may run twice, on two workers, after a kill -9: what it pays is claimed row by row
(`campaign_site.owed`) or safe to repeat. Nobody else sends messages; `schedules.timetable` says when each one runs.
"""

from typing import Any

from celery import shared_task
from django.core.management import call_command

from campaign_site import clock
from campaign_site.audit import chain as audit_chain
from campaigns.coverage import gap_finding, recounting, sweep
from campaigns.pages.actions import publish_due
from campaigns.quizzes import counting as quiz_counting
from campaigns.quizzes import gap_finding as content_gaps
from campaigns.supervision import closing
from media_library.ads import actions as ad_actions
from media_library.ads import joining as ad_joining
from media_library.ads import reading as ad_reading
from media_library.ads.county import backtesting, flooding, rescanning
from media_library.bulk import actions as bulk_actions

QUICK: dict[str, Any] = {"soft_time_limit": 60, "time_limit": 90}


@shared_task(name="pages.publish_scheduled", **QUICK)
def publish_scheduled() -> None:
    """Pages whose hour has come, or gone."""
    publish_due(clock.machine_now())


@shared_task(name="audit.seal_owed", **QUICK)
def seal_owed_entries() -> None:
    """Audit entries that have no place in the chain yet."""
    audit_chain.seal_owed()


@shared_task(name="people.clear_sessions", **QUICK)
def clear_sessions() -> None:
    """Sign-ins that have lapsed."""
    call_command("clearsessions")


@shared_task(name="ads.read_owed", **QUICK)
def read_owed_ads() -> None:
    """Advertisements whose words and pictures are still to be read."""
    ad_reading.pay_readings(clock.machine_now)


@shared_task(name="bulk.pay_owed", soft_time_limit=300, time_limit=330)
def pay_owed_bulk() -> None:
    """Files of advertisements still to be looked at, and confirmed lines still to be entered."""
    bulk_actions.pay_bulk(clock.machine_now, clock.now)


@shared_task(name="ads.compare_owed", **QUICK)
def compare_owed_ads() -> None:
    """Advertisements that have been read and may have been seen before."""
    ad_joining.pay_likeness(clock.machine_now)


@shared_task(name="ads.backtest_owed", **QUICK)
def backtest_owed_rules() -> None:
    """Rules still to be tried on what is stored."""
    backtesting.pay_backtests(clock.machine_now)


@shared_task(name="ads.rescan_owed", **QUICK)
def rescan_owed_ads() -> None:
    """Stored advertisements still to be read again after the rules changed."""
    rescanning.pay_rescans(clock.machine_now)


@shared_task(name="ads.watch_rules", **QUICK)
def watch_rules() -> None:
    """Rules that suddenly mark far more than usual."""
    flooding.watch(clock.today(), clock.now())


@shared_task(name="ads.release_stale_claims", **QUICK)
def release_stale_claims() -> None:
    """Advertisements whose reviewer has gone home."""
    ad_actions.release_stale(clock.machine_now())


@shared_task(name="coverage.recount_owed", **QUICK)
def recount_owed() -> None:
    """Events and placements owe slabs, slabs owe a count, townships owe a look for gaps."""
    sweep.pay_all(clock=clock.machine_now, today=clock.today())


@shared_task(name="supervision.follow_gaps", **QUICK)
def follow_gaps() -> None:
    """Gaps that opened or closed owe it to their tasks."""
    closing.pay_gaps(clock=clock.machine_now, now=clock.now(), today=clock.today())


@shared_task(name="coverage.look_daily", **QUICK)
def look_daily() -> None:
    """Townships nobody looked at today: days alone turn a visit stale."""
    gap_finding.look_daily(today=clock.today(), now=clock.machine_now())


@shared_task(name="coverage.check_stored", soft_time_limit=3000, time_limit=3600)
def check_stored() -> None:
    """The nightly proof that stored numbers equal recounted ones; what differs owes a recount and is on record."""
    recounting.owe_differences(clock=clock.machine_now)


@shared_task(name="quizzes.count_owed", **QUICK)
def count_owed_answers() -> None:
    """Answers of quizzes not yet counted."""
    quiz_counting.pay_answers(clock.today())


@shared_task(name="quizzes.forget_counted", **QUICK)
def forget_counted_answers() -> None:
    """Counted answers whose tickets have lapsed."""
    quiz_counting.forget_counted(clock.today())


@shared_task(name="quizzes.look_for_gaps", **QUICK)
def look_for_content_gaps() -> None:
    """Questions most readers get wrong, and those that no longer are."""
    content_gaps.look_for_content_gaps(clock.today())
