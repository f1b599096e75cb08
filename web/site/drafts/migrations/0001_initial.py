"""The tables of reports that are begun and not sent."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

_ID: Any = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Written by `makemigrations`."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", _ID.clone()),
                ("municipality", models.CharField(db_index=True, max_length=4)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("told", models.JSONField(default=dict)),
                ("changed", models.DateTimeField()),
            ],
            options={"ordering": ["-changed"]},
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                ("id", _ID.clone()),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("state", models.CharField(max_length=40)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="drafts.draft"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("draft", "sha256"), name="one_file_a_draft")],
            },
        ),
    ]
