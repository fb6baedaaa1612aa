"""How does a list of 统计用区划代码, of a county or the whole country, get into the register: whole, or not at all?

The rows wait in a temporary table, are compared and judged there, and written by a few statements in one transaction.
A list never ends a place and never takes two codes for one place: what looks like it is put before a person.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from campaign_site.audit.recording import record
from campaign_site.places import changes, comparing
from campaign_site.places.acts import Act
from campaign_site.places.code_lists import WrongLine, listed
from campaign_site.places.doubts import Decided, Doubt, doubts, gone_rows
from campaign_site.places.models import Level, Place, find
from campaign_site.places.staging import ask, make_room, put_in, run, settle, staged
from campaign_site.places.tables import MOST_FAULTS, WrongTable
from campaign_site.places.writing import SOURCE, write

MANY = 10_000


@dataclass
class Imported:
    """What a list brought, in rows; `gone` and `doubts` are for a person to look at."""

    edition: dt.date
    rows: int = 0
    new: int = 0
    renamed: int = 0
    changed: int = 0
    renumbered: int = 0
    same: int = 0
    early: int = 0
    folded: int = 0
    gone: list[tuple[int, str]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def wrote(self) -> bool:
        """Say whether anything was written."""
        return bool(self.new or self.renamed or self.changed or self.renumbered)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which edition the lists are, what a person decided, whether to write, today, and who is told how far it got."""

    edition: dt.date
    today: dt.date
    decided: Sequence[Decided] = ()
    dry_run: bool = False
    actor: Any = None
    read: Callable[[int], object] = lambda size: None
    step: Callable[[str], object] = lambda text: None


def import_lists(paths: Sequence[Path], wish: Wish) -> Imported:
    """Bring the register to what the lists say as of their edition; return what that took. Raises WrongTable.

    With doubts left open, or on a dry run, nothing is written.
    """
    if wish.edition > wish.today:
        raise WrongTable([f"版本日期 {wish.edition} 还没有到，请核对 --edition。"])
    with staged():
        rows = _stage(paths, wish)
        settle()
        with transaction.atomic():
            make_room()
            done = _load(paths, wish, rows)
            if wish.dry_run or done.doubts:
                transaction.set_rollback(True)
    if done.new > MANY and not wish.dry_run and connection.vendor == "postgresql":
        run("ANALYZE {place}")
        run("ANALYZE {version}")
    return done


def _stage(paths: Sequence[Path], wish: Wish) -> int:
    """Read all files into the waiting table; return how many rows. Raises WrongTable with the first wrong lines of all."""
    found = Faults(paths)
    rows = 0
    for number, path in enumerate(paths):
        wish.step(f"读 {path.name}")
        try:
            put_in(number, listed(path, lambda line, says, n=number: found.add(n, line, says), wish.read))
        except WrongLine as error:
            found.add(number, 0, str(error))
        except OSError as error:
            raise WrongTable([f"{path.name} 打不开：{error.strerror}。"]) from error
    found.refuse()
    [(rows,)] = ask("SELECT COUNT(*) FROM place_listed")
    return int(rows)


class Faults:
    """Wrong lines, the first of them in words and all of them counted."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths, self.said, self.count = paths, list[str](), 0

    def add(self, file: int, line: int, says: str) -> None:
        """Note one."""
        self.count += 1
        if len(self.said) < MOST_FAULTS:
            where = f"{self.paths[file].name} " if len(self.paths) > 1 or not line else ""
            self.said.append(f"{where}第 {line} 行：{says}" if line else f"{where}{says}")

    def refuse(self) -> None:
        """Raise WrongTable when there are any."""
        if self.count:
            raise WrongTable(self.said, count=self.count)


def _load(paths: Sequence[Path], wish: Wish, rows: int) -> Imported:
    done = Imported(wish.edition, rows=rows)
    wish.step("核对代码")
    done.folded = comparing.fold()
    renumber_decided(wish, done)
    comparing.add_those_above(wish.edition)
    comparing.match(wish.edition)
    _refuse_older(wish)
    found, reused = Faults(paths), {one.new_code for one in wish.decided if one.old_code is None}
    for fault in comparing.faults(reused):
        found.add(fault.file, fault.line, fault.says)
    found.refuse()
    comparing.judge(wish.edition)
    done.doubts = doubts({one.new_code for one in wish.decided})
    done.gone = gone_rows()
    _count(done)
    if not done.doubts:
        write(wish.edition, wish.step)
        _put_down(wish, done, paths)
    return done


def renumber_decided(wish: Wish, done: Imported) -> None:
    """Apply what a person decided as named acts, before the list is compared; raises WrongTable by line."""
    for one in wish.decided:
        place = find(one.old_code) if one.old_code else None
        if one.old_code is None or (place and place.code == one.new_code):
            continue
        try:
            if place is None:
                raise ValidationError(f"没有代码为 {one.old_code} 的地方。")
            _renumber(place, one, wish)
        except ValidationError as error:
            raise WrongTable([f"--changes 第 {one.line} 行：{''.join(error.messages)}"]) from error
        done.renumbered += 1


def _renumber(place: Place, one: Decided, wish: Wish) -> None:
    if one.day > wish.edition:
        raise ValidationError(f"日期 {one.day} 晚于这一版的 {wish.edition}，请先核对。")
    act = Act(on=one.day, today=wish.today, reason=one.reason, source=SOURCE, actor=wish.actor)
    if place.parent is None or place.parent.holds(Place(code=one.new_code)):
        changes.renumber(place, code=one.new_code, act=act)
        return
    nearest = Level(place.level) - 3 if place.level > Level.COUNTY else Level.CITY
    parent = find(f"{one.new_code:012d}"[:nearest].ljust(12, "0"))
    if parent is None:
        raise ValidationError(f"新代码 {one.new_code} 的上级还没有载入，请先导入它。")
    changes.move(place, parent=parent, code=one.new_code, act=act)


def _refuse_older(wish: Wish) -> None:
    [(newest,)] = ask(
        "SELECT MAX(v.valid_from) FROM place_listed s JOIN {version} v ON v.place_id = s.place_id"
        " WHERE v.precision = 'edition' AND v.valid_to IS NULL AND s.file >= 0"
    )
    newest = dt.date.fromisoformat(newest) if isinstance(newest, str) else newest
    if newest and newest > wish.edition:
        raise WrongTable(
            [
                f"表是 {wish.edition} 的，库里已有 {newest} 的版本；旧表不能盖新表。若是新表，请用 --edition 写明它的日期。"
            ]
        )


def _count(done: Imported) -> None:
    counted = dict(ask("SELECT verdict, COUNT(*) FROM place_listed GROUP BY verdict"))
    [(done.renamed,)] = ask(
        "SELECT COUNT(*) FROM place_listed s JOIN {place} p ON p.id = s.place_id"
        " WHERE s.verdict = 'changed' AND p.short_name <> s.short_name"
    )
    done.new, done.same, done.early = (int(counted.get(verdict, 0)) for verdict in ("new", "same", "early"))
    others = sum(int(counted.get(verdict, 0)) for verdict in ("changed", "correct", "filled", "bare"))
    done.changed = others - done.renamed


def _put_down(wish: Wish, done: Imported, paths: Sequence[Path]) -> None:
    """Put the load on record once, when it wrote anything."""
    if done.wrote():
        told = {name: getattr(done, name) for name in ("rows", "new", "renamed", "changed", "renumbered")}
        told |= {"edition": done.edition, "files": [path.name for path in paths], "gone": len(done.gone)}
        record(wish.actor, "places.import", None, after=told, reason=SOURCE)
