"""What years were counted is kept ready; every change of a record, by whatever way, moves its kind on."""

import django.db.models.deletion
from django.db import migrations, models

MOVES_ON = """
CREATE FUNCTION activities_moved_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE activities_kind SET revision = revision + 1
    WHERE key IN (SELECT kind_id FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER activities_added AFTER INSERT ON activities_activity
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION activities_moved_on();
CREATE TRIGGER activities_changed AFTER UPDATE ON activities_activity
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION activities_moved_on();
CREATE TRIGGER activities_taken_from AFTER UPDATE ON activities_activity
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION activities_moved_on();
CREATE TRIGGER activities_removed AFTER DELETE ON activities_activity
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION activities_moved_on();
"""
STAYS = """
DROP TRIGGER activities_removed ON activities_activity;
DROP TRIGGER activities_taken_from ON activities_activity;
DROP TRIGGER activities_changed ON activities_activity;
DROP TRIGGER activities_added ON activities_activity;
DROP FUNCTION activities_moved_on();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_planned")]

    operations = [
        migrations.AddField(
            model_name="kind",
            name="revision",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("revision", models.BigIntegerField()),
                ("whole", models.JSONField()),
                ("areas", models.JSONField()),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="activities.indicator",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("indicator", "year"), name="activities_tally_once"
            ),
        ),
        migrations.RunSQL(MOVES_ON, STAYS),
    ]
