from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0004_sign_in_tries'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='one_time',
            field=models.BooleanField(default=False, verbose_name='密码是一次性的'),
        ),
    ]
