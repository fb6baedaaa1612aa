"""Under which name does the lock count failures? A name no account has may be somebody's password: only its trace is kept."""

import hashlib
from typing import Any

from django.http import HttpRequest

from campaign_site.people.models import User


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the typed user name when an account has it, else a trace that tells names apart without giving them away."""
    typed = str((credentials or {}).get("username") or request.POST.get("username") or "")[:150]
    if User.objects.filter(username=typed).exists():
        return typed
    return f"?{hashlib.sha256(typed.encode('utf-8', 'replace')).hexdigest()[:12]}"
