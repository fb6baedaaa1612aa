"""Each picture of an advertisement keeps its own points, also where two pictures say the same at the same place."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("media_library", "0011_fill_text_keys")]

    operations = [
        migrations.RemoveConstraint(model_name="rulehit", name="hit_once_per_reading"),
        migrations.AddConstraint(
            model_name="rulehit",
            constraint=models.UniqueConstraint(
                condition=Q(specimen=None),
                fields=("ad", "ruleset", "rule", "source", "start", "end"),
                name="hit_once_per_reading",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulehit",
            constraint=models.UniqueConstraint(
                condition=Q(specimen__isnull=False),
                fields=("specimen", "ruleset", "rule", "start", "end"),
                name="hit_once_per_picture",
            ),
        ),
    ]
