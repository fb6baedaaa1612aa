"""What would a table of figures change, and how is it written: new days added, same days corrected with a reason?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q

from campaign_site.audit.recording import record
from campaign_site.places.denominators import figures_changed
from campaign_site.places.models import Denominator, Place
from campaign_site.sheets_sent.plans import Line, State

BATCH = 500
Key = tuple[int, str, dt.date]


@dataclass(frozen=True)
class Wanted:
    """One figure that a line states: of `place`, together with `others`."""

    line: int
    place: Place
    others: tuple[Place, ...]
    indicator: str
    value: int
    counted_on: dt.date
    source: str

    @property
    def key(self) -> Key:
        return self.place.pk, self.indicator, self.counted_on

    @property
    def what(self) -> str:
        label = Denominator.Indicator(self.indicator).label
        return f"{label} {self.value}，{self.counted_on}，{self.source}"


@dataclass
class Changes:
    """The figures wanted beside those stored under the same place, indicator and day."""

    wanted: list[Wanted]
    stored: dict[Key, Denominator]

    @classmethod
    def of(cls, wanted: list[Wanted]) -> "Changes":
        """Read the stored figures of the places named; one query per five hundred places, and one for who shares them."""
        stored: dict[Key, Denominator] = {}
        ids = sorted({one.place.pk for one in wanted})
        for first in range(0, len(ids), BATCH):
            rows = Denominator.objects.filter(place__in=ids[first : first + BATCH]).prefetch_related("shared_with")
            stored |= {(row.place_id, row.indicator, row.counted_on): row for row in rows}
        return cls(wanted, stored)

    def state(self, one: Wanted) -> State:
        old = self.stored.get(one.key)
        if old is None:
            return State.NEW
        same = (old.value, old.source, sharers(old)) == (one.value, one.source, {other.pk for other in one.others})
        return State.SAME if same else State.CHANGED

    def lines(self) -> Iterator[Line]:
        """Yield what becomes of each figure."""
        for one in self.wanted:
            state = self.state(one)
            before = said_of(self.stored[one.key]) if state is State.CHANGED else ""
            names = "、".join(place.short_name for place in (one.place, *one.others))
            yield Line(one.line, names + ("（合计）" if one.others else ""), one.what, state, before)

    def clashes(self) -> Iterator[str]:
        """Yield where a place is already counted that day in another group than the line says; one query."""
        days = {one.counted_on for one in self.wanted}
        ids = {place.pk for one in self.wanted for place in (one.place, *one.others)}
        rows = Denominator.objects.filter(counted_on__in=days).exclude(shared_with=None)
        rows = rows.filter(Q(shared_with__in=ids) | Q(place__in=ids)).distinct()
        groups = {
            (pk, row.indicator, row.counted_on): row
            for row in rows.select_related("place").prefetch_related("shared_with")
            for pk in (row.place_id, *sharers(row))
        }
        for one in self.wanted:
            for place in (one.place, *one.others):
                row = groups.get((place.pk, one.indicator, one.counted_on))
                if row is not None and (row.place_id, row.indicator, row.counted_on) != one.key:
                    yield (
                        f"第 {one.line} 行：{place.short_name} {one.counted_on} 已有一个合计数（{row.place}：{said_of(row)}）。"
                        "请改用别的时点，或把这一行写成同样的合计。"
                    )
                    break

    def corrects(self) -> bool:
        """Say whether a figure that stands for its day would be another."""
        return any(self.state(one) is State.CHANGED for one in self.wanted)

    @transaction.atomic
    def write(self, actor: Any, reason: str) -> None:
        """Write what differs, put it on record with the reason, and tell who counts by these figures."""
        new = [one for one in self.wanted if self.state(one) is State.NEW]
        changed = [one for one in self.wanted if self.state(one) is State.CHANGED]
        before = {label_of(one): said_of(self.stored[one.key]) for one in changed}
        rows = [self.row(one) for one in (*new, *changed)]
        Denominator.objects.bulk_create(rows[: len(new)], batch_size=BATCH)
        Denominator.objects.bulk_update(rows[len(new) :], ["value", "source"], batch_size=BATCH)
        share(rows, [*new, *changed])
        self.put_on_record(actor, reason, before, {label_of(one): one.what for one in changed}, len(new))
        touched = {place.pk for one in (*new, *changed) for place in (one.place, *one.others)}
        figures_changed.send(sender=Denominator, place_ids=touched)

    def row(self, one: Wanted) -> Denominator:
        """Return the row that is to hold a figure, with its values set."""
        place_id, indicator, counted_on = one.key
        row = self.stored.get(one.key) or Denominator(place_id=place_id, indicator=indicator, counted_on=counted_on)
        row.value, row.source = one.value, one.source
        return row

    def put_on_record(self, actor: Any, reason: str, before: dict[str, str], after: dict[str, str], new: int) -> None:
        """Record the sum, and every correction with what stood there before, some hundred to an entry."""
        record(actor, "places.enter_figures", None, after={"new": new, "changed": len(before)}, reason=reason)
        labels = iter(before)
        while some := list(islice(labels, 100)):
            were, are = ({label: of[label] for label in some} for of in (before, after))
            record(actor, "places.correct_figures", None, before=were, after=are, reason=reason)


def sharers(row: Denominator) -> set[int]:
    return {place.pk for place in row.shared_with.all()} if row.pk else set()


def said_of(row: Denominator) -> str:
    """Return a stored figure in words."""
    others = [place.short_name for place in row.shared_with.all()]
    return f"{row.value}，{row.source}" + (f"，与{'、'.join(others)}合计" if others else "")


def label_of(one: Wanted) -> str:
    return f"{one.place.code_text} {one.place.short_name} {one.indicator} {one.counted_on}"


def share(rows: list[Denominator], wanted: list[Wanted]) -> None:
    """Write which places share which figure: what is new is added, what no longer holds is taken away."""
    through = Denominator.shared_with.through
    stored: dict[int, set[int]] = defaultdict(set)
    ids = [row.pk for row in rows]
    for first in range(0, len(ids), BATCH):
        for link in through.objects.filter(denominator__in=ids[first : first + BATCH]):
            stored[link.denominator_id].add(link.place_id)
    added = []
    for row, one in zip(rows, wanted, strict=True):
        asked = {place.pk for place in one.others}
        added += [through(denominator_id=row.pk, place_id=pk) for pk in sorted(asked - stored[row.pk])]
        if gone := stored[row.pk] - asked:
            through.objects.filter(denominator=row.pk, place__in=gone).delete()
    through.objects.bulk_create(added, batch_size=BATCH)
