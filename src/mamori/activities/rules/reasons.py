"""Why a record is refused, in words that the server and a device without network share (§2.12)."""

from mamori.kernel.text import Text

NEEDS_DAY = Text("日付を入れてください。", "Give the day.")
NOT_COME = Text(
    "{0}はまだ来ていません。「予定」として記録し、実施後に「実施済み」にしてください。",
    "{0} has not come yet. Record it as planned, and mark it held afterwards.",
)
NEEDS_AREA = Text("都道府県を選んでください。", "Choose the prefecture.")
NEEDED = Text("「{0}」を入れてください。", "Fill in “{0}”.")
NOT_HERE = Text(
    "「{0}」は、この場合には書きません。空けてください。",
    "“{0}” does not apply here. Leave it empty.",
)
NEEDS_NUMBER = Text("「{0}」の数を入れてください。", "Give the number of “{0}”.")
BELOW_ZERO = Text("「{0}」は0以上です。", "“{0}” is never below zero.")
OVER_MOST = Text(
    "「{0}」が{1:,}を超えています。打ち間違いでなければ、期間の合計として記録してください。",
    "“{0}” is over {1:,}. If that is no slip, record it as a total of a period.",
)
OVER_ROOM = Text(
    "「{0}」（{1:,}）が、会場の定員（{2:,}）を超えています。どちらかを直してください。",
    "“{0}” ({1:,}) is more than the hall holds ({2:,}). Correct one of the two.",
)
TOO_LONG = Text("{0}字までにしてください。", "Keep it to {0} signs.")
NOT_WHOLE = Text("「{0}」は整数です。", "“{0}” is a whole number.")
