import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mamori_filter import engines
from mamori_filter.filters import Filter
from mamori_filter.lists.entries import Row
from mamori_filter.refusals import Refused
from mamori_filter.short import HOLD, PASS, Answer, Confirm, ShortFilter, confirm
from mamori_filter.short.body import open_short
from mamori_filter.short.confirming import MOST_ASKED, written
from mamori_filter.short.engines import ShortTwin, engine_for
from mamori_filter.short.filters import OnHit
from mamori_filter.short.tests.making import (
    AFTER_LAPSE,
    KEY,
    NOW,
    full_filter,
    full_list,
    short_list,
)
from mamori_filter.verdicts import HELD, NOTICE

LISTED = ["http://bad.test/", "http://a.bad.test/x", "http://pages.test/closed/y", "pages.test/one"]


@pytest.fixture(name="folder", params=["native", "python"])
def _folder(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv(engines.CHOICE, request.param)
    assert engines.name() == request.param
    return tmp_path


def opened(folder: Path, on_hit: OnHit | Confirm, bits: int = 16) -> ShortFilter:
    return ShortFilter(short_list(folder, bits), KEY, on_hit=on_hit)


def strangers(count: int) -> list[str]:
    return [f"http://fine{number}.example/" for number in range(count)]


def false_hit(folder: Path) -> str:
    """A harmless address that a list of 8 bits may hold."""
    unsure = opened(folder, HOLD, bits=8)
    return next(one for one in strangers(5000) if unsure.check(one).listed)


def test_a_short_list_is_never_opened_without_saying_what_a_hit_means(folder: Path) -> None:
    with pytest.raises(TypeError):
        ShortFilter(short_list(folder), KEY)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        ShortFilter(short_list(folder), KEY, on_hit="hold")  # type: ignore[arg-type]


def test_held_means_listed_without_an_id_and_the_notice_accuses_nobody(folder: Path) -> None:
    for address in LISTED:
        verdict = opened(folder, HOLD).check(address, NOW)
        assert (verdict.listed, verdict.entry_id, verdict.problem) == (True, None, "unconfirmed")
        assert verdict.notice == HELD != NOTICE


def test_passed_means_not_listed_and_says_that_nobody_confirmed_it(folder: Path) -> None:
    for address in LISTED:
        verdict = opened(folder, PASS).check(address, NOW)
        assert (verdict.listed, verdict.problem, verdict.list_version) == (False, "unconfirmed", 7)


def test_an_address_that_is_certainly_not_listed_asks_nobody(folder: Path) -> None:
    def ask(_: list[str]) -> list[Answer]:
        raise AssertionError("asked")

    filtered = opened(folder, Confirm(ask, if_unreachable=HOLD))
    verdict = filtered.check("http://other.example/", NOW)
    assert (verdict.listed, verdict.problem) == (False, None)
    assert filtered.check("mailto:someone").problem == "no-web-address"
    assert filtered.counts() == {"checked": 2, "no_address": 1}


def test_a_confirmed_hit_is_the_full_lists_verdict(folder: Path) -> None:
    full = full_filter(folder)
    filtered = opened(folder, Confirm(partial(confirm, full, now=NOW), if_unreachable=PASS))
    assert filtered.check_many(LISTED, NOW) == full.check_many(LISTED, NOW)
    assert [filtered.check(one, NOW) for one in LISTED] == full.check_many(LISTED, NOW)
    assert filtered.counts()["confirmed"] == 2 * len(LISTED)


def test_a_refuted_hit_is_not_listed_and_has_no_problem(folder: Path) -> None:
    address = false_hit(folder)
    how = Confirm(partial(confirm, full_filter(folder), now=NOW), if_unreachable=HOLD)
    filtered = opened(folder, how, bits=8)
    assert filtered.check(address, NOW)[:1] == (False,)
    assert filtered.check(address, NOW).problem is None
    assert filtered.counts()["refuted"] == 2


def test_a_false_hit_before_the_true_one_hides_nothing(folder: Path) -> None:
    pages = [f"h{number}.example/one" for number in range(2000)]
    rows = tuple(Row(number, "path", page, f"P{number}") for number, page in enumerate(pages))
    short = short_list(folder, bits=8, rows=rows)
    full = Filter(full_list(folder, rows), KEY)
    hits = engine_for(open_short(short, KEY)).hits_many(pages)
    twice = [page for page, found in zip(pages, hits, strict=True) if found and found[0][2] != 3]
    assert twice  # pages whose host is hit by chance, before the page itself
    how = Confirm(partial(confirm, full, now=NOW), if_unreachable=PASS)
    filtered = ShortFilter(short, KEY, on_hit=how)
    assert filtered.check_many(twice, NOW) == full.check_many(twice, NOW)


def test_the_provider_is_asked_for_fingerprints_and_never_for_an_address(folder: Path) -> None:
    asked: list[str] = []

    def ask(fingerprints: list[str]) -> list[Answer]:
        asked.extend(fingerprints)
        return [Answer(False, None, None, 7) for _ in fingerprints]

    opened(folder, Confirm(ask, if_unreachable=HOLD)).check_many(LISTED, NOW)
    assert len(asked) >= 3
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in asked)
    assert asked == sorted(asked)


def unreachable(_: list[str]) -> Sequence[Answer]:
    raise ConnectionError


def too_few(fingerprints: list[str]) -> Sequence[Answer]:
    return [Answer(False, None, None, 7)] * (len(fingerprints) - 1)


def malformed(fingerprints: list[str]) -> Sequence[Answer]:
    return [None] * len(fingerprints)  # type: ignore[list-item]


@pytest.mark.parametrize("ask", [unreachable, too_few, malformed])
def test_no_answer_ends_in_the_stated_policy_and_is_counted(folder: Path, ask: object) -> None:
    for policy, listed in ((HOLD, True), (PASS, False)):
        filtered = opened(folder, Confirm(ask, if_unreachable=policy))  # type: ignore[arg-type]
        verdict = filtered.check("http://bad.test/", NOW)
        assert (verdict.listed, verdict.problem) == (listed, "unconfirmed")
        counts = filtered.counts()
        assert counts["unreachable"] == 1
        assert counts["held" if listed else "passed"] == 1


def test_an_entry_that_has_expired_since_is_refuted_by_the_full_list(folder: Path) -> None:
    full = full_filter(folder)
    for now, listed in ((NOW, True), (AFTER_LAPSE, False)):
        how = Confirm(partial(confirm, full, now=now), if_unreachable=HOLD)
        assert opened(folder, how).check("http://lapsed.test/", now).listed is listed


def test_few_harmless_pages_are_hit_and_no_more_than_chance_allows(folder: Path) -> None:
    # An address of this form is asked under two expressions (host and path), each with a chance of 1/256.
    addresses = strangers(20_000)
    hits = sum(verdict.listed for verdict in opened(folder, HOLD, bits=8).check_many(addresses))
    expected = len(addresses) * (1 - (1 - 1 / 256) ** 2)
    # Keys and names are fixed, so it cannot fail by chance; the bound is seven standard deviations.
    assert abs(hits - expected) <= 7 * math.sqrt(expected)


def test_a_list_that_is_refused_leaves_the_last_good_one(folder: Path) -> None:
    filtered = opened(folder, HOLD)
    good = filtered.path.read_bytes()
    assert filtered.refresh() is False
    damaged = filtered.path.with_name("new")
    damaged.write_bytes(good[:-1])
    damaged.replace(filtered.path)
    assert filtered.refresh() is False
    assert filtered.refused is not None
    assert filtered.refused.code == "list_damaged"
    assert filtered.check("http://bad.test/", NOW).listed
    (folder / "again").write_bytes(good)
    (folder / "again").replace(filtered.path)
    assert filtered.refresh() is True
    assert filtered.refused is None


def test_a_stale_short_list_says_so(folder: Path) -> None:
    filtered = opened(folder, HOLD)
    assert not filtered.status(NOW).stale
    assert filtered.status(NOW + 25 * 3600).stale


@settings(deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from(LISTED), max_size=30))
def test_native_and_twin_find_the_same(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    short = open_short(short_list(tmp_path_factory.getbasetemp(), bits=8), KEY)
    twin, native = ShortTwin(short), engine_for(short)
    addresses = [*texts, *(f"http://{text}.bad.test/%2e/{text}" for text in texts)]
    assert native.hits_many(addresses) == twin.hits_many(addresses)
    assert [native.hits(one) for one in addresses] == twin.hits_many(addresses)


def test_the_provider_refuses_what_is_no_fingerprint(folder: Path) -> None:
    full = full_filter(folder)
    for text in ("", "xyz", "0" * 15, "0" * 17, "A" * 16, "http://bad.test/"):
        with pytest.raises(Refused) as refused:
            confirm(full, [text], NOW)
        assert refused.value.code == "fingerprint"
        assert not text or text not in refused.value.message.en


def test_the_provider_answers_a_bounded_number_at_once(folder: Path) -> None:
    full = full_filter(folder)
    assert len(confirm(full, [written(0)] * MOST_ASKED, NOW)) == MOST_ASKED
    with pytest.raises(Refused) as refused:
        confirm(full, [written(0)] * (MOST_ASKED + 1), NOW)
    assert refused.value.code == "too_many"
