"""Index for free text search, on PostgreSQL only (docs/beslut/0002-trigramindex.md)."""

from django.db import migrations


def framat(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as markor:
        markor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if markor.fetchone() is None:
            return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    schema_editor.execute(
        "CREATE INDEX IF NOT EXISTS avvikelse_soktext_trigram ON avvikelser_avvikelse USING gin (soktext gin_trgm_ops)"
    )


def bakat(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS avvikelse_soktext_trigram")


class Migration(migrations.Migration):
    dependencies = [("avvikelser", "0002_indelningar")]
    operations = [migrations.RunPython(framat, bakat)]
