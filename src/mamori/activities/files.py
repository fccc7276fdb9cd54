"""The register, certificates and material as files, in the language asked for."""

from collections.abc import Iterable, Mapping

from mamori.activities.queries import Entry
from mamori.activities.queries.certificates import Issued
from mamori.activities.queries.coverage import Cover
from mamori.activities.queries.materials import Material, Sent
from mamori.activities.rules import wording
from mamori.activities.rules.certificates import FORMS
from mamori.activities.rules.certificates import STATES as HOLDS
from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.materials import (
    AUDIENCES,
    LANGUAGES,
    LICENCES,
    RECIPIENTS,
    Recipients,
)
from mamori.activities.rules.records import STATUSES, Activity
from mamori.kernel.text import Language, Text
from mamori.press.workbook import Cell, Table

HEADS = (
    Text("番号", "Number"),
    Text("種類", "Kind"),
    Text("状態", "State"),
    Text("から", "From"),
    Text("まで", "To"),
    Text("府省庁", "Agency"),
    Text("都道府県コード", "Prefecture code"),
    Text("都道府県", "Prefecture"),
    Text("題名（日本語）", "Title in Japanese"),
    Text("題名（英語）", "Title in English"),
    Text("数", "Figures"),
    Text("項目", "Fields"),
    Text("数え先", "Counted as"),
    Text("架空", "Invented"),
)
NAME = Text("活動の記録", "Activities")
CERTIFICATE_HEADS = (
    Text("番号", "Number"),
    Text("種類", "Kind"),
    Text("状態", "State"),
    Text("課程または功績（日本語）", "Course or merit in Japanese"),
    Text("課程または功績（英語）", "Course or merit in English"),
    Text("府省庁", "Agency"),
    Text("発行日", "Issued"),
    Text("有効期限", "Valid until"),
    Text("資格", "Qualification"),
    Text("活動", "Activity"),
    Text("架空", "Invented"),
)
CERTIFICATES = Text("証書", "Certificates")
MATERIAL_HEADS = (
    Text("題名（日本語）", "Title in Japanese"),
    Text("題名（英語）", "Title in English"),
    Text("対象", "Made for"),
    Text("対象年齢の下限", "Youngest age"),
    Text("対象年齢の上限", "Oldest age"),
    Text("府省庁", "Agency"),
    Text("利用条件", "Licence"),
    Text("版", "Editions"),
    Text("言語", "Languages"),
    Text("架空", "Invented"),
)
MATERIALS = Text("教材", "Materials")
LINK, SHOWN = Text("アドレス", "Address"), Text("公開", "Public")
SENDINGS, COVERAGE = Text("送付", "Sendings"), Text("送付の状況", "How far it went")
SENT_ON, EDITION = Text("送付日", "Sent on"), Text("版", "Edition")
PLACE_HEADS = (
    Text("都道府県コード", "Prefecture code"),
    Text("都道府県", "Prefecture"),
    Text("送り先の種類", "Kind of school"),
)
SHARE = Text("割合（%）", "Share in %")
COVER_HEADS = (
    Text("部数", "Pieces"),
    Text("送った学校の数", "Schools sent to"),
    Text("学校の総数", "Schools there are"),
    SHARE,
    Text("受領の連絡", "Acknowledged"),
)
INVENTED = Text("架空の例", "invented example")


def register(
    entries: Iterable[Entry], kinds: Mapping[str, Kind], areas: Mapping[str, Text], spoken: Language
) -> Table:
    return Table.said(
        spoken=spoken,
        title=NAME,
        heads=HEADS,
        rows=tuple(_row(entry, kinds[entry.activity.kind], areas, spoken) for entry in entries),
    )


def certificates(found: Iterable[Issued], spoken: Language) -> Table:
    """Without the names: they stand on paper only (§5.1)."""
    return Table.said(
        spoken=spoken,
        title=CERTIFICATES,
        heads=CERTIFICATE_HEADS,
        rows=tuple(
            (
                own.shown.number,
                FORMS[own.shown.form].in_(spoken),
                HOLDS[own.shown.state].in_(spoken),
                own.shown.title.ja,
                own.shown.title.en,
                own.shown.agency,
                own.shown.issued_on,
                own.shown.valid_until,
                own.qualification,
                own.activity,
                INVENTED.in_(spoken) if own.shown.invented else "",
            )
            for own in found
        ),
    )


def materials(found: Iterable[Material], spoken: Language, address: str = "") -> Table:
    """``address`` of the library, where each can be opened by all; empty for the list of an agency."""
    link = (LINK,) if address else (SHOWN,)
    return Table.said(
        spoken=spoken,
        title=MATERIALS,
        heads=(*MATERIAL_HEADS, *link),
        rows=tuple(
            (
                *_material(own, spoken),
                f"{address}{own.key}/" if address else _yes(own.content.public, spoken),
            )
            for own in found
        ),
    )


def _material(own: Material, spoken: Language) -> tuple[Cell, ...]:
    held = own.content
    languages = dict.fromkeys(file.language for file in own.current)
    return (
        held.title.ja,
        held.title.en,
        AUDIENCES[held.audience].in_(spoken),
        held.youngest,
        held.oldest,
        held.agency,
        LICENCES[held.licence].in_(spoken),
        "; ".join(dict.fromkeys(file.edition for file in own.current)),
        "; ".join(LANGUAGES[one].in_(spoken) for one in languages),
        INVENTED.in_(spoken) if held.invented else "",
    )


def sendings(found: Iterable[Sent], areas: Mapping[str, Text], spoken: Language) -> Table:
    heads = (SENT_ON, EDITION, *PLACE_HEADS, *(head for head in COVER_HEADS if head is not SHARE))
    return Table.said(
        spoken=spoken,
        title=SENDINGS,
        heads=heads,
        rows=tuple(
            (
                one.content.sent_on,
                one.content.edition,
                *_place(one.content.area, one.content.recipients, areas, spoken),
                one.content.pieces,
                one.content.places,
                one.content.places_known,
                one.content.acknowledged,
            )
            for one in found
        ),
    )


def coverage(covers: Iterable[Cover], areas: Mapping[str, Text], spoken: Language) -> Table:
    """No share where the number of schools is not known (§4.3)."""
    return Table.said(
        spoken=spoken,
        title=COVERAGE,
        heads=(*PLACE_HEADS, *COVER_HEADS),
        rows=tuple(
            (
                *_place(one.area, one.recipients, areas, spoken),
                one.pieces,
                one.places,
                one.places_known,
                one.share,
                one.acknowledged,
            )
            for one in covers
        ),
    )


def _place(
    area: str, recipients: Recipients, areas: Mapping[str, Text], spoken: Language
) -> tuple[str, str, str]:
    return area, areas[area].in_(spoken), RECIPIENTS[recipients].in_(spoken)


def _yes(said: bool, spoken: Language) -> str:
    return wording.YES_NO["yes" if said else "no"].in_(spoken)


def _row(entry: Entry, kind: Kind, areas: Mapping[str, Text], spoken: Language) -> tuple[Cell, ...]:
    own: Activity = entry.activity
    area = areas.get(own.area)
    return (
        entry.id,
        kind.title.in_(spoken),
        STATUSES[own.status].in_(spoken),
        own.days.first,
        own.days.last,
        own.agency,
        own.area,
        area.in_(spoken) if area else "",
        own.title.ja,
        own.title.en,
        _listed(wording.figures(own, kind), spoken),
        _listed(wording.fields(own, kind), spoken),
        entry.same_as or "",
        INVENTED.in_(spoken) if own.invented else "",
    )


def _listed(pairs: Iterable[tuple[Text, Text]], spoken: Language) -> str:
    return "; ".join(f"{label.in_(spoken)}: {value.in_(spoken)}" for label, value in pairs)
