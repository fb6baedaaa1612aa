"""How does a reader go through a quiz?"""

import pytest
from django.urls import reverse

from campaign_site.terms.seed import load_terms
from campaigns.quizzes.counts import QuizAnswer
from campaigns.quizzes.first_quizzes import plant_first_quizzes
from campaigns.quizzes.models import QuizPage
from tests import make_pages
from tests.campaigns.quizzes import make_quizzes
from tests.campaigns.quizzes.make_quizzes import hidden_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return reverse("quiz-play", args=[make_quizzes.quiz().pk])


def test_a_reader_is_told_why_after_every_answer_and_gets_a_result(client, address):
    asked = client.post(address)
    wrong = client.post(address, {**hidden_fields(asked), "choice": "0"})
    asked = client.post(address, hidden_fields(wrong))
    right = client.post(address, {**hidden_fields(asked), "choice": ["0", "1"]})
    end = client.post(address, hidden_fields(right), follow=True)
    assert "没答对" in wrong.content.decode()
    assert "返的是后来人的本金。" in wrong.content.decode()
    assert "《广告法》第二十五条" in right.content.decode()
    assert '<meta property="og:title" content="我在“小测验”里答对了 1 / 2 题">' in end.content.decode()
    assert list(QuizAnswer.objects.order_by("pk").values_list("right", "township")) == [(False, None), (True, None)]


def test_nothing_is_left_on_the_readers_machine(client, address):
    client.post(address, {**hidden_fields(client.post(address)), "choice": "1"})
    assert not client.cookies


def test_the_same_answer_posted_twice_is_one_line_and_the_first_counts(client, address):
    fields = hidden_fields(client.post(address))
    for choice in ("0", "0", "1"):
        assert client.post(address, {**fields, "choice": choice}).status_code == 200
    assert [line.right for line in QuizAnswer.objects.all()] == [False]


@pytest.mark.parametrize(
    ("choice", "words"), [([], "还没有选。"), (["7"], "还没有选。"), (["x"], "还没有选。"), (["0", "1"], "还没有选。")]
)
def test_a_missing_or_forged_choice_is_asked_again(client, address, choice, words):
    answer = client.post(address, {**hidden_fields(client.post(address)), "choice": choice})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not QuizAnswer.objects.exists()


@pytest.mark.parametrize("more", [{"ticket": "forged"}, {"item": "no-such"}, {"ticket": ""}, {"ticket": "WzFd:x:y"}])
def test_forged_tickets_and_questions_are_refused(client, address, more):
    answer = client.post(address, {**hidden_fields(client.post(address)), "choice": "1", **more})
    assert answer.status_code == 400
    assert "从头再答一遍" in answer.content.decode()
    assert not QuizAnswer.objects.exists()


def test_a_result_cannot_be_forged(client):
    shown = make_quizzes.shown_result()
    assert client.get(reverse("quiz-result", args=[shown])).status_code == 200
    for forged in (shown.replace("-1-", "-2-"), "1-2-2", "1-2-2:", "乱写"):
        assert client.get(reverse("quiz-result", args=[forged])).status_code == 404


def test_a_reader_may_ask_for_one_scene_and_name_a_township(client, county, address):
    chosen = {"scene": "countryside", "township": county.townships[0].pk}
    asked = client.post(address, chosen)
    assert "哪些要当心？" in asked.content.decode()
    client.post(address, {**hidden_fields(asked), "choice": "2"})
    client.post(address, {**hidden_fields(client.post(address, {"township": "99999"})), "choice": "1"})
    lines = QuizAnswer.objects.order_by("pk").values_list("township", flat=True)
    assert list(lines) == [county.townships[0].pk, None]


def test_too_many_from_one_network_wait_a_minute(client, address, monkeypatch):
    monkeypatch.setattr("campaigns.quizzes.views.PACE.most", 0)
    answer = client.post(address)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_the_first_quizzes_are_planted_once_and_hold_ten_questions_each(client):
    load_terms()
    home = make_pages.site()
    assert [plant_first_quizzes(home), plant_first_quizzes(home)] == [3, 0]
    assert client.get("/quiz-elderly/").content.decode().count("防骗十题：") == 2
    for quiz in QuizPage.objects.child_of(home):
        for one in quiz.questions:
            one.block.clean(one.value)
        assert len(quiz.questions) == len({one.id for one in quiz.questions}) == 10
