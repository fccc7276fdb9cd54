"""Addresses that carry a marker, and the look for it."""

MARKER = "zqmarkerzq"
ADDRESSES = [
    f"http://listed.test/{MARKER}",
    f"http://{MARKER}.listed.test/",
    f"http://{MARKER}.harmless.test/a?b={MARKER}",
    f"{MARKER}.test",
    f"http://[{MARKER}",
    f"mailto:{MARKER}@a.test",
    f"{MARKER} % \\ \x01",
    f"http://a.test/{MARKER}\udcff",
    f"http://a.test/{MARKER * 5_000}",
]
OCTETS = [address.encode("utf-8", "surrogateescape") for address in ADDRESSES]
LINES = b"\n".join(OCTETS) + b"\n"


def assert_unmarked(*told):
    for text in told:
        octets = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
        assert MARKER.encode() not in octets.lower(), octets[:2000]
