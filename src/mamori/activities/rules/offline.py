"""What a device without network knows of a kind, and what it says. The server decides in the end (§2.12)."""

from collections.abc import Mapping
from typing import Any

from mamori.activities.rules import reasons
from mamori.activities.rules.kinds import Condition, Kind, Place
from mamori.kernel.text import Language, Text

Spoken = dict[str, str]

REASONS = {
    "needs_day": reasons.NEEDS_DAY,
    "not_come": reasons.NOT_COME,
    "needs_area": reasons.NEEDS_AREA,
    "needed": reasons.NEEDED,
    "not_here": reasons.NOT_HERE,
    "needs_number": reasons.NEEDS_NUMBER,
    "below_zero": reasons.BELOW_ZERO,
    "over_most": reasons.OVER_MOST,
    "over_room": reasons.OVER_ROOM,
    "to_put_right": Text("直すところが{0}か所あります", "{0} to put right"),
    "as_typed": Text("入力は書いたとおりに残っています。", "What you typed is kept as it is."),
    "not_kept": Text(
        "この端末に保存できませんでした。空き容量と、シークレットモードでないことを確かめてください。",
        "This device could not keep it. See whether it is full, or in a private window.",
    ),
    "gone": Text(
        "この記録は、もうこの端末にありません。送信済みか、削除されています。",
        "This entry is no longer on the device: it was sent or deleted.",
    ),
}
TOLD = {
    "online": Text("通信できます", "Network"),
    "offline": Text("通信できません", "No network"),
    "waiting": Text("送信待ち", "Waiting"),
    "refused": Text("要修正", "To put right"),
    "sent": Text("送信済み", "Sent"),
    "sent_as": Text("活動{0}として記録しました。", "Recorded as activity {0}."),
    "differs": Text(
        "先に届いた内容が、活動{0}として記録されています。あとで直した分は入っていません。活動のページで訂正してください。",
        "What arrived first stands as activity {0}, without what you changed since. Correct it there.",
    ),
    "nothing": Text("送るものはありません。", "Nothing waits to be sent."),
    "sending": Text("送っています…", "Sending…"),
    "all_sent": Text("{0}件を送りました。", "{0} sent."),
    "some_refused": Text(
        "{0}件に直すところがあります。端末に残っています。",
        "{0} must be put right. They stay on this device.",
    ),
    "no_network": Text(
        "通信できません。記録はこの端末に残り、つながると送られます。",
        "No network. What you recorded stays on this device and is sent when the network is back.",
    ),
    "sign_in": Text(
        "サインインが切れています。記録はこの端末に残っています。サインインすると送れます。",
        "You are signed out. What you recorded stays on this device. Sign in to send it.",
    ),
    "no_answer": Text(
        "サーバーが受け取れませんでした。記録はこの端末に残っています。あとでもう一度送ってください。",
        "The server could not take it. What you recorded stays on this device. Send it again later.",
    ),
    "not_allowed": Text(
        "いまの役割ではこの種類を記録できません。記録はこの端末に残っています。",
        "Your role does not record this kind now. What you recorded stays on this device.",
    ),
    "of_others": Text(
        "ほかの人の記録が{0}件、この端末にあります。その人がサインインすると送れます。",
        "{0} by somebody else wait on this device. That person can send them after signing in.",
    ),
    "choose": Text("持ち出す種類を選んでください。", "Choose the kinds to take along."),
    "taking": Text("用意しています…", "Taking along…"),
    "taken": Text(
        "{0}種類を持ち出しました。通信がなくても、このページを開けます。",
        "{0} taken along. This page now opens without network.",
    ),
    "not_taken": Text(
        "持ち出せませんでした。通信を確かめて、もう一度試してください。",
        "They could not be taken along. See whether there is network and try again.",
    ),
    "emptied": Text(
        "用紙を端末から消しました。送信待ちの記録は残っています。",
        "The forms are off this device. What waits to be sent is still here.",
    ),
    "sure": Text(
        "この記録を端末から消しますか。まだ送られていません。",
        "Delete this from the device? It has not been sent.",
    ),
    "unable": Text(
        "このブラウザーでは通信なしの記録ができません。下の印刷用の用紙を使ってください。",
        "This browser cannot record without network. Use the printed form below.",
    ),
    "edit": Text("直す", "Edit"),
    "delete": Text("消す", "Delete"),
    "see": Text("記録を見る", "See the record"),
}


def of_kind(kind: Kind) -> dict[str, Any]:
    """The rules of a kind that can be told by data: needed, needed when, only when, most, within."""
    return {
        "key": kind.key,
        "title": both(kind.title),
        "area": kind.place is Place.NEEDED,
        "fields": [
            {
                "key": own.key,
                "label": both(own.label),
                "needed": own.needed,
                "needed_when": _condition(own.needed_when),
                "only_when": _condition(own.only_when),
            }
            for own in kind.fields
        ],
        "numbers": [
            {
                "key": own.key,
                "label": both(own.label),
                "needed": own.needed,
                "most": own.most,
                "within": own.within,
            }
            for own in kind.numbers
        ],
    }


def words(said: Mapping[str, Text]) -> dict[str, Spoken]:
    return {key: both(text) for key, text in said.items()}


def both(text: Text) -> Spoken:
    return {language.value: text.in_(language) for language in Language}


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    return (
        None if condition is None else {"field": condition.field, "values": list(condition.values)}
    )
