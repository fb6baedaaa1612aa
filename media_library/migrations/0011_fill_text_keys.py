"""Advertisements entered before keys existed get that of their words, piece by piece."""

import hashlib

from django.db import migrations

PIECE = 2_000


def key_of(text):
    """As `ads.models.text_key` made it when this was written."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 1


def fill(apps, schema_editor):
    ads = apps.get_model("media_library", "Ad").objects
    after = 0
    while rows := list(ads.filter(pk__gt=after).exclude(text="").only("pk", "text").order_by("pk")[:PIECE]):
        for row in rows:
            row.text_key = key_of(row.text)
        ads.bulk_update(rows, ["text_key"], batch_size=200)
        after = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = [("media_library", "0010_text_keys")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
