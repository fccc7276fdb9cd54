"""The one register. Apps, pages and API routes all follow from it; lowest slice first."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slice:
    """``pages`` mounts ``urls.py`` at this path below the language; ``pack`` reads country files.

    ``demo``: the slice has a ``demo.fill`` that invents its part of a demonstration.
    """

    name: str
    pages: str | None = None
    pack: bool = False
    api: bool = False
    demo: bool = False


SLICES = (
    Slice("kernel", pack=True),
    Slice("press"),
    Slice("accounts", pages="staff/accounts/", pack=True),
    Slice("activities", pages="activities/", pack=True, demo=True),
    Slice("helplines", pack=True),
    Slice("statistics", pages="statistics/", pack=True, api=True),
    Slice("plan", pages="", pack=True, api=True),
)
