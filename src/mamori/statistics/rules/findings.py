"""What may be wrong with a table that arrives: every finding by its name, with what would be right.

Policy: docs/policy/statistics.md, section 3. An error stops the whole table; a warning is listed and the
table is loaded; an information is listed.
"""

from dataclasses import dataclass
from enum import StrEnum

from mamori.kernel.text import Text, same


class Severity(StrEnum):
    """What a finding does to the table (§3.1)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the file: ``row`` from 1 as a spreadsheet shows it (0: no row), ``column`` a letter or a header."""

    sheet: str = ""
    row: int = 0
    column: str = ""

    @property
    def text(self) -> Text:
        sheet = f"{self.sheet} " if self.sheet else ""
        ja = [f"{self.row}行"] if self.row else []
        en = [f"row {self.row}"] if self.row else []
        if self.column:
            ja.append(f"{self.column}列")
            en.append(f"column {self.column}")
        return Text(f"{sheet}{''.join(ja)}", f"{sheet}{', '.join(en)}".strip())


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` is for programs and never changes; ``message`` says what is wrong and what would be right."""

    code: str
    severity: Severity
    place: Place
    message: Text


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CATALOGUE: dict[str, tuple[Severity, Text]] = {
    "wrong_unit": (_E, Text(
        "「{series}」は{right}で数えますが、表は「{told}」と書いています。件数・人員・被害児童数は別の系列です。{right}の数を送ってください。",
        "“{series}” counts {right}, but the table says “{told}”. Cases, persons and victims are different series: "
        "send the number of {right}.",
    )),
    "referred_not_cleared": (_E, Text(
        "「{series}」は検挙の数ですが、表は送致の数です（「{told}」）。検挙（身柄を拘束しない送致を含む）の数を送ってください。",
        "“{series}” counts cleared, but the table counts referred (送致): “{told}”. Send the figures of 検挙.",
    )),
    "unknown_series": (_E, Text(
        "系列「{told}」はありません。登録されている系列の名を書いてください。{near}",
        "There is no series “{told}”. Write the key of a series that is registered.{near}",
    )),
    "unread_cell": (_E, Text("{words}", "{words}")),
    "unread_year": (_E, Text("{words}", "{words}")),
    "unread_vintage": (_E, Text(
        "公表の日「{told}」を読めません。例: 2018-03-08、2018-03、2018",
        "The day of publication “{told}” is not read. Write it like 2018-03-08, 2018-03 or 2018.",
    )),
    "unknown_status": (_E, Text(
        "状態「{told}」は分かりません。final（確定値）、provisional（暫定値）、derived（計算値）かSDMXの符号を書いてください。",
        "The status “{told}” is unknown. Write final, provisional, derived or an SDMX code.",
    )),
    "unknown_confidentiality": (_E, Text(
        "秘匿の符号「{told}」は分かりません。F、N、E、Sのいずれかを書いてください。",
        "The confidentiality “{told}” is unknown. Write F, N, E or S.",
    )),
    "unknown_action": (_E, Text(
        "ACTION「{told}」は受け取りません。公表された値は消さず、上書きもしません。I（追加）を書いてください。",
        "ACTION “{told}” is not taken: a vintage is never deleted or replaced. Write I or A (append).",
    )),
    "no_unit": (_E, Text(
        "単位がありません。何を数えたか（件、人など）を書いてください。",
        "There is no unit. Write what is counted (cases, persons, children).",
    )),
    "no_source": (_E, Text(
        "出典がありません。公表した機関と資料名を書いてください。",
        "There is no source. Write who published the figures and where.",
    )),
    "no_vintage": (_E, Text(
        "公表の日がありません。公表された日を2018-03-08のように書いてください。",
        "There is no day of publication. Write it like 2018-03-08.",
    )),
    "empty_cell": (_E, Text(
        "セルが空です。値か、…（不詳）、-（該当なし）、x（秘匿）のいずれかを書いてください。",
        "The cell is empty. Write the value, or … (not available), - (none) or x (kept secret).",
    )),
    "unknown_column": (_W, Text(
        "列「{told}」は分からないので読んでいません。要らない列なら、このままで構いません。",
        "The column “{told}” is unknown and was not read. This is right if it is not needed.",
    )),
    "derived_without_how": (_W, Text(
        "計算値ですが、計算の方法が書かれていません。出典の後に「(computed: …)」と書いてください。",
        "The value is derived, but nothing says how. Write “(computed: …)” after the source.",
    )),
    "duplicate_key": (_E, Text(
        "同じ系列・内訳・期間・公表・出典の値が{first}にもあります。一つだけ残してください。",
        "The same series, breakdown, period, vintage and source stand at {first} too. Keep one of them.",
    )),
    "vintage_already_held": (_E, Text(
        "この公表・出典の値は{held}として既に持っています（表は{told}）。上書きはしません。改めた値は新しい公表の日で送ってください。",
        "The value of this vintage and source is held as {held} (the table says {told}) and is never overwritten. "
        "Send a corrected value with its own day of publication.",
    )),
    "provisional_after_final": (_E, Text(
        "{published}に確定値が公表されているのに、後の日付の暫定値です。確定値を送るか、公表の日を直してください。",
        "A final value was published on {published}, and this is a later provisional one. "
        "Send the final value or correct the day of publication.",
    )),
    "provisional_became_final": (_I, Text(
        "暫定値{before}が確定値{after}になりました。両方を残します。",
        "The provisional value {before} became final, {after}. Both stay readable.",
    )),
    "parts_exceed_total": (_E, Text(
        "「{dimension}」の内訳の和{parts}が総数{total}を超えています。内訳か総数を直してください。",
        "The parts by “{dimension}” sum to {parts}, more than the total {total}. Correct the parts or the total.",
    )),
    "parts_fall_short": (_W, Text(
        "「{dimension}」の内訳の和{parts}は総数{total}に足りません。「その他」が省かれていれば、このままで構いません。",
        "The parts by “{dimension}” sum to {parts}, less than the total {total}: right if “other” is left out.",
    )),
    "shares_exceed_whole": (_E, Text(
        "「{dimension}」の割合の和が{parts}％で、100％を超えています。割合を直してください。",
        "The shares by “{dimension}” sum to {parts} %, more than 100 %. Correct the shares.",
    )),
    "unit_slip": (_W, Text(
        "{value}は前後の{neighbour}の約{factor}です。単位（千人、万人）を確かめてください。",
        "{value} is about {factor} its neighbour {neighbour}. Check the unit (thousands, 千人? 万人?).",
    )),
    "negative_count": (_E, Text(
        "数が負（{value}）です。数は0以上です。増減は別の系列として送ってください。",
        "The count is negative ({value}). A count is 0 or more; a change is another series.",
    )),
    "fraction_of_a_count": (_E, Text(
        "{value}には端数があります。{unit}は整数で数えます。割合や千単位の値なら、その単位を書いてください。",
        "{value} has a fraction, and {unit} are whole. If it is a share or in thousands, say so in the unit.",
    )),
    "share_out_of_range": (_E, Text(
        "割合が{value}％です。0から100までの値を書いてください。",
        "The share is {value} %. Write a value from 0 to 100.",
    )),
    "year_from_the_future": (_E, Text(
        "{period}はまだ始まっていません（今日は{today}）。年を直してください。",
        "{period} has not begun (today is {today}). Correct the year.",
    )),
    "year_not_over": (_W, Text(
        "{period}はまだ終わっていません。途中までの数なら、期間か「暫定値」を書いてください。",
        "{period} is not over. If the figure is of a part of it, write the span or “provisional”.",
    )),
    "published_in_the_future": (_E, Text(
        "公表の日{published}は今日（{today}）より後です。日付を直してください。",
        "The day of publication {published} lies after today ({today}). Correct it.",
    )),
    "published_before_it_began": (_W, Text(
        "{period}が始まる前の{published}に公表されたことになっています。目標や予測でなければ、年か公表の日を直してください。",
        "It would have been published on {published}, before {period} began. Unless it is a target "
        "or a forecast, correct the year or the day.",
    )),
    "calendar_year_in_fiscal_series": (_E, Text(
        "「{series}」は年度の系列ですが、{period}は暦年です。年度の値を{right}のように書いて送ってください。",
        "“{series}” is of fiscal years, but {period} is a calendar year. Send fiscal years, like {right}.",
    )),
    "fiscal_year_in_calendar_series": (_E, Text(
        "「{series}」は暦年の系列ですが、{period}は年度です。暦年の値を{right}のように書いて送ってください。",
        "“{series}” is of calendar years, but {period} is a fiscal year. Send calendar years, like {right}.",
    )),
    "span_in_yearly_series": (_I, Text(
        "{period}は1年ではありません。そのまま持ちますが、年の値と並べては比べません。",
        "{period} is not one year. It is kept, and never compared with yearly values.",
    )),
}  # fmt: skip


def finding(code: str, place: Place, /, **values: object) -> Finding:
    """The finding of that name; ``values`` fill its words, a ``Text`` language by language."""
    severity, words = CATALOGUE[code]
    return Finding(code, severity, place, words.format(**values))


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.severity is Severity.ERROR)


def listed(found: Finding) -> Text:
    """One line: the place, then the words."""
    where = found.place.text
    colon = Text("：", ": ") if where.ja else same("")
    return Text(
        f"{where.ja}{colon.ja}{found.message.ja}", f"{where.en}{colon.en}{found.message.en}"
    )
