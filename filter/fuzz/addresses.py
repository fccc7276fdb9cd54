"""Addresses for the fuzzers: seeds, mutations of them, and texts made of nothing but nasty characters."""

import random
from collections.abc import Iterator

SEEDS = (
    "http://listed.test/",
    "https://www.listed.test/a/b/c.html?x=1&y=2#top",
    "http://user:secret@listed.test:8443/gallery/7/",
    "http://198.51.100.7/",
    "http://0306.063.0144.07/a",
    "http://0xC6336407/",
    "http://3325256711/",
    "http://198.51.25607/",
    "http://[2001:db8::7]/x",
    "http://[::ffff:198.51.100.7]/",
    "http://[64:ff9b::198.51.100.7]:80/",
    "http://[::ffff:0:0]/",
    "http://[64:ff9b::]/",
    "http://[fe80::1%25eth0]/",
    "http://b\u00fccher.test/\u3042?\u3044",
    "http://xn--bcher-kva.test/",
    "http://bad\u3002test\uff0e\uff61/",
    "http://\uff42ad.test/\uff05\uff14\uff11",
    "http://%62ad-host%2Etest/%2e%2E/%252e/%25%32%35",
    "http:\\\\bad.test\\x\\..\\y",
    "http://bad.test//a///./b/../c/%2F%5c%3f%23/",
    "http://bad-.-test.-/_/~",
    "http://under_score.test/;p=1/:@!$&'()*+,",
    "http://a..b...test.../q?",
    "ftp://files.test/%00%0a%7f",
    "wss://chat.test/?a%3Db%26%23%27'\"<>^`{|}",
    "listed.test:80/x",
    "//listed.test/x",
    "\\\\listed.test\\x",
    "mailto:x@listed.test",
    "http:80",
    "http:///listed.test",
    "http://1../",
    "http://0x.0x.0/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://\u00df.test/\u200d\u00ad",
    "http://xn--a.xn--zca/",
    " \t http://pad.test/ \n",
    "http://" + "a" * 63 + "." + "b" * 200 + ".test/",
    "http://" + "l." * 130 + "test/" + "p/" * 40,
)
NASTY = (
    *"%%%%%%25 .../\\:@?#&=;+-_~'\"<>[]{}|^`!$()*,",
    *"0123456789abcdefABCDEFxXnNzZ",
    *"\t\n\r\0\x1f\x7f\x80\u00ad\u00df\u00e9\u0130\u0131\u017f\u3002\uff0e\uff61\uff05\uff12\uff25\uff41",
    *"\uff0f\u2044\u212a\u200b\u200c\u200d\u3042\ud800\udfff\ufeff\U0001f600\U000e0001",
    *(
        "%2e",
        "%2F",
        "%5C",
        "%25",
        "%00",
        "%3f",
        "%23",
        "%e3%80%82",
        "%ef%bd%81",
        "%41",
        "%C3%9f",
        "%ff",
    ),
    *(
        "http://",
        "https://",
        "http:",
        "//",
        "\\\\",
        "xn--",
        "www.",
        ".test",
        "..",
        "/./",
        "/../",
        "://",
    ),
    *(
        "0x",
        "::",
        "::ffff:",
        "64:ff9b::",
        "[",
        "]",
        ":80",
        ":65536",
        "@",
        "1.2.3.4",
        "256",
        "4294967296",
    ),
)


def mutated(chance: random.Random, address: str) -> str:
    """One to six changes: characters put in, taken out, doubled, swapped, escaped or changed in case."""
    text = address
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        deed = chance.randrange(8)
        if deed <= 2:
            text = text[:at] + chance.choice(NASTY) + text[at:]
        elif deed == 3:
            text = text[:at] + text[at + chance.randint(1, 4) :]
        elif deed == 4:
            text = text[:at] + escaped(text[at : at + 1]) + text[at + 1 :]
        elif deed == 5:
            text = text[:at] + chance.choice(NASTY) + text[at + 1 :]
        elif deed == 6:
            stop = at + chance.randint(1, 8)
            text = text[:stop] + text[at:stop] + text[stop:]
        else:
            text = text[:at] + text[at : at + 5].swapcase() + text[at + 5 :]
    return text


def escaped(text: str) -> str:
    return "".join(f"%{octet:02x}" for octet in text.encode("utf-8", "surrogatepass"))


def spliced(chance: random.Random) -> str:
    """The beginning of one seed and the end of another."""
    first, second = chance.choice(SEEDS), chance.choice(SEEDS)
    return first[: chance.randrange(len(first) + 1)] + second[chance.randrange(len(second)) :]


def random_text(chance: random.Random) -> str:
    start = chance.choice(("", "http://", "http://", "https://a.test/", "http://a.test/?"))
    return start + "".join(chance.choices(NASTY, k=chance.randint(0, 24)))


def addresses(seed: int) -> Iterator[str]:
    """Without end; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same again, not a secret
    while True:
        yield mutated(chance, chance.choice(SEEDS))
        yield mutated(chance, spliced(chance))
        yield random_text(chance)
