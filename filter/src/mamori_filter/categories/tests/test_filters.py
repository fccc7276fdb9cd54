from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mamori_filter import engines
from mamori_filter.categories import CategoryVerdict, Profile, ProfiledFilter, shipped
from mamori_filter.categories.filters import MANDATORY_NOTICE
from mamori_filter.categories.profiles import Base, Exempt
from mamori_filter.categories.tests.making import (
    DAY,
    KEY,
    NOW,
    category_filters,
    mandatory_filter,
    mandatory_list,
)
from mamori_filter.filters import Filter
from mamori_filter.lists.building import Terms, build
from mamori_filter.lists.entries import Row, accepted
from mamori_filter.lists.opening import open_list
from mamori_filter.refusals import Refused, Text
from mamori_filter.short import HOLD, PASS, ShortFilter, shorten
from mamori_filter.verdicts import HELD

MANDATORY_ADDRESSES = ["http://bad.test/", "http://www.bad.test/x", "http://pages.test/one?x"]
SWITCHES = [(), ("games",), ("adult", "games", "chat")]


@pytest.fixture(name="folder", params=["native", "python"])
def _folder(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv(engines.CHOICE, request.param)
    return tmp_path


def profile(*on: str, allow: tuple[str, ...] = (), exceptions: tuple[Exempt, ...] = ()) -> Profile:
    return Profile(Text("独自", "own"), Base.CUSTOM, frozenset(on), allow, exceptions)


def profiled(folder: Path, own: Profile) -> ProfiledFilter:
    return ProfiledFilter(mandatory_filter(folder), category_filters(folder), own)


def told(found: CategoryVerdict) -> tuple[str | None, str | None]:
    return found.category, found.verdict.entry_id


def test_the_verdict_says_which_category_blocks(folder: Path) -> None:
    filtered = profiled(folder, profile("adult", "games", "chat"))
    asked = ["grown.test", "http://a.play.test/x", "talk.test", "fine.test", "mailto:x"]
    assert [told(found) for found in filtered.check_many(asked, NOW)] == [
        ("adult", "adult:1"),
        ("games", "games:1"),
        ("chat", "chat:1"),
        (None, None),
        (None, None),
    ]
    assert filtered.check("grown.test", NOW) == filtered.check_many(["grown.test"], NOW)[0]


def test_a_category_that_is_off_blocks_nothing(folder: Path) -> None:
    filtered = profiled(folder, profile("adult"))
    assert not filtered.check("play.test", NOW).blocked
    assert filtered.check("both.test", NOW).category == "adult"


def test_nothing_in_a_profile_reaches_the_mandatory_list(folder: Path) -> None:
    everything = ("bad.test", "www.bad.test", "pages.test", "pages.test/one")
    opened = tuple(Exempt(site, NOW + DAY, "a parent", "asked") for site in everything)
    for on in SWITCHES:
        filtered = profiled(folder, profile(*on, allow=everything, exceptions=opened))
        for found in filtered.check_many(MANDATORY_ADDRESSES, NOW):
            assert (found.blocked, found.category, found.let_through) == (True, "mandatory", None)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(
    on=st.sets(st.sampled_from(["adult", "games", "chat", "other"])),
    allow=st.lists(st.sampled_from(["bad.test", "www.bad.test", "pages.test/one", "fine.test"])),
)
def test_no_profile_at_all_opens_an_address_of_the_mandatory_list(
    tmp_path: Path, on: set[str], allow: list[str]
) -> None:
    filtered = profiled(tmp_path, profile(*on, allow=tuple(allow)))
    for found in filtered.check_many(MANDATORY_ADDRESSES, NOW):
        assert (found.blocked, found.category) == (True, "mandatory")


def test_an_exception_opens_a_site_until_its_end_and_is_counted_only(folder: Path) -> None:
    opened = Exempt("play.test", NOW + DAY, "a parent", "club")
    filtered = profiled(folder, profile("games", exceptions=(opened,)))
    before, after = (filtered.check("http://play.test/", at) for at in (NOW + DAY - 1, NOW + DAY))
    assert (before.blocked, before.let_through) == (False, "exception")
    assert told(after) == ("games", "games:1")
    assert filtered.counts() == {"checked": 2, "let_through:exception": 1, "blocked:games": 1}
    assert "play.test" not in repr(filtered.counts())
    status = filtered.status(NOW + DAY)
    assert (status.exceptions, status.exceptions_over) == (1, 1)


def test_an_allow_list_opens_a_site_or_a_part_of_it(folder: Path) -> None:
    filtered = profiled(folder, profile("games", allow=("play.test/lessons/",)))
    assert filtered.check("http://play.test/lessons/one", NOW).let_through == "allow"
    assert filtered.check("http://play.test/other", NOW).category == "games"


def test_a_profile_or_a_category_with_the_mandatory_lists_name_is_refused(folder: Path) -> None:
    mandatory, categories = mandatory_filter(folder), category_filters(folder)
    for own, lists in (
        (profile("mandatory"), categories),
        (profile("address-list"), categories),
        (profile(), categories | {"mandatory": categories["games"]}),
    ):
        with pytest.raises(Refused) as refused:
            ProfiledFilter(mandatory, lists, own)
        assert refused.value.code == "profile_mandatory"


def test_a_mandatory_list_of_another_name_is_protected_by_that_name(folder: Path) -> None:
    path = folder / "other.mf"
    terms = Terms(version=1, created=NOW, name="national")
    path.write_bytes(build(accepted([Row(1, "host", "bad.test", "M1")]), KEY, terms).octets)
    with pytest.raises(Refused) as refused:
        ProfiledFilter(Filter(path, KEY), category_filters(folder), profile("national"))
    assert refused.value.code == "profile_mandatory"


def test_a_category_of_the_profile_without_a_list_is_said_to_be_missing(folder: Path) -> None:
    filtered = profiled(folder, shipped(Base.PRIMARY))
    status = filtered.status(NOW)
    assert status.on == ("adult", "chat", "games")
    assert "gambling" in status.missing
    assert "games" not in status.missing


def test_a_child_is_told_in_plain_words_and_both_languages(folder: Path) -> None:
    filtered = profiled(folder, profile("games"))
    bad, game, fine = filtered.check_many(["bad.test", "play.test", "fine.test"], NOW)
    assert (bad.notice, fine.notice) == (MANDATORY_NOTICE, None)
    assert game.notice is not None
    assert "ゲーム" in game.notice.ja
    assert "Games" in game.notice.en
    assert (game.title, fine.title) == (("ゲーム", "Games"), None)


def test_a_short_mandatory_list_may_hold_its_hits_and_never_pass_them(folder: Path) -> None:
    short = folder / "list.mfs"
    short.write_bytes(shorten(open_list(mandatory_list(folder), KEY), 16, NOW).octets)
    categories = category_filters(folder)
    with pytest.raises(Refused) as refused:
        ProfiledFilter(ShortFilter(short, KEY, on_hit=PASS), categories, profile())
    assert refused.value.code == "mandatory_passed"
    held = ProfiledFilter(
        ShortFilter(short, KEY, on_hit=HOLD), categories, profile("games", allow=("bad.test",))
    )
    found = held.check("bad.test", NOW)
    assert (found.blocked, found.category, found.notice) == (True, "mandatory", HELD)
    assert held.check("play.test", NOW).category == "games"


def test_a_new_list_of_a_category_answers_after_a_refresh(folder: Path) -> None:
    filtered = profiled(folder, profile("chat", "games"))
    assert filtered.refresh() is False
    categories = folder / "categories"
    (categories / "new").write_bytes((categories / "chat.mf").read_bytes())
    (categories / "new").replace(categories / "chat.mf")
    assert filtered.refresh() is True
