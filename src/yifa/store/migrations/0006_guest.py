"""The organs that take part in another organ's matter, with those of the joint draws that were planned before."""

import json
from typing import Any

from django.db import migrations, models

PLANS = (
    "SELECT e.matter, b.text FROM entry e JOIN body b ON b.entry_id = e.id JOIN matter m ON m.id = e.matter "
    "WHERE e.seq = 1 AND m.procedure = 'random_draw'"
)


def known(apps: Any, editor: Any) -> None:
    """A plan that was corrected since is put right by the next step or by rebuilding."""
    with editor.connection.cursor() as cursor:
        cursor.execute(PLANS)
        rows = [(m, o) for m, text in cursor.fetchall() for o in sorted(set(json.loads(text).get("facts", {}).get("organs", ())))]
        cursor.executemany("INSERT INTO guest (matter, organ) VALUES (%s, %s)", rows)


class Migration(migrations.Migration):
    dependencies = [("store", "0005_lights_within_the_index")]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.CharField(max_length=32)),
                ("organ", models.CharField(max_length=64)),
            ],
            options={"db_table": "guest"},
        ),
        migrations.AddIndex(model_name="guest", index=models.Index(fields=["matter"], name="guest_matter")),
        migrations.AddIndex(model_name="guest", index=models.Index(fields=["organ", "matter"], name="guest_organ")),
        migrations.RunPython(known, migrations.RunPython.noop),
    ]
