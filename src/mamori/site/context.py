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
    (Text("計画", "Plan"), "plan:plans"),
    (Text("取組概要", "Outline"), "plan:outlines"),
    (Text("活動", "Activities"), "activities"),
    (Text("統計", "Statistics"), "statistics:all_series"),
    (Text("ダウンロード", "Downloads"), "downloads"),
    (Text("用語", "Terms"), "terms"),
    (Text("相談する", "Get help"), "help"),
)
STAFF = (
    (Text("計画", "Plan"), "plan:staff_plan", Permission.LOOK_THROUGH_PLAN),
    (Text("期限", "Due"), "plan:due", Permission.LOOK_THROUGH_PLAN),
    (Text("取りまとめ", "Rounds"), "plan:rounds", Permission.REVIEW_RETURNS),
    (Text("回答", "Answers"), "plan:answers", Permission.ANSWER_RETURNS),
    (Text("活動", "Activities"), "activities:register", Permission.RECORD_ACTIVITIES),
    (Text("教材", "Materials"), "activities:materials", Permission.PUBLISH_MATERIALS),
    (Text("証書", "Certificates"), "activities:certificates", Permission.ISSUE_CERTIFICATES),
    (Text("版", "Editions"), "plan:editions", Permission.PUBLISH_EDITIONS),
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
        "may_choose_letters": Permission.LOOK_THROUGH_PLAN in granted,
        "on_letters": request.path == reverse("accounts:letters"),
        "on_security": request.path == reverse("mfa_index"),
        "demonstration": queries.is_demonstration(),
    }


def _items(path: str, routes: Iterable[tuple[Text, str]]) -> list[Item]:
    """Current is this page, or the one above it; a page above all others is no page's in particular."""
    named = [(name, reverse(route)) for name, route in routes]
    urls = [url for _, url in named]
    tops = {url for url in urls if any(u != url and u.startswith(url) for u in urls)}
    return [
        Item(name, url, path == url or (url not in tops and path.startswith(url)))
        for name, url in named
    ]
