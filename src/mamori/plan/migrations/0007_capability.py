from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0006_letter_waiting")]

    operations = [
        migrations.CreateModel(
            name="Capability",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("order", models.PositiveSmallIntegerField()),
                ("area_ja", models.TextField()),
                ("area_en", models.TextField()),
                ("name_ja", models.TextField()),
                ("name_en", models.TextField()),
                ("measures", models.JSONField(default=list)),
            ],
        ),
    ]
