"""Which place does a line of a table mean: by a code of any time, or by names as people write them?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q
from rapidfuzz import process

from campaign_site.places.models import Level, Place, PlaceVersion
from campaign_site.places.names import short_name
from campaign_site.sheets_sent.plans import short

AT_ONCE = 400
MOST_OFFERED = 6
MOST_LIKE = 100
MOST_NAMES = 2000


class NotFound(ValueError):
    """A line names no place, or several; the Chinese sentence offers what there is."""


@dataclass(frozen=True)
class Said:
    """What a line says of a place: its code, its township, its village; each may be missing."""

    code: int | None = None
    township: str = ""
    village: str = ""

    @property
    def name(self) -> str:
        return self.village or self.township


class Finder:
    """The places that a table's lines may mean, read in a few queries whatever the number of lines; within `seat` only."""

    def __init__(self, seat: Place, said: Iterable[Said]) -> None:
        lines = list(said)
        self.seat = seat
        self.by_code: dict[int, Place] = {}
        self.by_name: dict[str, dict[int, Place]] = {}
        self.former: dict[str, dict[int, Place]] = {}
        self.standing: dict[frozenset[int], list[str]] = {}
        self.offered = 0
        self.read_codes({line.code for line in lines if line.code is not None})
        self.read_names({short_name(name) for line in lines for name in (line.township, line.village) if name})

    def read_codes(self, codes: set[int]) -> None:
        for some in pieces(codes):
            for version in (
                PlaceVersion.objects.held().filter(code__in=some).select_related("place__parent").order_by("valid_from")
            ):
                self.by_code[version.code] = version.place
            places = list(Place.objects.filter(code__in=some).select_related("parent"))
            for place in sorted(places, key=lambda place: place.exists_to is None):
                self.by_code[place.code] = place

    def read_names(self, names: set[str]) -> None:
        inside = Place.objects.under(self.seat)
        for some in pieces(names):
            fits = Q(short_name__in=some) | Q(name__in=some)
            for place in inside.filter(fits).select_related("parent"):
                for name in {place.short_name, place.name}:
                    self.by_name.setdefault(name, {})[place.pk] = place
            for version in PlaceVersion.objects.held().filter(fits, place__in=inside).select_related("place__parent"):
                self.former.setdefault(version.short_name, {})[version.place_id] = version.place

    def find(self, said: Said) -> Place:
        """Return the place a line means; raises NotFound with a sentence that offers candidates."""
        if said.code is not None:
            return self.coded(said.code, said)
        if not said.name:
            raise NotFound("没有写区划代码，也没有写名称，不知道是哪里")
        found = self.named(said)
        if len(found) > 1:
            offered = short(
                (f"{place.short_name}（{place.parent or ''}，{place.code_text}）" for place in found), MOST_OFFERED
            )
            raise NotFound(f"叫“{said.name}”的有 {len(found)} 个：{offered}。请填区划代码，或写明所属镇街")
        if not found:
            raise NotFound(f"没有叫“{said.name}”的地方{self.near(said)}。请核对名称，或填区划代码")
        return found[0]

    def coded(self, code: int, said: Said) -> Place:
        """Return the place of a code, when it lies within the seat and bears the name written beside it."""
        place = self.by_code.get(code)
        if place is None:
            raise NotFound(f"没有代码为 {code} 的地方。请核对代码，或只填名称")
        if not self.seat.holds(place):
            raise NotFound(f"{place.short_name}（{code}）不归{self.seat.short_name}管")
        name = said.village if place.level == Level.VILLAGE else said.name
        if name and place.pk not in self.called(name):
            raise NotFound(f"代码 {code} 是{place.short_name}，名称写的是“{name}”。请核对是哪一个")
        return place

    def called(self, name: str) -> dict[int, Place]:
        """Return the places of a name, by id: those called so now, and those once called so."""
        key = short_name(name)
        return {**self.former.get(key, {}), **self.by_name.get(key, {}), **self.by_name.get(name, {})}

    def named(self, said: Said) -> list[Place]:
        """Return those that may be meant, standing ones before those that have ended, present names before former ones."""
        wanted = (Level.VILLAGE,) if said.village else tuple(level for level in Level if level != Level.VILLAGE)
        parents = self.called(said.township) if said.village and said.township else None
        for names in (self.by_name, self.former):
            found = [
                place
                for place in names.get(short_name(said.name), {}).values()
                if place.level in wanted and (parents is None or place.parent_id in parents)
            ]
            standing = [place for place in found if place.exists_to is None]
            if found:
                return sorted(standing or found, key=lambda place: place.code)
        return []

    def near(self, said: Said) -> str:
        """Return names like the one written, among the seat's townships or the township's villages; empty without any.

        Only the first hundred lines are offered some: a table that fits nowhere is not searched line by line.
        """
        if self.offered >= MOST_LIKE:
            return ""
        self.offered += 1
        names = self.names_below(frozenset(self.called(said.township)) if said.village else frozenset())
        like = [name for name, _, _ in process.extract(said.name, names, limit=3, score_cutoff=60)]
        return f"，相近的有{'、'.join(like)}" if like else ""

    def names_below(self, parents: frozenset[int]) -> list[str]:
        """Return the names of the standing places below some parents, or of the seat's townships; each asked for once."""
        if parents not in self.standing:
            rows = Place.objects.under(self.seat).filter(exists_to=None)
            rows = rows.filter(parent__in=parents) if parents else rows.filter(level=Level.TOWNSHIP)
            self.standing[parents] = list(rows.values_list("short_name", flat=True)[:MOST_NAMES])
        return self.standing[parents]


def pieces(values: set[Any]) -> Iterator[list[Any]]:
    """Yield the values in batches that a database takes in one question."""
    left = iter(sorted(values))
    while some := list(islice(left, AT_ONCE)):
        yield some
