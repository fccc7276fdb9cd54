"""The fixed words of the printed Outline, in both languages."""

from typing import Protocol

from mamori.kernel.text import Text


class HelpLine(Protocol):
    """What print needs of a telephone number."""

    @property
    def number(self) -> str: ...
    @property
    def name(self) -> Text: ...
    @property
    def explanation(self) -> Text: ...


TITLE = Text("取組概要", "Outline of Efforts")
TITLE_OF_YEAR = Text("取組概要\u3000{0}", "Outline of Efforts, {0}")
STATE = Text("{0}の情勢", "The situation in {0}")
STATE_LEAD = Text(
    "それぞれの数字の定義と出典は、巻末の表にある。",
    "The definition and source of each figure stand in the table at the end.",
)
EFFORTS = Text("計画に基づく取組", "Efforts under the plan")
ISSUES = Text("課題", "Current issues")
KEY = Text("府省庁の略称", "Abbreviations")
ORIGINS = Text("数字の出どころ", "Where the figures come from")
SIGNS = Text("印の読み方", "How to read the signs")
HELP = Text("いま助けが必要なとき", "Help now")
PERIOD = Text("期間", "Period")
ISSUED = Text("公表", "Published")
ISSUER = Text("発行", "Issued by")
CONTENTS = Text("目次", "Contents")
COUNT = Text("取組{0}件", "{0} efforts")
SHORT, JAPANESE, ENGLISH = (
    Text("略称", "Short"),
    Text("日本語", "Japanese"),
    Text("英語", "English"),
)
WHAT, VALUE, DEFINITION = (
    Text("数字", "Figure"),
    Text("値", "Value"),
    Text("定義", "Definition"),
)
UNDEFINED = Text("公表資料に定義の記載はありません", "No definition was published")
SOURCE = Text("出典", "Source")
NUMBER, EFFORT, OWNER = Text("番号", "No."), Text("取組", "Effort"), Text("担当", "Owner")
NOTE, NOTE_MARK = Text("注{0}\u3000{1}", "Note {0}. {1}"), Text("注{0}", "{0}")
NOTE_GAP = Text("・", ", ")  # between marks, so that 3 and 4 are not read as 34
PROVISIONAL_MARK = Text("（仮）", "(provisional)")
PROVISIONAL = Text(
    "（仮）とある題名は、公式の文言との照合が済んでいない。",
    "Titles marked “provisional” have not been checked against the official wording.",
)
PILLARS_CHART = Text(
    "柱ごとの取組の数。四角一つが取組一つ。塗りつぶしは数字のあるもの。",
    "Efforts by pillar. One square is one effort; a filled one carries a figure.",
)
REVISIONS = Text("訂正の記録", "Record of revisions")
REVISION = Text("第{0}版", "Revision {0}")
REVISED_MARK = Text("訂{0}", "rev. {0}")
EDITION = Text("版", "Edition")
SIGN_ABOUT = Text(
    "点線は概数。概数として公表されたもので、必ず「約」を付けて示す。",
    "A dotted line marks an approximate figure. It was published as approximate and is "
    "always shown with “about”.",
)
SIGN_SQUARE = Text(
    "四角は取組一つ。塗りつぶしは数字のあるもの、白抜きは数字のないもの。",
    "A square is one effort: filled if it has a figure, hollow if not.",
)
SIGN_OPEN = Text(
    "「等」は、名を挙げていない府省庁を含むことを示す。",
    "“etc.” means that bodies not named take part too.",
)
SIGN_CHANGE = Text(
    "矢印の左は変更前、右は変更後の値。",
    "Left of the arrow the value before a change, right of it the value after.",
)
# Words that a line never parts, though a reader of phrases would.
WHOLE = (
    "児童買春",
    "児童ポルノ",
    "児童相談所",
    "児童虐待",
    "児童福祉",
    "性的搾取",
    "被害児童",
    "青少年",
    "国民運動",
    "法令上の用語",
)
