"""Does a page answer a question about the law in its first line, refuse half-made ones, and go the pages' way to publication?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.answers.first_answers import plant_first_answers
from campaigns.answers.models import AnswerIndexPage, AnswerPage
from campaigns.pages.models import CaseIndexPage, HomePage
from campaigns.pages.proofreading import doubts
from tests import make_pages

ARTICLE = ("article", {"law": "某条例", "article": "第二条", "since": None, "words": "原文。"})


@pytest.fixture
def home(db) -> HomePage:
    return make_pages.site()


@pytest.fixture
def planted(home) -> HomePage:
    plant_first_answers(home)
    return home


def test_the_first_answers_stand_in_the_menu_and_can_be_read(planted, client):
    assert plant_first_answers(planted) == 0
    index = AnswerIndexPage.objects.get()
    listed = client.get(index.url).content.decode()
    for answer in AnswerPage.objects.all():
        assert answer.title in listed
        assert answer.answer in listed
    assert f'href="{index.url}"' in client.get("/").content.decode()


def test_an_answer_says_it_first_then_the_law_then_what_others_asked(planted, client):
    page = AnswerPage.objects.get(slug="kui-le-shei-pei")
    text = client.get(page.url).content.decode()
    said = [page.title, page.answer, "第二十五条", "2021-05-01 起施行", "由集资参与人自行承担", "停手", "别人还问过"]
    places = [text.index(words) for words in said]
    assert places[1:] == sorted(places[1:])
    assert "条文核对" in text


def test_no_first_answer_is_doubted_by_our_own_proofreading(planted):
    assert {page.slug: found for page in AnswerPage.objects.all() if (found := doubts(page))} == {}


def test_the_first_answers_would_pass_their_own_rules(planted):
    for page in AnswerPage.objects.all():
        page.full_clean()


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"title": "亏了自己承担"}, "title", "用问号结尾"),
        ({"body": [ARTICLE]}, "checked_on", "照公布的文本核对"),
    ],
)
def test_half_made_answers_are_refused_at_their_field(home, fields, field, says):
    good = {"title": "亏了谁赔？", "slug": "kui", "answer": "自己。", "body": [("prose", "<p>说明。</p>")]}
    with pytest.raises(ValidationError) as refusal:
        AnswerPage(**good | fields).clean()
    assert says in "".join(refusal.value.message_dict[field])


def test_an_article_with_its_day_of_comparison_is_taken(home):
    AnswerPage(title="亏了谁赔？", answer="自己。", body=[ARTICLE], checked_on=dt.date(2026, 10, 1)).clean()


def test_answers_stand_under_their_list_alone(home):
    assert AnswerPage.can_create_at(AnswerIndexPage())
    assert not AnswerPage.can_create_at(CaseIndexPage())
    assert AnswerIndexPage.can_create_at(home)


def test_what_an_editor_pastes_is_shown_as_text(planted, client):
    page = AnswerPage.objects.first()
    page.answer = "<script>alert(1)</script>"
    page.save()
    assert "<script>alert" not in client.get(page.url).content.decode()


def test_the_queries_do_not_grow_with_the_answers(planted, client, django_assert_num_queries):
    url = AnswerIndexPage.objects.get().url
    AnswerPage.objects.exclude(slug="zenme-suan").update(live=False)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    AnswerPage.objects.update(live=True)
    with django_assert_num_queries(len(one)):
        client.get(url)
