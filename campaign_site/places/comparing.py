"""How does a list differ from the register as of the list's day, and what in it cannot be?

Set-based: a national list has 662 000 rows. Each row of the waiting table has a verdict: new, as it comes in; none yet, once
its place is found; then same, changed, correct (the same edition printed otherwise), filled (a parent not known before),
bare (no version yet), early; or above. A first load finds no place, and so rewrites no row.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import NamedTuple

from campaign_site.places.acts import PARENTS
from campaign_site.places.code_lists import Listed, kind_of
from campaign_site.places.models import Level
from campaign_site.places.outline import Outlined, outline
from campaign_site.places.staging import FRAME, ask, look_again, put_in, run

COUNTY = int(Level.COUNTY)
IN_FORCE = "v.valid_from <= {day} AND (v.valid_to IS NULL OR v.valid_to > {day})"
CARRIED = "SELECT v.place_id FROM {version} v WHERE v.code = %s AND " + IN_FORCE + " LIMIT 1"  # noqa: S608
CARRIES = "SELECT p.id FROM {place} p WHERE p.code = %s AND p.exists_to IS NULL"
NOT_LISTED = "s.parent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM place_listed q WHERE q.code = s.parent)"


class Fault(NamedTuple):
    """A row that cannot be loaded, and why."""

    file: int
    line: int
    says: str


def resolved(column: str) -> str:
    """Return the SQL that leads from a code to the place that carried it on the day, else carries it now."""
    return f"COALESCE(({CARRIED % column}), ({CARRIES % column}))"


def fold() -> int:
    """Take out the rows by which a list names a place once more at another level; return how many."""
    return run(
        "DELETE FROM place_listed WHERE folded = 1 AND EXISTS (SELECT 1 FROM place_listed q"
        " WHERE q.code = place_listed.code AND (q.folded = 0 OR q.file < place_listed.file"
        " OR (q.file = place_listed.file AND q.line < place_listed.line)))"
    )


def add_those_above(day: dt.date) -> None:
    """Add what stands above the listed rows: from the register, else from the country's frame."""
    _add_stored(day)
    missing = {code for (code,) in ask(f"SELECT DISTINCT s.parent FROM place_listed s WHERE {NOT_LISTED}")}  # noqa: S608
    known = {code for (code,) in ask(f"SELECT code FROM place_listed WHERE level <= {COUNTY} OR verdict = 'above'")}  # noqa: S608
    frame: dict[int, Outlined] = {}
    while missing:
        code = missing.pop()
        if code in outline() and code not in known | frame.keys() and not (frame and _stored(code, day)):
            frame[code] = outline()[code]
            missing |= {frame[code].parent} - {None}
    put_in(FRAME, (_listed(one) for one in frame.values()))
    _add_stored(day, only=f"s.file = {FRAME} AND ")
    run(
        "UPDATE place_listed SET parent = code / 10000000000 * 10000000000"  # noqa: S608
        f" WHERE level = {COUNTY} AND code % 10000000000 <> 0 AND parent IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM place_listed q WHERE q.code = place_listed.parent)"
    )


def _add_stored(day: dt.date, *, only: str = "") -> None:
    run(
        "INSERT INTO place_listed (file, line, code, level, name, short_name, kind, told, folded, place_id, verdict)"  # noqa: S608
        f" SELECT {FRAME}, 0, d.parent, p.level, p.name, p.short_name, p.kind, 0, 0, p.id, 'above'"
        f" FROM (SELECT DISTINCT s.parent FROM place_listed s WHERE {only}{NOT_LISTED}) d"
        f" JOIN {{place}} p ON p.id = {resolved('d.parent')}",
        day,
    )


def _stored(code: int, day: dt.date) -> bool:
    return bool(ask(f"SELECT 1 WHERE {resolved(str(code))} IS NOT NULL", day))


def _listed(one: Outlined) -> Listed:
    return Listed(0, one.code, one.level, one.name, one.name, kind_of(one.level, one.code, one.name), False, one.parent)


def match(day: dt.date) -> None:
    """Give every row the id of its place and of the version in force on the day, where there are such: it is not new then."""
    for table, place, holds in (
        ("{version}", "t.place_id", IN_FORCE.replace("v.", "t.")),
        ("{place}", "t.id", "t.exists_to IS NULL"),
    ):
        run(
            f"UPDATE place_listed SET place_id = {place}, verdict = '' FROM {table} t WHERE t.code = place_listed.code"  # noqa: S608
            f" AND {holds} AND place_listed.verdict = 'new'",
            *([day] if "{day}" in holds else []),
        )
    run("CREATE INDEX place_listed_place ON place_listed (place_id) WHERE place_id IS NOT NULL")
    run("CREATE INDEX place_listed_parent ON place_listed (parent_id, level) WHERE parent_id IS NOT NULL")
    run(
        "UPDATE place_listed SET version_id = (SELECT v.id FROM {version} v"  # noqa: S608
        f" WHERE v.place_id = place_listed.place_id AND {IN_FORCE}) WHERE verdict = '' AND place_id IS NOT NULL",
        day,
    )
    if ask("SELECT 1 FROM place_listed WHERE place_id IS NOT NULL LIMIT 1"):
        look_again()
        set_parents()


def set_parents(level: int | None = None) -> None:
    """Give the rows, of one level or all, the id of the place above, as far as that exists by now.

    Rows judged new get it as they are written.
    """
    of_level = f" AND level = {level} AND verdict <> 'new'" if level else ""
    above = f"SELECT code, MIN(place_id) AS id FROM place_listed WHERE level < {int(max(Level))} GROUP BY code"  # noqa: S608
    run(
        f"UPDATE place_listed SET parent_id = q.id FROM ({above}) q WHERE q.code = place_listed.parent"  # noqa: S608
        f" AND q.id IS NOT NULL AND parent_id IS NULL{of_level}"
    )


def faults(reused: Collection[int]) -> Iterator[Fault]:
    """Yield what cannot be: codes twice, levels that disagree, places above that are nowhere, codes others had before."""
    rows = "SELECT s.file, s.line, s.code, {} FROM place_listed s {} ORDER BY s.file, s.line LIMIT 1000"
    twice = "JOIN place_listed q ON q.code = s.code AND (q.file, q.line) < (s.file, s.line) AND q.file >= 0"
    for file, line, code, first in ask(rows.format("q.line", twice)):
        yield Fault(file, line, f"代码 {code} 重复，第 {first} 行已有。")
    for file, line, _, parent in ask(rows.format("s.parent", f"WHERE {NOT_LISTED}")):
        yield Fault(file, line, f"上级 {parent} 不在表里，也还没有载入；请把上级的表一起导入。")
    above = f"JOIN place_listed q ON q.code = s.parent WHERE NOT ({_fitting()})"
    for file, line, code, level in ask(rows.format("q.level", above)):
        yield Fault(file, line, f"代码 {code} 的上级是{Level(level).label}，隔了级或级别不比它高。")
    other = "JOIN {place} p ON p.id = s.place_id WHERE p.level <> s.level AND s.file >= 0"
    for file, line, code, level in ask(rows.format("p.level", other)):
        yield Fault(file, line, f"代码 {code} 已作为{Level(level).label}载入，与这一行的级别不符。")
    same = "JOIN place_listed q ON q.place_id = s.place_id AND q.code <> s.code AND (q.file, q.line) < (s.file, s.line)"
    for file, line, code, first in ask(rows.format("q.line", same)):
        yield Fault(file, line, f"代码 {code} 与第 {first} 行是同一个地方的新旧两个代码，只能留当时的一个。")
    yield from _formerly_carried(reused)


def _fitting() -> str:
    pairs = [f"(s.level = {level} AND q.level = {one})" for level, ones in PARENTS.items() for one in ones]
    return " OR ".join(pairs)


def _formerly_carried(reused: Collection[int]) -> Iterator[Fault]:
    """Yield unmatched rows whose code another place had before: only a person knows whether this is a new place."""
    rows = ask(
        "SELECT s.file, s.line, s.code, MIN(v.name) FROM place_listed s JOIN {version} v ON v.code = s.code"
        " WHERE s.place_id IS NULL AND (v.valid_to IS NULL OR v.valid_to > v.valid_from)"
        " GROUP BY s.file, s.line, s.code ORDER BY s.file, s.line LIMIT 1000"
    )
    for file, line, code, name in rows:
        if code not in reused:
            way_out = f"确是新设的地方，请在 --changes 里写一行：old_code 空着，new_code 写 {code}"
            yield Fault(file, line, f"代码 {code} 以前是{name}的，现在不是了。{way_out}。")


def judge(day: dt.date) -> None:
    """Give every row whose place was found its verdict."""
    run(
        "UPDATE place_listed SET kind = v.kind FROM {version} v WHERE v.id = place_listed.version_id"
        " AND told = 0 AND place_listed.kind <> v.kind AND (place_listed.kind = '' OR v.name = place_listed.name)"
    )
    like = "v.name = place_listed.name AND v.kind = place_listed.kind"
    parent = "(place_listed.parent IS NULL OR v.parent_id = place_listed.parent_id)"
    for verdict, holds in (
        ("same", f"{like} AND {parent}"),
        ("filled", f"{like} AND v.parent_id IS NULL AND v.valid_to IS NULL"),
        ("correct", "v.valid_to IS NULL AND v.valid_from = {day}"),
        ("changed", f"v.valid_to IS NULL AND {_no_version_of_the_day()}"),
    ):
        run(
            f"UPDATE place_listed SET verdict = '{verdict}' FROM {{version}} v"  # noqa: S608
            f" WHERE v.id = place_listed.version_id AND place_listed.verdict = '' AND {holds}",
            *([day] if "{day}" in holds else []),
        )
    run(
        "UPDATE place_listed SET verdict = 'bare' WHERE verdict = '' AND version_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM {version} v WHERE v.place_id = place_listed.place_id)"
    )
    run("UPDATE place_listed SET verdict = 'early' WHERE verdict = ''")
    look_again()


def _no_version_of_the_day() -> str:
    return "NOT EXISTS (SELECT 1 FROM {version} w WHERE w.place_id = place_listed.place_id AND w.valid_from = {day})"
