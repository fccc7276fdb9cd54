"""Every value of a series with all that travels with it, as CSV that a spreadsheet opens in either language."""

from mamori.kernel.text import Text
from mamori.press.workbook import Cell, Table, as_csv
from mamori.statistics.print import wording
from mamori.statistics.print.notes import travelling
from mamori.statistics.print.records import Record, plain, records
from mamori.statistics.rules.series import Series
from mamori.statistics.rules.vintages import Account

COLUMNS = (
    Text("系列", "Series"),
    Text("系列名", "Title"),
    Text("区分", "Breakdown"),
    Text("期間の符号", "Period code"),
    Text("期間", "Period"),
    Text("値", "Value"),
    Text("単位", "Unit"),
    Text("概数", "Approximate"),
    Text("状態の符号", "Status code"),
    Text("状態", "Status"),
    Text("秘匿の符号", "Confidentiality code"),
    Text("秘匿", "Confidentiality"),
    Text("採用", "Stands"),
    Text("版", "Vintage"),
    Text("公表日", "Published"),
    Text("出典", "Source"),
    Text("計算方法", "Derivation"),
    Text("定義の版", "Definition version"),
    Text("比べられる区間", "Segment"),
    Text("数え方の変更", "Break"),
    Text("変更前の数え方による値", "Value counted the old way"),
    Text("注", "Footnotes"),
)


def values(account: Account, language: str) -> bytes:
    """UTF-8 with a mark; one value a row, every vintage; no cell can be taken for a formula."""
    return as_csv(table(account, language))


def table(account: Account, language: str) -> Table:
    """The same as a table: one row a value of one vintage, in the order of ``records``."""
    return Table(
        title=account.series.title.in_(language),
        heads=tuple(head.in_(language) for head in COLUMNS),
        rows=tuple(row(account.series, record, language) for record in records(account)),
    )


def row(series: Series, record: Record, language: str) -> tuple[Cell, ...]:
    """The cells under ``COLUMNS``. Values of different segments are not compared (§1.5)."""
    found = record.observation
    before = record.carried
    yes_no = {True: wording.YES.in_(language), False: wording.NO.in_(language)}
    return (
        series.key,
        series.title.in_(language),
        series.label(found.breakdown).in_(language),
        found.period.code,
        found.period.in_(language),
        None if found.value is None else plain(found.value),
        series.unit.key,
        yes_no[found.approximate],
        found.status.value,
        wording.STATUSES[found.status].in_(language),
        found.confidentiality.value,
        wording.CONFIDENTIALITIES[found.confidentiality].in_(language),
        yes_no[record.stands],
        found.vintage,
        found.published,
        record.source.title.in_(language) if record.source else found.source,
        found.derivation,
        record.definition.version if record.definition else None,
        record.segment + 1,
        record.opens.what.in_(language) if record.opens else None,
        None if before is None else plain(before),
        wording.SEMICOLON.in_(language).join(note.in_(language) for note in travelling(series)),
    )
