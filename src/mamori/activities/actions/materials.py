"""Material is added, changed, given files, sent, withdrawn. Policy: docs/policy/activities.md, section 4."""

import secrets
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from mamori.activities import models
from mamori.activities.queries import materials as queries
from mamori.activities.queries.coverage import coverage
from mamori.activities.queries.materials import UnknownMaterial
from mamori.activities.rules import materials as rules
from mamori.activities.rules.materials import Distribution, Material, NotADistribution, UnfitFile
from mamori.activities.rules.readable_pdf import findings
from mamori.activities.rules.sendings import Before, check_whole
from mamori.kernel import areas, audit
from mamori.kernel.text import Text

LONGEST_NAME = 200
CHANGED = (
    "title_ja",
    "title_en",
    "about_ja",
    "about_en",
    "audience",
    "youngest",
    "oldest",
    "licence",
    "public",
)


class NoEdition(NotADistribution):
    def __init__(self, edition: str) -> None:
        super().__init__(
            Text("この教材に「{0}」という版はありません。", "It has no edition “{0}”.").format(
                edition
            )
        )


@transaction.atomic
def add_material(*, material: Material, actor: audit.Actor, at: datetime) -> str:
    """Its key. The library shows it once it has a file."""
    rules.check(material)
    row = models.Material.objects.create(
        key=f"m{secrets.token_hex(5)}",
        agency=material.agency,
        invented=material.invented,
        **_columns(material),
    )
    _record("material added", row, actor, at)
    return row.key


@transaction.atomic
def change_material(
    *, key: str, material: Material, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> int:
    """How much of it changed; each part is told in the record as it was and as it is (§4.8)."""
    row = _own(key, agencies)
    rules.check(material)
    told: dict[str, int | str | None] = {}
    for name, value in _columns(material).items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            told |= {f"{name} before": _said(before), f"{name} after": _said(value)}
    if told:
        row.save(update_fields=CHANGED)
        _record("material changed", row, actor, at, **told)
    return len(told) // 2


@transaction.atomic
def add_file(
    *,
    key: str,
    edition: str,
    language: str,
    file_name: str,
    content: bytes,
    agencies: frozenset[str],
    actor: audit.Actor,
    at: datetime,
) -> int:
    """Kept with its digest and what its check found (§4.1, §4.4)."""
    row = _own(key, agencies)
    rules.check_file(edition, language, file_name, content)
    in_use = row.files.filter(withdrawn_at=None)
    if in_use.filter(edition=edition.strip(), language=language).exists():
        raise UnfitFile(
            Text(
                "この版のこの言語はもうあります。差し替えるときは、先に取り下げてください。",
                "This edition is here in this language. To replace it, withdraw that file first.",
            )
        )
    kind = rules.media_type(file_name)
    file = models.MaterialFile.objects.create(
        material=row,
        edition=edition.strip(),
        language=language,
        file_name=_short(file_name),
        media_type=kind,
        digest=sha256(content).hexdigest(),
        content=content,
        size=len(content),
        findings=[f.value for f in findings(content)] if kind == rules.ENDINGS[".pdf"] else [],
        added_at=at,
        added_by=actor,
    )
    _record("material file added", row, actor, at, digest=file.digest, language=language)
    return file.pk


@transaction.atomic
def withdraw_file(
    *, key: str, file: int, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> None:
    """No longer handed out; it stays in the history (§4.1)."""
    row = _own(key, agencies)
    held = row.files.filter(pk=file, withdrawn_at=None).first()
    if held is None:
        raise UnknownMaterial
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    _record("material file withdrawn", row, actor, at, digest=held.digest)


@transaction.atomic
def record_distribution(
    *, key: str, sent: Distribution, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> int:
    row = _own(key, agencies)
    areas.area(sent.area)
    rules.check_distribution(sent, timezone.localtime(at).date())
    if not row.files.filter(edition=sent.edition).exists():
        raise NoEdition(sent.edition)
    check_whole(sent, _before(row, sent))
    fresh = models.Distribution.objects.create(
        material=row,
        edition=sent.edition,
        area=sent.area,
        recipients=sent.recipients.value,
        sent_on=sent.sent_on,
        pieces=sent.pieces,
        places=sent.places,
        places_known=sent.places_known,
        acknowledged=sent.acknowledged,
        invented=sent.invented or row.invented,
    )
    _record("material sent", row, actor, at, pieces=sent.pieces, area=sent.area)
    return fresh.pk


@transaction.atomic
def acknowledge(
    *,
    key: str,
    distribution: int,
    places: int,
    agencies: frozenset[str],
    actor: audit.Actor,
    at: datetime,
) -> int:
    """How many schools acknowledged it in all so far; 0 if that was known."""
    row = _own(key, agencies)
    held = models.Distribution.objects.select_for_update().filter(pk=distribution, material=row)
    one = held.first()
    if one is None:
        raise UnknownMaterial
    if one.acknowledged == places:
        return 0
    sent = queries.sending(key, distribution)
    rules.check_distribution(replace(sent, acknowledged=places), timezone.localtime(at).date())
    one.acknowledged = places
    one.save(update_fields=["acknowledged"])
    _record("material acknowledged", row, actor, at, places=places, distribution=one.pk)
    return one.pk


def _before(row: models.Material, sent: Distribution) -> Before | None:
    for one in coverage(row.key, sent.edition):
        if (one.area, one.recipients) == (sent.area, sent.recipients):
            return Before(one.places, one.places_known)
    return None


def _own(key: str, agencies: frozenset[str]) -> models.Material:
    """Held until the transaction ends."""
    rows = models.Material.objects.select_for_update()
    row = rows.filter(pk=key, agency__in=agencies).first()
    if row is None:
        raise UnknownMaterial
    return row


def _columns(material: Material) -> dict[str, Any]:
    """All that may be changed later: neither its agency nor that it is invented."""
    held = {
        "title_ja": material.title.ja.strip(),
        "title_en": material.title.en.strip(),
        "about_ja": material.about.ja.strip(),
        "about_en": material.about.en.strip(),
    }
    others = {name: getattr(material, name) for name in CHANGED if name not in held}
    return held | others | {"audience": material.audience.value}


def _said(value: str | int | bool | None) -> str | int | None:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _short(file_name: str) -> str:
    """The name without folders or signs that no header bears, its ending kept."""
    plain = "".join(sign for sign in PurePath(file_name).name if sign.isprintable())
    ending = PurePath(plain).suffix
    return plain.removesuffix(ending)[: LONGEST_NAME - len(ending)] + ending


def _record(
    action: str, row: models.Material, actor: audit.Actor, at: datetime, **details: int | str | None
) -> None:
    audit.record(
        slice="activities",
        actor=actor,
        action=f"activities: {action}",
        subject=f"material:{row.key}",
        at=at,
        agency=row.agency,
        **details,
    )
