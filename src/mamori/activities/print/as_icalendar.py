"""The calendar as a feed other calendars can follow (RFC 5545). The same events, the same bytes."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from icalendar import Calendar
from icalendar import Event as Entry

from mamori.activities.rules.calendar import Event
from mamori.activities.rules.records import Status
from mamori.kernel.text import Language, Text

NAME = Text("子供の性被害防止の活動", "Activities to protect children")
MEDIA = "text/calendar; charset=utf-8"
INVENTED = Text("【架空】", "[invented] ")
PLANNED = Text("予定", "Planned")
HELD = Text("実施済み", "Held")
EVERYWHERE = Text("全国", "The whole country")


def write(
    events: Iterable[Event],
    agencies: Mapping[str, Text],
    areas: Mapping[str, Text],
    spoken: Language,
    host: str,
) -> bytes:
    """Whole days; ``host`` makes the identifiers of the entries unlike those of other sites."""
    feed = Calendar()
    feed.add("prodid", "-//Mamori//activities//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", NAME.in_(spoken))
    for event in events:
        feed.add_component(_entry(event, agencies, areas, spoken, host))
    return bytes(feed.to_ical())


def _entry(
    own: Event,
    agencies: Mapping[str, Text],
    areas: Mapping[str, Text],
    spoken: Language,
    host: str,
) -> Entry:
    entry, planned = Entry(), own.status is Status.PLANNED
    mark = INVENTED.in_(spoken) if own.invented else ""
    agency = agencies.get(own.agency)
    entry.add("uid", f"activity-{own.id}@{host}")
    entry.add("dtstamp", own.recorded_at)
    entry.add("sequence", own.version - 1)
    entry.add("dtstart", own.days.first)
    entry.add("dtend", own.days.last + timedelta(days=1))  # the day after, by the standard
    entry.add("summary", f"{mark}{own.title.in_(spoken)}")
    entry.add("categories", [own.kind.in_(spoken)])
    entry.add("location", areas.get(own.area, EVERYWHERE).in_(spoken))
    entry.add("status", "TENTATIVE" if planned else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    said = (PLANNED if planned else HELD).in_(spoken)
    entry.add("description", f"{agency.in_(spoken) if agency else own.agency} · {said}")
    return entry
