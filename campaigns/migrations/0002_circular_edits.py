import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaign_site', '0001_ground'),
        ('campaigns', '0001_rooms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='duty',
            name='duty_numbered_once',
        ),
        migrations.AddField(
            model_name='duty',
            name='end_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='终止原因'),
        ),
        migrations.AddField(
            model_name='duty',
            name='ended_on',
            field=models.DateField(blank=True, null=True, verbose_name='终止日'),
        ),
        migrations.AddField(
            model_name='duty',
            name='measure',
            field=models.CharField(blank=True, max_length=12, verbose_name='来文里的哪一项'),
        ),
        migrations.AddField(
            model_name='sourcedocument',
            name='corrects',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='campaigns.sourcedocument', verbose_name='更正哪一份'),
        ),
        migrations.AddField(
            model_name='sourcedocument',
            name='doc_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='文号'),
        ),
        migrations.AddField(
            model_name='sourcedocument',
            name='edits',
            field=models.JSONField(blank=True, default=dict, verbose_name='人工改动'),
        ),
        migrations.AddField(
            model_name='sourcedocument',
            name='version',
            field=models.PositiveIntegerField(default=1, verbose_name='第几次改动'),
        ),
        migrations.AddIndex(
            model_name='sourcedocument',
            index=models.Index(fields=['unit', 'doc_number'], name='source_by_doc_number'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('campaign', 'source', 'number'), name='duty_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_on', None)), models.Q(('ended_on__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='duty_ended_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='sourcedocument',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'confirmed')), fields=('corrects',), name='source_corrected_once'),
        ),
        migrations.AddConstraint(
            model_name='sourcedocument',
            constraint=models.CheckConstraint(condition=models.Q(('corrects', models.F('id')), _negated=True), name='source_corrects_another'),
        ),
    ]
