"""Plain builders for quizzes: a published one with two questions, its address, a result, and counted answers."""

import datetime as dt
import re

from campaigns.quizzes import tickets
from campaigns.quizzes.content_gaps import ContentGap
from campaigns.quizzes.counts import ItemTally
from campaigns.quizzes.models import QuizPage
from tests import make_pages

ONE = {
    "question": "月月返三百，信吗？",
    "options": [{"words": "信", "right": False}, {"words": "不信", "right": True}],
    "explanation": "返的是后来人的本金。",
    "basis": "《防范和处置非法集资条例》第二条",
    "audience": "elderly",
    "scene": "city",
}
TWO = {
    "question": "哪些要当心？",
    "options": [
        {"words": "保本", "right": True},
        {"words": "拉人有奖", "right": True},
        {"words": "开发票", "right": False},
    ],
    "explanation": "投资广告不许保证保本。",
    "basis": "《广告法》第二十五条",
}


def quiz(*questions: dict) -> QuizPage:
    """Return a published quiz, the same one when asked again; without questions the two above."""
    home = make_pages.site()
    known = QuizPage.objects.filter(slug="quiz").first()
    if known:
        return known
    blocks = [("question", one) for one in questions or (ONE, TWO)]
    home.add_child(instance=QuizPage(title="小测验", slug="quiz", questions=blocks))
    return QuizPage.objects.get(slug="quiz")


def shown_result() -> str:
    return tickets.write_result(quiz().pk, 1, 2)


def hidden_fields(response) -> dict[str, str]:
    """Return what a browser would post besides the reader's choice."""
    return dict(re.findall(r'name="(ticket|item)" value="([^"]+)"', response.content.decode()))


def answered(page: QuizPage, number: int, *, answers: int, right: int, day: dt.date, township=None) -> ItemTally:
    """Return the count of one question of a quiz on one day."""
    question = page.questions[number]
    return ItemTally.objects.create(
        quiz=page,
        item=question.id,
        wording=question.value.wording,
        day=day,
        township=township,
        answers=answers,
        right=right,
    )


def gap(day: dt.date = dt.date(2026, 11, 1)) -> ContentGap:
    """Return the open gap of the quiz's first question."""
    page = quiz()
    facts = {"wording": page.questions[0].value.wording, "question": ONE["question"], "opened_on": day}
    figures = {"answers": 40, "right": 10}
    made, _ = ContentGap.objects.get_or_create(
        quiz=page, item=page.questions[0].id, closed_on=None, defaults=facts | figures
    )
    return made
