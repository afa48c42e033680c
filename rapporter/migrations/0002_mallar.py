from django.db import migrations

from rapporter.mallar import lagg_in_mallar


def framat(apps, schema_editor):
    lagg_in_mallar(apps)


class Migration(migrations.Migration):
    dependencies = [("rapporter", "0001_start")]
    operations = [migrations.RunPython(framat, migrations.RunPython.noop)]
