"""Points judged before the moment was kept get that of their reading, so that a rule's precision counts them."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    hits, ads = apps.get_model("media_library", "RuleHit"), apps.get_model("media_library", "Ad")
    read_at = ads.objects.filter(pk=OuterRef("ad_id")).annotate(at=Coalesce(F("read_at"), F("entered_at"))).values("at")
    hits.objects.exclude(judgement="").filter(judged_at=None).update(judged_at=Subquery(read_at))


class Migration(migrations.Migration):
    dependencies = [("media_library", "0008_county_rules")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
