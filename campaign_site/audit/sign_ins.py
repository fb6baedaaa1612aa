"""Who signed in, signed out, failed to, and was locked out? A typed name is kept only if an account has it.

People type their password into the field of the name; such a slip must not stand in a trail that many read.
"""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from campaign_site.audit.models import AuditEntry
from campaign_site.audit.recording import Target, record

UNKNOWN_NAME = "（不在册的用户名）"


def account(name: str) -> Target:
    """Return the account of a typed name, or a nameless target."""
    user = get_user_model()._default_manager.filter(username=name[:150]).first() if name else None
    return Target(user._meta.label_lower, str(user.pk), str(user)) if user else Target(label=UNKNOWN_NAME)


def signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    record(user, "people.sign_in", user)


def signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record(user, "people.sign_out", user)


def failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    if not knocks_at_a_locked_door(request):
        target = account(str(credentials.get("username") or ""))
        record(None, "people.sign_in", target, result=AuditEntry.Result.FAILED)


def locked_out(sender: Any, request: HttpRequest, username: str | None = None, **kwargs: Any) -> None:
    if not knocks_at_a_locked_door(request):
        record(None, "people.lock_out", account(username or ""), result=AuditEntry.Result.REFUSED)


def knocks_at_a_locked_door(request: HttpRequest | None) -> bool:
    """Say whether the attempt was not even tried: such attempts are not recorded, or anybody could fill the trail."""
    return getattr(request, "axes_locked_out", False) and getattr(request, "axes_failures_since_start", None) is None


def watch() -> None:
    """Connect the above to the signals of Django and axes."""
    user_logged_in.connect(signed_in, dispatch_uid="audit signed in")
    user_logged_out.connect(signed_out, dispatch_uid="audit signed out")
    user_login_failed.connect(failed, dispatch_uid="audit failed")
    user_locked_out.connect(locked_out, dispatch_uid="audit locked out")
