"""What time is it, for the people who use this system?

Views, tasks and commands ask here and hand the moment down; nothing else reads a clock.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def machine_now() -> dt.datetime:
    """Return the machine's own aware UTC moment: leases, retries and the audit use it."""
    return timezone.now()


def now() -> dt.datetime:
    """Return the aware moment shown to users; on demo screens it falls on `settings.DEMO_TODAY`."""
    moment = machine_now()
    if settings.DEMO_TODAY is None:
        return moment
    local = timezone.localtime(moment)
    return dt.datetime.combine(settings.DEMO_TODAY, local.timetz())


def today() -> dt.date:
    """Return the calendar day in Asia/Shanghai that users see as today."""
    return timezone.localtime(now()).date()
