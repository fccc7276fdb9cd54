"""What no entry of an address list may list."""

import pytest

from mamori_filter.lists.entries import Row, entry_of
from mamori_filter.lists.harmless import Harmless
from mamori_filter.refusals import Refused


def reason(scope, expression, harmless=()):
    found = Harmless(harmless).reason(entry_of(Row(2, scope, expression, "E-1")))
    return None if found is None else found[0]


@pytest.mark.parametrize("host", ["co.jp", "ne.jp", "github.io", "kawasaki.jp", "co.jp."])
def test_a_name_below_which_strangers_have_their_hosts_is_never_listed_whole(host):
    assert reason("host", host) == "public_suffix"


@pytest.mark.parametrize(
    "host", ["bad-host.test", "somebody.github.io", "city.kawasaki.jp", "198.51.100.7"]
)
def test_a_host_of_its_own_may_be_listed(host):
    assert reason("host", host) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0.0.0.0", "[::1]", "169.254.1.1"])  # noqa: S104
def test_the_asking_machine_itself_is_never_listed(host):
    assert reason("host", host) == "own_machine"


def test_a_page_below_a_public_suffix_may_be_listed():
    assert reason("path", "github.io/a") is None


def test_an_entry_whose_second_form_meets_a_harmless_address_is_refused():
    assert reason("path", "shop.test/%2561", ["http://shop.test/a"]) == "harmless"
    assert reason("path", "shop.test/%2561", ["http://shop.test/b"]) is None


@pytest.mark.parametrize(
    ("scope", "expression"),
    [("host", "shop.test"), ("prefix", "www.shop.test/a/"), ("path", "www.shop.test/a/b")],
)
def test_an_entry_that_would_list_a_harmless_address_in_any_scope_is_refused(scope, expression):
    assert reason(scope, expression, ["https://www.shop.test/a/b?c=1"]) == "harmless"


@pytest.mark.parametrize("host", ["*.a.test", "a*b.test", "*"])
def test_a_star_is_refused_because_a_host_lists_all_below_it(host):
    with pytest.raises(Refused) as refused:
        entry_of(Row(2, "host", host, "E-1"))
    assert refused.value.code == "wildcard"
