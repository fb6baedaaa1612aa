"""How does a unit keep a check it asked for?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from media_library.selfchecks.checking import Checked, Copy
from media_library.selfchecks.models import OutletToken, SelfCheck


def keep_check(copy: Copy, checked: Checked, asker: User | OutletToken, now: datetime) -> SelfCheck:
    """Keep copy and answer in the asker's own unit, as they were. Raises PermissionDenied for who may not keep."""
    machine = isinstance(asker, OutletToken)
    if machine and asker.scope != OutletToken.Scope.KEEP:
        raise PermissionDenied("这个令牌只能查，不能留存。要留存，请打非办另发一个。")
    if not machine and (asker.unit is None or not asker.has_perm("media_library.add_selfcheck")):
        raise PermissionDenied("您的账号不能留存自查记录，请本单位管理员核对角色。")
    with transaction.atomic():
        kept = SelfCheck.objects.create(
            unit=asker.unit, by=None if machine else asker, token=asker if machine else None, checked_at=now,
            ruleset=checked.ruleset, suspect=checked.suspect, severity=checked.severity or "",
            result=checked.as_dict(), **asdict(copy),
        )  # fmt: skip
        after = {"ruleset": checked.ruleset, "hits": len(checked.hits), "token": asker.mark if machine else ""}
        record(None if machine else asker, "selfchecks.keep_check", kept, after=after)
    return kept
