from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied

from campaign_site.people.models import User
from campaign_site.people.roles import ROLES
from campaigns.pages.approval import APPROVED_BEFORE, DECIDED, WROTE, awaiting, reason_against
from tests import make, make_pages


@dataclass
class Desk:
    editor: User
    reader: User
    section: User
    leader: User


@pytest.fixture
def desk(county) -> Desk:
    """A propaganda department of four."""
    roles = ("propaganda", "propaganda", "propaganda_section", "propaganda_leader")
    return Desk(*(make.user(role, at=county.place) for role in roles))


def test_three_other_persons_publish_a_case(desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    page = make_pages.approve(page, desk.reader, desk.section)
    assert not page.live
    assert make_pages.approve(page, desk.leader).live


def test_the_writer_may_not_approve_the_own_draft(desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    with pytest.raises(PermissionDenied, match=WROTE):
        make_pages.approve(page, desk.editor)


def test_whoever_edits_during_moderation_may_not_approve_any_more(desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    page = make_pages.approve(page, desk.reader)
    page = make_pages.edited(page, "改了标题", by=desk.section)
    with pytest.raises(PermissionDenied, match=WROTE):
        make_pages.approve(page, desk.section)


def test_handing_in_for_the_writer_does_not_wash_the_draft(desk):
    desk.editor.groups.add(*desk.section.groups.all())
    page = make_pages.case(by=desk.editor)
    page.save_revision(user=desk.reader)
    page = make_pages.submitted(page, by=desk.reader)
    assert reason_against(page, desk.editor) == WROTE


def test_nobody_approves_twice_even_with_every_role(county, desk):
    everything = make.user(*ROLES, at=county.place)
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    page = make_pages.approve(page, everything)
    with pytest.raises(PermissionDenied, match=APPROVED_BEFORE):
        make_pages.approve(page, everything)
    assert page.current_workflow_task.specific.get_actions(page, everything) == [("reject", "退回修改", True)]


def test_a_superuser_is_held_to_the_same(county, desk):
    root = make.user(at=county.place)
    root.is_superuser = True
    root.save()
    page = make_pages.submitted(make_pages.case(by=root), by=desk.editor)
    with pytest.raises(PermissionDenied, match=WROTE):
        make_pages.approve(page, root)
    assert not page.permissions_for_user(root).can_publish()
    assert not page.get_parent().permissions_for_user(root).can_publish_subpage()


def test_another_role_has_nothing_to_say(county, desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    assert page.current_workflow_task.specific.get_actions(page, make.user("market", at=county.place)) == []


def test_after_publication_the_writers_of_old_drafts_are_free_again(desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    page = make_pages.approve(page, desk.reader, desk.section, desk.leader)
    page = make_pages.submitted(make_pages.edited(page, "第二稿", by=desk.reader), by=desk.reader)
    assert reason_against(page, desk.editor) == ""
    assert reason_against(page, desk.reader) == WROTE


@pytest.mark.parametrize("role", ROLES)
def test_no_role_publishes_around_the_workflow(county, role):
    page = make_pages.case()
    rights = page.permissions_for_user(make.user(role, at=county.place))
    assert not rights.can_publish()
    assert "publish" not in ROLES[role].pages


def test_a_published_page_can_be_withdrawn_but_not_deleted(desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    page = make_pages.approve(page, desk.reader, desk.section, desk.leader)
    rights = page.permissions_for_user(desk.leader)
    assert rights.can_unpublish()
    assert not rights.can_delete()
    assert not page.permissions_for_user(desk.editor).can_unpublish()


def test_the_desk_lists_only_what_may_be_approved(county, desk):
    everything = make.user(*ROLES, at=county.place)
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    assert [awaiting(person).count() for person in (desk.editor, desk.reader, desk.section)] == [0, 1, 0]
    assert [state.task.name for state in awaiting(everything)] == ["编校"]
    make_pages.approve(page, everything)
    assert [awaiting(person).count() for person in (everything, desk.reader, desk.section)] == [0, 0, 1]


def test_old_writers_are_listed_again_after_publication(desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    page = make_pages.approve(page, desk.reader, desk.section, desk.leader)
    make_pages.submitted(make_pages.edited(page, "第二稿", by=desk.reader), by=desk.reader)
    assert [awaiting(person).count() for person in (desk.editor, desk.reader)] == [1, 0]


@pytest.mark.parametrize("second_action", ["approve", "reject"])
def test_of_two_who_decide_at_the_same_time_the_second_is_told(county, desk, second_action):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    seen_by_both = page.current_workflow_task_state
    make_pages.approve(page, desk.reader)
    with pytest.raises(PermissionDenied, match=DECIDED):
        seen_by_both.task.specific.on_action(
            seen_by_both, make.user("propaganda", at=county.place), second_action, comment=""
        )
    steps = seen_by_both.workflow_state.task_states.order_by("pk")
    assert [(step.task.name, step.status) for step in steps] == [("编校", "approved"), ("科室", "in_progress")]


def test_a_refused_approval_leaves_the_step_open(desk):
    page = make_pages.submitted(make_pages.case(by=desk.editor), by=desk.editor)
    with pytest.raises(PermissionDenied, match=WROTE):
        make_pages.approve(page, desk.editor)
    assert make_pages.approve(page, desk.reader).current_workflow_task.name == "科室"
