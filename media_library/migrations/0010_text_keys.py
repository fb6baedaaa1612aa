"""The very same words are found through an index of their key."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media_library", "0009_moments_of_judgements")]

    operations = [
        migrations.AddField(
            model_name="ad",
            name="text_key",
            field=models.BigIntegerField(editable=False, null=True, verbose_name="文字的键"),
        ),
        migrations.AddIndex(model_name="ad", index=models.Index(fields=["text_key"], name="ad_by_text")),
    ]
