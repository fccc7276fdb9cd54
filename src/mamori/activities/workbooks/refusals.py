"""Why a table is not taken. Each says what was found and what would be right; nothing was kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from mamori.kernel.archives import Fault
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

SHOWN = 10  # places named in one refusal; the rest is counted


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in one cell: the row as the program counts it, its column's letters and head."""

    sheet: str
    row: int
    column: str
    head: Text
    reason: Text

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}" if self.sheet else f"{self.column}{self.row}"


class BadTable(Refused):
    code = "not_a_table"


class BadFile(BadTable):
    """``fault`` says which."""

    def __init__(self, fault: Fault | str) -> None:
        self.fault = str(fault)
        super().__init__(FAULTS[self.fault])


class Merged(BadTable):
    code = "merged_cells"

    def __init__(self, places: Iterable[str]) -> None:
        super().__init__(
            _named(
                Text(
                    "結合したセルがあります（{0}）。結合を解除し、どの行にも値を入れてください。",
                    "There are merged cells ({0}). Unmerge them and give every row its value.",
                ),
                places,
            )
        )


class Formulas(BadTable):
    code = "formulas"

    def __init__(self, places: Iterable[str]) -> None:
        super().__init__(
            _named(
                Text(
                    "数式があります（{0}）。「値として貼り付け」で値に置き換えてください。",
                    "There are formulas ({0}). Replace them by their values (paste as values).",
                ),
                places,
            )
        )


class OtherKind(BadTable):
    code = "other_kind"

    def __init__(self, kind: str, asked: Text) -> None:
        words = Text(
            "この表は「{0}」のものです。「{1}」の様式を使ってください。",
            "This is a table of “{0}”. Use the template of “{1}”.",
        )
        super().__init__(words.format(kind, asked))


class NoHeads(BadTable):
    code = "no_heads"

    def __init__(self, heads: Text) -> None:
        words = Text(
            "見出しの行が見つかりません。次の見出しが要ります: {0}",
            "There is no row of heads. It needs these: {0}.",
        )
        super().__init__(words.format(heads))


class UnknownColumn(BadTable):
    code = "unknown_column"

    def __init__(self, head: str, place: str, known: Text) -> None:
        words = Text(
            "{1} の見出し「{0}」は様式にありません。列を消すか、見出しを直してください。使えるもの: {2}",
            "The head “{0}” at {1} is not in the template. Delete the column or correct its head. "
            "There are: {2}.",
        )
        super().__init__(words.format(head, place, known))


class ColumnTwice(BadTable):
    code = "column_twice"

    def __init__(self, head: Text, places: Iterable[str]) -> None:
        words = Text(
            "「{0}」の列が二つあります（{1}）。", "The column “{0}” stands there twice ({1})."
        )
        super().__init__(words.format(head, ", ".join(places)))


class OlderLayout(BadTable):
    code = "older_layout"

    def __init__(self, columns: str) -> None:
        words = Text(
            "以前の様式です。「{0}」はいまの様式にありません。"
            "いまの様式を受け取り、行を写してください。",
            "This is an earlier template. “{0}” is not in the present one. "
            "Download the present template and copy the rows into it.",
        )
        super().__init__(words.format(columns))


class ColumnMissing(BadTable):
    code = "column_missing"

    def __init__(self, heads: Text) -> None:
        words = Text("次の列がありません: {0}", "These columns are missing: {0}.")
        super().__init__(words.format(heads))


class NoRows(BadTable):
    code = "no_rows"

    def __init__(self) -> None:
        super().__init__(Text("見出しの下に行がありません。", "There are no rows below the heads."))


class TooManyRows(BadTable):
    code = "too_many_rows"

    def __init__(self, most: int) -> None:
        words = Text(
            "行が多すぎます。{0:,}行までに分けてください。",
            "There are too many rows. Split them into tables of at most {0:,}.",
        )
        super().__init__(words.format(most))


class RowsRefused(BadTable):
    """Some rows break rules, so none is kept; ``findings`` has them all."""

    code = "rows_refused"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        words = Text(
            "{0:,}行に誤りがあるので、何も記録していません。",
            "{0:,} rows are wrong, so nothing was recorded.",
        )
        super().__init__(words.format(len({(f.sheet, f.row) for f in self.findings})))


def _named(words: Text, places: Iterable[str]) -> Text:
    found = list(places)
    listed, more = ", ".join(found[:SHOWN]), len(found) - SHOWN
    if more > 0:
        tail = Text("{0} ほか{1}か所", "{0} and {1} more").format(listed, more)
        return words.format(tail)
    return words.format(listed)


EMPTY, LARGE, IMAGE, OLD_EXCEL, FAR, NO_TEXT = "empty", "large", "image", "old_excel", "far", "text"
FAULTS: dict[str, Text] = {
    EMPTY: Text("空のファイルです。", "The file is empty."),
    LARGE: Text(
        "10MBを超えるファイルは受け取れません。行を分けてください。",
        "A file of more than 10 MB is not taken. Split its rows.",
    ),
    IMAGE: Text(
        "中身は画像です。画像は受け取りません。", "This is an image. Images are never taken."
    ),
    OLD_EXCEL: Text(
        "古い形式（.xls）です。.xlsx として保存してください。",
        "This is the old format .xls. Save it as .xlsx.",
    ),
    FAR: Text(
        "表から遠く離れたセルに何かがあります。余分な行と列を消してください。",
        "Something stands far outside the table. Delete the extra rows and columns.",
    ),
    NO_TEXT: Text(
        "ExcelのブックでもUTF-8かShift-JISのCSVでもありません。",
        "This is neither an Excel workbook nor CSV in UTF-8 or Shift-JIS.",
    ),
    Fault.PASSWORD: Text(
        "パスワードで保護されています。外して保存してください。",
        "It is protected by a password. Save it without one.",
    ),
    Fault.BROKEN: Text(
        "ファイルが壊れています。開いて保存し直してください。",
        "The file is damaged. Open it and save it again.",
    ),
    Fault.BOMB: Text(
        "展開すると大きすぎます。余分なシートや画像を消してください。",
        "Unpacked it would be too large. Remove other sheets and pictures.",
    ),
    Fault.OPEN_DOCUMENT: Text(
        "OpenDocument形式です。.xlsx として保存してください。",
        "This is an OpenDocument file. Save it as .xlsx.",
    ),
    Fault.NO_WORKBOOK: Text(
        "Excelのブック（.xlsx）ではありません。", "This is not an Excel workbook (.xlsx)."
    ),
    Fault.MACROS: Text(
        "マクロを含みます。マクロなしの .xlsx として保存してください。",
        "It carries macros. Save it as .xlsx without them.",
    ),
    Fault.LINKS: Text(
        "ほかのファイルへのリンクを含みます。リンクを解除してください。",
        "It links to other files. Break the links.",
    ),
}
