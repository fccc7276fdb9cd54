"""Policy: docs/policy/plan.md, section 10: frozen, public at its minute, corrected by a new revision."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from mamori.kernel.text import Text
from mamori.plan import actions, models, queries
from mamori.plan.queries.assembling import gates_of
from mamori.plan.queries.editions import efforts_at
from mamori.plan.queries.outlines import UnknownOutline
from mamori.plan.rules import editions as rules
from mamori.plan.rules.gates import Gate, GatesShut
from mamori.plan.rules.revising import Corrections, NeedsPublicReason, NothingCorrected
from mamori.plan.rules.rounds import State
from mamori.plan.tests import build_round as build

MINUTE = build.LATER + timedelta(days=2)
SECOND = timedelta(seconds=1)
REASON = Text("集計の誤り。", "A counting error.")

pytestmark = [pytest.mark.whole, pytest.mark.usefixtures("shown", "undone")]


def frozen():
    build.opened()
    build.everything_cleared()
    return actions.freeze(round_key="FY2018", announced_at=MINUTE, **build.REVIEWER)


def corrected(**figures):
    now = queries.outline_at("FY2018", MINUTE)
    by_key = {f.key: f.quantity for f in now.figures}
    right = {k: replace(by_key[k], value=Decimal(v)) for k, v in figures.items()}
    return Corrections(right, {})


def first_figure():
    return queries.outline_at("FY2018", MINUTE).efforts[1].figures[0].key


def test_a_frozen_edition_is_not_there_one_second_before_its_minute():  # 10.2
    frozen()
    with pytest.raises(UnknownOutline) as before:
        queries.outline_at("FY2018", MINUTE - SECOND)
    with pytest.raises(UnknownOutline) as never:
        queries.outline_at("FY2099", MINUTE - SECOND)
    assert before.value.message.en.replace("FY2018", "FY2099") == never.value.message.en
    assert [o.key for o in queries.outlines_at(MINUTE - SECOND)] == ["FY2017"]
    assert queries.file_at("FY2018", "pdf", "en", MINUTE - SECOND, None) is None
    assert efforts_at(["p17-07"], MINUTE - SECOND) == {}


def test_from_its_minute_on_it_is_public():
    frozen()
    assert queries.outline_at("FY2018", MINUTE).key == "FY2018"
    assert [o.key for o in queries.outlines_at(MINUTE)] == ["FY2018", "FY2017"]
    assert (queries.file_at("FY2018", "pdf", "ja", MINUTE, 1) or b"").startswith(b"%PDF")
    [(name, _, effort)] = efforts_at(["p17-07"], MINUTE)["p17-07"]
    assert (name, effort.figures[0].quantity.value) == ("FY2018", Decimal(2309))


def test_a_frozen_edition_does_not_follow_the_plan_any_more():  # 10.1
    frozen()
    before = queries.outline_at("FY2018", MINUTE)
    models.Measure.objects.filter(pk="p17-07").update(title_en="Another title")
    models.Ownership.objects.filter(measure="p17-07").update(agency="NPA")
    assert queries.outline_at("FY2018", MINUTE) == before


def test_while_a_gate_is_shut_nothing_is_frozen():  # section 9
    build.opened()
    build.cleared(build.obligation("p17-07"))
    with pytest.raises(GatesShut):
        actions.freeze(round_key="FY2018", announced_at=MINUTE, **build.REVIEWER)
    assert not models.Edition.objects.exists()
    [answered] = [p for p in gates_of("FY2018", build.DAY) if p.gate is Gate.ANSWERED]
    assert len(answered.found) == models.Obligation.objects.count() - 2


@pytest.mark.parametrize("minute", [build.LATER, build.LATER - SECOND, MINUTE + 400 * timedelta(1)])
def test_the_minute_lies_ahead_within_a_year(minute):  # 10.4
    build.opened()
    with pytest.raises(rules.WrongMinute):
        actions.freeze(round_key="FY2018", announced_at=minute, **build.REVIEWER)


def test_before_its_minute_an_edition_can_be_thawed_with_a_reason():
    edition = frozen()
    actions.thaw(edition_id=edition, reason="数の確認が要る", **build.REVIEWER)
    states = set(models.Obligation.objects.values_list("state", flat=True))
    assert states == {State.CLEARED_EN}
    with pytest.raises(UnknownOutline):
        queries.outline_at("FY2018", MINUTE)


def test_what_is_public_is_never_taken_back():  # 10.3
    edition = frozen()
    with pytest.raises(rules.AlreadyPublic):
        actions.thaw(edition_id=edition, reason="誤り", actor=build.REVIEWER["actor"], at=MINUTE)


def test_a_correction_is_a_new_revision_with_its_reason_and_its_changes():  # 10.3
    frozen()
    key = first_figure()
    when = {"actor": build.REVIEWER["actor"], "at": MINUTE + SECOND}
    later = MINUTE + timedelta(days=30)
    actions.mark_published(**when)
    actions.revise(
        name="FY2018",
        corrections=corrected(**{key: 191}),
        reason=REASON,
        announced_at=later,
        **when,
    )

    assert queries.outline_at("FY2018", later - SECOND).revision == 1
    new = queries.outline_at("FY2018", later)
    [revision] = new.revisions
    assert (new.revision, revision.reason) == (2, REASON)
    assert [(c.key, c.before.en, c.after.en) for c in revision.changes] == [
        (key, "about 190 participants", "about 191 participants")
    ]
    assert "about 191 participants" in new.efforts[1].sentence.text.en
    assert "約191人" in new.efforts[1].sentence.text.ja
    old = queries.outline_at("FY2018", later, revision=1)
    assert "約190人" in old.efforts[1].sentence.text.ja
    assert set(models.Obligation.objects.values_list("state", flat=True)) == {State.REVISED}


def test_one_revision_waits_at_a_time():  # 10.5
    frozen()
    when = {"actor": build.REVIEWER["actor"], "at": MINUTE + SECOND}
    later = MINUTE + timedelta(days=30)
    said = {"name": "FY2018", "reason": REASON, "announced_at": later, **when}
    actions.revise(corrections=corrected(**{first_figure(): 191}), **said)
    with pytest.raises(rules.AnotherWaits):
        actions.revise(corrections=corrected(**{first_figure(): 192}), **said)


@pytest.mark.parametrize(
    ("reason", "value", "refusal"),
    [(Text("", "A counting error."), 191, NeedsPublicReason), (REASON, 190, NothingCorrected)],
)
def test_a_correction_needs_a_reason_in_both_languages_and_a_change(reason, value, refusal):
    frozen()
    with pytest.raises(refusal):
        actions.revise(
            name="FY2018",
            corrections=corrected(**{first_figure(): value}),
            reason=reason,
            announced_at=MINUTE + timedelta(days=9),
            actor=build.REVIEWER["actor"],
            at=MINUTE + SECOND,
        )


def test_even_an_outline_of_the_pack_can_be_corrected():
    at = build.LATER
    now = queries.outline_at("FY2017", at)
    figure = next(f for f in now.figures if f.key == "E15.children")
    right = Corrections({figure.key: replace(figure.quantity, value=Decimal(47))}, {})
    actions.revise(
        name="FY2017", corrections=right, reason=REASON, announced_at=at + SECOND, **build.REVIEWER
    )
    assert queries.outline_at("FY2017", at).revision == 1
    assert queries.outline_at("FY2017", at + SECOND).revision == 2
    assert queries.outline_at("FY2017", at + SECOND, revision=1).revision == 1


def test_a_revision_is_marked_in_print_with_its_reason():  # 10.3
    frozen()
    when = {"actor": build.REVIEWER["actor"], "at": MINUTE + SECOND}
    later = MINUTE + timedelta(days=30)
    right = corrected(**{first_figure(): 191})
    actions.revise(name="FY2018", corrections=right, reason=REASON, announced_at=later, **when)
    pdf = PdfReader(BytesIO(queries.file_at("FY2018", "pdf", "en", later, 2) or b""))
    printed = "".join(page.extract_text() for page in pdf.pages)
    assert "Revision 2" in printed
    assert "rev. 2" in printed
    assert "A counting error." in printed
    word = Document(BytesIO(queries.file_at("FY2018", "docx", "ja", later, 2) or b""))
    assert any("集計の誤り。" in paragraph.text for paragraph in word.paragraphs)
    first = PdfReader(BytesIO(queries.file_at("FY2018", "pdf", "en", later, 1) or b""))
    assert "Revision" not in "".join(page.extract_text() for page in first.pages)
