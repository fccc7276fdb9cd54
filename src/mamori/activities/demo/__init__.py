"""An invented, consistent year for a demonstration: every kind there is, material, certificates, all marked.

Generic on purpose: a kind that joins the pack joins the demonstration without a change here.
"""

from collections.abc import Callable
from datetime import datetime
from random import Random

from mamori.activities import actions, queries
from mamori.activities.demo import papers
from mamori.activities.demo.years import YEAR, Year
from mamori.activities.rules.deeds_of_sending import KIND
from mamori.activities.rules.kinds import Place
from mamori.kernel import audit
from mamori.kernel.areas import areas

__all__ = ["YEAR", "fill"]

ACTOR = audit.job("demo")
NATIONAL = {"educational_meeting": 2309, "filter_explanation": 5000}
SMALL = {"educational_meeting": 94, "filter_explanation": 800}  # enough for a share by age
ONE_EACH = 47  # a kind tied to a prefecture
FEW = 3  # any other
AGENCIES = ("NPA", "CAO", "MIC", "MOJ", "MEXT", "MHLW", "METI")

Say = Callable[[str, int, int], None]


def fill(*, national: bool, at: datetime, say: Say) -> int:
    """How many records were made; none where invented ones stand already. ``say`` hears kind, done, all."""
    if queries.invented():
        return 0
    sizes = NATIONAL if national else SMALL
    known, codes, whose = queries.kinds(), [area.code for area in areas()], queries.agencies()
    until = {own.until for own in queries.indicators().values() if own.until}
    parts, made = len(known) + len(papers.PARTS), 0
    for number, own in enumerate(known.values(), start=1):
        if own.key == KIND:  # those are sent as material
            continue
        many = sizes.get(own.key, ONE_EACH if own.place is Place.NEEDED else FEW)
        agencies = whose.get(own.key, AGENCIES)
        year = Year(own, agencies, codes, until, Random(own.key), at.date())  # noqa: S311 - invented
        activities = [year.activity(n) for n in range(many)]
        made += actions.record_many(activities=activities, offered=False, actor=ACTOR, at=at)
        say(own.key, number, parts)
    for number, (name, part) in enumerate(papers.PARTS.items(), start=len(known) + 1):
        made += part(national=national, codes=codes, actor=ACTOR, at=at)
        say(name, number, parts)
    return made
