"""What every page's frame shows: its language, the navigation, who is here, whether this is a demonstration."""

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
)


def frame(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    granted = access.granted(request) if signed_in else frozenset()
    return {
        "language": language().value,
        "navigation": [_item(request, name, route) for name, route in PUBLIC],
        "staff_navigation": [
            _item(request, name, route) for name, route, needed in STAFF if needed in granted
        ],
        "person": person if signed_in else None,
        "demonstration": queries.is_demonstration(),
    }


def _item(request: HttpRequest, name: Text, route: str) -> Item:
    url = reverse(route)
    return Item(name, url, request.path.startswith(url))
