"""Numbers of certificates, and what may be issued. No database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamori.activities.rules import certificates as rules
from mamori.activities.rules.certificates import (
    SIGNS,
    Certificate,
    Form,
    NotACertificate,
    NotANumber,
    State,
)
from mamori.kernel.text import Text

TODAY = date(2026, 11, 25)
NOON = datetime(2026, 11, 25, 3, tzinfo=UTC)
COURSE = Certificate(
    form=Form.COMPLETION,
    agency="NPA",
    title=Text("架空の研修", "An invented course"),
    issued_on=TODAY,
    valid_until=date(2029, 11, 24),
    qualification="open_cases",
)
drawn = st.lists(st.integers(0, 30), min_size=rules.DRAWN, max_size=rules.DRAWN)


@given(drawn)
def test_a_number_reads_back_however_it_is_typed(values):
    number = rules.numbered(values)
    assert len(number) == 14
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    for typed in (number, number.lower(), number.replace("-", " "), f" {wide} "):
        assert rules.number(typed) == number


@given(drawn, st.integers(0, 11), st.sampled_from(SIGNS))
def test_one_sign_wrong_is_found(values, at, sign):
    signs = list(rules.numbered(values).replace("-", ""))
    before, signs[at] = signs[at], sign
    if before != sign:
        with pytest.raises(NotANumber):
            rules.number("".join(signs))


@given(drawn, st.integers(0, 11), st.integers(0, 11))
def test_two_signs_swapped_are_found(values, one, other):
    signs = list(rules.numbered(values).replace("-", ""))
    signs[one], signs[other] = signs[other], signs[one]
    if signs[one] != signs[other]:
        with pytest.raises(NotANumber):
            rules.number("".join(signs))


@given(st.text())
def test_whatever_else_is_typed_is_refused_in_words(typed):
    try:
        rules.number(typed)
    except NotANumber as refusal:
        assert refusal.message.ja  # noqa: PT017 - it may also be a number


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, ""),
        ({}, "  "),
        ({}, "A" * 101),
        ({"title": Text("", "An invented course")}, "架空"),
        ({"title": Text("架空の研修", " ")}, "架空"),
        ({"title": Text("架" * 201, "An invented course")}, "架空"),
        ({"qualification": "q" * 61}, "架空"),
        ({"issued_on": date(2026, 11, 26)}, "架空"),
        ({"valid_until": TODAY}, "架空"),
        ({"form": Form.THANKS}, "架空"),
        ({"form": Form.THANKS, "valid_until": None}, "架空"),
    ],
)
def test_what_may_not_be_issued_is_refused(changes, name):
    with pytest.raises(NotACertificate):
        rules.check(replace(COURSE, **changes), name, TODAY)


def test_a_letter_of_thanks_has_no_last_day():
    thanks = replace(COURSE, form=Form.THANKS, valid_until=None, qualification="")
    rules.check(thanks, "架空の会", TODAY)
    rules.check(COURSE, "架空 花子", TODAY)


@pytest.mark.parametrize(
    ("until", "revoked_at", "state"),
    [
        (None, None, State.VALID),
        (TODAY, None, State.VALID),
        (date(2026, 11, 24), None, State.LAPSED),
        (None, NOON, State.REVOKED),
        (None, NOON.replace(hour=4), State.VALID),
        (date(2026, 11, 24), NOON, State.REVOKED),
    ],
)
def test_the_last_day_still_holds_and_a_revocation_counts_at_once(until, revoked_at, state):
    assert rules.state(until, revoked_at, NOON, TODAY) is state
