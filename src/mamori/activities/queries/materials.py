"""The library for all, and for its agency where material was sent (docs/policy/activities.md §4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from mamori.activities import models
from mamori.activities.rules import materials as rules
from mamori.activities.rules.materials import Audience, Recipients
from mamori.activities.rules.readable_pdf import Finding
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

MOST = 500


@dataclass(frozen=True, slots=True)
class File:
    id: int
    edition: str
    language: str
    file_name: str
    size: int
    digest: str
    findings: tuple[Finding, ...]
    is_pdf: bool
    added_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Material:
    """``files`` newest first, the withdrawn ones too."""

    key: str
    content: rules.Material
    files: tuple[File, ...]

    @property
    def current(self) -> tuple[File, ...]:
        return tuple(file for file in self.files if file.withdrawn_at is None)

    @property
    def editions(self) -> tuple[str, ...]:
        """Newest first, each once."""
        return tuple(dict.fromkeys(file.edition for file in self.files))


@dataclass(frozen=True, slots=True)
class Content:
    """A file to be handed over."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    id: int
    content: rules.Distribution


@dataclass(frozen=True, slots=True)
class Sought:
    """Empty means any. ``words`` are looked for in titles and descriptions.

    ``agency`` and ``public`` ("yes", "no") are asked by its agency only.
    """

    words: str = ""
    audience: str = ""
    language: str = ""
    agency: str = ""
    public: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """Which sendings; empty means any."""

    edition: str = ""
    area: str = ""
    recipients: str = ""


class UnknownMaterial(Refused):
    code = "unknown_material"
    status = 404

    def __init__(self) -> None:
        super().__init__(Text("この教材はありません。", "There is no such material."))


def library(sought: Sought, *, first: int = 0, most: int = 50) -> tuple[tuple[Material, ...], int]:
    """What is open to all and has a file in use; a page, by title, and how many there are."""
    in_use = models.MaterialFile.objects.filter(withdrawn_at=None)
    if sought.language:
        in_use = in_use.filter(language=sought.language)
    rows = models.Material.objects.filter(public=True, pk__in=in_use.values("material"))
    rows = rows.filter(_fitting(sought))
    return _told(rows.order_by("title_ja", "key")[first : first + most]), rows.count()


def public_material(key: str) -> Material:
    rows = models.Material.objects.filter(pk=key, public=True)
    return _one(rows.filter(files__isnull=False).distinct())


def public_file(key: str, file: int) -> Content:
    """Of material open to all, and not withdrawn."""
    rows = models.MaterialFile.objects.filter(
        pk=file, material=key, material__public=True, withdrawn_at=None
    )
    row = rows.first()
    if row is None:
        raise UnknownMaterial
    return Content(row.file_name, row.media_type, bytes(row.content))


def of_agencies(
    agencies: frozenset[str], sought: Sought | None = None, *, first: int = 0, most: int = MOST
) -> tuple[tuple[Material, ...], int]:
    """A page of what these agencies keep, by title, and how many there are."""
    asked = sought or Sought()
    rows = models.Material.objects.filter(_fitting(asked), agency__in=agencies)
    if asked.language:
        in_use = models.MaterialFile.objects.filter(withdrawn_at=None, language=asked.language)
        rows = rows.filter(pk__in=in_use.values("material"))
    return _told(rows.order_by("title_ja", "key")[first : first + most]), rows.count()


def own(agencies: frozenset[str], key: str) -> Material:
    return _one(models.Material.objects.filter(pk=key, agency__in=agencies))


def sent(
    key: str, sending: Sending | None = None, *, first: int = 0, most: int = MOST
) -> tuple[tuple[Sent, ...], int]:
    """A page of where it went, newest first, and how many sendings there are."""
    rows = models.Distribution.objects.filter(material=key)
    asked = sending or Sending()
    for name in ("edition", "area", "recipients"):
        if value := getattr(asked, name):
            rows = rows.filter(**{name: value})
    page = rows.order_by("-sent_on", "area", "recipients", "id")[first : first + most]
    return tuple(_sent(row) for row in page), rows.count()


def sending(key: str, distribution: int) -> rules.Distribution:
    row = models.Distribution.objects.filter(material=key, pk=distribution).first()
    if row is None:
        raise UnknownMaterial
    return _sent(row).content


def _fitting(sought: Sought) -> Q:
    found = Q()
    for name in ("audience", "agency"):
        if value := getattr(sought, name):
            found &= Q(**{name: value})
    if sought.public:
        found &= Q(public=sought.public == "yes")
    for word in sought.words.split():
        found &= (
            Q(title_ja__icontains=word)
            | Q(title_en__icontains=word)
            | Q(about_ja__icontains=word)
            | Q(about_en__icontains=word)
        )
    return found


def _one(rows: Iterable[models.Material]) -> Material:
    found = _told(rows)
    if not found:
        raise UnknownMaterial
    return found[0]


def _told(rows: Iterable[models.Material]) -> tuple[Material, ...]:
    held = list(rows)
    files: dict[str, list[File]] = {}
    listed = models.MaterialFile.objects.filter(material__in=held).defer("content")
    for row in listed.order_by("-added_at", "-id"):
        files.setdefault(row.material_id, []).append(_file(row))
    return tuple(Material(m.pk, _content(m), tuple(files.get(m.pk, ()))) for m in held)


def _content(row: models.Material) -> rules.Material:
    return rules.Material(
        agency=row.agency,
        title=Text(row.title_ja, row.title_en),
        about=Text(row.about_ja, row.about_en),
        audience=Audience(row.audience),
        licence=row.licence,
        youngest=row.youngest,
        oldest=row.oldest,
        public=row.public,
        invented=row.invented,
    )


def _file(row: models.MaterialFile) -> File:
    return File(
        id=row.pk,
        edition=row.edition,
        language=row.language,
        file_name=row.file_name,
        size=row.size,
        digest=row.digest,
        findings=tuple(Finding(one) for one in row.findings),
        is_pdf=row.media_type == rules.ENDINGS[".pdf"],
        added_at=row.added_at,
        withdrawn_at=row.withdrawn_at,
    )


def _sent(row: models.Distribution) -> Sent:
    content = rules.Distribution(
        edition=row.edition,
        area=row.area,
        recipients=Recipients(row.recipients),
        sent_on=row.sent_on,
        pieces=row.pieces,
        places=row.places,
        places_known=row.places_known,
        acknowledged=row.acknowledged,
        invented=row.invented,
    )
    return Sent(row.pk, content)
