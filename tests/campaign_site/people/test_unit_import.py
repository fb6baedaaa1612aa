"""Do units from Excel become units once, with successors, aliases and groups, and doubts asked about?"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from campaign_site.people.models import Unit, UnitAlias, UnitGroup
from campaign_site.people.unit_import import plan_units
from campaign_site.people.unit_sheet import UNITS, filling
from campaign_site.sheets_sent.plans import confirm
from campaign_site.tables_in import blank_form
from campaign_site.tables_in.reading import read
from tests import make
from tests.campaign_site.tables_in.drawn_tables import xlsx

HEAD = ["单位全称", "简称", "类别", "所在地方", "停用日", "承接单位", "别名", "单位组"]


def row(name="", short="", kind="其他单位", at="", end="", heir="", aliases="", groups="") -> list:
    return [name, short, kind, at, end, heir, aliases, groups]


def plan(county, *rows):
    return plan_units(xlsx(HEAD, *rows), county.place)


def enter(county, *rows) -> dict[str, int]:
    made = plan(county, *rows)
    return confirm(made, actor=None, seen=made.digest(), reason="")


def test_units_are_made_once_with_all_that_belongs_to_them(county) -> None:
    UnitGroup.objects.create(name="成员单位")
    rows = [
        row("开州区财政局", "财政局", aliases="县财政局、区财政局", groups="成员单位"),
        row("第1镇人民政府", "第1镇", "镇街", "第1镇"),
        row("开县工商局", "工商局", "市场监管", end="2019-01-01", heir="开州区市监局"),
        row("开州区市监局", "市监局", "市场监管"),
    ]
    assert enter(county, *rows) == {"新增": 4, "改动": 0, "不变": 0}
    assert plan(county, *rows).counts() == {"新增": 0, "改动": 0, "不变": 4}

    old, finance = Unit.objects.get(short_name="工商局"), Unit.objects.get(short_name="财政局")
    assert (old.today().short_name, old.valid_to) == ("市监局", dt.date(2019, 1, 1))
    assert {alias.name for alias in finance.aliases.all()} == {"县财政局", "区财政局"}
    assert [group.name for group in finance.unit_groups.all()] == ["成员单位"]
    assert Unit.objects.get(short_name="第1镇").place == county.townships[0]


def test_blank_cells_leave_what_stands_and_filled_ones_change_it(county) -> None:
    enter(county, row("开州区财政局", "财政局", aliases="县财政局"))

    assert enter(county, row("开州区财政局", kind="", aliases="区财政局"), row("开州区教委", "教委"))["改动"] == 1
    unit = Unit.objects.get(name="开州区财政局")
    assert (unit.short_name, unit.kind, unit.aliases.count()) == ("财政局", "other", 2)


def test_a_name_that_nearly_fits_is_asked_about(county) -> None:
    enter(county, row("开州区农业农村委员会"))
    made = plan(county, row("开州区农业农村委员"), row("开州区民政局"), row("开州区民政局局"))

    assert len(made.questions) == 2
    assert "第 2 行“开州区农业农村委员”和已有的“开州区农业农村委员会”只差几个字" in made.questions[0]
    assert made.faults == []


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row("甲局"), row("甲局")], "第 3 行：“甲局”第 2 行已经有了"),
        ([row("县财政局")], "是已有单位“开州区财政局”的别名"),
        ([row("甲局", kind="")], "新单位要选类别"),
        ([row("甲局", kind="神仙")], "不在可选的里面"),
        ([row("甲局", at="第9镇")], "没有叫“第9镇”的地方"),
        ([row("甲局", heir="乙局", end="2020-01-01")], "没有“乙局”"),
        ([row("甲局", heir="开州区财政局")], "就要填停用日"),
        ([row("甲局", heir="乙局", end="2020-01-01"), row("乙局", heir="甲局", end="2021-01-01")], "绕了一圈"),
        ([row("甲局", groups="没有的组")], "没有“没有的组”这个组"),
        ([row("甲局", groups="镇街组")], "自动组成"),
        ([row("甲局", end="2020-02-30")], "没有“2020-02-30”这一天"),
        ([row("")], "没有数据"),
    ],
)
def test_a_wrong_line_is_refused_and_nothing_is_written(county, rows, says) -> None:
    unit = make.unit("other", county.place, "开州区财政局")
    UnitAlias.objects.create(unit=unit, name="县财政局")
    UnitGroup.objects.create(name="镇街组", kind="township")
    made = plan(county, *[one for one in rows if any(one)])

    assert says in "".join(made.faults) or says == "没有数据"
    with pytest.raises(ValidationError):
        confirm(made, actor=None, seen=made.digest(), reason="")
    assert Unit.objects.count() == 1


def test_a_circle_through_units_that_the_table_does_not_name_is_refused(county) -> None:
    last = make.unit("other", county.place, "甲局")
    for name in ("丙局", "丁局", "乙局"):
        heir, last = last, make.unit("other", county.place, name)
        Unit.objects.filter(pk=last.pk).update(successor=heir, valid_to="2020-01-01")
    made = plan(county, row("甲局", end="2021-01-01", heir="乙局"))

    assert "第 2 行“承接单位”：绕了一圈又承接到“甲局”自己" in "".join(made.faults)
    assert plan(county, row("戊局", end="2021-01-01", heir="乙局")).faults == []


def test_successors_that_go_round_come_to_an_end(county) -> None:
    one, two = make.unit("other", county.place, "甲局"), make.unit("other", county.place, "乙局")
    Unit.objects.filter(pk=one.pk).update(successor=two)
    Unit.objects.filter(pk=two.pk).update(successor=one)

    assert Unit.objects.get(pk=one.pk).today() == two


def test_who_may_only_add_units_changes_none_and_fills_no_group(county) -> None:
    make.unit("other", county.place, "甲局")
    UnitGroup.objects.create(name="成员单位")
    rows = [row("甲局", end="2020-01-01"), row("乙局", groups="成员单位"), row("丙局")]
    made = plan_units(xlsx(HEAD, *rows), county.place, may=lambda permission: permission == "campaign_site.add_unit")

    assert [fault.partition("：")[0] for fault in made.faults] == ["第 2 行“甲局”", "第 3 行“单位组”"]
    assert plan(county, *rows).faults == []


def test_the_office_adds_units_on_screen_and_changes_none(county, signed_in, tmp_path) -> None:
    make.unit("other", county.place, "甲局")
    path = tmp_path / "单位.xlsx"
    path.write_bytes(xlsx(HEAD, row("甲局", end="2020-01-01")))
    desk = signed_in(make.user("office", at=county.place))
    with path.open("rb") as file:
        page = desk.post("/admin/units/import/", {"file": file}, follow=True)

    assert "您的角色不能改已有的单位" in page.content.decode()
    desk.post("/admin/units/import/", {"confirm": "1", "seen": page.context["plan"].digest()})
    assert Unit.objects.get(name="甲局").valid_to is None


def test_the_form_reads_back_unchanged(county) -> None:
    enter(county, row("开州区财政局", "财政局", aliases="县财政局"), row("第1镇人民政府", "第1镇", "镇街", "第1镇"))
    made = plan_units(blank_form.write(UNITS, filling(county.place)), county.place)

    assert (made.faults, made.counts()) == ([], {"新增": 0, "改动": 0, "不变": 2})


def test_a_form_with_more_units_than_fit_says_so_and_comes_back(county) -> None:
    make_units = [Unit(name=f"第{n}号单位", short_name=f"{n}号", kind="other", place=county.place) for n in range(2003)]
    Unit.objects.bulk_create(make_units)
    given = filling(county.place)
    form = blank_form.write(UNITS, given)

    assert len(given.rows) + 1 + blank_form.SPARE_ROWS == UNITS.most_rows
    assert f"另有 {2003 - len(given.rows)} 个没有列出" in given.notes[0]
    assert len(read(UNITS, form).rows) == len(given.rows)


def test_the_administrator_imports_on_screen_and_others_do_not(county, signed_in, tmp_path) -> None:
    path = tmp_path / "单位.xlsx"
    path.write_bytes(xlsx(HEAD, row("甲局")))
    with path.open("rb") as file:
        page = signed_in(make.user("admin", at=county.place)).post("/admin/units/import/", {"file": file}, follow=True)

    assert "新增 1，改动 0，不变 0" in page.content.decode()
    assert signed_in(make.user("village", at=county.village())).get("/admin/units/import/").status_code in (302, 403)


def test_the_command_imports_units_and_named_persons(county, tmp_path, capsys) -> None:
    units, persons = tmp_path / "单位.xlsx", tmp_path / "人员.xlsx"
    units.write_bytes(xlsx(HEAD, row("第1镇人民政府", "第1镇", "镇街", "第1镇")))
    persons.write_bytes(xlsx(["镇街", "姓名", "职务", "起始日"], ["第1镇", "王某", "政法委员", "2026年5月6日"]))
    call_command("import_units", str(units))
    call_command("import_contacts", str(persons), "--dry-run")
    call_command("import_contacts", str(persons))
    call_command("import_contacts", str(persons))

    done = "新增 1，改动 0，不变 0\n"
    assert capsys.readouterr().out == done * 3 + "新增 0，改动 0，不变 1\n"
