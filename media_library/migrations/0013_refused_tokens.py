"""A machine that goes on asking with a token that is no longer good is counted on the token's own row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media_library", "0012_points_per_picture")]

    operations = [
        migrations.AddField(
            model_name="outlettoken",
            name="refused_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="记下被拒"),
        ),
        migrations.AddField(
            model_name="outlettoken",
            name="refused_turns",
            field=models.PositiveIntegerField(default=0, verbose_name="那以后被拒的次数"),
        ),
    ]
