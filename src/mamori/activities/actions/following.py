"""What recording and sending share: a sending and its record in the register say the same (§4.9)."""

from mamori.activities import models
from mamori.activities.queries import materials as queries
from mamori.activities.rules.deeds_of_sending import corrected
from mamori.activities.rules.materials import check_distribution
from mamori.activities.rules.records import Activity, Status


def follow(row: models.Activity, activity: Activity) -> bool:
    """A cancelled record takes its sending with it; a corrected one brings its numbers along.

    Whether it has one.
    """
    sending = models.Distribution.objects.select_for_update().filter(activity=row).first()
    if sending is None:
        return False
    if activity.status is Status.CANCELLED:
        sending.delete()
        return True
    told = corrected(queries.sending(sending.material_id, sending.pk), activity)
    check_distribution(told, told.sent_on)
    for name in ("area", "sent_on", "pieces", "places", "places_known", "acknowledged"):
        setattr(sending, name, getattr(told, name))
    sending.save()
    return True
