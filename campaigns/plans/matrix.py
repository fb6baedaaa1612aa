"""How do the duties of a campaign look as one table: a row per duty, a column per unit or group that bears any?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from campaign_site.people.models import Unit, UnitGroup

from .models import Campaign, Duty, DutyParty

GROUP_LABELS = {Unit.Kind.TOWNSHIP: "各乡镇（街道）", Unit.Kind.REGULATOR: "行业部门"}


@dataclass
class Column:
    """A unit or group that leads or assists somewhere, by its present name; `former` is what it was called."""

    key: str
    label: str
    former: str = ""
    unit: Unit | None = None
    group: UnitGroup | None = None
    lead: int = 0
    assist: int = 0


@dataclass
class Row:
    """A duty and its part in each column: lead, assist or nothing."""

    duty: Duty
    parts: list[tuple[Column, str]] = field(default_factory=list)

    @property
    def is_outreach(self) -> bool:
        """Whether the duty belongs to the part on outreach, which this system serves first."""
        return "宣传" in self.duty.section


@dataclass
class Matrix:
    """The whole table."""

    columns: list[Column]
    rows: list[Row]


def build_matrix(campaign: Campaign) -> Matrix:
    """Build the table of a campaign in three queries, whatever its size."""
    duties = list(campaign.duties.standing().select_related("source"))
    parties = DutyParty.objects.filter(duty__campaign=campaign, duty__ended_on=None).select_related("unit", "group")
    parties = list(parties.prefetch_related("unit__predecessors"))
    columns = columns_of(parties)
    parts: dict[tuple[int, str], str] = {(party.duty_id, key_of(party)): party.part for party in parties}
    rows = [Row(duty, [(column, parts.get((duty.pk, column.key), "")) for column in columns]) for duty in duties]
    for row in rows:
        for column, part in row.parts:
            column.lead += part == DutyParty.Part.LEAD
            column.assist += part == DutyParty.Part.ASSIST
    return Matrix(columns, rows)


def columns_of(parties: Iterable[DutyParty]) -> list[Column]:
    """Return a column per bearer: the townships first, then units in their register's order, then other groups."""
    columns = {key_of(party): column_of(party) for party in parties}
    return sorted(columns.values(), key=order_of)


def key_of(party: DutyParty) -> str:
    """Return `unit:3` or `group:2`."""
    return f"unit:{party.unit_id}" if party.unit_id else f"group:{party.group_id}"


def column_of(party: DutyParty) -> Column:
    """Return the column of the party's unit or group."""
    if party.unit is not None:
        former = "、".join(unit.short_name for unit in party.unit.predecessors.all())
        return Column(key_of(party), party.unit.short_name, former=former, unit=party.unit)
    return Column(key_of(party), group_label(party.group), group=party.group)


def group_label(group: UnitGroup) -> str:
    """Return a name short enough for a column head."""
    return GROUP_LABELS.get(group.kind) or group.name.rpartition("领导小组")[2] or group.name


def order_of(column: Column) -> tuple[int, int, str]:
    """Return where a column stands."""
    if column.unit is not None:
        return 1, column.unit.position, column.key
    townships = column.group is not None and column.group.kind == Unit.Kind.TOWNSHIP
    return (0 if townships else 2), 0, column.key
