"""Who signs in and who approves, in an installation that a test started? Run as a module, prints JSON."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign_site.settings")
django.setup()

from django.test import Client  # noqa: E402

from campaign_site.clock import now, today  # noqa: E402
from campaign_site.people.models import User  # noqa: E402
from campaign_site.places.models import Place  # noqa: E402
from campaigns.outreach import actions  # noqa: E402
from campaigns.outreach.models import Event  # noqa: E402
from tests import make  # noqa: E402


def township():
    return Place.objects.townships().order_by("code").first()


def author() -> dict:
    """Somebody of the first township, signed in, and a colleague who may approve."""
    make.user("township", at=township(), name="第二人")
    browser = Client()
    browser.force_login(make.user("township", at=township()))
    villages = Place.objects.under(township()).villages().order_by("code")[:5]
    return {
        "session": browser.cookies["sessionid"].value,
        "villages": [village.code_text for village in villages],
        "today": str(today()),
    }


def approve() -> dict:
    """The colleague approves whatever was handed in."""
    colleague = User.objects.get(name="第二人")
    waiting = Event.objects.filter(state="submitted")
    handed_in = waiting.count()
    for event in waiting:
        actions.approve(event, colleague, now=now())
    return {"approved": handed_in, "events": Event.objects.count()}


print(json.dumps({"author": author, "approve": approve}[sys.argv[1]]()))
