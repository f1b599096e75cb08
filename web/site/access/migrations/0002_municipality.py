"""Whom somebody of a municipality acts for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the column."""

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField(model_name="user", name="municipality", field=models.CharField(default="", max_length=4)),
    ]
