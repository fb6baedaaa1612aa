"""What do staff read of a quiz, and how does an editor fill a content gap?"""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from campaign_site.terms.seed import load_terms
from campaigns.desks.other_work import content_gaps
from campaigns.quizzes.report import report
from campaigns.quizzes.report_export import rows
from tests import make, make_pages
from tests.campaigns.quizzes import make_quizzes

pytestmark = pytest.mark.django_db
OCTOBER, TODAY = dt.date(2026, 10, 1), dt.date(2026, 11, 23)


@pytest.fixture
def quiz(county):
    """A quiz of which one township gave nine answers to the first question, another ten, and many said no township."""
    load_terms()
    page = make_quizzes.quiz()
    day = OCTOBER + dt.timedelta(days=30)
    make_quizzes.answered(page, 0, answers=9, right=3, day=day, township=county.townships[0])
    make_quizzes.answered(page, 0, answers=10, right=5, day=day, township=county.townships[1])
    make_quizzes.answered(page, 0, answers=80, right=40, day=day)
    make_quizzes.answered(page, 1, answers=9, right=9, day=day)
    return page


def test_nine_are_hidden_and_cannot_be_worked_out(quiz):
    items, audiences, _, townships = (cells for _, _, cells in report(quiz, OCTOBER, TODAY).tables)
    assert [row[2:] for row in items] == [["不显示", "不显示"], ["不显示", "不显示"]]
    assert [row[1] for row in audiences] == ["0", "0"]
    assert townships[1] == ["第1镇", "不显示", "0", "不显示"]
    assert townships[2] == ["第2镇", "不显示", "0", "不显示"]


def test_a_month_that_runs_shows_no_townships_and_a_reworded_question_counts_afresh(quiz):
    make_quizzes.answered(quiz, 0, answers=50, right=20, day=TODAY)
    made = report(quiz, TODAY.replace(day=1), TODAY)
    assert made.tables[0][2][0][2:] == ["50", "40%"]
    assert [heading for heading, _, _ in made.tables] == ["每道题", "按人群", "按场景"]
    quiz.questions[0].value["question"] = "月月返五百，信吗？"
    assert report(quiz, TODAY.replace(day=1), TODAY).tables[0][2][0][2:] == ["0", "—"]


def test_the_sheets_hold_what_the_screen_shows(quiz, county, signed_in):
    editor = signed_in(make.user("propaganda", at=county.place))
    asked = {"quiz": quiz.pk, "month": "2026-10"}
    expected = rows(report(quiz, OCTOBER, TODAY))
    screen = editor.get(reverse("quizzes:report"), asked)
    assert screen.context["report"].tables == report(quiz, OCTOBER, TODAY).tables
    sheet = editor.get(reverse("quizzes:report"), {**asked, "export": "csv"}).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(sheet))) == expected
    book = editor.get(reverse("quizzes:report"), {**asked, "export": "xlsx"}).content
    table = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [[cell for cell in line if cell] for line in table] == expected


def test_the_report_asks_as_often_for_one_township_as_for_many(quiz, django_assert_num_queries):
    with django_assert_num_queries(3):
        report(quiz, OCTOBER, TODAY)


def test_an_editor_links_a_page_and_the_gap_leaves_the_desk(county, signed_in):
    gap, editor = make_quizzes.gap(), make.user("propaganda", at=county.place)
    assert [work.title for work in content_gaps(editor, TODAY).works] == [gap.question]
    address = reverse("quizzes:gap", args=[gap.pk])
    assert signed_in(editor).post(address, {"page": "999999"}).status_code == 422
    signed_in(editor).post(address, {"page": make_pages.case(live=True).pk})
    gap.refresh_from_db()
    assert gap.closing == "linked"
    assert content_gaps(editor, TODAY).total == 0
