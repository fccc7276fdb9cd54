"""What the vectors are made of: entries, addresses, moments, and damage with the refusal it meets."""

Rows = tuple[tuple[str, str, str, str], ...]

_FIRST: Rows = (
    ("host", "bad-host.test", "H1", ""),
    ("host", "198.51.100.7", "H2", ""),
    ("prefix", "shared.test/gallery/7/", "P1", "2027-03-31"),
    ("path", "shared.test/a/%62/c.html", "E1", ""),
    ("query", "shared.test/view?id=7&page=2", "entry-2026-000123", ""),
)
_SECOND: Rows = (
    *_FIRST[:2],
    ("prefix", "shared.test/gallery/7/", "P1", "2027-06-30"),
    _FIRST[4],
    ("host", "bücher.test", "H3", ""),
)
_THIRD: Rows = (
    *_SECOND,
    ("path", "shared.test/z", "登録-2026-000124", "2027-03-31T09:00:00+09:00"),
)
LISTS: dict[str, Rows] = {"first": _FIRST, "second": _SECOND, "third": _THIRD}

TIMES = (
    1_795_600_000,
    1_806_537_599,
    1_806_537_600,
)  # the making; P1's last second in "first"; its end
ADDRESSES = (
    "http://bad-host.test/",
    "HTTPS://user@IMG.Bad-Host.TEST.:8443/x?y#z",
    "http://bad-host.test.example.test/",
    "http://3325256711/",
    "http://[64:ff9b::198.51.100.7]/",
    "http://shared.test/gallery/7/2026/1.jpg?w=1",
    "http://shared.test/gallery/7/../8/1.jpg",
    "http://shared.test//a/./%2562/c.html?x=1",
    "http://shared.test/view?id=%37&page=2",
    "http://shared.test/view?page=2&id=7",
    "http://BÜCHER.test/",
    "shared.test/a/b/c.html",
    "shared.test/z",
    "mailto:someone@bad-host.test",
)
FORMS = (
    "host.test:80/x",
    "//host.test/x",
    "http:80",
    "http://1../",
    "http://.../",
    "http://300/",
    "http://a.test/x%2F..%2Fb",
    "http://a.test/a/b/../../..",
    "http://a.test/%2e%2E/b//c/.",
    "http://a.test/%3Fb%5Cc%23",
    "http://a.test/%zz%25%32%35%",
    "http://a.test/?q='%27",
    "http://a.test/q?",
    "http://[::ffff:198.51.100.7]/",
    "http://[2001:DB8:0:0:0:0:0:7]/",
    "http://[64:ff9b::]/",
    "http://a\tb.te\nst/",
    "http://\uff42ad\u3002test/",
    "javascript:x",
    "",
)
# `octet` of the named file is changed by exclusive or with `xor`; or it is cut there.
DAMAGE = [
    {"file": "list first", "octet": 0, "xor": 1, "code": "not_a_list"},
    {"file": "list first", "octet": 24, "xor": 1, "code": "list_damaged"},
    {"file": "list first", "octet": 112, "xor": 1, "code": "wrong_key"},
    {"file": "list first", "octet": 128, "xor": 1, "code": "list_damaged"},
    {"file": "list first", "octet": 151, "xor": 1, "code": "list_damaged"},
    {"file": "list first", "octet": 180, "xor": 1, "code": "list_damaged"},
    {"file": "list first", "cut": 100, "code": "list_damaged"},
    {"file": "list first", "cut": 250, "code": "list_damaged"},
    {"file": "short list 8", "octet": 0, "code": "list_short", "xor": 0},
    {"file": "delta first", "octet": 0, "xor": 1, "code": "not_a_delta"},
    {"file": "delta first", "octet": 20, "xor": 1, "code": "delta_damaged"},
    {"file": "delta first", "octet": 180, "xor": 1, "code": "delta_damaged"},
    {"file": "delta second", "octet": 0, "xor": 0, "code": "delta_wrong_base"},
]
NOTES = [
    "Octets are in hexadecimal, in the order of the file; a fingerprint is a number, its highest digit first.",
    "All lists, deltas and short lists are under the first key. An empty `expires` is never.",
    "`now`, `expires_stored` and the time of making (1795600000, of short lists too) are seconds since 1970 UTC.",
    "The lists are long stale at every `now`; that is said of a list and never in a verdict.",
    "From `first` to `second` an expiry moves; to `third` the records become wider and the about changes.",
    "In `refused`, a file is changed as told and opened (a delta: applied to `first`); `code` is the reason.",
]
