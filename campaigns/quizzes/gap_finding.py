"""Which questions were got wrong by most over thirty days, and which gaps are filled?"""

import datetime as dt
from collections import defaultdict

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum

from campaign_site.audit.recording import record
from campaigns.quizzes.content_gaps import ContentGap
from campaigns.quizzes.counts import ItemTally
from campaigns.quizzes.models import QuizPage

DAYS = 30
ENOUGH = 30  # answers before a share says anything
AT_ONCE = 500  # quizzes looked through in one go: more than a county ever makes

Figures = dict[tuple[int, str, str], tuple[int, int]]


def look_for_content_gaps(today: dt.date) -> tuple[int, int]:
    """Open a gap for each question under half right, close those that are filled; return (opened, closed).

    Safe to repeat. A question whose gap was closed is judged by the answers after that day only.
    """
    quizzes = list(QuizPage.objects.live().order_by("pk")[:AT_ONCE])
    figures = _figures(quizzes, today)
    asked = {quiz.pk: quiz for quiz in quizzes}
    waiting = ContentGap.objects.filter(closed_on=None).select_related("page")
    closed = sum(_close(gap, asked.get(gap.quiz_id), figures, today) for gap in waiting)
    if closed:  # judged anew from the day of closing
        figures = _figures(quizzes, today)
    return sum(_open(quiz, figures, today) for quiz in quizzes), closed


def _figures(quizzes: list[QuizPage], today: dt.date) -> Figures:
    """Return answers and right ones by quiz, question and wording: of thirty days, or since the last gap was closed."""
    settled = ContentGap.objects.filter(closed_on__gt=today - dt.timedelta(days=DAYS)).values("quiz", "item")
    since = {(row["quiz"], str(row["item"])): row["last"] for row in settled.annotate(last=Max("closed_on")).order_by()}
    rows = ItemTally.objects.filter(quiz__in=quizzes, day__gt=today - dt.timedelta(days=DAYS), day__lte=today)
    summed = rows.values("quiz", "item", "wording", "day").annotate(n=Sum("answers"), r=Sum("right")).order_by()
    found: dict[tuple[int, str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in summed.iterator(chunk_size=2000):
        key = (row["quiz"], str(row["item"]), row["wording"])
        if row["day"] > since.get(key[:2], dt.date.min):
            found[key] = (found[key][0] + row["n"], found[key][1] + row["r"])
    return found


def _open(quiz: QuizPage, figures: Figures, today: dt.date) -> int:
    opened = 0
    for one in quiz.questions:
        answers, right = figures.get((quiz.pk, one.id, one.value.wording), (0, 0))
        if answers < ENOUGH or 2 * right >= answers:
            continue
        figure = {"answers": answers, "right": right}
        if ContentGap.objects.filter(quiz=quiz, item=one.id, closed_on=None).update(**figure):
            continue
        asked = {"wording": one.value.wording, "question": one.value["question"][:200], "opened_on": today}
        try:
            with transaction.atomic():
                gap = ContentGap.objects.create(quiz=quiz, item=one.id, **asked, **figure)
                record(None, "quizzes.open_gap", gap, after=figure)
        except IntegrityError:  # another worker was quicker
            continue
        opened += 1
    return opened


def _close(gap: ContentGap, quiz: QuizPage | None, figures: Figures, today: dt.date) -> int:
    how = _closing(gap, quiz, figures)
    return int(bool(how) and settle(gap, how, today))


def _closing(gap: ContentGap, quiz: QuizPage | None, figures: Figures) -> str:
    question = quiz.question(str(gap.item)) if quiz else None
    if question is None or question.value.wording != gap.wording:
        return ContentGap.Closing.REMOVED
    if gap.page and gap.page.live:
        return ContentGap.Closing.LINKED
    answers, right = figures.get((gap.quiz_id, str(gap.item), gap.wording), (0, 0))
    return ContentGap.Closing.RISEN if answers >= ENOUGH and 2 * right >= answers else ""


@transaction.atomic
def settle(gap: ContentGap, how: str, today: dt.date) -> bool:
    """Close an open gap and say how; False when somebody was quicker."""
    if ContentGap.objects.filter(pk=gap.pk, closed_on=None).update(closed_on=today, closing=how) != 1:
        return False
    record(None, "quizzes.close_gap", gap, after={"closing": str(how), "page": gap.page_id})
    return True
