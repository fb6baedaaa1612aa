"""Is every answer counted once, and does a question most get wrong become a gap that closes by itself?"""

import datetime as dt

import pytest

from campaigns.quizzes import counting
from campaigns.quizzes.content_gaps import ContentGap
from campaigns.quizzes.counts import ItemTally, QuizAnswer
from campaigns.quizzes.gap_finding import look_for_content_gaps
from tests import make_pages
from tests.campaigns.quizzes import make_quizzes

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


def lines(quiz, number, township=None):
    question = quiz.questions[0]
    common = {"quiz": quiz, "item": question.id, "wording": question.value.wording, "township": township}
    marked = [QuizAnswer(key=f"{township}-{n}", day=TODAY, right=n % 2 == 0, **common) for n in range(number)]
    QuizAnswer.objects.bulk_create(marked)


def killed(lines):
    raise KeyboardInterrupt


def test_answers_are_counted_once_by_day_and_township(county):
    quiz = make_quizzes.quiz()
    lines(quiz, 3)
    lines(quiz, 2, county.townships[0])
    assert [counting.pay_answers(TODAY), counting.pay_answers(TODAY)] == [5, 0]
    lines(quiz, 2, county.townships[1])
    counting.pay_answers(TODAY)
    counted = ItemTally.objects.order_by("pk").values_list("township", "answers", "right")
    assert sorted(counted, key=str) == sorted(
        [(None, 3, 2), (county.townships[0].pk, 2, 1), (county.townships[1].pk, 2, 1)], key=str
    )


def test_a_payer_killed_in_the_middle_leaves_everything_owed(monkeypatch):
    lines(make_quizzes.quiz(), 3)
    with monkeypatch.context() as patch:
        patch.setattr("campaigns.quizzes.counting._raise_counts", killed)
        with pytest.raises(KeyboardInterrupt):
            counting.pay_answers(TODAY)
    assert counting.pay_answers(TODAY) == 3


def test_counted_lines_are_forgotten_after_two_days():
    lines(make_quizzes.quiz(), 2)
    counting.pay_answers(TODAY)
    later = [counting.forget_counted(TODAY + dt.timedelta(days=days)) for days in (2, 3)]
    assert later == [0, 2]


@pytest.mark.parametrize(
    ("answers", "right", "opened"), [(29, 0, 0), (30, 14, 1), (30, 15, 0)], ids=["too few", "under half", "half"]
)
def test_a_question_under_half_right_is_a_gap(answers, right, opened):
    make_quizzes.answered(make_quizzes.quiz(), 0, answers=answers, right=right, day=TODAY - dt.timedelta(days=29))
    assert look_for_content_gaps(TODAY) == (opened, 0)
    assert look_for_content_gaps(TODAY) == (0, 0)


def test_answers_of_thirty_days_ago_no_longer_count():
    make_quizzes.answered(make_quizzes.quiz(), 0, answers=50, right=0, day=TODAY - dt.timedelta(days=30))
    assert look_for_content_gaps(TODAY) == (0, 0)


def test_a_gap_closes_when_the_share_rises():
    quiz = make_quizzes.quiz()
    make_quizzes.answered(quiz, 0, answers=30, right=10, day=TODAY - dt.timedelta(days=1))
    look_for_content_gaps(TODAY)
    make_quizzes.answered(quiz, 0, answers=30, right=30, day=TODAY)
    assert look_for_content_gaps(TODAY) == (0, 1)
    assert ContentGap.objects.get().closing == "risen"


def test_a_gap_closes_when_a_published_page_is_linked_and_later_answers_judge_anew():
    quiz = make_quizzes.quiz()
    make_quizzes.answered(quiz, 0, answers=40, right=10, day=TODAY)
    look_for_content_gaps(TODAY)
    draft = make_pages.case()
    ContentGap.objects.update(page=draft)
    assert look_for_content_gaps(TODAY) == (0, 0)
    type(draft).objects.filter(pk=draft.pk).update(live=True)
    assert look_for_content_gaps(TODAY) == (0, 1)
    make_quizzes.answered(quiz, 0, answers=30, right=3, day=TODAY + dt.timedelta(days=1))
    assert look_for_content_gaps(TODAY + dt.timedelta(days=1)) == (1, 0)
