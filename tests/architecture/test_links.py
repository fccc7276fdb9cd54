"""A page that nothing leads to is a page nobody finds."""

import re

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.layers import ROOT

OURS = ("plan", "activities", "statistics", "accounts")
FROM_A_LETTER = {"accounts:accept_invitation"}
AT_THE_DOOR = {"activities:here"}  # a QR code leads there


def routes(resolver: URLResolver, space: str = "") -> set[str]:
    found = set()
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern) and one.name and space in OURS:
            found.add(f"{space}:{one.name}")
        elif isinstance(one, URLResolver):
            found |= routes(one, one.namespace or one.app_name or space)
    return found


def named() -> set[str]:
    """Every route that a template or a view speaks of."""
    found: set[str] = set()
    for path in ROOT.glob("src/mamori/**/*"):
        if path.suffix in (".html", ".py") and "tests" not in path.parts:
            found |= set(re.findall(r"""['"]([a-z]+:[a-z_]+)['"]""", path.read_text()))
    return found


def test_every_page_is_led_to_from_somewhere():
    every = routes(get_resolver())
    assert len(every) > 100
    assert every - named() - FROM_A_LETTER - AT_THE_DOOR == set()
