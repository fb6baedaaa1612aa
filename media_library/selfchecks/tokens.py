"""How is a token made, recognised, counted and taken back? The secret exists outside its owner's hands only once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q

from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, User
from campaign_site.people.scoping import rows_for
from media_library.selfchecks.models import OutletToken

PREFIX = "zc"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
NOBODYS = hashlib.sha256(b"").hexdigest()
LONGEST_LIFE_DAYS = 366
REFUSAL_ENTRIES_APART = timedelta(hours=1)


class TokenRefused(PermissionDenied):
    """The machine may not ask (now); the message is Chinese and says what to do."""


class TooFast(TokenRefused):
    """The token has had its turns of this minute."""


@dataclass(frozen=True)
class Wanted:
    """What the office grants: to which unit, for what, how far, until when, how often."""

    unit: Unit
    label: str
    scope: str
    expires_at: datetime
    per_minute: int


def issue_token(wanted: Wanted, by: User, now: datetime) -> tuple[OutletToken, str]:
    """Keep a new token and return it with its secret, which nobody can show again.

    Raises PermissionDenied without the permission, ValidationError for a past or too distant end.
    """
    if not by.has_perm("media_library.add_outlettoken"):
        raise PermissionDenied("令牌由打非办或系统管理员发放。")
    if not now < wanted.expires_at or (wanted.expires_at - now).days > LONGEST_LIFE_DAYS:
        raise ValidationError({"expires_on": "到期日要晚于今天，最长一年；到期以后另发一个。"})
    mark, secret = "".join(secrets.choice(LETTERS) for _ in range(8)), secrets.token_urlsafe(32)
    with transaction.atomic():
        token = OutletToken.objects.create(
            unit=wanted.unit, label=wanted.label, scope=wanted.scope, per_minute=wanted.per_minute, mark=mark,
            digest=_digest(secret), issued_by=by, issued_at=now, expires_at=wanted.expires_at,
        )  # fmt: skip
        record(by, "selfchecks.issue_token", token, after={"unit": str(wanted.unit), "scope": wanted.scope})
    return token, f"{PREFIX}_{mark}_{secret}"


def revoke_token(token: OutletToken, by: User, now: datetime) -> None:
    """Take a token back at once. Raises PermissionDenied, or ValidationError when it was taken back before."""
    if not rows_for(by, OutletToken.objects.filter(pk=token.pk), verb="change").exists():
        raise PermissionDenied("令牌由打非办或系统管理员作废。")
    with transaction.atomic():
        if not OutletToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now, revoked_by=by):
            raise ValidationError("这个令牌已经作废了。")
        record(by, "selfchecks.revoke_token", token)


def recognised(presented: str, now: datetime) -> OutletToken:
    """The token a machine presents, with one turn of its minute taken. Raises TokenRefused or TooFast.

    The secret is compared in constant time, for an unknown number as well.
    """
    _, mark, secret = (*presented.strip().split("_", 2), "", "")[:3]
    token = OutletToken.objects.select_related("unit").filter(mark=mark[:8]).first()
    fits = hmac.compare_digest(token.digest if token else NOBODYS, _digest(secret))
    if token is None or not fits:
        raise TokenRefused("令牌不对，请核对后再试，或者请打非办另发一个。")
    if token.revoked_at or token.expires_at <= now:
        why = "已经作废" if token.revoked_at else "已经到期"
        _note_refusal(token, why, now)
        raise TokenRefused(f"这个令牌{why}，请打非办另发一个。")
    if not _turn_taken(token, now):
        raise TooFast(f"这个令牌每分钟最多查 {token.per_minute} 次，请过一分钟再来。")
    return token


def _note_refusal(token: OutletToken, why: str, now: datetime) -> None:
    """Put a refused use on record, at most one entry an hour: a machine that goes on asking is counted, not written down.

    The entry says how often the token was refused since the one before it.
    """
    rows = OutletToken.objects.filter(pk=token.pk)
    due = rows.filter(Q(refused_at=None) | Q(refused_at__lte=now - REFUSAL_ENTRIES_APART))
    with transaction.atomic():
        if due.update(refused_at=now, refused_turns=0):
            after = {"why": why, "since_last": token.refused_turns}
            record(None, "selfchecks.refused", token, after=after, result=AuditEntry.Result.REFUSED)
        else:
            rows.update(refused_turns=F("refused_turns") + 1)


def _turn_taken(token: OutletToken, now: datetime) -> bool:
    """Count one turn by conditional update, in this minute or in a new one; exact for any number of processes."""
    rows, minute = OutletToken.objects.filter(pk=token.pk, revoked_at=None), now.replace(second=0, microsecond=0)
    here = rows.filter(window_at=minute, window_turns__lt=F("per_minute"))
    anew = rows.filter(Q(window_at=None) | Q(window_at__lt=minute))
    more, first = {"window_turns": F("window_turns") + 1}, {"window_at": minute, "window_turns": 1}
    return bool(
        here.update(last_used_at=now, **more)
        or anew.update(last_used_at=now, **first)
        or here.update(last_used_at=now, **more)
    )


def _digest(secret: str) -> str:
    """256 random bits need no slow hash: there is no dictionary of them."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
