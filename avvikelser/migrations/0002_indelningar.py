from django.db import migrations

from avvikelser.grunddata import lagg_in_indelningar


def framat(apps, schema_editor):
    lagg_in_indelningar(apps)


class Migration(migrations.Migration):
    dependencies = [("avvikelser", "0001_start")]
    operations = [migrations.RunPython(framat, migrations.RunPython.noop)]
