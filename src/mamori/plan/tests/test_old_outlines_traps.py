"""What printing and extraction do to one effort: tags, hyphens, brackets, figures (§12, §2)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mamori.kernel.quantities import Qualifier
from mamori.kernel.text import Language, Text
from mamori.plan.rules import binding
from mamori.plan.rules.old_outline_confirming import asked_from
from mamori.plan.rules.old_outlines import as_cells, read
from mamori.plan.tests import old_texts as texts

EN, JA = Language.EN, Language.JA
KNOWN = texts.known(plan=False)


def outline(body, language=EN):
    head = {EN: "1 Awareness of everybody\n", JA: "１ 国民意識の向上\n"}[language]
    return texts.around(head + body + "\n", language)


def efforts(body, language=EN):
    proposal = read(outline(body, language), KNOWN)
    assert not proposal.doubts
    assert not proposal.unplaced
    return proposal.efforts


def figure(body, language=EN):
    (effort,) = efforts(body, language)
    (found,) = effort.figures
    return found


@pytest.mark.parametrize(
    ("tag", "owners", "open_list"),
    [
        ("[NPA]", ["NPA"], False),
        ("[NPA, etc.]", ["NPA"], True),
        ("[NPA,etc]", ["NPA"], True),
        ("[MOFA, NPA]", ["MOFA", "NPA"], False),
        ("[NPA,\nMEXT,\netc.]", ["NPA", "MEXT"], True),
        ("［NPA, MOJ］", ["NPA", "MOJ"], False),
        ("〔警察庁〕", ["NPA"], False),
        ("〔警察庁等〕", ["NPA"], True),
        ("〔警察庁、文部科学省ほか〕", ["NPA", "MEXT"], True),
        ("〔外務省、警\n察庁等〕", ["MOFA", "NPA"], True),
    ],
)
def test_owners_keep_their_order_and_the_open_list(tag, owners, open_list):
    language = EN if tag.isascii() or "NPA" in tag else JA
    words = {EN: "The council met. ", JA: "会議を開いた。"}[language]
    (effort,) = efforts(f"{words}{tag}", language)
    assert [body.abbreviation for body in effort.owners] == owners
    assert effort.open_list is open_list


def test_an_agency_nobody_knows_is_doubted():
    proposal = read(outline("The council met. [NPA, XYZ]"), KNOWN)
    assert [doubt.en for doubt in proposal.doubts] == [
        "Effort 1 names “XYZ”, which is no agency known here."
    ]


@pytest.mark.parametrize(
    "body",
    [
        "The police [NPA] and the ministry [MEXT] met the council. [NPA, MEXT]",
        "The police [NPA]\nand the ministry met the council. [NPA, MEXT]",
        "The council [see the note] met [twice]. [NPA, MEXT]",
        "The council met [NPA, MEXT].",
    ],
)
def test_a_bracket_in_the_running_text_is_no_owner_tag(body):
    (effort,) = efforts(body)
    assert [owner.abbreviation for owner in effort.owners] == ["NPA", "MEXT"]


def test_a_japanese_bracket_in_the_running_text_is_no_owner_tag():
    (effort,) = efforts("警察〔警察庁〕と〔注〕が協議した。〔総務省〕", JA)
    assert effort.words == "警察〔警察庁〕と〔注〕が協議した。"


@pytest.mark.parametrize(
    "broken", ["[NPA, MEXT", "[NPA, MEXT)", "NPA, MEXT]", "[NPA, ME XT]", "[NPA MEXT]"]
)
def test_an_effort_with_a_broken_tag_is_named_and_takes_nobody_elses(broken):
    proposal = read(
        outline(f"The council met. {broken}\nLeaflets went out. [CAO]\nA film was shown. [MOJ]"),
        KNOWN,
    )
    (unplaced,) = proposal.unplaced
    assert "The council met." in unplaced.words
    assert [e.tag for e in proposal.efforts if e.pillar is not None][-1] == "[MOJ]"
    assert not any(e.pillar is not None and "council" in e.words for e in proposal.efforts)


def test_bullets_keep_an_effort_without_a_tag_apart():
    body = "○ The council met.\n○ Leaflets went out. [CAO]\n○ A film was shown. [MOJ]"
    proposal = read(outline(body), KNOWN)
    assert [each.words for each in proposal.unplaced] == ["The council met."]
    assert [e.tag for e in proposal.efforts] == ["", "[CAO]", "[MOJ]"]


def test_two_efforts_on_one_line_are_two():
    found = efforts("The council met. [NPA] Leaflets went out. [CAO]")
    assert [effort.words for effort in found] == ["The council met.", "Leaflets went out."]


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("exploi-\ntation of children", "exploitation of children"),
        ("child-\nrearing, child care and rearing", "child-rearing, child care and rearing"),
        ("one-\nstop and one-stop", "one-stop and one-stop"),
        ("exploi\u00ad\ntation", "exploitation"),
        ("2017-\n2018", "2017- 2018"),
    ],
)
def test_a_word_broken_over_a_line_end_is_joined(broken, joined):
    proposal = read(outline(f"About the {broken} the council met. [NPA]"), KNOWN)
    assert proposal.efforts[0].words == f"About the {joined} the council met."


def test_a_footnote_and_a_key_between_efforts_are_neither():
    body = (
        "The council met. [NPA]\n\n* Cleared includes referrals\nwithout detention.\n\n\f"
        "NPA: National Police Agency, CAO: Cabinet\nOffice, MOJ: Ministry of\nJustice\n\n"
        "Leaflets went out. [CAO]"
    )
    assert [e.words for e in efforts(body)] == ["The council met.", "Leaflets went out."]


@pytest.mark.parametrize(
    ("words", "value", "qualifier", "baseline", "unit", "language"),
    [
        ("about 390,000 participants came", 390000, "about", None, "participants", EN),
        ("approximately 190 participants came", 190, "about", None, "participants", EN),
        ("at least 7 prefectures joined", 7, "at_least", None, "prefectures", EN),
        ("payments rose from 3 to 6 a year", 6, "exact", 3, "payments-per-year", EN),
        ("payments rose 3 to 6 a year", 6, "exact", 3, "payments-per-year", EN),
        ("1 prefecture joined", 1, "exact", None, "prefectures", EN),
        ("約39万人が参加した", 390000, "about", None, "", JA),
        ("約３９万人が参加した", 390000, "about", None, "", JA),
        ("１，７０３人が参加した", 1703, "exact", None, "", JA),
        ("39万2,000人が参加した", 392000, "exact", None, "", JA),
        ("少なくとも7都道府県が参加した", 7, "at_least", None, "prefectures", JA),
        ("支払を年3回から年6回に増やした", 6, "exact", 3, "payments-per-year", JA),
    ],
)
def test_a_figure_is_read_as_printed(words, value, qualifier, baseline, unit, language):
    stop, tag = (".", "[NPA]") if language is EN else ("。", "〔警察庁〕")
    found = figure(f"{words.capitalize() if language is EN else words}{stop} {tag}", language)
    assert (found.value, found.qualifier) == (Decimal(value), Qualifier(qualifier))
    assert found.baseline == (None if baseline is None else Decimal(baseline))
    assert found.unit == unit


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("As of the end of December, 46 children were safe. [NPA]", EN),
        ("At the end of December 2017, 46 children were safe. [NPA]", EN),
        ("As of 31 December 2017, 46 children were safe. [NPA]", EN),
        ("12月末現在で46人を保護した。〔警察庁〕", JA),
        ("平成29年12月31日現在で46人を保護した。〔警察庁〕", JA),
    ],
)
def test_the_day_a_figure_stands_for_is_read(body, language):
    (effort,) = read(outline(body, language), KNOWN).efforts
    assert [f.as_of for f in effort.figures] == [date(2017, 12, 31)]


@pytest.mark.parametrize(
    ("body", "left", "language"),
    [
        ("The law of 2014 was explained. [NPA]", "2014", EN),
        ("More than 46 children were safe. [NPA]", "46 children", EN),
        ("On 25 May 2018 the council met. [NPA]", "25 May 2018", EN),
        ("平成26年の法律を説明した。〔警察庁〕", "平成26年", JA),
        ("第16条を説明した。〔警察庁〕", "第16条", JA),
    ],
)
def test_a_number_that_is_no_figure_stays_and_is_named(body, left, language):
    proposal = read(outline(body, language), KNOWN)
    (effort,) = proposal.efforts
    assert effort.figures == ()
    assert effort.left == (left,)
    assert left in proposal.doubts[0].en


@pytest.mark.parametrize("language", list(Language))
def test_what_was_read_says_again_what_was_printed(language):
    """Each text with its references, bound to its figures, is the sentence of the source."""
    units = {unit.key: unit for unit in texts.units()}
    lines = frozenset({"189", "#8103"})
    for effort in read(texts.plain(language), texts.known()).efforts:
        quantities: dict[str, Any] = {}
        for each in effort.figures:
            fitting = [u for u in units.values() if each.unit_words in (u.ja[3:], u.other[4:])]
            unit = units.get(each.unit) or fitting[0]
            quantities[each.key] = asked_from(each, unit, texts.PERIOD).last
        text = Text(effort.text, effort.text)
        said = binding.bound(text, quantities, lines).text.in_(language)
        assert said == effort.words.replace("（", "(").replace("）", ")")


def test_confirmed_efforts_become_cells():
    proposal = read(texts.plain(EN), texts.known())
    cells = as_cells(proposal, {10: "p17-10", 15: "p17-17"})
    assert set(cells) == {"p17-10", "p17-17"}
    assert cells["p17-10"]["q.payments_per_year.value"] == "6"
    assert cells["p17-10"]["q.payments_per_year.baseline"] == "3"
    assert cells["p17-17"]["q.children.as_of"] == "2017-12-31"
    assert "{children}" in cells["p17-17"]["text.en"]
