"""Why a file is not taken at all. Each says what was found and what would be right; nothing was loaded."""

from collections.abc import Iterable

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.findings import Finding, Place, Severity, listed

WORDS: dict[str, Text] = {
    "empty_file": Text(
        "空のファイルです。保存し直してから送ってください。",
        "The file is empty. Save it again and send it.",
    ),
    "too_large": Text(
        "{limit}MBを超える表は受け取りません。年か系列で分けてください。",
        "A table of more than {limit} MB is not taken. Split it by year or series.",
    ),
    "unknown_kind": Text(
        "表のファイルではありません。CSV、Excelブック（.xlsx）かe-StatのJSONを送ってください。",
        "This is no table. Send a CSV, an Excel workbook (.xlsx) or the JSON of e-Stat.",
    ),
    "old_excel": Text(
        "古い形式（.xls）です。「Excelブック（.xlsx）」として保存してください。",
        "This is the old format .xls. Save it as “Excel Workbook (.xlsx)”.",
    ),
    "open_document": Text(
        "OpenDocument形式（.ods）です。「Excelブック（.xlsx）」として保存してください。",
        "This is an OpenDocument spreadsheet (.ods). Save it as “Excel Workbook (.xlsx)”.",
    ),
    "has_password": Text(
        "パスワードが掛かっています。外してから送ってください。",
        "The file has a password. Remove it and send the file again.",
    ),
    "has_macros": Text(
        "マクロがあります。マクロのないExcelブック（.xlsx）として保存してください。",
        "The workbook carries macros. Save it as “Excel Workbook (.xlsx)” without macros.",
    ),
    "has_links": Text(
        "ほかのファイルへのリンク（{told}）があります。値だけにして保存してください。",
        "The workbook links to other files ({told}). Save it with values only.",
    ),
    "zip_bomb": Text(
        "展開すると異常に大きくなるファイルです。表だけを新しいブックに写して送ってください。",
        "The file would grow out of all proportion when unpacked. Copy the table into a new workbook.",
    ),
    "far_cell": Text(
        "表から遠く離れたセル（{told}）に値か書式があります。表だけを新しいブックに写して送ってください。",
        "A cell far from any table ({told}) is used. Copy the table into a new workbook.",
    ),
    "scaled_cell": Text(
        "このセルは、表示と中身（{told}）が違う書式（％や千単位）です。どちらの値か分かりません。"
        "表示どおりの数を入れ、書式を標準に戻してください。",
        "This cell shows another number than it holds ({told}): its format is in percent or thousands. "
        "Type the number as it should be read, and set the format back to general.",
    ),
    "broken_file": Text(
        "壊れたファイルで、読めません。Excelで開いて保存し直してください。",
        "The file is broken and cannot be read. Open it in Excel and save it again.",
    ),
    "unknown_encoding": Text(
        "文字コードが分かりません。UTF-8かShift-JIS（cp932）で保存してください。",
        "The encoding of the text is unknown. Save it as UTF-8 or Shift-JIS (cp932).",
    ),
    "broken_csv": Text(
        'CSVとして読めません。引用符（"）が閉じているか確かめてください。',
        "The CSV cannot be read. See that every quotation mark is closed.",
    ),
    "ragged_row": Text(
        "列の数が見出し（{right}列）と違います（{told}列）。コンマを含む値は引用符で囲んでください。",
        "The row has {told} columns, the header {right}. Put values with a comma in quotation marks.",
    ),
    "broken_json": Text(
        "e-StatのJSON（GET_STATS_DATA）として読めません。APIの答えをそのまま保存してください。",
        "This is not the JSON of e-Stat (GET_STATS_DATA). Save the answer of the API as it came.",
    ),
    "estat_error": Text(
        "e-Statの答えが誤りを示しています：{told}。取得し直してください。",
        "The answer of e-Stat is an error: {told}. Fetch it again.",
    ),
    "incomplete": Text(
        "続きのあるデータの一部（次は{told}件目）です。すべてを一つのファイルにしてください。",
        "This is one part of the data (the next begins at {told}). Save all of it in one file.",
    ),
    "layout_needed": Text(
        "この表の見出しは系列の名ではないので、配置の宣言が要ります。配置を選ぶか、系列・年・値・単位の列を持つ表にしてください。",
        "The headers are no keys of series, so a layout has to be declared. Choose one, or send columns series, "
        "year, value and unit.",
    ),
    "column_missing": Text(
        "「{told}」の列がありません。見出しに加えてください。",
        "There is no column “{told}”. Add it to the header.",
    ),
    "column_twice": Text(
        "「{told}」の列が二つあります。一つにしてください。",
        "The column “{told}” stands twice. Keep one.",
    ),
    "no_sheet": Text(
        "シート「{told}」がありません。シートの名は{right}です。",
        "There is no sheet “{told}”. The sheets are {right}.",
    ),
    "no_years": Text(
        "宣言された見出しの場所に年がありません。表が動いていないか、配置の宣言を確かめてください。",
        "No year stands where the layout says the years are. See whether the table has moved.",
    ),
    "unknown_label": Text(
        "項目「{told}」は配置の宣言にありません。系列を割り当てるか、除く項目に加えてください。",
        "The label “{told}” is not in the layout. Give it a series, or list it among those left aside.",
    ),
    "label_missing": Text(
        "配置の宣言にある項目「{told}」が表にありません。項目の名が変わっていないか確かめてください。",
        "The label “{told}” of the layout is not in the table. See whether it was renamed.",
    ),
    "no_values": Text(
        "値が一つもありません。表のあるファイルか確かめてください。",
        "There is not a single value. See whether this is the file with the table.",
    ),
}


class TableRefused(Refused):
    """The whole table, because of its errors. ``findings`` are the errors, in the order of the rows."""

    code = "table_refused"

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first, more = listed(self.findings[0]), len(self.findings) - 1
        words = (
            Text("{first}（ほか{more}件）", "{first} ({more} more)")
            if more
            else Text("{first}", "{first}")
        )
        super().__init__(words.format(first=first, more=more))


def file_finding(code: str, place: Place | None = None, /, **values: object) -> Finding:
    return Finding(code, Severity.ERROR, place or Place(), WORDS[code].format(**values))


def refused(code: str, place: Place | None = None, /, **values: object) -> TableRefused:
    """The refusal for one reason."""
    return TableRefused([file_finding(code, place, **values)])
