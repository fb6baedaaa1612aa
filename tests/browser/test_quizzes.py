"""Quizzes in a real browser: readable by everybody, with the keyboard and without scripts."""

import pytest

from campaign_site.terms.seed import load_terms
from campaigns.quizzes.first_quizzes import plant_first_quizzes
from tests import make_pages

QUIZ = "/quiz-elderly/"


@pytest.fixture(autouse=True)
def planted(django_db_serialized_rollback, transactional_db):
    load_terms()
    plant_first_quizzes(make_pages.site())


def press(page, name):
    """Press a button and wait until the page it leads to is there."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=name).click()


def steps(seen):
    """Go from the start to an explanation, stopping at each screen."""
    seen.open(QUIZ)
    yield "start"
    press(seen.page, "开始答题")
    yield "question"
    press(seen.page, "看讲解")
    yield "unchosen"
    seen.page.locator("input[name=choice]").first.check()
    press(seen.page, "看讲解")
    yield "explained"


@pytest.mark.parametrize("mode", ["", "elder", "elder-contrast"])
def test_no_step_overflows_or_shuts_anybody_out(visit, mode):
    seen = visit(360, cookies={"reading": mode})
    for step in steps(seen):
        assert (step, seen.overflow(), seen.outside(), seen.serious()) == (step, 0, [], [])


def test_ten_questions_are_answered_by_keyboard_without_scripts(visit):
    page = visit(java_script_enabled=False).open(QUIZ).page
    page.get_by_role("button", name="开始答题").press("Enter")
    for _ in range(10):
        page.locator("input[name=choice]").first.press("Space")
        page.get_by_role("button", name="看讲解").press("Enter")
        assert page.get_by_role("heading", name="为什么").is_visible()
        page.get_by_role("button", name="下一题").or_(page.get_by_role("button", name="看成绩")).press("Enter")
    assert "/ 10 题答对" in page.inner_text("main")
    assert page.context.cookies() == []
