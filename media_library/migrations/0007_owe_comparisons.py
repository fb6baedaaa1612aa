"""Advertisements entered before comparisons existed owe one too."""

from django.db import migrations
from django.db.models.functions import Now

BATCH = 2000


def owe(apps, schema_editor):
    ads, rows = apps.get_model("media_library", "Ad"), apps.get_model("media_library", "AdLikeness")
    without = ads.objects.filter(likeness=None).order_by("pk").values_list("pk", flat=True)
    while pks := list(without[:BATCH]):
        rows.objects.bulk_create(rows(ad_id=pk) for pk in pks)
        rows.objects.filter(ad__in=pks).update(owed_since=Now())


class Migration(migrations.Migration):
    dependencies = [("media_library", "0006_same_ads")]

    operations = [migrations.RunPython(owe, migrations.RunPython.noop)]
