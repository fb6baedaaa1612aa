"""The screens of a county's rules: written, refused field by field, tried, switched on by another."""

import datetime as dt

import pytest
from django.urls import reverse

from media_library.ads.county.models import CountyRule, CountyRuleVersion, RuleHold
from media_library.ads.county.reruns import Rescan
from tests import make
from tests.media_library.ads.county.writing import NOW, author, content, draft, on, other, shadowed

pytestmark = pytest.mark.django_db


def posted(**more) -> dict:
    """What the form sends for a rule: lists as lines."""
    lists = ("skip_genres", "skip_direction", "basis")
    plain = {k: "\n".join(v) if isinstance(v, list) and k not in lists else v for k, v in content(**more).items()}
    return plain | {"note": "本地常见"}


def test_a_rule_is_written_and_shown_as_a_draft(client, county):
    client.force_login(author(county))
    answer = client.post(reverse("ads:new_rule"), posted(), follow=True)
    page = answer.content.decode()
    assert [words for words in ("CW-", "草稿", "柑橘园认养，一年分红一次", "开始影子运行") if words not in page] == []
    assert CountyRuleVersion.objects.get().content["words"] == ["柑橘园认养", "认养果树分红"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"words": ["钱"]}, "太短"),
        ({"patterns": ["(认养+)+"]}, "不限次数"),
        ({"words": [f"认养果树{n}" for n in range(5000)]}, "请拆成几条规则"),
        ({"basis": ["NO-SUCH"]}, "NO-SUCH"),
        ({"hits": ["一句"]}, "至少要 2 句"),
        ({"name": "长" * 41}, "40"),
        ({"words": ["认养\x00果树"]}, "空字符"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(client, county, changed, told):
    client.force_login(author(county))
    answer = client.post(reverse("ads:new_rule"), posted(**changed))
    assert (answer.status_code, CountyRule.objects.count()) == (422, 0)
    assert told in answer.content.decode()


def test_the_author_is_told_why_it_stays_off_and_another_switches_it_on(client, county, settings):
    settings.DEMO_TODAY = NOW.date()
    version = shadowed(county)
    client.force_login(version.written_by)
    told = client.post(reverse("ads:rule_on", args=[version.pk]), {"reason": "看过"}, follow=True)
    assert "自己起草的规则，自己不能同意上线" in told.content.decode()
    client.force_login(other(county))
    told = client.post(reverse("ads:rule_on", args=[version.pk]), {"reason": "看过影子结果"}, follow=True)
    assert "已上线" in told.content.decode()
    assert CountyRuleVersion.objects.get().state == "on"


def test_the_list_shows_states_holds_and_the_rescan(client, county):
    on(county)
    RuleHold.objects.create(
        rule="AD-R01", rule_name="保本保息承诺", day=dt.date(2026, 10, 20), ads=30, new_ads=40, usual_share=0.01, held_at=NOW
    )  # fmt: skip
    Rescan.objects.create(ruleset="abc", asked_at=NOW, last_ad=9, total=9, done=3)
    client.force_login(other(county))
    page = client.get(reverse("ads:rules")).content.decode()
    wanted = ("在用", "AD-R01 保本保息承诺 已隔离", "3 / 9 条", "还没有人看过")
    assert [words for words in wanted if words not in page] == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_as_much_for_one_rule_as_for_three(client, county, many, django_assert_max_num_queries):
    for _ in range(many):
        draft(county)
    client.force_login(make.user("office", at=county.place))
    client.get(reverse("ads:rules"))
    with django_assert_max_num_queries(22):
        client.get(reverse("ads:rules"))


def test_a_version_nobody_wrote_is_not_found(client, county):
    rule = draft(county).rule
    client.force_login(other(county))
    address = reverse("ads:county_rule", args=[rule.pk])
    assert [client.get(address, {"v": v}).status_code for v in ("1", "7", "x", "9" * 30)] == [200, 404, 404, 404]
