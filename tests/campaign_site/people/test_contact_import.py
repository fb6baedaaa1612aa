"""Do named persons from Excel get named, handed over and set right, once?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.people.contact_import import CONTACTS, filling, plan_contacts
from campaign_site.people.contacts import Contact
from campaign_site.sheets_sent.plans import confirm
from campaign_site.tables_in import blank_form
from tests import make
from tests.campaign_site.tables_in.drawn_tables import xlsx

TODAY = dt.date(2026, 10, 31)
HEAD = ["镇街", "姓名", "职务", "办公电话", "起始日"]


@pytest.fixture
def seats(county):
    for township in county.townships:
        make.unit("township", township)
    return county


def plan(county, *rows):
    return plan_contacts(xlsx(HEAD, *rows), county.place, today=TODAY)


def enter(county, *rows) -> dict[str, int]:
    made = plan(county, *rows)
    return confirm(made, actor=None, seen=made.digest(), reason="")


WANG = ["第1镇", "王某", "政法委员", "023-52212345", "2026-05-06"]


def test_persons_are_named_then_handed_over_then_set_right(seats) -> None:
    assert enter(seats, WANG)["新增"] == 1
    assert plan(seats, WANG).counts()["不变"] == 1
    li = ["第1镇", "李某", "副镇长", "", "2026年6月15日"]
    assert "（交接）" in plan(seats, li).lines[0].before
    assert enter(seats, li)["改动"] == 1
    assert enter(seats, [*li[:2], "镇长", *li[3:]])["改动"] == 1

    shown = [(one.name, one.post, one.phone, one.until) for one in Contact.objects.order_by("since")]
    assert shown == [("王某", "政法委员", "", dt.date(2026, 6, 15)), ("李某", "镇长", "", None)]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([WANG, WANG], "第 2 行已经有了，一个镇街只写一位"),
        ([["第9镇", *WANG[1:]]], "没有叫“第9镇”的地方"),
        ([["第2镇", "王某", "书记", "13912345678", "2026-05-06"]], "手机号"),
        ([["第2镇", "王某", "书记", "", "2027-05-06"]], "还没有到"),
        ([["第2镇", "", "书记", "", "2026-05-06"]], "“姓名”（B2）：没有填"),
        ([["第1镇", "李某", "书记", "", "2026-01-01"]], "交接日要在这一天之后"),
        ([["开州区", "李某", "书记", "", "2026-01-01"]], "还没有登记单位"),
    ],
)
def test_a_wrong_line_is_refused(seats, rows, says) -> None:
    enter(seats, WANG)
    made = plan(seats, *rows)

    assert says in "".join(made.faults)
    with pytest.raises(ValidationError):
        confirm(made, actor=None, seen=made.digest(), reason="")
    assert Contact.objects.count() == 1


def test_the_form_comes_back_with_the_townships_that_nobody_filled_in_passed_over(seats) -> None:
    enter(seats, WANG)
    made = plan_contacts(blank_form.write(CONTACTS, filling(seats.place, TODAY)), seats.place, today=TODAY)

    assert [line.state.value for line in made.lines] == ["不变"]
    assert (made.faults, made.remarks[1:]) == ([], ["有 1 行没有填内容，没有读（第 3 行起）。"])
    half = plan(seats, ["第2镇", "", "书记", "", ""])
    assert [fault.partition("（")[0] for fault in half.faults] == ["第 2 行“姓名”", "第 2 行“起始日”"]


def test_a_blank_telephone_says_nothing_of_the_same_person(seats) -> None:
    enter(seats, WANG)
    assert plan(seats, [*WANG[:3], "", WANG[4]]).counts()["不变"] == 1
    enter(seats, [*WANG[:2], "书记", "", WANG[4]])

    assert Contact.objects.values_list("post", "phone").get() == ("书记", "023-52212345")


def test_many_lines_take_as_many_queries_as_few(seats) -> None:
    counts = []
    for rows in ([WANG], [WANG, ["第2镇", "李某", "书记", "", "2026-05-06"]]):
        with CaptureQueriesContext(connection) as taken:
            plan(seats, *rows)
        counts.append(len(taken))
    assert counts[0] == counts[1]
