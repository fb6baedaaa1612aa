"""Are words inside Chinese sentences found by the site and the admin, and do odd queries answer normally?"""

import pytest
from modelsearch.query import Phrase, PlainText
from wagtail.models import Page

from tests import make_pages

TITLE = "揭开養老投资“返利”的陷阱"


@pytest.fixture
def page(db):
    return make_pages.case(TITLE)


def titles(query) -> list[str]:
    return [found.title for found in Page.objects.search(query)]


@pytest.mark.parametrize(
    "query",
    ["养老", "养老投资", "返利", "陷阱", "阱", "投资 陷阱", "養老", "鸡蛋", PlainText("返利"), Phrase("养老投资")],
)
def test_a_word_inside_a_sentence_is_found(page, query):
    assert titles(query) == [TITLE]


@pytest.mark.parametrize("query", ["贷款", "养老贷款", PlainText("养老") & ~PlainText("返利")])
def test_what_is_not_there_is_not_found(page, query):
    assert titles(query) == []


@pytest.mark.parametrize(
    "query", ["", "   ", "?", "*", '"', "':*", "a OR b", "AND", "NEAR(", "陷" * 5000, "\x00陷阱\x00"]
)
def test_odd_queries_answer(page, query):
    assert set(titles(query)) <= {TITLE}


def test_the_chooser_completes_from_the_middle_of_a_title(page):
    assert [found.title for found in Page.objects.autocomplete("投资")] == [TITLE]
    assert list(Page.objects.autocomplete("  ")) == []


def test_what_is_withdrawn_or_deleted_leaves_the_index(page):
    page.delete()
    assert titles("养老") == []
