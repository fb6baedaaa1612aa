"""Who gets in where: outlets check their own copy, the office and the administrator grant tokens, machines show theirs."""

import datetime as dt

from media_library.ads.rulebook import shipped
from media_library.selfchecks.actions import keep_check
from media_library.selfchecks.checking import Copy, check_copy
from media_library.selfchecks.models import OutletToken
from tests import make
from tests.access_table import OWN, holders, only

CHECKS, TOKENS = "media_library.add_selfcheck", "media_library.view_outlettoken"
COPY = Copy("投资养老床位，保本保息", dt.date(2026, 10, 20))


def token(spot) -> OutletToken:
    """A token granted to the spot's unit."""
    now = make.MORNING
    return OutletToken.objects.create(
        unit=spot.unit, label="编播系统", mark=f"m{spot.unit.pk:07d}"[:8], digest="0" * 64, issued_by=spot.user,
        issued_at=now, expires_at=now + dt.timedelta(days=30),
    )  # fmt: skip


def kept(spot):
    """A check kept in the spot's own unit."""
    person = make.user("media", at=spot.unit.place, in_unit=spot.unit)
    return keep_check(COPY, check_copy(COPY, shipped()), person, make.MORNING)


DOORS = {
    "selfchecks:check": holders(CHECKS),
    "selfchecks:kept": holders("media_library.view_selfcheck"),
    "selfchecks:record": holders(
        "media_library.view_selfcheck", row="media_library.selfcheck", sees=lambda role, which: which == OWN
    ),
    "selfchecks:description": holders(CHECKS, TOKENS),
    "selfchecks:tokens": holders(TOKENS),
    "selfchecks:revoke": holders("media_library.change_outlettoken", row="media_library.outlettoken"),
    "selfcheck_api:*": only(),
}
ROWS = {"media_library.selfcheck": kept, "media_library.outlettoken": token}
