from django.db import migrations

from kvalitet.grunddata import lagg_in_kvalitetsomraden


def framat(apps, schema_editor):
    lagg_in_kvalitetsomraden(apps)


class Migration(migrations.Migration):
    dependencies = [("kvalitet", "0001_start")]
    operations = [migrations.RunPython(framat, migrations.RunPython.noop)]
