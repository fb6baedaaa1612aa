"""The depot's one task, twice a second."""

import os
import time

from celery import Celery, shared_task
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.depot.settings")
app = Celery("depot")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {"deliver": {"task": "depot.deliver", "schedule": 0.5, "options": {"expires": 2}}}


@shared_task(name="depot.deliver", time_limit=30)
def deliver() -> int:
    from campaign_site.owed import pay
    from tests.depot.models import Delivery, Parcel

    def record(parcel, result):
        Delivery.objects.create(parcel=parcel)
        time.sleep(0.05)

    return pay(Parcel.objects.all(), clock=timezone.now, do=lambda parcel: time.sleep(0.15), record=record, limit=4)
