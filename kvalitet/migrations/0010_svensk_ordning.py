from django.db import migrations, models
from django.db.models.functions import Collate


class Migration(migrations.Migration):
    dependencies = [
        ("kvalitet", "0009_insatskategori_historik"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="kompetensinsats",
            name="kompetensinsats_tema",
        ),
        migrations.RemoveIndex(
            model_name="utforare",
            name="utforare_namn",
        ),
        migrations.RemoveIndex(
            model_name="verksamhet",
            name="verksamhet_namn",
        ),
        migrations.AddIndex(
            model_name="kompetensinsats",
            index=models.Index(
                Collate(models.F("tema"), "sv-x-icu"), models.F("id"), name="kompetensinsats_pa_svenska"
            ),
        ),
        migrations.AddIndex(
            model_name="utforare",
            index=models.Index(Collate(models.F("namn"), "sv-x-icu"), models.F("id"), name="utforare_pa_svenska"),
        ),
        migrations.AddIndex(
            model_name="verksamhet",
            index=models.Index(Collate(models.F("namn"), "sv-x-icu"), models.F("id"), name="verksamhet_pa_svenska"),
        ),
    ]
