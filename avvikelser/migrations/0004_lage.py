from django.db import migrations, models


class Migration(migrations.Migration):
    """What waits for a person is asked on every page, by state and unit."""

    dependencies = [("avvikelser", "0003_trigram")]
    operations = [
        migrations.AddIndex(
            model_name="avvikelse",
            index=models.Index(fields=["status", "enhet"], name="avvikelse_status_enhet"),
        )
    ]
