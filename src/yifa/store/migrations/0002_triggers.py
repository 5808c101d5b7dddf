"""The database refuses to change the ledger."""

from django.db import migrations

from yifa.store import triggers


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(triggers.create, migrations.RunPython.noop)]
