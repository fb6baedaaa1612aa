"""A suspect point may stand nowhere in the words (something missing, drawn or put together), alone or only beside others."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("media_library", "0004_bulk_intake")]

    operations = [
        migrations.RemoveConstraint(model_name="rulehit", name="hit_has_length"),
        migrations.AddConstraint(
            model_name="rulehit",
            constraint=models.CheckConstraint(
                condition=Q(end__gt=F("start")) | Q(start=0, end=0, quoted=""), name="hit_has_length_or_no_place"
            ),
        ),
        migrations.AddField("rulehit", "alone", models.BooleanField(default=True, verbose_name="单独成立")),
        migrations.AddField("rulehit", "scope", models.CharField(blank=True, max_length=10, verbose_name="范围")),
    ]
