"""Every way a series can be taken along."""

from collections.abc import Callable
from dataclasses import dataclass

from mamori.kernel.text import Language, Text
from mamori.statistics.print import as_csv, as_sdmx, data_package, workbook
from mamori.statistics.rules.vintages import Account

FORMATS = {  # media type and the end of the name
    "csv": ("text/csv; charset=utf-8", "csv"),
    "sdmx": ("application/vnd.sdmx.data+csv; charset=utf-8", "sdmx.csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "zip": ("application/zip", "zip"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One of the downloads of a series, in words."""

    key: str
    name: Text
    kind: str


FORMS = (
    Form("csv", Text("値と注釈", "Values with notes"), "CSV"),
    Form("sdmx", Text("値と状態の符号", "Values with status codes"), "SDMX-CSV"),
    Form("xlsx", Text("注釈のシート付き", "Workbook with a notes sheet"), "Excel"),
    Form("zip", Text("定義付きの一式", "Everything with its definitions"), "Data Package"),
)
_WRITERS: dict[str, Callable[[Account, Language], bytes]] = {
    "csv": as_csv.values,
    "sdmx": lambda account, language: as_sdmx.values(account),
    "xlsx": workbook.values,
    "zip": lambda account, language: data_package.values(account),
}


def values(account: Account, form: str, language: Language) -> bytes:
    """The same account, form and language give the same bytes."""
    return _WRITERS[form](account, language)
