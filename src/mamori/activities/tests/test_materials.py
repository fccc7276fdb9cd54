"""Material in the database: files with digests, sendings, coverage, the library."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from mamori.activities import actions, models
from mamori.activities.queries import materials
from mamori.activities.queries.coverage import coverage
from mamori.activities.queries.materials import Sought, UnknownMaterial
from mamori.activities.rules.materials import NotADistribution, Recipients, UnfitFile
from mamori.activities.rules.readable_pdf import Finding
from mamori.activities.tests.build_materials import (
    LEAFLET,
    OWN,
    SENT,
    bare_pdf,
    leaflet,
    tagged_pdf,
    with_file,
)
from mamori.activities.tests.build_register import BY
from mamori.kernel import audit
from mamori.kernel.areas import UnknownArea
from mamori.kernel.text import Text

pytestmark = pytest.mark.usefixtures("japan")

MIC: dict[str, Any] = {"agencies": frozenset({"MIC"})}


def sent(key, **more):
    return actions.record_distribution(key=key, sent=replace(SENT, **more), **OWN, **BY)


def keys(**sought):
    return [one.key for one in materials.library(Sought(**sought))[0]]


def test_a_file_is_kept_with_its_digest():
    key = leaflet()
    [file] = materials.public_material(key).files
    assert file.digest == sha256("架空の案内".encode()).hexdigest()
    assert materials.public_file(key, file.id).content == "架空の案内".encode()


def test_a_pdf_is_checked_and_what_is_missing_is_kept_beside_it():
    key = leaflet()
    with_file(key, language="en", file_name="a.pdf", content=bare_pdf())
    with_file(key, language="ko", file_name="b.pdf", content=tagged_pdf())
    tagged, bare, text = materials.public_material(key).files
    assert (tagged.findings, text.findings) == ((), ())
    assert Finding.UNTAGGED in bare.findings


def test_an_edition_is_there_once_in_a_language():
    key = leaflet()
    with pytest.raises(UnfitFile):
        with_file(key)
    with_file(key, language="en")
    with_file(key, edition="2027")
    assert len(materials.public_material(key).current) == 3


def test_a_withdrawn_file_stays_in_the_history_and_is_handed_out_no_more():
    key = leaflet()
    [file] = materials.public_material(key).files
    actions.withdraw_file(key=key, file=file.id, **OWN, **BY)
    assert materials.public_material(key).files[0].withdrawn_at == BY["at"]
    assert keys() == []
    with pytest.raises(UnknownMaterial):
        materials.public_file(key, file.id)
    with_file(key)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({}, True),
        ({"words": "リーフ"}, True),
        ({"words": "leaflet DANGER"}, True),
        ({"words": "leaflet gambling"}, False),
        ({"words": "%"}, False),
        ({"audience": "lower_secondary"}, True),
        ({"audience": "primary"}, False),
        ({"language": "ja"}, True),
        ({"language": "en"}, False),
    ],
)
def test_the_library_finds_by_words_audience_and_language(sought, found):
    key = leaflet()
    assert keys(**sought) == ([key] if found else [])


def test_what_is_not_public_or_has_no_file_is_not_in_the_library():
    actions.add_material(material=LEAFLET, **BY)
    hidden = actions.add_material(material=replace(LEAFLET, public=False), **BY)
    file = with_file(hidden)
    assert keys() == []
    with pytest.raises(UnknownMaterial):
        materials.public_material(hidden)
    with pytest.raises(UnknownMaterial):
        materials.public_file(hidden, file)


def test_a_file_is_not_had_by_way_of_another_material():
    other, own = leaflet(), leaflet()
    [file] = materials.public_material(own).files
    with pytest.raises(UnknownMaterial):
        materials.public_file(other, file.id)


def test_coverage_adds_up_by_area_and_kind_of_school():
    key = leaflet()
    sent(key)
    sent(key, places=30, pieces=500)
    sent(key, area="27", places_known=None)
    sent(key, recipients=Recipients.PRIMARY, places=10, places_known=40)
    found = [
        (c.area, c.recipients.value, c.places, c.places_known, c.share)
        for c in coverage(key, "2026")
    ]
    assert found == [
        ("13", "lower_secondary", 90, 100, 90),
        ("13", "primary", 10, 40, 25),
        ("27", "lower_secondary", 60, None, None),
    ]
    assert coverage(key, "2027") == ()


@pytest.mark.parametrize("known", [100, None])
def test_several_sendings_go_to_no_more_schools_than_there_are(known):
    key = leaflet()
    sent(key)
    with pytest.raises(NotADistribution):
        sent(key, places=41, pieces=41, places_known=known)
    sent(key, places=40, pieces=40, places_known=known)


def test_only_an_edition_that_exists_is_sent_to_an_area_that_exists():
    key = leaflet()
    with pytest.raises(NotADistribution):
        sent(key, edition="1999")
    with pytest.raises(UnknownArea):
        sent(key, area="48")
    assert not models.Distribution.objects.exists()


def test_schools_acknowledge_what_they_got_and_no_more():
    key = leaflet()
    number = sent(key)
    own: dict[str, Any] = {"key": key, "distribution": number, **OWN, **BY}
    assert actions.acknowledge(places=50, **own) == number
    assert actions.acknowledge(places=50, **own) == 0
    with pytest.raises(NotADistribution):
        actions.acknowledge(places=61, **own)
    assert coverage(key, "2026")[0].acknowledged == 50


def test_no_other_agency_touches_it():
    key = leaflet()
    number, [file] = sent(key), materials.own(OWN["agencies"], key).files
    who: dict[str, Any] = {"key": key, **MIC, **BY}
    for refused in (
        lambda: actions.withdraw_file(file=file.id, **who),
        lambda: actions.record_distribution(sent=SENT, **who),
        lambda: actions.acknowledge(distribution=number, places=1, **who),
        lambda: materials.own(MIC["agencies"], key),
    ):
        with pytest.raises(UnknownMaterial):
            refused()


def test_each_step_stands_in_the_audit_trail():
    key = leaflet()
    number = sent(key)
    actions.acknowledge(key=key, distribution=number, places=5, **OWN, **BY)
    assert [e.action.removeprefix("activities: ") for e in audit.history(f"material:{key}")] == [
        "material acknowledged",
        "material sent",
        "material file added",
        "material added",
    ]


def test_a_title_says_what_it_is_in_both_languages():
    key = leaflet()
    assert materials.public_material(key).content == LEAFLET
    assert LEAFLET.title == Text("架空のリーフレット", "An invented leaflet")
