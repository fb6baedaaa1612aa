"""What does a table of units mean, line by line: which are known, which are new, and which only nearly bear a known name?"""

from collections.abc import Callable, Iterator
from typing import Any

from rapidfuzz import fuzz, process

from campaign_site.people.models import Unit, UnitAlias, UnitGroup
from campaign_site.people.unit_changes import UnitRow, UnitRows
from campaign_site.people.unit_sheet import UNITS
from campaign_site.places.finding import Finder, NotFound, Said
from campaign_site.places.models import Place
from campaign_site.sheets_sent.plans import Plan, State
from campaign_site.tables_in.cells import Code, WrongCell
from campaign_site.tables_in.declared import Row
from campaign_site.tables_in.reading import read

NEAR = 80
MOST_NAMES = 5000
Key = tuple[str, int]


def plan_units(
    content: bytes, seat: Place, *, filename: str = "", may: Callable[[str], bool] = lambda permission: True
) -> Plan:
    """Return what a table of units would change for those kept under `seat`; raises UnreadableTable.

    A unit is known by its full name and place; a name that is only an alias is refused, one that nearly fits is asked about.
    `may(permission)` says what the sender may do; lines that need more are faults.
    """
    sent = read(UNITS, content, filename=filename)
    faults = list(sent.faults)
    rows = UnitRows(list(placed(sent.rows, seat, faults)), known_units(sent.rows, seat))
    faults += [*twice(rows), *aliased(rows, seat), *incomplete(rows), *wrong_groups(rows), *rows.wrong_successors()]
    faults += forbidden(rows, may)
    return Plan(
        lines=[rows.shown(row) for row in rows.rows],
        faults=faults,
        questions=list(near_names(rows, seat)),
        remarks=sent.remarks,
        write=rows.write,
    )


def placed(rows: list[Row], seat: Place, faults: list[str]) -> Iterator[UnitRow]:
    """Yield the rows with their places; a row without one is kept at the seat."""
    said = {row.line: said_place(row.values.get("place", "")) for row in rows}
    finder = Finder(seat, said.values())
    for row in rows:
        values: dict[str, Any] = row.values
        if "name" not in values:
            continue
        try:
            place = finder.find(said[row.line]) if "place" in values else seat
        except NotFound as error:
            faults.append(f"第 {row.line} 行“所在地方”：{error}。")
        else:
            yield UnitRow(row.line, place, values)


def said_place(text: Any) -> Said:
    try:
        return Said(Code().read(text))
    except WrongCell:
        return Said(None, str(text))


def known_units(rows: list[Row], seat: Place) -> dict[Key, Unit]:
    """Return the stored units under the seat that the rows name, as themselves or as successors."""
    names = {str(row.values[key]) for row in rows for key in ("name", "successor") if key in row.values}
    found = Unit.objects.filter(name__in=names, place__in=Place.objects.under(seat))
    with_links = found.select_related("place", "successor").prefetch_related("aliases", "unit_groups")
    return {(unit.name, unit.place_id): unit for unit in with_links}


def twice(rows: UnitRows) -> Iterator[str]:
    """Yield where a unit stands in the table twice."""
    first: dict[Key, int] = {}
    for row in rows.rows:
        if first.setdefault(row.key, row.line) != row.line:
            yield f"第 {row.line} 行：“{row.name}”第 {first[row.key]} 行已经有了，请留一行。"


def aliased(rows: UnitRows, seat: Place) -> Iterator[str]:
    """Yield where a new name is another unit's alias: then it is that unit, or the alias is wrong."""
    new = {row.name: row for row in rows.rows if rows.unit(row) is None}
    aliases = UnitAlias.objects.filter(name__in=new, unit__place__in=Place.objects.under(seat)).select_related("unit")
    for alias in aliases.order_by("name", "unit"):
        yield (
            f"第 {new[alias.name].line} 行：“{alias.name}”是已有单位“{alias.unit.name}”的别名。"
            "是同一单位就写它的全称；不是就先在“单位”里删去这个别名。"
        )


def incomplete(rows: UnitRows) -> Iterator[str]:
    """Yield what a new unit lacks, and what contradicts itself."""
    for row in rows.rows:
        unit = rows.unit(row)
        if unit is None and "kind" not in row.values:
            yield f"第 {row.line} 行“类别”：新单位要选类别。"
        if unit is None and len(row.values.get("short_name", row.name)) > 40:
            yield f"第 {row.line} 行“简称”：全称超过 40 个字，请另写简称。"
        start, end = (row.values.get(key, getattr(unit, key, None)) for key in ("valid_from", "valid_to"))
        if start and end and end <= start:
            yield f"第 {row.line} 行“停用日”：{end} 不在启用日 {start} 之后。"


def wrong_groups(rows: UnitRows) -> Iterator[str]:
    """Yield the groups that do not exist or are made of a kind, whose members nobody lists."""
    known = {group.name: group for group in UnitGroup.objects.all()[:MOST_NAMES]}
    for row in rows.rows:
        for name in row.values.get("groups", ()):
            if name not in known:
                yield f"第 {row.line} 行“单位组”：没有“{name}”这个组。请先在“单位组”里建，现有：{'、'.join(known)}。"
            elif known[name].kind:
                yield f"第 {row.line} 行“单位组”：“{name}”由一类单位自动组成，不用逐个写。"


def forbidden(rows: UnitRows, may: Callable[[str], bool]) -> Iterator[str]:
    """Yield the lines that change a stored unit or fill a group though the sender may only add units."""
    changes, fills = may("campaign_site.change_unit"), may("campaign_site.change_unitgroup")
    for row in rows.rows:
        unit = rows.unit(row)
        differs = rows.differs(row, unit) if unit else ["groups"] if row.values.get("groups") else []
        if unit is not None and differs and not changes:
            yield f"第 {row.line} 行“{row.name}”：您的角色不能改已有的单位。请删去这一行，或请系统管理员来改。"
        elif "groups" in differs and not fills:
            yield f"第 {row.line} 行“单位组”：您的角色不能往组里加单位。请把这一格空着，或请系统管理员来加。"


def near_names(rows: UnitRows, seat: Place) -> Iterator[str]:
    """Yield new units whose name nearly is a known one's, or another new one's, at the same place: is it the same?"""
    new = [row for row in rows.rows if rows.state(row) is State.NEW]
    places = {row.place.pk for row in new}
    names: dict[int, dict[str, str]] = {}
    for name, place in Unit.objects.filter(place__in=places).values_list("name", "place")[:MOST_NAMES]:
        names.setdefault(place, {})[name] = f"已有的“{name}”"
    for row in new:
        known = names.setdefault(row.place.pk, {})
        if like := process.extractOne(row.name, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR):
            yield f"第 {row.line} 行“{row.name}”和{known[like[0]]}只差几个字。是同一单位就改成一样的写法，不然会新建。"
        known[row.name] = f"第 {row.line} 行“{row.name}”"
