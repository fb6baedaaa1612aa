"""Which places lie at which level, below which, and what was each called on a day?"""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, FilteredRelation, Q

if TYPE_CHECKING:
    from campaign_site.places.models import Place


class Level(models.IntegerChoices):
    """How many leading digits of the code say where a place is."""

    PROVINCE = 2, "省"
    CITY = 4, "市"
    COUNTY = 6, "县（区）"
    TOWNSHIP = 9, "镇街"
    VILLAGE = 12, "村（社区）"


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places by position in the tree."""

    def under(self, place: "Place") -> "PlaceQuerySet":
        """Return the place and all below it, by code range."""
        return self.filter(code__gte=place.code, code__lt=place.code_end)

    def townships(self) -> "PlaceQuerySet":
        return self.filter(level=Level.TOWNSHIP)

    def villages(self) -> "PlaceQuerySet":
        return self.filter(level=Level.VILLAGE)

    def existing(self, day: dt.date) -> "PlaceQuerySet":
        """Return the places that existed on `day`."""
        return self.filter(Q(exists_from=None) | Q(exists_from__lte=day), Q(exists_to=None) | Q(exists_to__gt=day))

    def called(self, text: str) -> "PlaceQuerySet":
        """Return the places whose code, of any time, begins with the digits, or whose name, of any time, holds the text."""
        text = text.strip()
        if text.isascii() and text.isdigit() and len(text) <= Level.VILLAGE:
            fits = Q(code__range=(int(text.ljust(12, "0")), int(text.ljust(12, "9"))))
        else:
            fits = Q(name__contains=text)
        return self.filter(fits | Q(pk__in=self.model.versions.rel.related_model.objects.filter(fits).values("place")))

    def as_of(self, day: dt.date) -> "PlaceQuerySet":
        """Return the places whose code and name are on record for `day`, each once, with them as `…_then`."""
        on_day = Q(versions__valid_from__lte=day) & (Q(versions__valid_to=None) | Q(versions__valid_to__gt=day))
        return (
            self.annotate(version_then=FilteredRelation("versions", condition=on_day))
            .filter(version_then__isnull=False)
            .annotate(
                code_then=F("version_then__code"),
                name_then=F("version_then__name"),
                short_name_then=F("version_then__short_name"),
                kind_then=F("version_then__kind"),
                parent_then=F("version_then__parent"),
            )
        )
