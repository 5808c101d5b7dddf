"""The index of matters for searching."""

from django.db import migrations

from yifa.store import search


class Migration(migrations.Migration):
    dependencies = [("store", "0002_triggers")]
    operations = [migrations.RunPython(search.create, migrations.RunPython.noop)]
