"""Does every task have its hour, its limits and its name?"""

import datetime as dt

import pytest
from celery import current_app
from django.conf import settings

from campaign_site.celery import app
from schedules import tasks
from schedules.broker import LONGEST_TASK_SECONDS, celery_settings
from schedules.timetable import TIMETABLE, beat_schedule

OURS = {name: task for name, task in app.tasks.items() if task.__module__ == tasks.__name__}


def test_every_task_stands_on_the_timetable_and_only_tasks_do():
    assert sorted(OURS) == sorted(entry.task for entry in TIMETABLE)


def test_every_task_is_named_room_and_verb():
    assert [name for name in OURS if len(name.split(".")) != 2] == []


def test_every_task_has_limits_below_the_redelivery_of_the_broker():
    limits = {name: (task.soft_time_limit or 0, task.time_limit or 0) for name, task in OURS.items()}
    assert [name for name, (soft, hard) in limits.items() if not 0 < soft < hard <= LONGEST_TASK_SECONDS] == []


def test_every_line_says_why():
    assert [entry.task for entry in TIMETABLE if len(entry.reason) < 6] == []


def test_a_message_lapses_before_the_next_one_is_due():
    for entry in TIMETABLE:
        if isinstance(entry.when, dt.timedelta):
            assert beat_schedule()[entry.task]["options"]["expires"] <= entry.when.total_seconds()


def test_a_message_is_acknowledged_after_the_work():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.task_ignore_result
    assert current_app.conf.timezone == settings.TIME_ZONE


@pytest.mark.parametrize(
    ("url", "key", "value"),
    [
        ("filesystem://", "CELERY_BROKER_TRANSPORT", "schedules.folder_queue:Transport"),
        ("amqp://guest@localhost//", "CELERY_TASK_DEFAULT_QUEUE_TYPE", "quorum"),
    ],
)
def test_each_broker_gets_what_it_needs(url, key, value, tmp_path):
    assert celery_settings(url, queue_dir=tmp_path)[key] == value


def test_redis_gives_back_what_a_killed_worker_held(tmp_path):
    options = celery_settings("redis://localhost/0", queue_dir=tmp_path)["CELERY_BROKER_TRANSPORT_OPTIONS"]
    assert options["visibility_timeout"] > LONGEST_TASK_SECONDS
    assert options["unacked_restore_interval"] * options["unacked_restore_throttle"] <= 10
