"""The register as a file, in the language asked for."""

from collections.abc import Iterable, Mapping

from mamori.activities.queries import Entry
from mamori.activities.rules import wording
from mamori.activities.rules.kinds import Kind
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
INVENTED = Text("架空の例", "invented example")


def register(
    entries: Iterable[Entry], kinds: Mapping[str, Kind], areas: Mapping[str, Text], spoken: Language
) -> Table:
    return Table(
        title=NAME.in_(spoken),
        heads=tuple(head.in_(spoken) for head in HEADS),
        rows=tuple(_row(entry, kinds[entry.activity.kind], areas, spoken) for entry in entries),
    )


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
