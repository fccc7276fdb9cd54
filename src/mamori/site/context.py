"""What every page's frame shows: its language, the navigation, who is here, whether this is a demonstration."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from mamori.accounts import access, queries
from mamori.accounts.rules import Permission
from mamori.kernel.language import language
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Item:
    name: Text
    url: str
    current: bool


PUBLIC = (
    (Text("計画", "The plan"), "plan:plans"),
    (Text("取組概要", "Outline"), "plan:outlines"),
    (Text("ダウンロード", "Downloads"), "downloads"),
    (Text("用語", "Terms"), "terms"),
    (Text("相談する", "Get help"), "help"),
)
STAFF = (
    (Text("計画", "Plan"), "plan:staff_plan", Permission.LOOK_THROUGH_PLAN),
    (Text("施策", "Measures"), "plan:staff_measures", Permission.LOOK_THROUGH_PLAN),
    (Text("府省庁", "Agencies"), "accounts:agencies", Permission.LOOK_THROUGH_PLAN),
    (Text("事務", "Duties"), "accounts:duties", Permission.LOOK_THROUGH_PLAN),
    (Text("権限", "Permissions"), "accounts:permissions", Permission.SEE_PERMISSIONS),
    (Text("利用者", "People"), "accounts:people", Permission.MANAGE_PEOPLE),
    (Text("操作の記録", "Audit trail"), "audit", Permission.READ_AUDIT),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    granted = access.granted(request) if signed_in else frozenset()
    work = [(name, route) for name, route, needed in STAFF if needed in granted]
    return {
        "language": language().value,
        "navigation": _items(request.path, PUBLIC),
        "staff_navigation": _items(request.path, work),
        "person": person if signed_in else None,
        "demonstration": queries.is_demonstration(),
    }


def _items(path: str, routes: Iterable[tuple[Text, str]]) -> list[Item]:
    """The current one is the one whose address is the longest beginning of this page's."""
    named = [(name, reverse(route)) for name, route in routes]
    current = max((url for _, url in named if path.startswith(url)), key=len, default="")
    return [Item(name, url, url == current) for name, url in named]
