"""What is owed, and who pays it? Every task of the system, on one screen.

A task makes one call and may run twice, on two workers, after a kill -9: what it pays is claimed row by row
(`campaign_site.owed`) or safe to repeat. Nobody else sends messages; `schedules.timetable` says when each one runs.
"""

from typing import Any

from celery import shared_task
from django.core.management import call_command

from campaign_site import clock
from media_library.ads import actions as ad_actions
from media_library.ads import reading as ad_reading

QUICK: dict[str, Any] = {"soft_time_limit": 60, "time_limit": 90}


@shared_task(name="pages.publish_scheduled", **QUICK)
def publish_scheduled() -> None:
    """Pages, rule texts and letter forms whose hour has come, or gone."""
    call_command("publish_scheduled")


@shared_task(name="people.clear_sessions", **QUICK)
def clear_sessions() -> None:
    """Sign-ins that have lapsed."""
    call_command("clearsessions")


@shared_task(name="ads.read_owed", **QUICK)
def read_owed_ads() -> None:
    """Advertisements whose words and pictures are still to be read."""
    ad_reading.pay_readings(clock.machine_now)


@shared_task(name="ads.release_stale_claims", **QUICK)
def release_stale_claims() -> None:
    """Advertisements whose reviewer has gone home."""
    ad_actions.release_stale(clock.machine_now())
