"""Material changed with its past kept, sent to many prefectures at once, and how far it went."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from mamori.activities import actions, models, queries
from mamori.activities.queries import materials, values
from mamori.activities.queries.coverage import coverage, reach
from mamori.activities.queries.materials import Sought, UnknownMaterial
from mamori.activities.rules.materials import (
    Audience,
    Distribution,
    NotADistribution,
    NotMaterial,
    Recipients,
)
from mamori.activities.rules.sendings import Received, SendingsRefused
from mamori.activities.tests.build_materials import LEAFLET, OWN, SENT, leaflet
from mamori.activities.tests.build_register import BY
from mamori.kernel import audit
from mamori.kernel.periods import fiscal_year
from mamori.kernel.text import Text

pytestmark = pytest.mark.usefixtures("japan")

LOWER = Recipients.LOWER_SECONDARY


def to(area: str, **more: Any) -> Distribution:
    return replace(SENT, area=area, **more)


def send(key: str, *sent: Distribution) -> int:
    return actions.record_distributions(key=key, sent=sent, **OWN, **BY)


def test_what_is_changed_is_told_as_it_was_without_loss():
    key = leaflet()
    longer = Text("新しい説明。" * 100, "")
    other = replace(
        LEAFLET,
        agency="MIC",
        about=longer,
        audience=Audience.GUARDIANS,
        youngest=None,
        public=False,
        invented=True,
    )
    assert actions.change_material(key=key, material=other, **OWN, **BY) == 5
    held = materials.own(OWN["agencies"], key).content
    assert (held.agency, held.about, held.invented) == ("NPA", longer, False)
    details = audit.history(f"material:{key}")[0].details
    assert details["about_ja before"] == LEAFLET.about.ja
    assert details["about_ja after"] == longer.ja
    assert (details["youngest before"], details["youngest after"]) == (12, None)
    assert (details["public before"], details["public after"]) == ("yes", "no")
    assert materials.library(Sought()) == ((), 0)


def test_nothing_changed_leaves_no_record():
    key = leaflet()
    before = audit.history(f"material:{key}")
    assert actions.change_material(key=key, material=LEAFLET, **OWN, **BY) == 0
    assert audit.history(f"material:{key}") == before


def test_no_other_agency_changes_it_and_no_rule_is_passed_by():
    key = leaflet()
    with pytest.raises(UnknownMaterial):
        actions.change_material(key=key, material=LEAFLET, agencies=frozenset({"MIC"}), **BY)
    wrong = replace(LEAFLET, title=Text("", "x"))
    with pytest.raises(NotMaterial):
        actions.change_material(key=key, material=wrong, **OWN, **BY)


def test_many_prefectures_are_recorded_with_one_record():
    key = leaflet()
    assert send(key, to("13"), to("27", places_known=None), to("01", places=100)) == 3
    assert [(c.area, c.share) for c in coverage(key, "2026")] == [
        ("01", 100),
        ("13", 60),
        ("27", None),
    ]
    entry = audit.history(f"material:{key}")[0]
    assert entry.action == "activities: material sent together"
    assert (entry.details["rows"], entry.details["pieces"]) == (3, 3_000)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"area": "48"}, "no such prefecture"),
        ({"area": "13"}, "further up"),
        ({"places": 101}, "more schools than there are"),
        ({"area": "27", "places": 41}, "makes 101 schools"),
    ],
)
def test_all_of_them_or_none_and_each_wrong_row_is_named(wrong, words):
    key = leaflet()
    actions.record_distribution(key=key, sent=to("27"), **OWN, **BY)
    with pytest.raises(SendingsRefused) as refused:
        send(key, to("13"), to("14"), to(**{"area": "15", **wrong}))
    [one] = refused.value.wrong
    assert one.at == 2
    assert words in one.reason.en
    assert models.Distribution.objects.count() == 1


def test_an_edition_that_is_not_there_is_not_sent():
    with pytest.raises(NotADistribution):
        send(leaflet(), to("13", edition="1999"))


def test_acknowledgements_arrive_together_and_only_what_changed_counts():
    key = leaflet()
    send(key, to("13"), to("27", acknowledged=60))
    told = [Received("13", LOWER, 59), Received("27", LOWER, 60)]
    more: dict[str, Any] = {"key": key, "edition": "2026", **OWN, **BY}
    assert actions.acknowledge_many(received=told, **more) == 1
    assert actions.acknowledge_many(received=told, **more) == 0
    assert [c.acknowledged for c in coverage(key, "2026")] == [59, 60]


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (("13", 61), "none to 60"),
        (("01", 1), "No sending"),
        (("27", 1), "in 2 parts"),
        (("14", 1), "further up"),
    ],
)
def test_an_impossible_acknowledgement_leaves_all_as_they_were(received, words):
    key = leaflet()
    send(key, to("13"), to("14"), to("27", places=40))
    send(key, to("27", places=40))
    told = [Received("14", LOWER, 5), Received(received[0], LOWER, received[1])]
    with pytest.raises(SendingsRefused) as refused:
        actions.acknowledge_many(key=key, edition="2026", received=told, **OWN, **BY)
    assert words in refused.value.wrong[0].reason.en
    assert sum(c.acknowledged for c in coverage(key, "2026")) == 0


def test_kinds_of_school_are_added_up_and_a_share_needs_all_schools_known():
    key = leaflet()
    primary = {"recipients": Recipients.PRIMARY}
    send(key, to("13"), to("27", places_known=None), to("13", **primary), to("27", **primary))
    first, second = reach(coverage(key, "2026"))
    assert (first.recipients, first.areas, first.places, first.share) == (
        Recipients.PRIMARY,
        2,
        120,
        60,
    )
    assert (second.places_known, second.share) == (None, None)


def deed(area: str) -> models.Activity:
    own = models.Activity.objects.filter(kind="material_distribution", agency="NPA")
    return own.get(area=area)


def counted(key: str) -> int:
    quantity = queries.count(key, fiscal_year(2026)).quantity
    assert quantity is not None
    return int(quantity.value)


def correct(row: models.Activity, **figures: int) -> None:
    held = values.activity(row)
    told = {k: replace(held.figures[k], value=Decimal(n)) for k, n in figures.items()}
    held = replace(held, figures={**held.figures, **told})
    actions.correct(number=row.pk, activity=held, version=row.version, reason="誤り", **BY)


def test_a_sending_counts_in_the_register_and_nobody_records_it_twice():  # 4.9
    key = leaflet()
    send(key, to("13"), to("47"))
    actions.record_distribution(key=key, sent=to("01"), **OWN, **BY)
    assert counted("material_prefectures") == 3
    assert deed("47").serves == ["p17-08"]


def test_an_acknowledgement_is_a_correction_of_both():  # 4.9
    key = leaflet()
    send(key, to("13"))
    received = [Received("13", LOWER, 41)]
    actions.acknowledge_many(key=key, edition="2026", received=received, **OWN, **BY)
    assert values.activity(deed("13")).figures["acknowledged"].value == 41
    assert deed("13").version == 2


def test_a_corrected_record_corrects_its_sending_and_a_cancelled_one_takes_it_away():  # 4.9
    key = leaflet()
    send(key, to("13"))
    correct(deed("13"), schools=59)
    assert models.Distribution.objects.get().places == 59
    row = deed("13")
    actions.cancel(number=row.pk, version=row.version, reason="誤り", **BY)
    assert not models.Distribution.objects.exists()


def test_a_correction_that_no_sending_could_be_changes_neither():  # 4.9
    key = leaflet()
    send(key, to("13"))
    with pytest.raises(NotADistribution):
        correct(deed("13"), pieces=3)  # fewer pieces than schools
    assert models.Distribution.objects.get().pieces == 1_000
    assert deed("13").version == 1


def test_a_sending_is_offered_as_one_deed_with_no_other_agencys():  # 4.9
    key = leaflet()
    send(key, to("13"))
    held = values.activity(deed("13"))
    for area in ("13", "47"):
        other = replace(held, agency="MEXT", area=area)
        models.Activity.objects.create(
            **values.stored(other), recorded_at=BY["at"], recorded_by="x"
        )
    send(key, to("47"))
    received = [Received("13", LOWER, 3)]
    actions.acknowledge_many(key=key, edition="2026", received=received, **OWN, **BY)
    assert not models.Likeness.objects.exists()
