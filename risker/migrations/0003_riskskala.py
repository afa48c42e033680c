from django.db import migrations

from risker.grunddata import lagg_in_riskskala


def framat(apps, schema_editor):
    lagg_in_riskskala(apps)


class Migration(migrations.Migration):
    dependencies = [("risker", "0002_bedomningar")]
    operations = [migrations.RunPython(framat, migrations.RunPython.noop)]
