"""Reading old Outlines (§12): efforts land under their pillars, or it is said why not."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori.kernel.text import Language
from mamori.plan.rules.old_outline_lines import Place
from mamori.plan.rules.old_outlines import NOTHING_KNOWN, read
from mamori.plan.tests import old_texts as texts

BOTH = pytest.mark.parametrize("language", list(Language))
EN, JA = Language.EN, Language.JA
KNOWN = texts.known()


def reasons(proposal):
    return " ".join(doubt.en for doubt in proposal.doubts)


@BOTH
@pytest.mark.parametrize("shape", [texts.plain, texts.displaced])
def test_all_26_efforts_land_under_their_pillars(shape, language):
    proposal = read(shape(language), KNOWN)
    assert proposal.counts == texts.COUNTS
    assert proposal.certain
    assert [(e.words, e.tag) for e in proposal.efforts] == [
        (told.words, told.tag) for told in texts.told(language)
    ]


@BOTH
@pytest.mark.parametrize("cut", range(1, 8))
def test_a_page_and_its_displaced_headings_may_end_anywhere_in_a_group(language, cut):
    proposal = read(texts.displaced(language, cut=cut), KNOWN)
    assert proposal.counts == texts.COUNTS
    assert proposal.certain


@BOTH
@pytest.mark.parametrize(
    "order",
    [
        (2, 1, 3, 4, 5, 6),
        (1, 3, 2, 4, 5, 6),
        (1, 2, 4, 3, 5, 6),
        (1, 2, 3, 4, 6, 5),
        (6, 5, 4, 3, 2, 1),
    ],
)
def test_groups_out_of_order_are_not_silently_accepted(language, order):
    proposal = read(texts.displaced(language, order), KNOWN)
    assert "could not be confirmed" in reasons(proposal)
    assert len(proposal.efforts) == len(proposal.unplaced) == 26
    assert {effort.pillar for effort in proposal.efforts} == {None}


@BOTH
@pytest.mark.parametrize("order", [(1, 2, 3, 4, 5, 6), (1, 2, 4, 3, 5, 6)])
def test_without_a_plan_to_compare_with_the_order_of_displaced_headings_stays_in_doubt(
    language, order
):
    proposal = read(texts.displaced(language, order), texts.known(plan=False))
    assert "could not be confirmed" in reasons(proposal)
    assert not proposal.certain


@BOTH
@pytest.mark.parametrize("plan", [True, False])
@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ((1, 2, 3, 0, 5, 6), "Heading 4 is missing"),
        ((1, 3, 2, 4, 5, 6), "out of order"),
        ((1, 2, 2, 4, 5, 6), "Heading 2 stands there 2 times"),
    ],
)
def test_headings_missing_doubled_or_out_of_order_place_nothing(language, plan, boxes, said):
    proposal = read(texts.displaced(language, boxes=boxes), texts.known(plan=plan))
    assert said in reasons(proposal)
    assert len(proposal.unplaced) == len(proposal.efforts) == 26


@BOTH
def test_a_missing_last_heading_is_missed_through_the_groups(language):
    boxes = (1, 2, 3, 4, 5, 0)
    proposal = read(texts.displaced(language, boxes=boxes), texts.known(plan=False))
    assert "There are 5 headings and 6" in reasons(proposal)
    assert len(proposal.unplaced) == 26


@BOTH
def test_a_group_swallowed_by_the_heading_before_it_is_noticed(language):
    lost = texts.heads(language)[3]
    proposal = read(texts.plain(language).replace(lost, ""), texts.known(plan=False))
    assert not proposal.certain
    assert len(proposal.unplaced) == len(proposal.efforts) == 26
    last = texts.heads(language)[5]
    proposal = read(texts.plain(language).replace(last, ""), texts.known(plan=False))
    assert "Below heading 5 stand two groups" in reasons(proposal)


@BOTH
def test_a_lost_blank_line_between_groups_is_noticed(language):
    group = texts.groups(language)[1]
    proposal = read(texts.displaced(language).replace(group + "\n", group), KNOWN)
    assert "no blank line" in reasons(proposal)
    assert len(proposal.unplaced) == 26


@BOTH
def test_no_headings_at_all_place_nothing(language):
    body = "\n".join(texts.groups(language))
    proposal = read(texts.around(body, language), KNOWN)
    assert "Heading" in reasons(proposal) or "no headings" in reasons(proposal)
    assert {effort.pillar for effort in proposal.efforts} == {None}


def test_the_parts_around_the_efforts_are_known():
    proposal = read(texts.plain(EN), KNOWN)
    place = {line.words: line.place for line in proposal.lines}
    assert place["Outline of Efforts"] is Place.TITLE
    assert place["III Current issues"] is Place.PART
    assert place["1,703 people were cleared and 1,216 children were found to be victims."] is (
        Place.STATE
    )
    assert place["* Cleared includes people referred to prosecutors without detention."] is (
        Place.NOTE
    )
    assert [line.place for line in proposal.lines[-4:-1]] == [Place.ABBREVIATIONS] * 3
    assert proposal.period == texts.PERIOD


@BOTH
def test_page_numbers_and_running_heads_are_no_efforts(language):
    head = "Outline of Efforts 2018\n"
    pages = texts.displaced(language).split("\f")
    proposal = read("\f".join(head + page for page in pages), KNOWN)
    furniture = [line.words for line in proposal.lines if line.place is Place.FURNITURE]
    assert sorted(furniture) == ["1", "2", head.strip(), head.strip()]
    assert proposal.counts == texts.COUNTS


@BOTH
def test_words_that_are_no_effort_are_named(language):
    stray = {EN: "See also the leaflet", JA: "関連の冊子も参照"}[language]
    proposal = read(
        texts.plain(language).replace(
            texts.heads(language)[2], f"{stray}\n\n{texts.heads(language)[2]}"
        ),
        KNOWN,
    )
    assert [each.words for each in proposal.unplaced] == [stray]
    assert len(proposal.efforts) == 26
    line = next(line for line in proposal.lines if line.words == stray)
    assert line.place is Place.UNPLACED
    assert proposal.unplaced[0].lines == (line.number,)


def without_space(text):
    return "".join(text.split())


def accounted(text, proposal):
    """Every line that is not blank has a place, and efforts and unplaced words are in their lines."""
    assert without_space("".join(line.words for line in proposal.lines)) == without_space(text)
    told = {n for e in proposal.efforts for n in e.lines} | {
        n for each in proposal.unplaced for n in each.lines
    }
    for line in proposal.lines:
        assert (line.place is Place.BLANK) == (not line.words.strip())
        if line.place in (Place.EFFORT, Place.UNPLACED):
            assert line.number in told
    said = [e.words + e.tag for e in proposal.efforts]
    said += [each.words for each in proposal.unplaced if each.effort is None]
    body = [ln.words for ln in proposal.lines if ln.place in (Place.EFFORT, Place.UNPLACED)]
    assert letters("".join(said)) == letters("".join(body))


def letters(text):
    return sorted(sign for sign in text if sign.isalnum())


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "", "\f", " ", "I State", "II Efforts", "III Issues", "1 Awareness of all",
                "2 Support", "The council met. [NPA, etc.]", "held 2,309 meetings [MIC,", "MEXT]",
                "[NPA]", "○ 会議を開いた。〔警察庁等〕", "約39万人が参加した〔総務省、", "文部科学省〕",
                "child-", "rearing", "NPA: National Police Agency;", "* Note", "※注", "3", "- 4 -",
                "the police [NPA] went on", "broken [NPA, MEXT", "Ⅱ 取組", "３ 柱の推進",
            ]
        ),
        st.text(alphabet="ab A1２.。,[]〔〕省等-○\u00ad\u3000", max_size=12),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(lines=LINES, plan=st.booleans())
def test_no_word_of_a_source_is_lost(lines, plan):
    text = "\n".join(lines)
    accounted(text, read(text, KNOWN if plan else NOTHING_KNOWN))


@BOTH
@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 3000), max_size=6), sign=st.sampled_from(["\n", "\f", "\n\n"]))
def test_a_text_broken_anywhere_loses_no_word_and_is_never_silently_wrong(language, cuts, sign):
    text = texts.displaced(language)
    for cut in sorted(cuts, reverse=True):
        text = text[:cut] + sign + text[cut:]
    proposal = read(text, KNOWN)
    accounted(text, proposal)
    if proposal.certain:
        assert proposal.counts == texts.COUNTS


def test_an_empty_text_is_in_doubt():
    proposal = read("", replace(KNOWN, pillars=None))
    assert not proposal.certain
    assert "No effort" in reasons(proposal)
