"""The table of own assessments."""

from django.db import migrations, models

from web.site.review.models import VERDICTS


class Migration(migrations.Migration):
    """Written by `makemigrations`."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("user", models.CharField(max_length=150)),
                ("case_number", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=400)),
                ("run_id", models.CharField(max_length=64)),
                ("verdict", models.CharField(choices=list(VERDICTS), max_length=20)),
                ("why", models.CharField(max_length=1000)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "case_number", "subject"), name="one_assessment_a_review")
                ],
            },
        ),
    ]
