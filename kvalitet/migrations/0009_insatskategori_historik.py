import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kvalitet", "0008_atgard_fortsatter"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalInsatskategori",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("namn", models.CharField(db_index=True, max_length=120, verbose_name="namn")),
                ("malgrupp", models.CharField(blank=True, max_length=160, verbose_name="målgrupp")),
                ("giltig_till", models.DateField(blank=True, null=True, verbose_name="används till och med")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical insatskategori",
                "verbose_name_plural": "historical insatskategorier",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="insatskategori",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddIndex(
            model_name="kompetensinsats",
            index=models.Index(fields=["tema", "id"], name="kompetensinsats_tema"),
        ),
        migrations.AddField(
            model_name="historicalinsatskategori",
            name="history_user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
