from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from mamori_filter.canonical import forms
from mamori_filter.categories.profile_files import (
    categories_told,
    profile_of,
    read_profile,
    shipped,
    title_of,
)
from mamori_filter.categories.profiles import Base, Sites, ends
from mamori_filter.refusals import Refused

EXCEPTION = {"site": "play.test", "until": date(2027, 3, 31), "by": "a parent", "reason": "club"}


def own(**more: Any) -> dict[str, Any]:
    return {"name": "みどり小学校", "base": "primary"} | more


def refusal(found: dict[str, Any]) -> str:
    with pytest.raises(Refused) as refused:
        profile_of(found)
    assert refused.value.message.ja
    assert "play.test" not in str(refused.value.message)
    return refused.value.code


def test_each_school_blocks_all_that_the_next_one_blocks() -> None:
    primary, junior, high = (
        shipped(base).on for base in (Base.PRIMARY, Base.JUNIOR_HIGH, Base.HIGH_SCHOOL)
    )
    assert high < junior < primary
    assert shipped(Base.CUSTOM).on == frozenset()


def test_every_category_of_a_school_is_told_in_both_languages() -> None:
    told = categories_told()
    for base in Base:
        assert shipped(base).on <= set(told)
        assert all(shipped(base).title)
    assert all(all(title) and all(holds) for title, holds in told.values())


def test_a_category_that_nobody_described_is_called_by_its_own_name() -> None:
    assert title_of("local-rules") == ("local-rules", "local-rules")


def test_categories_are_switched_on_and_off_from_a_base() -> None:
    profile = profile_of(own(categories={"on": ["local-rules"], "off": ["games"]}))
    assert profile.on == (shipped(Base.PRIMARY).on | {"local-rules"}) - {"games"}


@pytest.mark.parametrize(
    "found",
    [
        own(mandatory=False),
        own(**{"address-list": "off"}),
        own(categories={"off": ["mandatory"]}),
        own(categories={"on": ["mandatory"]}),
        own(categories={"off": ["address-list"]}),
        own(categories={"mandatory": False}),
    ],
)
def test_a_profile_that_names_the_mandatory_list_is_refused(found: dict[str, Any]) -> None:
    assert refusal(found) == "profile_mandatory"


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"base": "primary"}, "profile_key"),
        (own(colour="green"), "profile_key"),
        (own(base="nursery"), "profile_base"),
        (own(base=1), "profile_base"),
        (own(name=" "), "profile_value"),
        (own(allow="play.test"), "profile_value"),
        (own(allow=[1]), "profile_value"),
        (own(categories=["games"]), "profile_value"),
        (own(categories={"on": ["games"], "off": ["games"]}), "profile_contradiction"),
        (own(categories={"off": ["Games!"]}), "category_name"),
        (own(exceptions=EXCEPTION), "profile_value"),
        (own(exceptions=[EXCEPTION | {"until": "2027-03-31"}]), "profile_value"),
        (own(exceptions=[EXCEPTION | {"until": datetime(2027, 3, 31)}]), "exception_until"),  # noqa: DTZ001
        (
            own(exceptions=[{key: EXCEPTION[key] for key in ("site", "by", "reason")}]),
            "profile_key",
        ),
        (own(exceptions=[EXCEPTION | {"reason": ""}]), "profile_value"),
        (own(exceptions=[EXCEPTION | {"site": "test"}]), "allow_site"),
        (own(allow=["play.test/?x=1"]), "allow_site"),
        (own(allow=["play.test", "a b"]), "allow_site"),
    ],
)
def test_a_profile_with_a_mistake_is_refused_with_its_reason(
    found: dict[str, Any], code: str
) -> None:
    assert refusal(found) == code


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (own(colour="green"), "colour is unknown"),
        ({"name": "x"}, "base is missing"),
        (own(categories={"onn": ["games"]}), "onn is unknown"),
        (own(exceptions=[EXCEPTION | {"why": "club"}]), "why is unknown"),
    ],
)
def test_a_wrong_key_is_named(found: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused) as refused:
        profile_of(found)
    assert f"{told}." in refused.value.message.en
    assert told.partition(" ")[0] in refused.value.message.ja


def test_a_site_in_the_place_of_a_key_is_not_repeated() -> None:
    with pytest.raises(Refused) as refused:
        profile_of(own(**{"play.test": True}))
    assert "play" not in "".join(refused.value.message)


def test_an_exceptions_last_day_is_over_at_midnight_in_japan() -> None:
    japan = timezone(timedelta(hours=9))
    assert ends(date(2027, 3, 31)) == int(datetime(2027, 4, 1, tzinfo=japan).timestamp())
    moment = datetime(2027, 3, 31, 18, tzinfo=japan)
    assert ends(moment) == int(moment.timestamp())


@pytest.mark.parametrize(
    ("site", "address", "held"),
    [
        ("play.test", "http://play.test/x", True),
        ("play.test", "http://a.play.test/x", True),
        ("a.play.test", "http://play.test/", False),
        ("https://play.test/kids/", "http://play.test/kids/x?y", True),
        ("play.test/kids/", "http://play.test/kids", False),
        ("play.test/kids/", "http://play.test/kids/../adults", False),
        ("play.test/kids/", "http://play.test/kids//%252e%252e/adults", False),
        ("play.test/kids/", "http://play.test/kids/%252e%252e/adults", False),
        ("play.test/one", "http://play.test/one?x", True),
        ("play.test/one", "http://play.test/one/two", False),
    ],
)
def test_a_site_is_let_through_only_where_every_spelling_leads_to_it(
    site: str, address: str, held: bool
) -> None:
    found = forms(address)
    assert found is not None
    assert Sites([site]).hold(found) is held


def test_a_profile_is_read_from_toml_and_a_broken_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "x"\nbase = "custom"\nallow = ["play.test"]\n')
    assert read_profile(path).allow == ("play.test",)
    for text in (b"name = ", b"\xff"):
        path.write_bytes(text)
        with pytest.raises(Refused) as refused:
            read_profile(path)
        assert refused.value.code == "profile_unreadable"
