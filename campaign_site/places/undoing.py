"""How is the last act on places taken back by another act, with both left on record?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F

from campaign_site.places.acts import Act
from campaign_site.places.changes import put_down
from campaign_site.places.ledger import FIELDS, KEPT, Ledger, values_of
from campaign_site.places.lineage import PlaceChange, PlaceSuccession
from campaign_site.places.models import Place, PlaceVersion

OWN = (PlaceVersion, PlaceChange, PlaceSuccession, Place)


@transaction.atomic
def undo(change: PlaceChange, *, act: Act) -> PlaceChange:
    """Take an act back: its versions end on the day they began, what it closed is open again, what it founded never was.

    Refused when the places were changed since, or something was recorded at a place it founded. Raises ValidationError.
    """
    if change.kind == PlaceChange.Kind.UNDO or PlaceChange.objects.filter(undoes=change).exists():
        raise ValidationError("这次变动已经收回过，或本身就是收回；请按需要登记一次新的变动。")
    rows = change.rows
    places = {str(place.pk): place for place in Place.objects.filter(pk__in=[int(pk) for pk in rows["places"]])}
    for pk, (_, after) in rows["places"].items():
        if values_of(places[pk], KEPT) != after:
            raise ValidationError(f"{places[pk].name}后来又有变动，请先收回后来的那一次。")
    for pk in rows["founded"]:
        _refuse_while_used(places[str(pk)], rows)
    _void_versions(rows)
    _put_back(places, rows)
    ledger = Ledger(act)
    return put_down(PlaceChange.Kind.UNDO, change.place, f"收回：{change.summary}", ledger, undoes=change)


def _void_versions(rows: dict[str, Any]) -> None:
    PlaceVersion.objects.filter(pk__in=rows["made"]).update(valid_to=F("valid_from"))
    PlaceVersion.objects.filter(pk__in=rows["closed"]).update(valid_to=None)
    for pk, before in rows["updated"].items():
        PlaceVersion.objects.filter(pk=int(pk)).update(**before)


def _put_back(places: dict[str, Place], rows: dict[str, Any]) -> None:
    """Void what was founded, then give every other place back what it was."""
    for pk in rows["founded"]:
        Place.objects.filter(pk=pk).update(exists_to=F("exists_from"))
    returned = {pk: before for pk, (before, _) in rows["places"].items() if before is not None}
    taken = {before["code"] for before in returned.values() if before["exists_to"] is None}
    others = Place.objects.filter(code__in=taken, exists_to=None).exclude(pk__in=[int(pk) for pk in rows["places"]])
    if other := others.first():
        raise ValidationError(f"代码 {other.code_text} 后来给了{other.name}，不能收回；请登记一次新的变动。")
    for pk, before in returned.items():
        for name in KEPT:
            setattr(places[pk], name, before[name])
    Place.objects.bulk_update([places[pk] for pk in returned], [*FIELDS, "exists_to"], batch_size=500)


def _refuse_while_used(place: Place, rows: dict[str, Any]) -> None:
    """Refuse when rows of any other table point to a place that is to have never been, or places were put below it since."""
    below = Place.objects.filter(parent=place, exists_to=None).exclude(pk__in=[int(pk) for pk in rows["places"]])
    if below.exists():
        raise ValidationError(f"{place.name}下面已有别的地方，请改用合并。")
    for relation in Place._meta.get_fields(include_hidden=True):
        if (
            relation.auto_created
            and not relation.concrete
            and relation.related_model not in OWN
            and _points(relation, place)
        ):
            told = relation.related_model._meta.verbose_name
            raise ValidationError(f"{place.name}已经有{told}记录，不能当作没有设立过；请改用合并。")


def _points(relation: models.ForeignObjectRel, place: Place) -> bool:
    rows = relation.related_model._base_manager.filter(**{relation.field.name: place})
    return bool(rows.exists())
