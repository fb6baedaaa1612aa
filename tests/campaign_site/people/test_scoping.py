"""Which rows does each person see, and does every generic screen keep to them?"""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from wagtail.admin.views.generic import CopyView

from campaign_site.audit.models import AuditEntry
from campaign_site.people.backend import RoleBackend
from campaign_site.people.models import User
from campaign_site.people.scoping import ScopedPermissionPolicy, rows_for
from campaigns.outreach.models import Event, Venue
from tests import make
from tests.campaign_site.people.scoped_urls import EventChooser, Events

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.campaign_site.people.scoped_urls")]


@pytest.fixture
def events(county) -> list[Event]:
    """Return one event in each of two townships."""
    return [make.event(at=county.village(n), theme=f"第{n + 1}镇的活动") for n in (0, 1)]


def ask(user, view, method="get", **kwargs):
    request = getattr(RequestFactory(), method)("/", kwargs.pop("query", None))
    request.user = user
    return view(request, **kwargs)


def themes(user) -> list[str]:
    return sorted(rows_for(user, Event.objects.all()).values_list("theme", flat=True))


@pytest.mark.parametrize(
    ("role", "seat", "seen"),
    [
        ("office", "county", ["第1镇的活动", "第2镇的活动"]),
        ("auditor", "county", ["第1镇的活动", "第2镇的活动"]),
        ("township", "township", ["第1镇的活动"]),
        ("village", "village", ["第1镇的活动"]),
        ("bank", "county", []),
        ("admin", "county", []),
    ],
)
def test_a_role_sees_the_rows_of_its_place(county, events, role, seat, seen):
    at = {"county": county.place, "township": county.townships[0], "village": county.village(0)}[seat]
    assert themes(make.user(role, at=at)) == seen


def test_a_village_does_not_see_its_neighbours(county, events):
    assert themes(make.user("village", at=county.village(0, 1))) == []


def test_a_body_that_works_for_itself_sees_its_own_rows_only(county, events):
    banker = make.user("bank", at=county.place)
    make.event(at=county.village(1), theme="网点宣传", unit=banker.unit, author=banker)
    assert themes(banker) == ["网点宣传"]


def test_nobody_without_role_unit_or_account_sees_anything(county, events):
    no_unit = make.user("office", at=county.place)
    no_unit.unit = None
    gone = make.user("office", at=county.place)
    gone.is_active = False
    stranger = make.user(at=county.place)
    stranger.groups.add(Group.objects.create(name="made by hand"))
    for user in (no_unit, gone, stranger, make.user(at=county.place), AnonymousUser()):
        assert themes(user) == []


def test_a_permission_given_to_one_person_counts_for_nothing(county):
    clerk = make.user("village", at=county.village(0))
    clerk.user_permissions.add(*make.Group.objects.get(name="office").permissions.all())
    assert not User.objects.get(pk=clerk.pk).has_perm("campaigns.recognise_event")


def test_the_list_its_filter_and_its_sheets_hold_own_rows_only(county, events):
    clerk, viewset = make.user("township", at=county.townships[0]), Events()

    page = ask(clerk, viewset.index_view)
    assert [event.theme for event in page.context_data["object_list"]] == ["第1镇的活动"]
    sheet = b"".join(ask(clerk, viewset.index_view, query={"export": "csv"}).streaming_content).decode("utf-8-sig")
    assert sheet.split() == ["主题", "第1镇的活动"]
    book = b"".join(ask(clerk, viewset.index_view, query={"export": "xlsx"}).streaming_content)
    assert book.startswith(b"PK")
    assert AuditEntry.objects.filter(action="site.exported", actor_id=clerk.pk).count() == 2


def test_a_form_and_a_filter_offer_no_row_their_user_may_not_see(county, events):
    clerk, viewset = make.user("township", at=county.townships[0]), Events()

    form = ask(clerk, viewset.edit_view, pk=events[0].pk).context_data["form"]
    assert (form.fields["author"].queryset.count(), form.fields["unit"].queryset.count() > 1) == (0, True)
    filters = ask(clerk, viewset.index_view, query={"author": events[1].author_id}).context_data["filters"]
    assert filters.form.fields["author"].queryset.count() == 0


@pytest.mark.parametrize("screen", ["edit", "delete", "inspect", "history", "history_results", "copy", "reorder"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_row_is_not_there_and_the_attempt_is_on_record(county, events, screen, method):
    clerk, view = make.user("township", at=county.townships[0]), getattr(Events(), f"{screen}_view")

    with pytest.raises(Http404):
        ask(clerk, view, method, pk=events[1].pk)

    entry = AuditEntry.objects.get(action="site.refused")
    assert (entry.actor_id, entry.target_id, entry.result) == (clerk.pk, str(events[1].pk), "refused")
    assert Event.objects.filter(pk=events[1].pk, theme="第2镇的活动").exists()


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30])
def test_a_row_that_never_was_is_not_there_either(county, pk):
    with pytest.raises(Http404):
        ask(make.user("township", at=county.townships[0]), Events().edit_view, pk=pk)


def test_what_a_row_is_used_by_has_no_address():
    assert "usage" not in {pattern.name for pattern in Events().get_urlpatterns()}
    assert issubclass(Events.copy_view_class, CopyView)


def test_a_chooser_offers_and_hands_out_own_rows_only(county, events):
    clerk, chooser = make.user("township", at=county.townships[0]), EventChooser()

    with pytest.raises(Http404):
        ask(clerk, chooser.chosen_view, pk=str(events[1].pk))
    both = {"id": [event.pk for event in events]}
    assert ask(clerk, chooser.chosen_multiple_view, query=both).content.decode().count('"id"') == 1
    with pytest.raises(PermissionDenied):
        ask(make.user("admin", at=county.place), chooser.choose_view)
    assert "create" not in {pattern.name for pattern in chooser.get_urlpatterns()}


def test_wagtail_links_to_own_rows_only(county, events):
    clerk, policy = make.user("township", at=county.townships[0]), ScopedPermissionPolicy(Event)
    assert [policy.user_has_permission_for_instance(clerk, "change", event) for event in events] == [True, False]


def test_scope_costs_one_query_beside_the_users_own(county, signed_in, django_assert_num_queries):
    clerk = make.user("township", at=county.townships[0])
    with django_assert_num_queries(3):  # the user with unit and place; permissions; roles
        user = RoleBackend().get_user(clerk.pk)
        for _ in range(3):
            str(rows_for(user, Event.objects.all()).query)
            str(rows_for(user, Venue.objects.all()).query)
            user.has_role("office")
