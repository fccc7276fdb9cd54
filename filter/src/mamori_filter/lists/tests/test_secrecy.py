"""What a file says to one who has no key: nothing but what its header says openly."""

import zlib
from hashlib import blake2b, md5, sha1, sha256

from siphash24 import siphash24

from mamori_filter import Filter
from mamori_filter.lists.fingerprints import Scope, fingerprint
from mamori_filter.lists.keys import derive, list_id_of
from mamori_filter.lists.merging import keys_of
from mamori_filter.lists.opening import OpenList, read_list
from mamori_filter.lists.tests.making import KEY, NAME, OTHER_KEY, hosts, many

NAMES = many(3000)


def opened(key: bytes = KEY, name: str = NAME, version: int = 1) -> OpenList:
    return read_list(memoryview(hosts(NAMES, key=key, name=name, version=version)), key)


def pieces(octets: memoryview | bytes) -> set[bytes]:
    """Every run of eight octets."""
    whole = bytes(octets)
    return {whole[at : at + 8] for at in range(len(whole) - 7)}


def test_two_providers_lists_of_the_same_entries_share_no_fingerprint():
    ours, theirs = set(keys_of(opened())), set(keys_of(opened(OTHER_KEY)))
    assert len(ours) == len(theirs) == len(NAMES)
    assert not ours & theirs


def test_two_lists_of_one_provider_share_no_fingerprint():
    assert not set(keys_of(opened())) & set(keys_of(opened(name="another-list")))


def test_two_providers_files_of_the_same_entries_have_no_eight_octets_in_common():
    ours, theirs = opened(), opened(OTHER_KEY)
    padding = 8  # at the end of the lower part
    assert not pieces(ours.lower[:-padding]) & pieces(theirs.lower[:-padding])
    assert not pieces(ours.records) & pieces(theirs.records)


def test_hashing_public_names_without_the_key_finds_nothing():
    listed = set(keys_of(opened()))
    zero, wrong = bytes(16), derive(OTHER_KEY, list_id_of(NAME)).fingerprint
    for name in NAMES + many(20_000, "public"):
        text = name.encode()
        for hashed in (md5, sha1, sha256, blake2b):
            found = hashed(text).digest()[:8]
            assert int.from_bytes(found, "little") not in listed
            assert int.from_bytes(found, "big") not in listed
        assert siphash24(text, key=zero).intdigest() not in listed
        assert fingerprint(zero, name, Scope.HOST) not in listed
        assert fingerprint(wrong, name, Scope.HOST) not in listed


def test_with_the_key_every_one_of_those_names_is_found(tmp_path):
    path = tmp_path / "list.mf"
    path.write_bytes(hosts(NAMES))
    found = Filter(path, KEY).check_many([f"http://{name}/" for name in NAMES])
    assert all(verdict.listed for verdict in found)


def test_no_name_no_id_and_no_expiry_is_readable_in_the_file():
    dated = hosts(NAMES, expires="2030-01-01T00:00:00Z")
    for text in [*NAMES[:200], "example", "E-1", "E-29"]:
        assert text.encode() not in dated
    assert (1_893_456_000).to_bytes(4, "little") not in dated


def test_what_follows_the_header_is_as_good_as_random():
    listed = opened()
    column = bytes(listed.lower[:-8]) + bytes(listed.records)
    assert len(zlib.compress(column, 9)) >= len(column)
    share = [column.count(octet) / len(column) for octet in range(256)]
    assert max(share) < 1.35 / 256
    assert min(share) > 0.65 / 256


def test_two_versions_of_a_list_tell_only_which_entries_stayed_the_same():
    assert opened(version=1).records == opened(version=2).records
    dated = read_list(memoryview(hosts(NAMES, version=3, expires="2030-01-01")), KEY)
    assert dated.fingerprints == opened().fingerprints
    assert not pieces(dated.records) & pieces(opened().records)
