"""Which passwords are too plain?"""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^a-zA-Z0-9]")


class LongEnough(MinimumLengthValidator):
    """Django's own, in Chinese: its catalogue has no words for it."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要 {self.min_length} 个字符。"


class KindsOfCharacters:
    """Ask for several of: small letters, capitals, digits, other signs (what assessors of 等保 look for)."""

    def __init__(self, least: int = 3) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in KINDS) < self.least:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return f"小写字母、大写字母、数字、符号，至少用上 {self.least} 种。"
