"""Write down the campaign months that are known; staff add what comes later."""

from django.db import migrations

KNOWN = (
    (2016, 5, None, "2016年全国宣传月在5月"),
    (2020, 6, None, "2020年起宣传月在6月"),
    (2021, 6, 15, "2021年《关于加强防范非法集资宣传教育工作的意见》：每年6月宣传月，6月15日集中宣传日"),
)


def write_down(apps, schema_editor):
    months = apps.get_model("campaigns", "CampaignMonth")
    for year, month, day, source in KNOWN:
        months.objects.get_or_create(from_year=year, defaults={"month": month, "focus_day": day, "source": source})


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_campaign_months")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
