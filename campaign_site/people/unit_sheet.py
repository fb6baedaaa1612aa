"""Which table do people send with units, and what stands in the form we give them?"""

from campaign_site.people.models import Unit
from campaign_site.places.models import Place
from campaign_site.tables_in.blank_form import SPARE_ROWS, Filling
from campaign_site.tables_in.cells import Choice, Day, Word, Words
from campaign_site.tables_in.declared import Column, Table

MOST_ROWS = 2000
MOST_FILLED = MOST_ROWS - 1 - SPARE_ROWS  # the head stands above, and new units come below
KINDS = {label: key for key, label in Unit.Kind.choices}
UNITS = Table(
    "units",
    "单位",
    (
        Column("name", "单位全称", Word(100), headings=("全称", "单位名称", "单位", "名称"), required=True),
        Column("short_name", "简称", Word(40), headings=("单位简称",), note="空着就同全称（最多 40 字）。"),
        Column("kind", "类别", Choice(KINDS), headings=("单位类别", "类型"), note="新单位必填。"),
        Column("place", "所在地方", Word(60), headings=("地方", "所在镇街", "所在地"), note="名称或 12 位代码；空着就是本地。"),
        Column("valid_from", "启用日", Day(), headings=("启用日期", "成立日期")),
        Column("valid_to", "停用日", Day(), headings=("停用日期", "撤销日期"), note="从这天起不再用；有承接单位就要填。"),
        Column("successor", "承接单位", Word(100), headings=("继承单位", "后继单位"), note="机构改革后由谁承接：写它的全称。"),
        Column("aliases", "别名", Words(100), headings=("其他叫法", "又称", "曾用名"), note="文件里的叫法，用顿号分开。"),
        Column("groups", "单位组", Words(100), headings=("所属组", "组"), note="如：打击非法金融活动领导小组成员单位。"),
        Column("note", "说明", Word(200), headings=("备注",)),
    ),
    most_rows=MOST_ROWS,
    notes=(
        "一行一个单位；已有的单位按“全称＋所在地方”认，空着的格不改原来的内容。",
        "改了名的单位：旧单位填停用日和承接单位，新单位另起一行。",
        "别名和单位组只会添加，不会删去；要删请到“单位”里改。",
    ),
)  # fmt: skip


def filling(seat: Place) -> Filling:
    """Return what stands in the form: the units kept at the seat and its townships, as many as come back in one table."""
    rows = []
    units = Unit.objects.filter(place__in=Place.objects.under(seat))
    for unit in units.select_related("place", "successor").prefetch_related("aliases", "unit_groups")[:MOST_FILLED]:
        rows.append(
            {
                "name": unit.name,
                "short_name": unit.short_name,
                "kind": unit.get_kind_display(),
                "place": unit.place.code_text,
                "valid_from": unit.valid_from,
                "valid_to": unit.valid_to,
                "successor": unit.successor.name if unit.successor else "",
                "aliases": "、".join(alias.name for alias in unit.aliases.all()),
                "groups": "、".join(group.name for group in unit.unit_groups.all()),
                "note": unit.note,
            }
        )
    left = units.count() - len(rows)
    notes = [
        f"一张表最多 {MOST_ROWS} 行：这里是前 {len(rows)} 个单位，另有 {left} 个没有列出；要改它们，照表头另填一张。"
    ]
    return Filling(rows=rows, notes=notes if left > 0 else ())
