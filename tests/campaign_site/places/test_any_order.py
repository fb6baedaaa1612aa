"""Do names, codes and sums hold through any sequence of splits, merges, renamings, renumberings and moves?"""

import datetime as dt
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign_site.places import changes
from campaign_site.places.acts import Act, NewPlace, Part
from campaign_site.places.models import Level, Place, find
from campaign_site.places.undoing import undo
from campaign_site.places.unions import merge, split
from tests import make

START = dt.date(2026, 1, 1)
ACTS = ("rename", "renumber", "move", "merge", "split", "undo")
fresh_numbers = count(500)


class Register:
    """A small county acted upon day by day, and what must be true of it whatever happened."""

    def __init__(self) -> None:
        self.county = make.county(townships=3, villages=2)
        self.villages = {village.pk for some in self.county.villages.values() for village in some}
        self.figures = dict(enumerate(sorted(self.villages), start=1))
        self.codes = dict(Place.objects.values_list("code", "pk"))
        self.day, self.last = START, None

    def townships(self) -> list[Place]:
        return list(Place.objects.townships().filter(exists_to=None).order_by("code"))

    def act(self, verb: str, pick: int) -> None:
        """Do one act; what the house refuses leaves everything as it was."""
        self.day += dt.timedelta(days=1)
        act = Act(on=self.day, today=self.day, reason="演练")
        try:
            with transaction.atomic():
                self.last = getattr(self, verb)(self.townships(), pick, act) or self.last
        except ValidationError:
            return

    def rename(self, towns, pick, act):
        return changes.rename(towns[pick % len(towns)], name=f"第{self.day:%j}镇", act=act)

    def renumber(self, towns, pick, act):
        code = self.county.place.code + next(fresh_numbers) % 400 * 1000 + 400_000
        return changes.renumber(towns[pick % len(towns)], code=code, act=act)

    def move(self, towns, pick, act):
        village = Place.objects.villages().filter(exists_to=None).order_by("code")[pick % len(self.villages)]
        return changes.move(village, parent=towns[(pick // 3) % len(towns)], act=act)

    def merge(self, towns, pick, act):
        return merge([towns[pick % len(towns)]], into=towns[(pick + 1 + pick // 3) % len(towns)], act=act)

    def split(self, towns, pick, act):
        town = towns[pick % len(towns)]
        below = tuple(Place.objects.filter(parent=town, exists_to=None)[:1])
        return split(town, parts=[Part(NewPlace(f"分{self.day:%j}镇", "镇"), below)], act=act)

    def undo(self, towns, pick, act):
        return undo(self.last, act=act) if self.last else None

    def check(self) -> None:
        """Every village stands once, below a standing township that holds its code; codes and sums hold on every day."""
        standing = Place.objects.villages().filter(exists_to=None).select_related("parent")
        assert {village.pk for village in standing} == self.villages
        assert all(village.parent.exists_to is None and village.parent.holds(village) for village in standing)
        reached = [pk for town in self.townships() for pk in Place.objects.under(town).values_list("pk", flat=True)]
        assert sum(n for n, pk in self.figures.items() if pk in reached) == sum(self.figures)
        for code, pk in self.codes.items():
            assert find(code).exists_to is None
            assert pk not in self.villages or find(code).pk in self.villages
        for days in range((self.day - START).days + 1):
            rows = list(Place.objects.as_of(START + dt.timedelta(days=days)).values_list("code_then", "pk", "level"))
            assert len({code for code, *_ in rows}) == len({pk for _, pk, _ in rows}) == len(rows)
            assert all(find(code, START + dt.timedelta(days=days)).pk == pk for code, pk, _ in rows[:3])


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 8)), min_size=3, max_size=7))
def test_whatever_is_done_villages_codes_and_sums_hold(db, done) -> None:
    with transaction.atomic():
        register = Register()
        for verb, pick in done:
            register.act(verb, pick)
        register.check()
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.permutations(["rename", "renumber", "move", "merge", "split"]))
def test_the_five_acts_hold_in_any_order(db, order) -> None:
    with transaction.atomic():
        register = Register()
        for verb in order:
            register.act(verb, 1)
        register.check()
        assert Place.objects.filter(level=Level.TOWNSHIP, exists_to=None).count() == 3
        transaction.set_rollback(True)
