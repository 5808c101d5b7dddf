"""The roster of officers who stay away from a firm."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_visit_cap")]

    operations = [
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=64, verbose_name="代码")),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("since", models.DateField(verbose_name="起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止")),
                ("matter", models.CharField(blank=True, db_index=True, max_length=32, verbose_name="登记记录")),
                ("seq", models.PositiveIntegerField(default=0, verbose_name="记录序号")),
                ("officer", models.CharField(db_index=True, max_length=64, verbose_name="执法证号")),
                ("subject", models.CharField(db_index=True, max_length=18, verbose_name="统一社会信用代码")),
                ("organ", models.CharField(db_index=True, max_length=64, verbose_name="单位")),
            ],
            options={"ordering": ["key", "since"], "abstract": False},
        ),
    ]
