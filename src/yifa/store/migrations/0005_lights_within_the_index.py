"""The indexes of the inbox hold all that a light depends on, so that counting lights reads no rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0004_media_type")]

    operations = [
        migrations.RemoveIndex(model_name="matter", name="matter_inbox"),
        migrations.RemoveIndex(model_name="matter", name="matter_all_inbox"),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["organ", "closed", "due_on", "id", "warn_on", "still"], name="matter_inbox"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["closed", "due_on", "id", "warn_on", "still"], name="matter_all_inbox"),
        ),
    ]
