"""How do the judged rows of a list get into the register, by a few statements?"""

import datetime as dt
from collections.abc import Callable

from campaign_site.places.comparing import set_parents
from campaign_site.places.models import Level
from campaign_site.places.staging import run

SOURCE = "国家统计局统计用区划代码"
WRITTEN = ("code", "name", "short_name", "kind")


def write(day: dt.date, step: Callable[[str], object]) -> None:
    """Write the judged rows: new places level by level, then versions, then what changed."""
    columns = ", ".join(WRITTEN)
    values = ", ".join(f"s.{name}" for name in WRITTEN)
    for level in Level:
        step(f"写入{level.label}")
        set_parents(int(level))
        _write_new(level, day)
    step("写入沿革")
    changed = "(SELECT s.version_id FROM place_listed s WHERE s.verdict = 'changed')"
    run(f"UPDATE {{version}} SET valid_to = {{day}} WHERE id IN {changed}", day)  # noqa: S608
    for place, which in (
        ("p.code = s.code AND p.exists_to IS NULL", "s.verdict = 'new'"),
        ("p.id = s.place_id", "s.verdict IN ('bare', 'changed')"),
    ):
        parent = "p.parent_id" if "new" in which else "s.parent_id"
        run(
            f"INSERT INTO {{version}} (place_id, {columns}, parent_id, valid_from, precision, source) SELECT p.id,"  # noqa: S608
            f" {values}, {parent}, {{day}}, 'edition', %(source)s FROM place_listed s JOIN {{place}} p ON {place}"
            f" WHERE {which} ORDER BY s.code",
            day,
            source=SOURCE,
        )
    _set("{version}", "s.version_id", "('correct', 'filled')")
    _set("{place}", "s.place_id", "('changed', 'correct', 'filled', 'bare')")


def _write_new(level: Level, day: dt.date) -> None:
    """Write the new places of a level. The waiting rows learn their ids only where other rows may stand below them."""
    columns, values = ", ".join(WRITTEN), ", ".join(f"s.{name}" for name in WRITTEN)
    above = f"SELECT code, MIN(place_id) AS id FROM place_listed WHERE level < {int(level)} GROUP BY code"  # noqa: S608
    run(
        f"INSERT INTO {{place}} ({columns}, level, parent_id, exists_from) SELECT {values}, s.level, q.id,"  # noqa: S608
        f" CASE WHEN {_listed_before(level)} THEN {{day}} END"
        f" FROM place_listed s LEFT JOIN ({above}) q ON q.code = s.parent"
        f" WHERE s.verdict = 'new' AND s.level = {int(level)} ORDER BY s.code",
        day,
    )
    if level < max(Level):
        run(
            "UPDATE place_listed SET place_id = (SELECT p.id FROM {place} p WHERE p.code = place_listed.code"  # noqa: S608
            f" AND p.exists_to IS NULL) WHERE verdict = 'new' AND level = {int(level)}"
        )


def _listed_before(level: int) -> str:
    """Say in SQL whether an earlier edition listed places of this level below the same place: then a new row is a new place."""
    listed_then = f"c.level = {int(level)} AND v.precision = 'edition' AND v.valid_from < {{day}}"
    joined = "{place} c JOIN {version} v ON v.place_id = c.id"
    return f"q.id IN (SELECT c.parent_id FROM {joined} WHERE {listed_then})"  # noqa: S608


def _set(table: str, key: str, verdicts: str) -> None:
    """Set name, kind and parent of rows as the list says."""
    run(
        f"UPDATE {table} SET name = s.name, short_name = s.short_name, kind = s.kind,"  # noqa: S608
        f" parent_id = COALESCE(s.parent_id, {table}.parent_id)"
        f" FROM place_listed s WHERE {table}.id = {key} AND s.verdict IN {verdicts}"
    )
