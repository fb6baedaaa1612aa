"""Say of every duty made from a circular which of its measures it was: they stand in the same order."""

from django.db import migrations


def say_which(apps, schema_editor):
    duty_model, source_model = apps.get_model("campaigns", "Duty"), apps.get_model("campaigns", "SourceDocument")
    for duty in duty_model.objects.exclude(source=None).only("pk", "position").iterator():
        duty_model.objects.filter(pk=duty.pk).update(measure=f"m{duty.position}")
    for source in source_model.objects.only("pk", "reading").iterator():
        number = source.reading.get("doc_number") or ""
        source_model.objects.filter(pk=source.pk).update(doc_number=number[:60])


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_circular_edits")]
    operations = [migrations.RunPython(say_which, migrations.RunPython.noop, elidable=False)]
