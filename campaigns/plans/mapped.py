"""What does each printed name of a circular mean now: as a person chose, else as the registers say?"""

from collections.abc import Iterable
from dataclasses import replace

from campaign_site.people.models import Unit, UnitGroup

from .matching import Match, match_names
from .sources import SourceDocument
from .suggesting import pool_of, suggest
from .worked import Worked, names_of, standing, worked_measures

EARLIER = 20  # circulars of the same office whose choices are remembered


def measures_of(document: SourceDocument) -> list[Worked]:
    """Return every measure of a circular as the office has it."""
    return worked_measures(document.reading, document.edits)


def matches_of(document: SourceDocument) -> list[Match]:
    """Return what each name of the standing measures means; a fixed number of queries."""
    names = names_of(standing(measures_of(document)))
    proposed = match_names(names, document.reading["aliases"], at=document.unit.place)
    units = Unit.objects.select_related("place").in_bulk(chosen(document.mapping.values(), "unit"))
    groups = UnitGroup.objects.in_bulk(chosen(document.mapping.values(), "group"))
    return [settle(match, document.mapping.get(match.name, ""), units, groups) for match in proposed]


def with_suggestions(document: SourceDocument, matches: list[Match]) -> list[Match]:
    """Return the matches, those without a meaning with who may be meant."""
    if all(match.key for match in matches):
        return matches
    at, before = document.unit.place, chosen_before(document)
    pool = pool_of(at, UnitGroup.objects.all())
    return [
        match if match.key else replace(match, suggestions=suggest(match.name, pool, at, before)) for match in matches
    ]


def chosen_before(document: SourceDocument) -> dict[str, str]:
    """Return what names meant in the office's last confirmed circulars, the newest first; one query."""
    rows = SourceDocument.objects.filter(unit=document.unit_id, state=SourceDocument.State.CONFIRMED)
    before: dict[str, str] = {}
    for mapping in rows.exclude(pk=document.pk).values_list("mapping", flat=True)[:EARLIER]:
        before = mapping | before
    return before


def chosen(keys: Iterable[str], kind: str) -> list[int]:
    """Return the ids chosen of a kind."""
    return [int(key.partition(":")[2]) for key in keys if key.startswith(f"{kind}:")]


def settle(match: Match, key: str, units: dict[int, Unit], groups: dict[int, UnitGroup]) -> Match:
    """Return the match as chosen by hand, or as proposed when the choice is the same or none."""
    if key in ("", match.key):
        return match
    kind, _, pk = key.partition(":")
    unit, group = (units.get(int(pk)), None) if kind == "unit" else (None, groups.get(int(pk)))
    return Match(match.name, unit=unit, group=group, how="人工指定") if unit or group else match
