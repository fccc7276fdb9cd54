"""The fixed words of printed series, in both languages."""

from decimal import Decimal

from mamori.kernel.text import Text
from mamori.statistics.rules.series import Basis, Confidentiality, Status

STATUSES = {
    Status.NORMAL: Text("確定値", "Final"),
    Status.BREAK: Text("定義の変更があった年", "Break in the series"),
    Status.DEFINITION_DIFFERS: Text("定義が異なる", "Definition differs"),
    Status.ESTIMATED: Text("計算値", "Derived"),
    Status.FORECAST: Text("見込み", "Forecast"),
    Status.EXPERIMENTAL: Text("試行値", "Experimental"),
    Status.IMPUTED: Text("補完値", "Imputed"),
    Status.ELSEWHERE: Text("他の区分に含む", "Included elsewhere"),
    Status.NOT_COLLECTED: Text("調査していない", "Not collected"),
    Status.CANNOT_EXIST: Text("該当なし", "Cannot exist"),
    Status.NOT_SIGNIFICANT: Text("単位未満", "Below the unit"),
    Status.MISSING: Text("不詳", "Not available"),
    Status.PROVISIONAL: Text("暫定値", "Provisional"),
    Status.SUPPRESSED: Text("秘匿", "Suppressed"),
    Status.SPECIAL_EVENT: Text("特別な事情のある値", "Special event"),
    Status.UNRELIABLE: Text("信頼性が低い", "Low reliability"),
    Status.UNVALIDATED: Text("未検証", "Unvalidated"),
    Status.INCLUDES_ANOTHER: Text("他の区分を含む", "Includes another category"),
}
CONFIDENTIALITIES = {
    Confidentiality.FREE: Text("公開", "Free"),
    Confidentiality.INTERNAL: Text("内部限り", "Internal"),
    Confidentiality.EMBARGO: Text("公表前", "Under embargo"),
    Confidentiality.SECONDARY: Text("二次秘匿", "Secondary suppression"),
}
# the signs of Japanese tables where there is no value
SIGNS = {
    Status.CANNOT_EXIST: "-",
    Status.NOT_SIGNIFICANT: "0",
    Status.SUPPRESSED: "x",
}
UNKNOWN_SIGN = "…"
BASES = {
    Basis.CALENDAR: Text("暦年（1月から12月まで）", "Calendar years, January to December"),
    Basis.FISCAL: Text("年度（4月から翌年3月まで）", "Fiscal years, April to March"),
    Basis.SPAN: Text("期間", "Spans"),
}
TICKS = {  # a year as an axis prints it
    Basis.CALENDAR: Text("{0}年", "{0}"),
    Basis.FISCAL: Text("{0}年度", "FY{0}"),
    Basis.SPAN: Text("{0}年", "{0}"),
}
ABOUT = Text("約{0}", "about {0}")

# the chart
FROM_TO = Text("{0}、{1}から{2}まで", "{0}, {1} to {2}")
ONE_YEAR = Text("{0}、{1}", "{0}, {1}")
OF_BASIS = Text("{0}　{1}", "{0}. {1}")
OF_BREAKDOWN = Text("{0}（{1}）", "{0} ({1})")
KEY_FINAL = Text("確定値", "final")
KEY_DERIVED = Text("計算値", "derived")
KEY_PROVISIONAL = Text("暫定値", "provisional")
KEY_BAND = Text("偶然の幅（95％）", "range of chance, 95 %")
KEY_BEFORE = Text("変更前の数え方による値", "counted the old way")
KEY_GAP = Text("値なし: {0}", "no value: {0}")
NO_GAP_YEARS = Text("値なし", "no value")
COMPARED = Text("系列の比較", "Series compared")

# the words of a picture
SAYS_UNIT = Text("単位は{0}、{1}。", "Unit: {0}. {1}.")
SAYS_STRETCH = Text(
    "{first}は{first_value}、{last}は{last_value}。最大は{highest}の{highest_value}、"
    "最小は{lowest}の{lowest_value}。",
    "{first_value} in {first}, {last_value} in {last}. Highest {highest_value} in {highest}, "
    "lowest {lowest_value} in {lowest}.",
)
SAYS_ONE = Text("{0}は{1}。", "{1} in {0}.")
SAYS_GAPS = Text("値のない年: {0}。", "No value for {0}.")
SAYS_BREAK = Text(
    "{0}から数え方が変わった: {1}。前後は比べない。",
    "Counted in a new way from {0}: {1}. Values before and after are not compared.",
)
SAYS_BEFORE = Text("{0}を変更前の数え方で数えた値は{1}。", "Counted the old way, {0} would be {1}.")
SAYS_PROVISIONAL = Text("{0}の{1}は暫定値。", "{1} for {0} is provisional.")
SAYS_REPLACED = Text(
    "{0}の暫定値{1}は、確定値{2}に改められた。", "For {0} the provisional {1} became {2}."
)
NOTHING_DRAWN = Text("図にできる年ごとの値はない。", "No yearly value to draw.")

# the notes of files
DEFINITION = Text("定義（第{0}版）", "Definition, version {0}")
DEFINITION_FROM = Text("定義（第{0}版、{1}から）", "Definition, version {0}, from {1}")
FOOTNOTE = Text("注", "Footnote")
CARE = Text("読むときの注意", "Read with care")
BREAK = Text("数え方の変更（{0}から）", "Break, from {0}")
NOT_COMPARED = Text("前後の値は比べない。", "Values before and after are not compared.")
COUNTED_OLD = Text("変更前の数え方による値: {0}。", "Counted the old way: {0}.")
MARK = Text("[注{0}]", "[note {0}]")
YES, NO = Text("はい", "yes"), Text("いいえ", "no")
STANDS = Text("採用", "Stands")
COMMA = Text("、", ", ")
SEMICOLON = Text("／", " / ")


def change_words(change: Decimal | None) -> str:
    """``+3.2 %``; nothing where none may be said (§4.9)."""
    return "" if change is None else f"{change:+.1f} %".replace("-", "−")
