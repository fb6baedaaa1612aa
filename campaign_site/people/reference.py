"""Which units does the repository bring along, and how are they loaded?"""

import csv
from pathlib import Path
from typing import Any

from django.db import transaction

from campaign_site.audit.capture import summed_up
from campaign_site.audit.recording import record
from campaign_site.people.models import Unit, UnitAlias, UnitGroup
from campaign_site.places.models import Place, PlaceVersion

TABLE = Path(__file__).parent / "data" / "kaizhou_units.csv"
TOWNSHIPS = "各乡镇人民政府（街道办事处）"
REGULATORS = "有关行业主（监）管部门"
MEMBERS = "打击非法金融活动领导小组成员单位"


@transaction.atomic
def load_reference_units(*, actor: Any = None, table: Path = TABLE) -> int:
    """Add the units, groups and aliases that are missing; return how many units are new.

    Safe to repeat: what stands there already is left as the office has it.
    """
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    standing = Place.objects.filter(code__in={int(row["place"]) for row in rows}, exists_to=None)
    places = {place.code: place for place in standing}
    with summed_up():
        new = {row["name"]: unit for row in rows if (unit := add_unit(row, places, rows.index(row)))}
        added = len(new) + sum(add_township_units(county) for county in set(places.values()))
        join_up([row for row in rows if row["name"] in new], new)
    if added:
        record(actor, "people.load_units", None, after={"new": added}, reason=table.name)
    return added


def add_unit(row: dict[str, str], places: dict[int, Place], position: int) -> Unit | None:
    """Add one unit; None when its place is not loaded or it is there already."""
    place = places.get(int(row["place"]))
    if place is None:
        return None
    facts = {
        "short_name": row["short_name"],
        "kind": row["kind"],
        "valid_to": row["valid_to"] or None,
        "position": position,
        "note": row["note"],
    }
    unit, created = Unit.objects.get_or_create(name=row["name"], place=place, defaults=facts)
    return unit if created else None


def join_up(rows: list[dict[str, str]], new: dict[str, Unit]) -> None:
    """Give new units their successors, aliases and groups."""
    groups = load_groups()
    for row in rows:
        unit = new[row["name"]]
        if row["successor"]:
            successor = Unit.objects.get(name=row["successor"], place=unit.place)
            Unit.objects.filter(pk=unit.pk).update(successor=successor)
        UnitAlias.objects.bulk_create(UnitAlias(unit=unit, name=name) for name in row["aliases"].split())
        if row["groups"] == "members":
            groups[MEMBERS].members.add(unit)


def load_groups() -> dict[str, UnitGroup]:
    """Return the three groups that circulars name, made when missing."""
    kinds = {TOWNSHIPS: Unit.Kind.TOWNSHIP, REGULATORS: Unit.Kind.REGULATOR, MEMBERS: ""}
    return {
        name: UnitGroup.objects.get_or_create(name=name, defaults={"kind": kind})[0] for name, kind in kinds.items()
    }


def add_township_units(county: Place) -> int:
    """Give every township of a county its unit, if it has none; return how many are new."""
    seated = Unit.objects.filter(kind=Unit.Kind.TOWNSHIP).values("place")
    missing = Place.objects.under(county).townships().filter(exists_to=None).exclude(pk__in=seated)
    units = [
        Unit(name=organ_of(place), short_name=place.short_name, kind=Unit.Kind.TOWNSHIP, place=place, position=100)
        for place in missing
    ]
    made = Unit.objects.bulk_create(units)
    UnitAlias.objects.bulk_create(UnitAlias(unit=unit, name=name) for unit in made for name in former_names(unit))
    return len(made)


def former_names(unit: Unit) -> list[str]:
    """Return what the organ of a township was called under the township's earlier names and kinds, oldest first."""
    earlier = PlaceVersion.objects.filter(place=unit.place).order_by("valid_from").values_list("name", "kind")
    names = dict.fromkeys(organ_called(name, kind) for name, kind in earlier)
    return [name for name in names if name != unit.name]


def organ_of(township: Place) -> str:
    """Return what the organ of a township is called: 镇 and 乡 have a government, a 街道 an office of the county's."""
    return organ_called(township.short_name, township.kind)


def organ_called(township: str, kind: str) -> str:
    """Return the name of the organ of a township of this name and kind."""
    return f"{township}{'办事处' if kind == '街道' else '人民政府'}"
