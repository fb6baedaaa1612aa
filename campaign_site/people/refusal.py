"""How does the admin say no? With 403 and a sentence, so that the refusal is seen, counted and put on record."""

import sys
from typing import NoReturn

import wagtail.admin.auth
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

REFUSAL = "您的角色不能打开这个页面或做这件事。需要用时请联系系统管理员。"


def refuse(request: HttpRequest) -> NoReturn:
    """Raise the refusal at hand with its own words; Wagtail asks this whenever a permission is missing."""
    at_hand = sys.exc_info()[1]
    words = str(at_hand) if isinstance(at_hand, PermissionDenied) else ""
    raise PermissionDenied(words or REFUSAL)


def answer_plainly() -> None:
    """Put `refuse` in the place of Wagtail's answer, a redirect to the start page with a passing note.

    Wagtail offers no setting for it; the function is looked up in its module at each refusal.
    """
    wagtail.admin.auth.permission_denied = refuse
