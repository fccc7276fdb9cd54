"""What records count, as tables: by prefecture and year, the life of texts, shares by group."""

from collections.abc import Iterable, Mapping

from mamori.activities.rules.kinds import Kind
from mamori.activities.rules.lives import TextLife
from mamori.kernel.text import Language, Text
from mamori.plan.queries.dashboard import Spread
from mamori.plan.queries.use_rate import Rates, Year
from mamori.plan.rules.use_rate import SECRET, Share
from mamori.press.workbook import Table

GONE = Text("保存終了", "no longer kept")


def spreads(found: Iterable[Spread], spoken: Language) -> Table:
    """An indicator by prefecture and year; what is kept secret stays so."""
    known = tuple(found)
    heads = (
        Text("年度", "Fiscal year"),
        Text("から", "From"),
        Text("まで", "To"),
        Text("都道府県コード", "Prefecture code"),
        Text("都道府県", "Prefecture"),
        Text("値", "Value"),
        Text("表示", "As shown"),
        Text("単位", "Unit"),
    )
    return Table.said(
        spoken=spoken,
        title=known[0].indicator.title,
        heads=heads,
        rows=tuple(
            (
                one.year.text.in_(spoken),
                one.year.first,
                one.year.last,
                area.code,
                area.name.in_(spoken),
                cell.value,
                cell.words.in_(spoken),
                one.unit.in_(spoken),
            )
            for one in known
            for area, cell in one.cells
        ),
    )


def texts(
    found: Iterable[TextLife], kind: Kind, areas: Mapping[str, Text], spoken: Language
) -> Table:
    """The life of texts, a row for each of its days."""
    by = kind.field(kind.life.by) if kind.life else None
    apart = {*kind.life.days, kind.life.of, kind.life.by} if kind.life else set()
    more = [field.label for field in kind.fields if field.key not in apart]
    heads = (
        Text("都道府県コード", "Prefecture code"),
        Text("都道府県", "Prefecture"),
        Text("題名", "Title"),
        Text("最初の議決日", "First passed on"),
        by.label if by else Text("対象", "Subject"),
        Text("日", "Day"),
        Text("できごと", "What happened"),
        *more,
    )
    stop = Text("、", "; ").in_(spoken)
    return Table.said(
        spoken=spoken,
        title=kind.title,
        heads=heads,
        rows=tuple(
            (
                one.area,
                areas[one.area].in_(spoken) if one.area in areas else "",
                one.title.in_(spoken),
                one.first,
                stop.join(choice.words.in_(spoken) for choice in one.by),
                step.day,
                step.label.in_(spoken),
                *(
                    dict(step.told)[label].in_(spoken) if label in dict(step.told) else ""
                    for label in more
                ),
            )
            for one in found
            for step in one.steps
        ),
    )


def share_words(year: Year, share: Share | None) -> Text:
    """A share, or the word for why there is none."""
    if share is not None:
        return share.words
    return GONE if year.gone else SECRET


def rates(found: Rates, spoken: Language) -> Table:
    """A row for each group and year; a number that is kept secret is empty and says so in its words."""
    heads = (
        Text("年度", "Fiscal year"),
        Text("区分", "Group"),
        Text("該当", "Used"),
        Text("結果が分かっている件数", "Outcome known"),
        Text("割合（%、分かっているものに占める）", "Share of the known (%)"),
        Text("表示", "Shown as"),
        Text("架空の記録を含む", "Invented records among them"),
    )
    invented = Text("はい", "yes").in_(spoken) if found.invented else ""
    rows = []
    for year in found.years:
        for group in found.groups:
            share = found.share(year, group.key)
            numbers = (share.used, share.known, share.percent) if share else (None, None, None)
            said = share_words(year, share).in_(spoken)
            rows.append((year.period.code, group.words.in_(spoken), *numbers, said, invented))
    return Table.said(
        spoken=spoken,
        title=found.rate.title,
        heads=heads,
        rows=tuple(rows),
    )
