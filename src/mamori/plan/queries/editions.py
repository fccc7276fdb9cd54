"""What the public may read at a moment: editions from their minute on, then the country pack's Outlines.

Policy: docs/policy/plan.md, section 10. Everything that shows an Outline to anyone goes through here, so
that an edition before its minute is not there by any way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from mamori.kernel.periods import Period
from mamori.kernel.text import Text
from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.queries.outlines import OutlineName, UnknownOutline, outline, outlines
from mamori.plan.rules import bundle
from mamori.plan.rules.outline import Effort, Outline


@dataclass(frozen=True, slots=True)
class EditionName:
    """``public``: its minute has come. ``digest`` is that of its bundle."""

    edition_id: int
    name: str
    revision: int
    round_key: str | None
    period: Period
    efforts: int
    digest: str
    frozen_at: datetime
    announced_at: datetime
    public: bool


def outlines_at(at: datetime) -> list[OutlineName]:
    """Every Outline that is public, each as its newest revision; newest period first."""
    by_name = {item.key: item for item in outlines()}
    for row in _newest(at).defer("bundle").select_related("plan"):
        by_name[row.name] = OutlineName(
            key=row.name,
            plan_key=row.plan_id,
            plan_name=Text(row.plan.short_ja, row.plan.short_en),
            period=Period(row.first, row.last),
            issued_on=values.day_of(row.announced_at),
            efforts=row.efforts,
        )
    return sorted(by_name.values(), key=lambda o: (o.period.last, o.key), reverse=True)


def latest_at(at: datetime) -> OutlineName | None:
    return next(iter(outlines_at(at)), None)


def outline_at(name: str, at: datetime, revision: int | None = None) -> Outline:
    """The Outline as published, its newest revision or the one asked for; 404 before its minute."""
    row = _edition(name, at, revision)
    if row is not None:
        return _thawed(row.digest, row.bundle)
    if revision in (None, 1) and models.Outline.objects.filter(pk=name).exists():
        return outline(name)
    raise UnknownOutline(
        Text(
            ja="取組概要「{0}」はありません。あるもの: {1}",
            en="There is no Outline “{0}”. There are: {1}.",
        ).format(name, ", ".join(o.key for o in outlines_at(at)) or "–")
    )


def file_at(
    name: str, form: str, language: str, at: datetime, revision: int | None
) -> bytes | None:
    """The file as it was frozen, or None where the Outline was never frozen."""
    row = _edition(name, at, revision)
    if row is None:
        return None
    found = row.files.filter(form=form, language=language).first()
    return bytes(found.content) if found else None


def editions(at: datetime, *, round_key: str | None = None) -> list[EditionName]:
    """For the secretariat: all that stand, whether public yet or not; newest first."""
    rows = models.Edition.objects.filter(withdrawn_at=None).defer("bundle")
    if round_key is not None:
        rows = rows.filter(round=round_key)
    return [_name(row, at) for row in rows.order_by("-last", "name", "-revision")]


def being_counted() -> list[Period]:
    """Periods of rounds that stand open: not frozen, or thawed again."""
    frozen = models.Edition.objects.filter(withdrawn_at=None, round__isnull=False)
    rows = models.Round.objects.exclude(pk__in=frozen.values("round"))
    return [Period(first, last) for first, last in rows.order_by("pk").values_list("first", "last")]


def efforts_at(
    measures: Iterable[str], at: datetime
) -> Mapping[str, list[tuple[str, Period, Effort]]]:
    """By the measure's key what public editions say of it, newest first: Outline, period, effort."""
    wanted = set(measures)
    links = models.EditionMeasure.objects.filter(measure__in=wanted, edition__in=_newest(at))
    found: dict[str, list[tuple[str, Period, Effort]]] = {}
    for link in links.select_related("edition").order_by("-edition__last", "pk"):
        edition = link.edition
        effort = bundle.effort(edition.bundle, link.effort)
        if effort is not None:
            period = Period(edition.first, edition.last)
            found.setdefault(link.measure, []).append((edition.name, period, effort))
    return found


def counts_at(at: datetime) -> Mapping[str, int]:
    """How many efforts public editions have for each measure; not those that correct a pack's Outline."""
    of_packs = models.Outline.objects.values("pk")
    rows = models.EditionMeasure.objects.filter(edition__in=_newest(at).exclude(name__in=of_packs))
    return Counter(rows.values_list("measure", flat=True))


def _standing(at: datetime) -> QuerySet[models.Edition]:
    return models.Edition.objects.filter(withdrawn_at=None, announced_at__lte=at)


def _newest(at: datetime) -> QuerySet[models.Edition]:
    """Of each name the newest revision whose minute has come."""
    ids = _standing(at).order_by("name", "-revision").distinct("name").values("pk")
    return models.Edition.objects.filter(pk__in=ids)


def _edition(name: str, at: datetime, revision: int | None) -> models.Edition | None:
    rows = _standing(at).filter(name=name)
    if revision is not None:
        rows = rows.filter(revision=revision)
    return rows.order_by("-revision").first()


@lru_cache(maxsize=64)
def _thawed(digest: str, kept: str) -> Outline:
    return bundle.thawed(kept)


def _name(row: models.Edition, at: datetime) -> EditionName:
    return EditionName(
        edition_id=row.pk,
        name=row.name,
        revision=row.revision,
        round_key=row.round_id,
        period=Period(row.first, row.last),
        efforts=row.efforts,
        digest=row.digest,
        frozen_at=row.frozen_at,
        announced_at=row.announced_at,
        public=row.announced_at <= at,
    )
