"""Tables of the register. No decisions here: those are in rules."""

from mamori.activities.models.certificates import Certificate, Seal
from mamori.activities.models.kinds import Indicator, Kind
from mamori.activities.models.materials import Distribution, Material, MaterialFile
from mamori.activities.models.records import Activity, Change, Departure, Likeness
from mamori.activities.models.surveys import Desk, Reply
from mamori.activities.models.tallies import Tally

__all__ = [
    "Activity",
    "Certificate",
    "Change",
    "Departure",
    "Desk",
    "Distribution",
    "Indicator",
    "Kind",
    "Likeness",
    "Material",
    "MaterialFile",
    "Reply",
    "Seal",
    "Tally",
]
