import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0003_duty_measures'),
    ]

    operations = [
        migrations.CreateModel(
            name='CampaignMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_year', models.PositiveSmallIntegerField(unique=True, validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='自哪一年起')),
                ('month', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='宣传月在几月')),
                ('focus_day', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='集中宣传日在几号（没有就不填）')),
                ('source', models.CharField(max_length=200, verbose_name='依据')),
            ],
            options={
                'verbose_name': '宣传月安排',
                'verbose_name_plural': '宣传月安排',
                'ordering': ['-from_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='campaign_month_is_a_month'), models.CheckConstraint(condition=models.Q(('focus_day', None), models.Q(('focus_day__gte', 1), ('focus_day__lte', 31)), _connector='OR'), name='campaign_focus_day_is_a_day')],
            },
        ),
    ]
