"""How do rows of a table become units with their successors, aliases and groups, each written once?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, UnitAlias, UnitGroup
from campaign_site.places.models import Place
from campaign_site.sheets_sent.plans import Line, State

PLAIN = ("short_name", "kind", "valid_from", "valid_to", "note")
MOST_STEPS = 50
Key = tuple[str, int]


@dataclass(frozen=True)
class UnitRow:
    """One line: the unit's place and what the line says of it."""

    line: int
    place: Place
    values: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def key(self) -> Key:
        return self.name, self.place.pk


@dataclass
class UnitRows:
    """The lines of a table beside the units stored under their names."""

    rows: list[UnitRow]
    known: dict[Key, Unit]

    def unit(self, row: UnitRow) -> Unit | None:
        return self.known.get(row.key)

    def state(self, row: UnitRow) -> State:
        unit = self.unit(row)
        if unit is None:
            return State.NEW
        return State.CHANGED if self.differs(row, unit) else State.SAME

    def differs(self, row: UnitRow, unit: Unit) -> list[str]:
        """Return the columns by which a line differs from its unit; a blank cell says nothing."""
        found = [key for key in PLAIN if key in row.values and getattr(unit, key) != row.values[key]]
        if "successor" in row.values and (unit.successor is None or unit.successor.name != row.values["successor"]):
            found.append("successor")
        held = {
            "aliases": {alias.name for alias in unit.aliases.all()},
            "groups": {group.name for group in unit.unit_groups.all()},
        }
        return found + [key for key, names in held.items() if not set(row.values.get(key, ())) <= names]

    def shown(self, row: UnitRow) -> Line:
        unit = self.unit(row)
        kind = row.values.get("kind", unit.kind if unit else "")
        said = [Unit.Kind(kind).label] if kind else []
        said += [f"停用 {row.values['valid_to']}"] if "valid_to" in row.values else []
        said += [f"由{row.values['successor']}承接"] if "successor" in row.values else []
        said += [f"别名 {'、'.join(row.values['aliases'])}"] if row.values.get("aliases") else []
        before = "、".join(LABELS[key] for key in self.differs(row, unit)) if unit else ""
        return Line(row.line, row.name, "，".join(said), self.state(row), f"这些要改：{before}" if before else "")

    def successor_of(self, row: UnitRow) -> Key | None:
        """Return the key of the unit that a line names as successor: at the same place first; None when unknown."""
        name = row.values.get("successor")
        own = {one.key for one in self.rows} | self.known.keys()
        fits = [key for key in own if key[0] == name]
        return next((key for key in fits if key[1] == row.place.pk), fits[0] if len(fits) == 1 else None)

    def wrong_successors(self) -> Iterator[str]:
        """Yield successors that are unknown, undated, or lead in a circle."""
        for row in self.rows:
            if "successor" not in row.values:
                continue
            unit = self.unit(row)
            key = self.successor_of(row)
            if key is None:
                yield f"第 {row.line} 行“承接单位”：没有“{row.values['successor']}”。请写全称，或在表里加上这个单位。"
            elif "valid_to" not in row.values and (unit is None or unit.valid_to is None):
                yield f"第 {row.line} 行“停用日”：有承接单位，就要填停用日。"
            elif row.key in self.chain(key):
                yield f"第 {row.line} 行“承接单位”：绕了一圈又承接到“{row.name}”自己，请核对。"

    @cached_property
    def after(self) -> dict[Key, Key]:
        """Return who follows whom by what is stored, as far as it leads from the known units."""
        return stored_successors(self.known.values())

    def chain(self, key: Key | None) -> list[Key]:
        """Return who follows whom from a unit on, as it would be after writing."""
        by_key = {row.key: row for row in self.rows}
        found: list[Key] = []
        while key is not None and key not in found:
            found.append(key)
            row = by_key.get(key)
            key = self.successor_of(row) if row is not None and "successor" in row.values else self.after.get(key)
        return found

    @transaction.atomic
    def write(self, actor: Any, reason: str) -> None:
        """Write new and changed units, then who succeeds whom, aliases and groups; a unit's change is on record by itself."""
        todo = [(row, self.state(row), self.unit(row)) for row in self.rows]
        for row, state, unit in todo:
            if state is not State.SAME:
                self.known[row.key] = saved(row, unit)
        groups = {group.name: group for group in UnitGroup.objects.all()}
        for row, state, _ in todo:
            if state is not State.SAME:
                self.join_up(row, groups)
        counts = {state.name.lower(): sum(one is state for _, one, _ in todo) for state in State}
        record(actor, "people.load_units", None, after=counts, reason=reason)

    def join_up(self, row: UnitRow, groups: dict[str, UnitGroup]) -> None:
        unit, key = self.known[row.key], self.successor_of(row)
        if key is not None and unit.successor_id != self.known[key].pk:
            unit.successor = self.known[key]
            unit.save(update_fields=["successor"])
        held = set(UnitAlias.objects.filter(unit=unit).values_list("name", flat=True))
        for name in row.values.get("aliases", ()):
            if name not in held:
                UnitAlias.objects.create(unit=unit, name=name)
        for name in row.values.get("groups", ()):
            groups[name].members.add(unit)


def stored_successors(units: Iterable[Unit]) -> dict[Key, Key]:
    """Return who follows whom from the units on, a query for each step and at most fifty steps."""
    keys = {unit.pk: (unit.name, unit.place_id) for unit in units}
    after: dict[Key, Key] = {}
    asked = set(keys)
    for _ in range(MOST_STEPS):
        found = list(Unit.objects.filter(predecessors__in=asked).values_list("predecessors", "pk", "name", "place_id"))
        new = {pk for _, pk, _, _ in found} - keys.keys()
        keys |= {pk: (name, place) for _, pk, name, place in found}
        after |= {keys[before]: keys[pk] for before, pk, _, _ in found if before in asked}
        if not new:
            break
        asked = new
    return after


LABELS = {
    "short_name": "简称",
    "kind": "类别",
    "valid_from": "启用日",
    "valid_to": "停用日",
    "note": "说明",
    "successor": "承接单位",
    "aliases": "别名",
    "groups": "单位组",
}


def saved(row: UnitRow, unit: Unit | None) -> Unit:
    """Write a line's own columns and return the unit."""
    unit = unit or Unit(name=row.name, short_name=row.values.get("short_name", row.name), place=row.place, position=200)
    for key in PLAIN:
        if key in row.values:
            setattr(unit, key, row.values[key])
    unit.save()
    return unit
