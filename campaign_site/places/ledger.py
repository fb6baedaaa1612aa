"""Which rows does one act touch, and what were they before? Written together, or not at all."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError

from campaign_site.places.acts import Act
from campaign_site.places.models import Place, PlaceVersion
from campaign_site.places.names import short_name

FIELDS = ("code", "name", "short_name", "kind", "parent_id")
KEPT = (*FIELDS, "exists_to")
BATCH = 500
QUICKER = "刚才有别人改了同一处地方，请刷新后再办一次。"


def values_of(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return the named values of a row, days as text, fit for JSON."""
    found = {name: getattr(row, name) for name in names}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in found.items()}


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield lists of at most BATCH rows."""
    rows = iter(rows)
    while some := list(islice(rows, BATCH)):
        yield some


class Ledger:
    """The places an act changes, ends and makes. Collect first, then `write`; `rows` then tells what an undo needs."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.wanted: dict[int, tuple[Place, dict[str, Any]]] = {}
        self.ending: list[Place] = []
        self.rows: dict[str, Any] = {"places": {}, "closed": [], "updated": {}, "made": [], "founded": []}

    def change(self, place: Place, **values: Any) -> None:
        """Say what a place is to be from the act's day on; a place that has ended only follows with its code."""
        if "name" in values:
            values["short_name"] = short_name(values["name"])
        if "parent" in values:
            values["parent_id"] = values.pop("parent").pk
        self.wanted.setdefault(place.pk, (place, {}))[1].update(values)

    def found(self, place: Place) -> Place:
        """Make a place that exists from the act's day on, with its first version; return it."""
        place.short_name, place.exists_from = short_name(place.name), self.act.on
        place.pk = None
        Place.objects.bulk_create([place])
        version = self._version(place)
        version.save()
        self.rows["founded"].append(place.pk)
        self.rows["made"].append(version.pk)
        self.rows["places"][str(place.pk)] = [None, values_of(place, KEPT)]
        return place

    def end(self, places: Iterable[Place]) -> None:
        """End places on the act's day, at once, so that their codes are free."""
        for place in places:
            version = self._open_versions([place])[place.pk]
            if version.valid_from >= self.act.on:
                raise ValidationError(f"{place.name}从 {version.valid_from} 才是现在这样，撤销的日期须在这以后。")
            self._close([version])
            before = values_of(place, KEPT)
            if Place.objects.filter(pk=place.pk, exists_to=None).update(exists_to=self.act.on) != 1:
                raise ValidationError(QUICKER)
            place.exists_to = self.act.on
            self.rows["places"][str(place.pk)] = [before, values_of(place, KEPT)]

    def set_right(self, place: Place, values: dict[str, Any]) -> None:
        """Correct the present values of a place and of its version in force, whatever their days."""
        before = values_of(place, KEPT)
        for version in PlaceVersion.objects.filter(place=place, valid_to=None):
            self._rewrite(version, values)
        for name, value in values.items():
            setattr(place, name, value)
        Place.objects.filter(pk=place.pk).update(**values)
        self.rows["places"][str(place.pk)] = [before, values_of(place, KEPT)]

    def write(self) -> None:
        """Write the changes collected: close what was, open what is, and set the present values."""
        for some in chunks(self.wanted.values()):
            self._versions([pair for pair in some if pair[0].exists_to is None])
            for place, values in some:
                before = values_of(place, KEPT)
                for name, value in values.items():
                    setattr(place, name, value)
                self.rows["places"][str(place.pk)] = [before, values_of(place, KEPT)]
        places = [place for place, _ in self.wanted.values()]
        Place.objects.bulk_update(places, FIELDS, batch_size=BATCH)

    def _versions(self, pairs: list[tuple[Place, dict[str, Any]]]) -> None:
        """Give each standing place a version from the act's day: a new one, or the day's own, changed."""
        open_ones = self._open_versions([place for place, _ in pairs])
        closing, making = [], []
        for place, values in pairs:
            version = open_ones[place.pk]
            if version.valid_from == self.act.on:
                self._rewrite(version, values)
                continue
            closing.append(version)
            making.append(self._version(place, **values))
        self._close(closing)
        self._open(making)

    def _open(self, versions: list[PlaceVersion]) -> None:
        """Write new versions; one that was taken back on the very same day comes to life again with the new values."""
        void = PlaceVersion.objects.filter(place__in=[one.place_id for one in versions], valid_from=self.act.on)
        ids = dict(void.values_list("place", "pk"))
        again = [one for one in versions if one.place_id in ids]
        for one in again:
            one.pk = ids[one.place_id]
        PlaceVersion.objects.bulk_update(again, [*FIELDS, "valid_to", "precision", "source"])
        PlaceVersion.objects.bulk_create([one for one in versions if one.pk is None])
        self.rows["made"] += [one.pk for one in versions]

    def _rewrite(self, version: PlaceVersion, values: dict[str, Any]) -> None:
        """Change a version that began on the act's own day; remember what it was before the first such change."""
        self.rows["updated"].setdefault(str(version.pk), values_of(version, FIELDS))
        PlaceVersion.objects.filter(pk=version.pk).update(**values)

    def _open_versions(self, places: list[Place]) -> dict[int, PlaceVersion]:
        """Return the version in force of each standing place, made from its present values where it has none on record."""
        rows = PlaceVersion.objects.filter(place__in=places, valid_to=None)
        found = {version.place_id: version for version in rows}
        missing = [place for place in places if place.pk not in found]
        for place in missing:
            begin = place.exists_from or self.act.on - dt.timedelta(days=1)
            found[place.pk] = self._version(place, valid_from=begin, source="")
        PlaceVersion.objects.bulk_create([found[place.pk] for place in missing])
        for place in places:
            self._refuse_earlier(place, found[place.pk])
        return found

    def _refuse_earlier(self, place: Place, version: PlaceVersion) -> None:
        on = self.act.on
        if place.exists_from is not None and on < place.exists_from:
            raise ValidationError(f"{place.name}到 {place.exists_from} 才设立，变动的日期不能早于这一天。")
        if on < version.valid_from:
            raise ValidationError(f"{place.name}在 {version.valid_from} 已有更晚的变动或记录，日期须在这以后。")
        if on == version.valid_from and place.exists_from != on and not self._had_earlier(version):
            raise ValidationError(f"{place.name}最早的记录就是 {on}，变动的日期须在这以后。")

    def _had_earlier(self, version: PlaceVersion) -> bool:
        return PlaceVersion.objects.filter(place=version.place_id, valid_from__lt=version.valid_from).exists()

    def _version(self, place: Place, **values: Any) -> PlaceVersion:
        usual = values_of(place, FIELDS) | {"valid_from": self.act.on, "source": self.act.source}
        return PlaceVersion(place_id=place.pk, precision=self.act.precision, **(usual | values))

    def _close(self, versions: list[PlaceVersion]) -> None:
        """Let versions end on the act's day; refuse when somebody else just closed one."""
        ids = [version.pk for version in versions]
        if PlaceVersion.objects.filter(pk__in=ids, valid_to=None).update(valid_to=self.act.on) != len(ids):
            raise ValidationError(QUICKER)
        self.rows["closed"] += ids
