"""Build the depot and put as many parcels in it as the command line says."""

import os
import sys

import django
from django.core.management import call_command
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.depot.settings")
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)

from tests.depot.models import Parcel  # noqa: E402

Parcel.objects.bulk_create(Parcel(owed_since=timezone.now()) for _ in range(int(sys.argv[1])))
