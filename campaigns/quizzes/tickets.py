"""How is an attempt carried from question to question without an account or a cookie, and a result so that nobody forges it?"""

import hmac
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core import signing

ATTEMPT, RESULT = "quizzes.attempt", "quizzes.result"
VALID_SECONDS = 24 * 3600  # shorter than counted answers are kept, so that a ticket never counts twice


@dataclass(frozen=True)
class Attempt:
    """One reader's way through one quiz: a random number, what was chosen at the start, answers so far (id, right)."""

    quiz: int
    number: str
    audience: str = ""
    scene: str = ""
    township: int = 0
    answered: tuple[tuple[str, bool], ...] = ()

    @property
    def items(self) -> set[str]:
        return {item for item, _ in self.answered}

    def after(self, item: str, right: bool) -> "Attempt":
        return replace(self, answered=(*self.answered, (item, right)))

    def key(self, item: str) -> str:
        """Return what tells this answer from every other and says nothing about the reader."""
        words = f"{self.number}:{self.quiz}:{item}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), words, sha256).hexdigest()[:32]


def write_attempt(attempt: Attempt) -> str:
    values = [attempt.quiz, attempt.number, attempt.audience, attempt.scene, attempt.township]
    return signing.dumps([*values, [[item, int(right)] for item, right in attempt.answered]], salt=ATTEMPT)


def read_attempt(ticket: str) -> Attempt | None:
    """Return the attempt a ticket carries; None when it is forged, broken or older than a day."""
    try:
        *values, answered = signing.loads(ticket, salt=ATTEMPT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError, UnicodeError):
        return None
    return Attempt(*values, answered=tuple((item, bool(right)) for item, right in answered))


def write_result(quiz: int, right: int, asked: int) -> str:
    return signing.Signer(salt=RESULT).sign(f"{quiz}-{right}-{asked}")


def read_result(words: str) -> tuple[int, int, int] | None:
    """Return (quiz, right, asked) of a result; None when it was not given out here."""
    try:
        quiz, right, asked = signing.Signer(salt=RESULT).unsign(words).split("-")
    except (signing.BadSignature, UnicodeError):
        return None
    return int(quiz), int(right), int(asked)


def chosen_in(posted: list[str], options: Any) -> frozenset[int] | None:
    """Return the positions a reader chose; None when nothing or something that is not offered."""
    known = {str(n): n for n in range(len(options))}
    if not posted or not set(posted) <= known.keys():
        return None
    return frozenset(known[one] for one in posted)
