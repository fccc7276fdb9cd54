import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0005_together")]

    operations = [
        migrations.AddField(
            model_name="distribution",
            name="activity",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sending",
                to="activities.activity",
            ),
        ),
    ]
