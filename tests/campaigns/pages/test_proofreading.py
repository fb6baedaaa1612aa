"""Does what is wrong in a page come before its editor and its approvers, and does nothing wrong go out in silence?"""

import json

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.pages.proofreading import doubts
from tests import make, make_pages

WRONG = [("chapter", {**make_pages.CHAPTER, "text": "<p>受害人张建国听工商局的话，<b>防犯</b>诈骗。</p>"})]


@pytest.fixture
def people(county):
    roles = ("propaganda", "propaganda", "propaganda_section", "propaganda_leader")
    return [make.user(role, at=county.place) for role in roles]


@pytest.fixture
def wrong(people):
    page = make_pages.case("截止目前的案子", by=people[0], body=WRONG)
    return make_pages.submitted(page, by=people[0])


def approve(page, user, comment=""):
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, "approve", comment=comment)


def test_every_text_of_a_page_is_read_and_the_gravest_comes_first(wrong):
    found = doubts(wrong)
    assert [d.words for d in found if d.blocks] == ["工商局", "张建国"]
    assert [d.words for d in found if not d.blocks] == ["截止目前", "防犯诈骗"]
    assert {d.where for d in found} == {"标题", "一段故事·正文"}


def test_what_a_swindler_says_is_not_proofread(db):
    said = {**make_pages.SENTENCE, "words": "【绝对安全】，截止目前零风险。"}
    assert doubts(make_pages.case(body=[("sentence", said)])) == []


def test_a_grave_mistake_is_approved_only_with_a_reason(wrong, people):
    with pytest.raises(PermissionDenied, match="必须改的：“工商局”、“张建国”"):
        approve(wrong, people[1])
    with pytest.raises(PermissionDenied):
        approve(wrong, people[1], "  ")
    approve(wrong, people[1], "本人书面同意署名；旧称引自原件。")
    assert wrong.current_workflow_task_state.task.name != ""
    assert wrong.workflow_states.get().task_states.filter(status="approved", comment__contains="书面同意").exists()


def test_the_editor_lists_what_is_wrong_and_where(wrong, people, signed_in):
    shown = signed_in(people[0]).get(f"/admin/pages/{wrong.pk}/edit/").content.decode()
    assert "发出前再看一眼" in shown
    assert "2018 年机构改革后并入市场监督管理部门。" in shown


def test_an_approver_is_told_on_the_screen_what_to_do(wrong, people, signed_in):
    browser, address = signed_in(people[1]), f"/admin/pages/{wrong.pk}/edit/"
    answer = browser.post(address, {"workflow-action-name": "approve", "workflow-action-extra-data": "{"}, follow=True)
    assert "请用“同意并写意见”写明理由" in answer.content.decode()
    sent = {"workflow-action-name": "approve", "workflow-action-extra-data": json.dumps(["x"])}
    assert "写明理由" in browser.post(address, sent, follow=True).content.decode()


def test_a_clean_page_says_so(people, signed_in):
    page = make_pages.case(by=people[0])
    assert "没有看出要改的词" in signed_in(people[0]).get(f"/admin/pages/{page.pk}/edit/").content.decode()
