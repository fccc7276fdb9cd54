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
SOURCE = Text("出典", "Source")
NUMBER, EFFORT, OWNER = Text("番号", "No."), Text("取組", "Effort"), Text("担当", "Owner")
NOTE = Text("注", "Note ")
PROVISIONAL = Text(
    "この言語の題名は、公式の文言を確認できていない仮のものである。",
    "In this language the title is provisional: it has not been checked against the official wording.",
)
PILLARS_CHART = Text(
    "柱ごとの取組の数。四角一つが取組一つ。塗りつぶしは数字のあるもの。",
    "Efforts by pillar. One square is one effort; a filled one carries a figure.",
)
SIGN_ABOUT = Text(
    "点線は概数。概数として公表されたもので、そのままの数としては示さない。",
    "A dotted line marks an approximate figure. It was published as approximate and never stands bare.",
)
SIGN_SQUARE = Text(
    "四角は取組一つ。塗りつぶしは数字のあるもの、白は言葉だけのもの。",
    "A square is one effort: full with a figure, hollow in words only.",
)
SIGN_OPEN = Text(
    "「等」は、名を挙げていない府省庁を含むことを示す。",
    "“etc.” means that bodies not named take part too.",
)
SIGN_CHANGE = Text(
    "矢印の左は変更前、右は変更後の値。",
    "Left of the arrow the value before a change, right of it the value after.",
)
