from django.db import migrations


class Migration(migrations.Migration):
    """Files of drafts are jobs of the core now; those that lie there are temporary and are made anew when wanted."""

    dependencies = [
        ("rapporter", "0002_mallar"),
    ]

    operations = [
        migrations.DeleteModel(
            name="Utskrift",
        ),
    ]
