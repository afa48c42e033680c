import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kvalitet", "0007_jobb"),
    ]

    operations = [
        migrations.AddField(
            model_name="atgard",
            name="effekt_datum",
            field=models.DateField(blank=True, null=True, verbose_name="effekten uppföljd"),
        ),
        migrations.AddField(
            model_name="historicalatgard",
            name="effekt_datum",
            field=models.DateField(blank=True, null=True, verbose_name="effekten uppföljd"),
        ),
        migrations.AddField(
            model_name="atgard",
            name="fortsatter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fortsattningar",
                to="kvalitet.atgard",
                verbose_name="fortsätter",
            ),
        ),
        migrations.AddField(
            model_name="historicalatgard",
            name="fortsatter",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="kvalitet.atgard",
                verbose_name="fortsätter",
            ),
        ),
    ]
