from django.db import migrations

from rapporter.mallar import lagg_till_nya_avsnitt


def framat(apps, schema_editor):
    lagg_till_nya_avsnitt(apps)


class Migration(migrations.Migration):
    dependencies = [("rapporter", "0003_utan_utskrift")]
    operations = [migrations.RunPython(framat, migrations.RunPython.noop)]
