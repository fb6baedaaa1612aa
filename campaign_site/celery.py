"""Which Celery application carries the tasks of `schedules.tasks` on the timetable of `schedules.timetable`?"""

import os

from celery import Celery

from schedules.timetable import beat_schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_site.settings")
app = Celery("campaign_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = beat_schedule()
app.autodiscover_tasks(["schedules"])
