"""Can a unit be made to follow itself, on the form, by however long a way?"""

import datetime as dt

from campaign_site.people.models import Unit
from tests import make


def test_a_circle_of_successors_is_refused_on_the_form(county, signed_in) -> None:
    first, second, third = (make.unit("other", county.place, name) for name in ("甲局", "乙局", "丙局"))
    Unit.objects.filter(pk=first.pk).update(successor=second, valid_to=dt.date(2019, 1, 1))
    Unit.objects.filter(pk=second.pk).update(successor=third, valid_to=dt.date(2021, 1, 1))
    browser = signed_in(make.user("admin", at=county.place))
    given = {"name": "丙局", "short_name": "丙局", "kind": "other", "place": county.place.pk, "position": 0}
    given |= {"valid_to": "2024-01-01", "successor": first.pk, "other_names": ""}

    refused = browser.post(f"/admin/units/edit/{third.pk}/", given)
    assert "绕了一圈又承接到“丙局”自己" in refused.content.decode()
    assert Unit.objects.get(pk=third.pk).successor is None

    given["successor"] = make.unit("other", county.place, "丁局").pk
    assert browser.post(f"/admin/units/edit/{third.pk}/", given).status_code == 302
    assert Unit.objects.get(pk=first.pk).today().name == "丁局"
