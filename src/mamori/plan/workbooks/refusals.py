"""Why a file is not taken. Each says what was found and what would be right; nothing was changed."""

from collections.abc import Iterable

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same

SHOWN = 10  # places named in one refusal; the rest is counted


class BadWorkbook(Refused):
    """A file that cannot be taken as a return. ``places`` are cells like 数量 Quantities!H7."""

    code = "not_a_workbook"
    words = Text(
        "Excelのブック（.xlsx）ではありません。配られた回答票に記入して送ってください。",
        "This is not an Excel workbook (.xlsx). Fill in the workbook you were sent.",
    )

    def __init__(self, *values: object, places: Iterable[str] = ()) -> None:
        self.places = tuple(places)
        super().__init__(self.words.format(*values, places=named(self.places)))


def named(places: tuple[str, ...]) -> Text:
    listed, more = ", ".join(places[:SHOWN]), len(places) - SHOWN
    if more <= 0:
        return same(listed)
    return Text("{0} ほか{1}か所", "{0} and {1} more").format(listed, more)


class EmptyFile(BadWorkbook):
    code = "empty_file"
    words = Text(
        "空のファイルです。保存し直してから送ってください。",
        "The file is empty. Save the workbook again and send it.",
    )


class TooLarge(BadWorkbook):
    code = "workbook_too_large"
    words = Text(
        "{0}MBを超えるブックは受け取れません。貼り付けた画像や表を消してください。",
        "A workbook of more than {0} MB is not taken. Remove pasted pictures and tables.",
    )


class IsImage(BadWorkbook):
    code = "is_image"
    words = Text(
        "中身は画像です。画像は受け取りません。回答票のブックを送ってください。",
        "This is an image under another name. Images are never taken; send the workbook.",
    )


class IsOldExcel(BadWorkbook):
    code = "is_old_excel"
    words = Text(
        "古い形式（.xls）です。Excelで開き、「Excelブック（.xlsx）」として保存してください。",
        "This is the old format .xls. Open it and save it as “Excel Workbook (.xlsx)”.",
    )


class IsOpenDocument(BadWorkbook):
    code = "is_open_document"
    words = Text(
        "OpenDocument形式（.ods）です。「Excelブック（.xlsx）」として保存してください。",
        "This is an OpenDocument spreadsheet (.ods). Save it as “Excel Workbook (.xlsx)”.",
    )


class IsCsv(BadWorkbook):
    code = "is_csv"
    words = Text(
        "CSVなどの文字だけのファイルです（{0}）。配られた回答票のブック（.xlsx）を送ってください。",
        "This is a CSV or plain text file ({0}). Send the workbook (.xlsx) you were sent.",
    )


class HasPassword(BadWorkbook):
    code = "has_password"
    words = Text(
        "パスワードがかかっていて読めません。パスワードを外して保存してください。",
        "The workbook is protected by a password. Take the password off and save it again.",
    )


class Broken(BadWorkbook):
    code = "workbook_broken"
    words = Text(
        "ファイルが壊れているか、途中で切れています。もう一度保存して送ってください。",
        "The file is damaged or cut short. Save it again and send it once more.",
    )


class ZipBomb(BadWorkbook):
    code = "zip_bomb"
    words = Text(
        "開くと異常に大きくなるファイルです。読まずに断りました。配られた回答票を使ってください。",
        "The file would unpack to an abnormal size, so it was not opened. Use the workbook you were sent.",
    )


class HasMacros(BadWorkbook):
    code = "has_macros"
    words = Text(
        "マクロが入っています。マクロのない「Excelブック（.xlsx）」として保存してください。",
        "The workbook holds macros. Save it as “Excel Workbook (.xlsx)”, without macros.",
    )


class HasLinks(BadWorkbook):
    code = "has_external_links"
    words = Text(
        "ほかのファイルやデータへのリンクが入っています（{0}）。値を貼り付け、リンクを解除してください。",
        "The workbook links to other files or data ({0}). Paste values and break the links.",
    )


class HasFormulas(BadWorkbook):
    code = "is_formula"
    words = Text(
        "記入欄に式があります：{places}。計算した値を入れてください。",
        "There are formulas where an answer belongs: {places}. Put in the values they give.",
    )


class OutsideForm(BadWorkbook):
    code = "outside_form"
    words = Text(
        "表の外に書かれたものがあります：{places}。表の外は読みません。欄の中に移すか、消してください。",
        "Something stands outside the form: {places}. It would not be read; move it into a cell or remove it.",
    )


class TooManyRows(BadWorkbook):
    code = "too_many_rows"
    words = Text(
        "{0}に、配られた{1}行のほかに{2}行あります（{places}から）。行は増やせません。"
        "数量を増やすときは、画面の「数量を加える」を使ってください。",
        "{0} holds {2} rows besides the {1} it was sent with, from {places}. Rows cannot be added; "
        "to give another quantity, add it on the web page.",
    )


class NotOurs(BadWorkbook):
    code = "not_a_return"
    words = Text(
        "Mamoriの回答票ではありません。配られたブックに記入して送ってください（ほかのブックへ写さないでください）。",
        "This is not a return written by Mamori. Fill in the workbook you were sent; do not copy it to another.",
    )


class SheetRenamed(BadWorkbook):
    code = "sheet_missing"
    words = Text(
        "シート「{0}」がありません（あるのは {1}）。シートの名前を元に戻してください。",
        "There is no sheet “{0}”; there are {1}. Give the sheet its name back.",
    )


class ColumnMissing(BadWorkbook):
    code = "column_missing"
    words = Text(
        "列「{0}」が {places} にありません。列を消したり動かしたりせず、元に戻してください。",
        "The column “{0}” is not at {places}. Columns are not to be deleted or moved; put it back.",
    )


class RowsMissing(BadWorkbook):
    code = "rows_missing"
    words = Text(
        "{0}から、配られた行がなくなっています：{1}。行を元に戻してください。",
        "Rows that were sent are gone from {0}: {1}. Put them back.",
    )


class RowTwice(BadWorkbook):
    code = "row_twice"
    words = Text(
        "{0}に同じ行が二つあります：{1}（{places}）。一つにしてください。",
        "{0} holds a row twice: {1} ({places}). Keep one of them.",
    )


class WrongAgency(BadWorkbook):
    code = "wrong_agency"
    words = Text(
        "この回答票は{0}のものです。あなたの府省庁の回答票を送ってください。",
        "This workbook belongs to {0}. Send the one of your own body.",
    )


class OlderTemplate(BadWorkbook):
    code = "older_template"
    words = Text(
        "古い様式の回答票で、いまはない欄があります：{0}。何も取り込んでいません。新しい回答票に写してください。",
        "The workbook is of an older template and has fields that are no more: {0}. "
        "Nothing was taken; copy it to a new workbook.",
    )


class NotAsked(BadWorkbook):
    code = "not_asked"
    words = Text(
        "いまは求められていない行に記入があります：{0}。新しい回答票を取り直してください。",
        "There are answers that are not asked for any more: {0}. Get a new workbook.",
    )


class NothingAsked(BadWorkbook):
    code = "nothing_asked"
    words = Text("「{0}」で{1}に求めている回答はありません。", "In “{0}” nothing is asked of {1}.")


class Closed(BadWorkbook):
    code = "already_handed_in"
    words = Text(
        "提出済みなどで、もう変えられない回答に変更があります：{0}。何も取り込んでいません。",
        "Answers that were handed in already have been changed: {0}. Nothing was taken.",
    )


class Conflicting(BadWorkbook):
    code = "workbook_conflicts"
    words = Text(
        "画面とブックの両方で変えた欄が{0}か所あります：{places}。どちらを残すか選ぶまで、何も取り込みません。",
        "{0} cells were changed both on the web and in the workbook: {places}. "
        "Nothing is taken until somebody has chosen which to keep.",
    )
