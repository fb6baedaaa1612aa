"""How do answers become counts: once each, however often the work is begun anew?"""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import F

from campaigns.quizzes.counts import ItemTally, QuizAnswer

AT_ONCE = 2000
KEPT_DAYS = 2  # longer than a ticket is valid: a line already counted still stops a second post

Key = tuple[int, object, str, dt.date, int | None]


def pay_answers(today: dt.date) -> int:
    """Count the lines that owe it, oldest first; return how many were counted.

    The lines are marked and the counts raised in one transaction. Who finds a line taken by another gives everything
    back and leaves the rest to the next sweep.
    """
    owing = list(QuizAnswer.objects.filter(counted_on=None).order_by("pk")[:AT_ONCE])
    if not owing:
        return 0
    with transaction.atomic():
        mine = QuizAnswer.objects.filter(pk__in=[one.pk for one in owing], counted_on=None)
        if mine.update(counted_on=today) != len(owing):
            transaction.set_rollback(True)
            return 0
        _raise_counts(owing)
    return len(owing)


def _raise_counts(lines: list[QuizAnswer]) -> None:
    answers, right = Counter[Key](), Counter[Key]()
    for one in lines:
        key = (one.quiz_id, one.item, one.wording, one.day, one.township_id)
        answers[key] += 1
        right[key] += one.right
    names = ("quiz_id", "item", "wording", "day", "township_id")
    keys = sorted(answers, key=str)  # one order for everybody: no two payers wait for each other
    ItemTally.objects.bulk_create(
        [ItemTally(**dict(zip(names, key, strict=True))) for key in keys], ignore_conflicts=True
    )
    for key in keys:
        rows = ItemTally.objects.filter(**dict(zip(names, key, strict=True)))
        rows.update(answers=F("answers") + answers[key], right=F("right") + right[key])


def forget_counted(today: dt.date) -> int:
    """Delete the lines counted more than two days ago; return how many went."""
    over = QuizAnswer.objects.filter(counted_on__lt=today - dt.timedelta(days=KEPT_DAYS))
    return over.delete()[0]
