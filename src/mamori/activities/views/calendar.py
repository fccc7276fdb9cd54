"""The public calendar: a month on a page, and a feed for other calendars."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts import queries as accounts
from mamori.accounts.access import open_to_all
from mamori.activities.print import as_icalendar
from mamori.activities.queries import calendar as queries
from mamori.activities.queries.calendar import Listed, Wanted
from mamori.activities.rules import calendar
from mamori.activities.rules.records import STATUSES
from mamori.kernel.answers import download
from mamori.kernel.areas import areas
from mamori.kernel.language import language
from mamori.kernel.periods import MONTHS, era_year
from mamori.kernel.text import Text

PAGE = 100
LONGEST = 40
ASKED = ("kind", "area", "agency")
WEEKDAYS = (
    Text("日", "Sun"),
    Text("月", "Mon"),
    Text("火", "Tue"),
    Text("水", "Wed"),
    Text("木", "Thu"),
    Text("金", "Fri"),
    Text("土", "Sat"),
)


@open_to_all
@require_safe
def month(request: HttpRequest, written: str = "") -> HttpResponse:
    """``day`` lists one day only; without a month, the present one."""
    today = timezone.localdate()
    own = calendar.month(written) if written else calendar.month_of(today)
    wanted, day = _wanted(request), _day(request.GET.get("day", ""))
    on = day if day and day in own else None
    number = _page(request.GET.get("page", ""))
    found = queries.listed(own, wanted, on=on, first=(number - 1) * PAGE, most=PAGE)
    before, after = calendar.beside(own)
    context = {
        "title": _title(own.first),
        "weeks": calendar.weeks(own, found.spans),
        "weekdays": WEEKDAYS,
        "written": f"{own.first:%Y-%m}",
        "before": before,
        "after": after,
        "on": on,
        "today": today,
        "total": found.total,
        **_listed(found),
        "wanted": wanted,
        "kept": _kept(wanted),
        "page": number,
        "pages": max(1, -(-found.total // PAGE)),
    }
    return render(request, "activities/calendar/month.html", context)


@open_to_all
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    events = queries.feed(_wanted(request), timezone.localdate())
    lands = {a.code: a.name for a in areas()}
    host = request.get_host().partition(":")[0]
    content = as_icalendar.write(events, accounts.agency_names(), lands, language(), host)
    return download(content, as_icalendar.MEDIA, "activities.ics")


def _title(first: date) -> Text:
    return Text(f"{era_year(first)}{first.month}月", f"{MONTHS[first.month - 1]} {first.year}")


def _listed(found: Listed) -> dict[str, Any]:
    """The events with their words, and what may be filtered for."""
    names, lands = accounts.agency_names(), {a.code: a.name for a in areas()}
    return {
        "rows": [
            (
                event,
                lands.get(event.area),
                names.get(event.agency) or Text(event.agency, event.agency),
                STATUSES[event.status],
            )
            for event in found.events
        ],
        "kinds": queries.open_kinds().values(),
        "areas": lands.items(),
        "agencies": names.items(),
    }


def _wanted(request: HttpRequest) -> Wanted:
    return Wanted(**{name: request.GET.get(name, "")[:LONGEST].replace("\0", "") for name in ASKED})


def _kept(wanted: Wanted) -> str:
    asked = {name: getattr(wanted, name) for name in ASKED}
    return urlencode({name: value for name, value in asked.items() if value})


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _page(asked: str) -> int:
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
