"""Parcels, and what was delivered."""

from datetime import timedelta

from django.db import models

from campaign_site.owed import Owed


class Parcel(Owed):
    """Owes its delivery."""

    lease = timedelta(seconds=3)
    most_attempts = 50

    class Meta(Owed.Meta):
        app_label = "depot"


class Delivery(models.Model):
    """One delivery; a second one of the same parcel would be a doubled effect."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE)

    class Meta:
        app_label = "depot"
