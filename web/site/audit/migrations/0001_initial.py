"""The table of the log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Written by `makemigrations`."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LookupRecord",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("user", models.CharField(max_length=150)),
                ("role", models.CharField(max_length=32)),
                ("action", models.CharField(max_length=40)),
                ("limit", models.CharField(max_length=20)),
                ("is_refused", models.BooleanField()),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=400)),
                ("purpose", models.CharField(max_length=40)),
                ("case_number", models.CharField(max_length=40)),
                ("request_id", models.CharField(max_length=32)),
                ("rows", models.IntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "limit", "at"], name="record_by_user"),
                    models.Index(fields=["subject"], name="record_by_subject"),
                ],
            },
        ),
    ]
