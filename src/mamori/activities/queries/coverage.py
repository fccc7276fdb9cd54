"""How far an edition went: by area and kind of school (docs/policy/activities.md §4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from mamori.activities import models
from mamori.activities.rules import materials as rules
from mamori.activities.rules.materials import Recipients


@dataclass(frozen=True, slots=True)
class Cover:
    """Of one edition, in one area, at one kind of school. ``share`` in percent, none where not known."""

    area: str
    recipients: Recipients
    pieces: int
    places: int
    places_known: int | None
    acknowledged: int
    share: int | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one kind of school over all areas. ``share`` only where the schools of every area are known."""

    recipients: Recipients
    areas: int
    pieces: int
    places: int
    places_known: int | None
    acknowledged: int
    share: int | None


def coverage(key: str, edition: str) -> tuple[Cover, ...]:
    """By area and kind of school; the last known number of schools counts (§4.3)."""
    rows = models.Distribution.objects.filter(material=key, edition=edition)
    found: dict[tuple[str, str], list[models.Distribution]] = {}
    for row in rows.order_by("area", "recipients", "sent_on", "id"):
        found.setdefault((row.area, row.recipients), []).append(row)
    return tuple(_cover(group) for group in found.values())


def reach(covers: Iterable[Cover]) -> tuple[Reach, ...]:
    """Added up by kind of school, in the order of the kinds."""
    held = list(covers)
    by_kind = ((kind, [c for c in held if c.recipients is kind]) for kind in Recipients)
    return tuple(_reach(kind, own) for kind, own in by_kind if own)


def _reach(kind: Recipients, own: list[Cover]) -> Reach:
    counted = [c.places_known for c in own if c.places_known is not None]
    known = sum(counted) if len(counted) == len(own) else None
    places = sum(c.places for c in own)
    return Reach(
        recipients=kind,
        areas=len(own),
        pieces=sum(c.pieces for c in own),
        places=places,
        places_known=known,
        acknowledged=sum(c.acknowledged for c in own),
        share=rules.share(places, known),
    )


def _cover(rows: list[models.Distribution]) -> Cover:
    known = [row.places_known for row in rows if row.places_known is not None]
    places, places_known = sum(row.places for row in rows), known[-1] if known else None
    return Cover(
        area=rows[0].area,
        recipients=Recipients(rows[0].recipients),
        pieces=sum(row.pieces for row in rows),
        places=places,
        places_known=places_known,
        acknowledged=sum(row.acknowledged for row in rows),
        share=rules.share(places, places_known),
    )
