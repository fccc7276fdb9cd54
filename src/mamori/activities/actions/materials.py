"""Material is added, changed, given files, sent, withdrawn. Policy: docs/policy/activities.md, section 4."""

import secrets
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction

from mamori.activities import models
from mamori.activities.actions.holding import own, record
from mamori.activities.queries.materials import UnknownMaterial
from mamori.activities.rules import materials as rules
from mamori.activities.rules.materials import Material, UnfitFile
from mamori.activities.rules.readable_pdf import findings
from mamori.kernel import audit
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
    record("material added", row, actor, at)
    return row.key


@transaction.atomic
def change_material(
    *, key: str, material: Material, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> int:
    """How much of it changed; each part is told in the record as it was and as it is (§4.8)."""
    row = own(key, agencies)
    rules.check(material)
    told: dict[str, int | str | None] = {}
    for name, value in _columns(material).items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            told |= {f"{name} before": _said(before), f"{name} after": _said(value)}
    if told:
        row.save(update_fields=CHANGED)
        record("material changed", row, actor, at, **told)
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
    row = own(key, agencies)
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
    record("material file added", row, actor, at, digest=file.digest, language=language)
    return file.pk


@transaction.atomic
def withdraw_file(
    *, key: str, file: int, agencies: frozenset[str], actor: audit.Actor, at: datetime
) -> None:
    """No longer handed out; it stays in the history (§4.1)."""
    row = own(key, agencies)
    held = row.files.filter(pk=file, withdrawn_at=None).first()
    if held is None:
        raise UnknownMaterial
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    record("material file withdrawn", row, actor, at, digest=held.digest)


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
